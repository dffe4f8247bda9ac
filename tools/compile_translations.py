"""Compiles every django.po under src/manas/locale that is newer than its django.mo. Needs no gettext on the machine."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

LOCALE = Path(__file__).resolve().parents[1] / "src" / "manas" / "locale"


def compile_catalog(source: Path) -> None:
    """This function will write the .mo beside a .po, whole or not at all."""
    with source.open("rb") as file:
        catalog = read_po(file, abort_invalid=True)
    fresh = source.with_suffix(".mo.new")
    with fresh.open("wb") as file:
        write_mo(file, catalog)
    fresh.replace(source.with_suffix(".mo"))


def main() -> int:
    """This function will compile what is stale and answer 1 where a catalogue is broken."""
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        try:
            compile_catalog(source)
        except PoFileError as error:
            print(f"{source}: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
