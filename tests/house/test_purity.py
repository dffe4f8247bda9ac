"""Who may read a clock, open a file, and catch everything."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.house.ground import PACKAGE, files, name, tree

CLOCK_OWNERS = {"datetime", "date", "timezone", "time"}
CLOCK_WORDS = {"now", "today", "utcnow"}
CLOCK_MODULES = {"time": {"time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime"}}
DATABASE_CLOCKS = {"Now", "auto_now", "auto_now_add"}
CONVERSIONS_OR_CLOCKS = {"localdate", "localtime"}
IMPURE_BUILTINS = {"open", "print", "input", "eval", "exec", "__import__", "breakpoint"}
CATCH_ALL = {"Exception", "BaseException"}

Finder = Callable[[ast.AST], Iterator[int]]


def owner_of(node: ast.Attribute) -> str:
    """The last word before the dot: `now` of `datetime.datetime.now` belongs to `datetime`."""
    match node.value:
        case ast.Name(id=word) | ast.Attribute(attr=word):
            return word
    return ""


def clock_readings(module: ast.AST) -> Iterator[int]:
    """The lines that read a clock: now, today, time.time, Now(), auto_now, localdate() without an argument."""
    for node in ast.walk(module):
        match node:
            case ast.Attribute(attr=attr) if attr in CLOCK_WORDS and owner_of(node) in CLOCK_OWNERS:
                yield node.lineno
            case ast.Attribute(attr=attr) if attr in CLOCK_MODULES.get(owner_of(node), ()):
                yield node.lineno
            case ast.Call(func=ast.Attribute(attr=attr) | ast.Name(id=attr), args=[], keywords=[]) if (
                attr in CONVERSIONS_OR_CLOCKS
            ):
                yield node.lineno
            case ast.Name(id=word) | ast.keyword(arg=word) if word in DATABASE_CLOCKS:
                yield node.lineno if isinstance(node, ast.Name) else node.value.lineno
            case ast.ImportFrom(module="django.utils.timezone" | "time", names=names):
                yield from (node.lineno for alias in names if alias.name in CLOCK_WORDS | {"time", "monotonic"})


def impure_calls(module: ast.AST) -> Iterator[int]:
    """The lines that open, print or execute something."""
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Name(id=word)) if word in IMPURE_BUILTINS:
                yield node.lineno


def catch_alls(module: ast.AST) -> Iterator[int]:
    """The lines of `except:`, `except Exception` and their kind."""
    for node in ast.walk(module):
        if not isinstance(node, ast.ExceptHandler):
            continue
        kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        if any(kind is None or (isinstance(kind, ast.Name) and kind.id in CATCH_ALL) for kind in kinds):
            yield node.lineno


def found(finder: Finder, paths: list[Path]) -> list[str]:
    return [f"{name(path)}:{line}" for path in paths for line in finder(tree(path))]


def below_the_web() -> list[Path]:
    """Everything except the floor that knows requests, commands and the clock."""
    return [path for path in files(".py") if "web" not in path.relative_to(PACKAGE).parts[:1]]


def test_only_the_web_reads_the_clock() -> None:
    assert found(clock_readings, below_the_web()) == []


def test_engines_open_and_print_nothing() -> None:
    assert found(impure_calls, files(".py", under=PACKAGE / "engines")) == []


def test_nothing_below_the_web_catches_everything() -> None:
    assert found(catch_alls, below_the_web()) == []


@pytest.mark.parametrize(
    ("finder", "line"),
    [
        (clock_readings, "at = datetime.now(UTC)"),
        (clock_readings, "at = datetime.datetime.now()"),
        (clock_readings, "at = timezone.now()"),
        (clock_readings, "day = date.today()"),
        (clock_readings, "field = DateTimeField(default=timezone.now)"),
        (clock_readings, "field = DateTimeField(auto_now_add=True)"),
        (clock_readings, "rows.update(at=Now())"),
        (clock_readings, "start = time.perf_counter()"),
        (clock_readings, "day = timezone.localdate()"),
        (clock_readings, "from django.utils.timezone import now"),
        (clock_readings, "from time import monotonic"),
        (impure_calls, "text = open('facts.yaml').read()"),
        (catch_alls, "try:\n    pass\nexcept Exception:\n    pass"),
        (catch_alls, "try:\n    pass\nexcept (ValueError, BaseException):\n    pass"),
        (catch_alls, "try:\n    pass\nexcept:\n    pass"),
    ],
)
def test_the_wall_holds(finder: Finder, line: str) -> None:
    assert list(finder(ast.parse(line))) != []


@pytest.mark.parametrize("line", ["day = timezone.localdate(at)", "days = due_on - today", "case.today", "at.time()"])
def test_the_clock_wall_lets_arguments_pass(line: str) -> None:
    assert list(clock_readings(ast.parse(line))) == []
