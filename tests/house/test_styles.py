"""Style sheets know no left and no right: the same page reads from either side."""

import re

import pytest

from tests.house.ground import files, hits, name, without_css_comments

SIDE = r"(?:left|right)"
PHYSICAL = re.compile(
    rf"(?<![\w-])(?:(?:scroll-)?(?:margin|padding)-{SIDE}|border-{SIDE}(?:-[a-z]+)?|border-(?:top|bottom)-{SIDE}-radius|{SIDE})"
    rf"\s*:|(?<![\w-])(?:text-align|float|clear|caption-side)\s*:\s*{SIDE}\b"
)
SHORTHAND = re.compile(r"(?<![\w-])(?:margin|padding|inset|border-width|border-style|border-color)\s*:\s*([^;}]+)")
SCRIPTED = re.compile(rf"\.(?:style\.)?(?:margin|padding|border)?(?:{SIDE}|Left|Right)\s*=(?!=)")
REMOTE = re.compile(r"url\(\s*['\"]?(?:https?:)?//|@import\b[^;]*//")


def lopsided(css: str) -> list[str]:
    """The shorthands with four values whose second and fourth differ: they mean right and left."""
    declared = [
        (found[0], re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", "()", found[1]).split())
        for found in SHORTHAND.finditer(css)
    ]
    return [text for text, values in declared if len(values) == 4 and values[1] != values[3]]


def physical(css: str) -> list[str]:
    """Every place in a style sheet that knows left from right."""
    plain = without_css_comments(css)
    return [*hits(PHYSICAL, plain), *lopsided(plain)]


def test_style_sheets_are_logical() -> None:
    sheets = {name(path): physical(path.read_text(encoding="utf-8")) for path in files(".css")}
    assert {path: places for path, places in sheets.items() if places} == {}


def test_scripts_place_nothing_left_or_right() -> None:
    scripts = {name(path): list(hits(SCRIPTED, path.read_text(encoding="utf-8"))) for path in files(".js")}
    assert {path: places for path, places in scripts.items() if places} == {}


def test_style_sheets_load_nothing_from_elsewhere() -> None:
    sheets = {name(path): list(hits(REMOTE, path.read_text(encoding="utf-8"))) for path in files(".css")}
    assert {path: places for path, places in sheets.items() if places} == {}


@pytest.mark.parametrize(
    "declaration",
    [
        "margin-left: 1rem",
        "padding-right:0",
        "border-left: 1px solid",
        "border-top-right-radius: 4px",
        "left: 0",
        "right:0",
        "text-align: left",
        "float: right",
        "margin: 0 1px 0 2px",
        "inset: 0 auto 0 0",
    ],
)
def test_the_wall_holds(declaration: str) -> None:
    assert physical(f".a {{ color: red; {declaration}; }}") != []


@pytest.mark.parametrize(
    "declaration",
    ["margin-inline-start: 1rem", "inset-inline-start: 0", "text-align: start", "margin: 0 1px 0 1px", "/* left: 0 */"],
)
def test_the_wall_lets_logical_properties_pass(declaration: str) -> None:
    assert physical(f".a {{ {declaration}; }}") == []
