"""A room leans only on the floors below it."""

import subprocess
import sys
import tomllib

from tests.house.ground import FLOORS, PACKAGE, ROOT


def contracts() -> dict[str, dict[str, object]]:
    """The import contracts of pyproject.toml by their id."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        written = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    return {contract["id"]: contract for contract in written}


def test_every_import_contract_is_kept() -> None:
    program = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_floor_that_exists_has_its_place_and_only_those() -> None:
    existing = [floor for floor in FLOORS if (PACKAGE / floor).is_dir()]
    assert contracts()["floors"]["layers"] == existing
    assert contracts()["floors"]["exhaustive"] is True


def test_there_is_no_room_outside_the_floors() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert rooms - set(FLOORS) == set()


def test_every_engine_is_kept_apart_from_the_others() -> None:
    assert contracts()["engines-apart"]["modules"] == ["manas.engines.*"]
