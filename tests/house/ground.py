"""The files of the house, for the tests that look at its walls."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "manas"
FLOORS = ("web", "reports", "exchange", "indicators", "plan", "matters", "registers", "office", "facts", "engines")
NOT_OURS = {".git", ".venv", "var", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
NOT_TEXT = {".png", ".jpg", ".ico", ".mo", ".pyc", ".pdf", ".docx", ".xlsx", ".woff2", ".zip"}


def files(*suffixes: str, under: Path = PACKAGE) -> list[Path]:
    """This function will give every file with one of the suffixes (".py"; none given: every text file) in a folder."""
    found = [path for path in sorted(under.rglob("*")) if path.is_file() and not NOT_OURS & set(path.parts)]
    if suffixes:
        return [path for path in found if path.suffix in suffixes]
    return [path for path in found if path.suffix not in NOT_TEXT and ".egg-info" not in str(path)]


def written_by_us(*suffixes: str) -> list[Path]:
    """This function will give our files with one of the suffixes in every folder that holds code."""
    return [path for folder in ("src", "tests", "tools", "bench") for path in files(*suffixes, under=ROOT / folder)]


def name(path: Path) -> str:
    """This function will name a file as seen from the top of the project."""
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    """This function will parse a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def without_template_comments(text: str) -> str:
    """This function will blank out the comments of a template, keeping its lines."""
    pattern = re.compile(r"{#.*?#}|{%\s*comment\b.*?%}.*?{%\s*endcomment\s*%}", re.DOTALL)
    return pattern.sub(lambda found: "\n" * found[0].count("\n"), text)


def without_css_comments(text: str) -> str:
    """This function will blank out the comments of a style sheet, keeping its lines."""
    return re.sub(r"/\*.*?\*/", lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL)


def hits(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """This function will give each place that a pattern finds, as `line: what was found`."""
    for found in pattern.finditer(text):
        yield f"{text.count(chr(10), 0, found.start()) + 1}: {found[0].strip()}"


def hits_in(paths: list[Path], pattern: re.Pattern[str]) -> list[str]:
    """This function will give each place that a pattern finds in files, as `file:line: what was found`."""
    return [f"{name(path)}:{hit}" for path in paths for hit in hits(pattern, path.read_text(encoding="utf-8"))]
