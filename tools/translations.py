"""Translations without gettext: `collect` brings every django.po up to date, `compile` writes the .mo files.

Chinese is the source language: the words to translate are the Chinese words in templates and code.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "manas"
LOCALE = PACKAGE / "locale"
# The folder of each language, and the language whose plural rule it follows (kir is ours: Kyrgyz in Arabic script).
LANGUAGES = {"en": "en", "ug": "ug", "kir": "ky"}
PLACEHOLDERS = re.compile(
    r'^"(?:Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By)'
    r":.*\n",
    re.MULTILINE,
)
CONTEXT_FIRST = ((1, "c"), 2)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": CONTEXT_FIRST,
    "pgettext_lazy": CONTEXT_FIRST,
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def python_of(source: Path) -> str:
    """This function will give Python that holds the words of a file: a template's tags are turned into calls."""
    text = source.read_text(encoding="utf-8")
    if source.suffix == ".py":
        return text
    # What is left of a template is no indented Python; only its calls matter.
    return "\n".join(line.lstrip() for line in templatize(text, origin=str(source)).splitlines())


def sources() -> Iterator[Path]:
    """This function will give every file that may hold words for a person."""
    for suffix in ("html", "txt", "py"):
        yield from sorted(PACKAGE.rglob(f"*.{suffix}"))


def collect() -> Catalog:
    """This function will give every message in templates and code, with the places where it stands."""
    found = Catalog(charset="utf-8")
    for source in sources():
        code = BytesIO(python_of(source).encode())
        for line, message, comments, context in extract(
            "python", code, keywords=KEYWORDS, options={"encoding": "utf-8"}
        ):
            place = (source.relative_to(PACKAGE).as_posix(), line)
            found.add(message, locations=[place], auto_comments=comments, context=context)
    return found


def catalogs() -> list[Path]:
    """This function will give where the catalogue of each language lies."""
    return [LOCALE / language / "LC_MESSAGES" / "django.po" for language in LANGUAGES]


def read_catalog(path: Path) -> Catalog:
    """This function will read one catalogue (a missing one is empty) and raise PoFileError where it is broken."""
    if not path.exists():
        rule = LANGUAGES[path.parent.parent.name]
        return Catalog(rule, project="Manas", version="1", header_comment="# Words of Manas.", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def messages(catalog: Catalog) -> list[Message]:
    """This function will give the messages of a catalogue without its header."""
    return [message for message in catalog if message.id]


def update(path: Path, found: Catalog) -> int:
    """This function will add new words to a catalogue, drop those that are gone, and count what is untranslated."""
    catalog = read_catalog(path)
    catalog.update(found, no_fuzzy_matching=True, update_header_comment=False, keep_user_comments=True)
    catalog.obsolete.clear()
    write_catalog(path, catalog)
    return sum(not all_strings(message) for message in messages(catalog))


def write_catalog(path: Path, catalog: Catalog) -> None:
    """This function will write a catalogue so that it differs from the last one only where words do."""
    written = BytesIO()
    write_po(written, catalog, width=110, sort_output=True, no_location=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PLACEHOLDERS.sub("", written.getvalue().decode()), encoding="utf-8")


def all_strings(message: Message) -> bool:
    """This function will tell whether a message is translated, in every plural form."""
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(strings) and not message.fuzzy


def write_stale() -> None:
    """This function will write the .mo of every catalogue that is newer than it, whole or not at all."""
    for source in catalogs():
        target = source.with_suffix(".mo")
        if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
            continue
        fresh = source.with_suffix(".mo.new")
        with fresh.open("wb") as file:
            write_mo(file, read_catalog(source))
        fresh.replace(target)


def main(arguments: list[str]) -> int:
    """This function will do what is asked and answer 0, or 1 with a sentence."""
    try:
        match arguments:
            case ["compile"]:
                write_stale()
            case ["collect"]:
                found = collect()
                for path in catalogs():
                    print(f"{path.parent.parent.name}: {update(path, found)} of {len(found)} untranslated")
            case _:
                print("usage: translations.py collect|compile", file=sys.stderr)
                return 1
    except PoFileError as error:
        print(f"A catalogue is broken: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
