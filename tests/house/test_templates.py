"""Templates compile, are used, carry nothing inline, load nothing from elsewhere, and say no word untranslated."""

import ast
import re
from pathlib import Path

import pytest
from django.template import engines

from tests.house.ground import PACKAGE, files, hits, name, tree, without_template_comments

TEMPLATES = PACKAGE / "web" / "templates"
CALLED_BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
INLINE = re.compile(
    r"<script\b(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|\shx-on\b|hx-vals\s*=\s*[\"']js:",
    re.IGNORECASE,
)
REMOTE = re.compile(
    r"<(?:script|img|link|iframe|source|video|audio|embed|object|use|form)\b[^>]*\b(?:src|href|srcset|action|data)\s*=\s*"
    r"[\"'](?:https?:)?//[^\"']*",
    re.IGNORECASE,
)
# The namespaces of SVG are names, not addresses.
REMOTE_SCRIPT = re.compile(r"https?://(?!www\.w3\.org/)\S*|(?<=['\"`])//\w[^'\"`]*")
IDEOGRAPH = re.compile(r"[\u3400-\u9fff]+")


def templates() -> list[Path]:
    return files(".html", ".txt", ".xml", under=TEMPLATES)


def short(path: Path) -> str:
    """The name by which a template is asked for."""
    return path.relative_to(TEMPLATES).as_posix()


def asked_for() -> set[str]:
    """Every name that code or another template asks for."""
    quoted = re.compile(r"{%\s*(?:extends|include)\s+[\"']([^\"']+)")
    in_templates = {
        found for path in templates() for found in quoted.findall(without_template_comments(path.read_text("utf-8")))
    }
    constants = (node for path in files(".py") for node in ast.walk(tree(path)) if isinstance(node, ast.Constant))
    return in_templates | {node.value for node in constants if isinstance(node.value, str)} | CALLED_BY_DJANGO


def untranslated(text: str) -> list[str]:
    """The Chinese words of a template that stand outside the tags that translate."""
    plain = without_template_comments(text)
    translated = r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}"
    plain = re.sub(rf"{translated}|{{%.*?%}}|{{{{.*?}}}}", newlines, plain, flags=re.DOTALL)
    return list(hits(IDEOGRAPH, plain))


def newlines(found: re.Match[str]) -> str:
    """Nothing but the line ends of what was found."""
    return "\n" * found[0].count("\n")


def places(finder: re.Pattern[str], paths: list[Path]) -> dict[str, list[str]]:
    found = {name(path): list(hits(finder, without_template_comments(path.read_text("utf-8")))) for path in paths}
    return {path: lines for path, lines in found.items() if lines}


@pytest.mark.parametrize("path", templates(), ids=short)
def test_it_compiles(path: Path) -> None:
    engines["django"].get_template(short(path))


def test_every_template_is_used() -> None:
    assert {short(path) for path in templates()} - asked_for() == set()


def test_nothing_is_inline() -> None:
    assert places(INLINE, templates()) == {}


def test_nothing_is_loaded_from_elsewhere() -> None:
    assert places(REMOTE, templates()) == {}
    assert places(REMOTE_SCRIPT, files(".js", ".svg")) == {}


def test_every_word_is_translatable() -> None:
    found = {name(path): untranslated(path.read_text("utf-8")) for path in templates()}
    assert {path: words for path, words in found.items() if words} == {}


def test_scripts_speak_no_language() -> None:
    commentless = {
        path: re.sub(r"/\*.*?\*/|(?m:^|\s)//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL)
        for path in files(".js")
    }
    assert {name(path): found for path, text in commentless.items() if (found := IDEOGRAPH.findall(text))} == {}


@pytest.mark.parametrize(
    ("finder", "line"),
    [
        (INLINE, "<script>alert(1)</script>"),
        (INLINE, '<p style="color:red">'),
        (INLINE, "<style>p {}</style>"),
        (INLINE, '<a onclick="go()">'),
        (INLINE, '<a href="javascript:go()">'),
        (INLINE, '<a hx-on:click="go()">'),
        (REMOTE, '<img src="https://example.org/x.png">'),
        (REMOTE, '<link rel="stylesheet" href="//example.org/x.css">'),
        (REMOTE_SCRIPT, 'import "https://example.org/x.js"'),
    ],
)
def test_the_wall_holds(finder: re.Pattern[str], line: str) -> None:
    assert list(hits(finder, line)) != []


def test_the_wall_of_words_holds() -> None:
    assert untranslated("<p>登录</p>") == ["1: 登录"]
    assert untranslated('{% translate "登录" %}{% blocktranslate %}共 {{ n }} 件{% endblocktranslate %}{# 注 #}') == []
