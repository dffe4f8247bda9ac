"""A Markdown document as plain lines: marks are taken off, the words and the line structure stay."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Final

# Only ASCII names are tags: <“十四五”发展规划> is a title in angle brackets.
BREAK: Final = re.compile(r"<br\s{0,5}/?>", re.IGNORECASE)
TAG: Final = re.compile(r"</?[A-Za-z][A-Za-z0-9_:-]{0,40}(?:\s[^<>\n]{0,300})?/?>")
HEADING: Final = re.compile(r"\s{0,3}#{1,6}[ \t]+(.*)$")
HEADING_CLOSE: Final = re.compile(r"[ \t]#+$")
RULE: Final = re.compile(r"\s{0,3}(?:-{3,}|={3,}|\*{3,}|_{3,}|(?:- ){2,}-|`{3,}\w*|~{3,}\w*)\s*$")
QUOTE: Final = re.compile(r"(?:\s{0,3}>\s?)+")
BULLET: Final = re.compile(r"\s*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?")
TABLE_RULE: Final = re.compile(r"[\s|:-]+$")
CELL_EDGE: Final = re.compile(r"(?<!\\)\|")
# A link's target begins like an address; 〔…〕-like remarks in plain brackets must not be taken for one.
ADDRESS: Final = (
    r"\((?:[a-zA-Z][a-zA-Z0-9+.-]{0,20}:|/|\.{1,2}/|#|www\.)[^()\s]{0,2000}(?:\s\"[^\"\n]{0,200}\")?\s{0,3}\)"
)
IMAGE: Final = re.compile(r"!\[[^\[\]\n]{0,1000}\]" + ADDRESS)
LINK: Final = re.compile(r"\[([^\[\]\n]{0,1000})\]" + ADDRESS)
# A mark of emphasis stands close to its words; 5 * 3 and a note's lone star stay.
STRONG: Final = re.compile(r"(\*{2,3})([^*\n]{1,2000})\1")
UNDERSCORED: Final = re.compile(r"(?<![A-Za-z0-9_])__(?=\S)([^_\n]{1,2000})__(?![A-Za-z0-9_])")
STRUCK: Final = re.compile(r"~~([^~\n]{1,2000})~~")
EMPHASIS: Final = re.compile(r"(?<![*A-Za-z0-9\\])\*(?=[^\s*])([^*\n]{1,2000}?)(?<=[^\s*])\*(?!\*)")
CODE: Final = re.compile(r"(?<!`)`([^`\n]{1,2000})`(?!`)")
MARKED: Final = re.compile(r"[*_~`\\<\[&]")
ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")


def markdown_text(document: str) -> str:
    """This function will give the text of a Markdown document; headings, items and table cells are lines."""
    lines: list[str] = []
    for line in _without_comments(document).split("\n"):
        lines.extend(_plain(line))
    return "\n".join(lines)


def _without_comments(document: str) -> str:
    kept: list[str] = []
    position = 0
    while (opens := document.find("<!--", position)) >= 0:
        kept.append(document[position:opens])
        closes = document.find("-->", opens)
        if closes < 0:
            return "".join(kept) + document[opens:]
        position = closes + len("-->")
    return "".join(kept) + document[position:]


def _plain(line: str) -> list[str]:
    line = QUOTE.sub("", line) if QUOTE.match(line) else line
    if RULE.match(line):
        return [""]
    heading = HEADING.match(line)
    if heading:
        # A title broken for the eye is one title.
        return [_inline(BREAK.sub("", HEADING_CLOSE.sub("", heading.group(1).rstrip())))]
    row = line.strip()
    if len(row) > 1 and row.startswith("|") and row.endswith("|"):
        return [] if TABLE_RULE.match(line) else [_inline(cell) for cell in CELL_EDGE.split(line) if cell.strip()]
    bullet = BULLET.match(line)
    body = line[bullet.end() :] if bullet else line
    return [_inline(part) for part in BREAK.split(body)]


def _inline(words: str) -> str:
    if not MARKED.search(words):
        return words.rstrip()
    for pattern, replacement in INLINE:
        words = pattern.sub(replacement, words)
    return unescape(words).rstrip()


INLINE: Final[tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    (IMAGE, ""),
    (LINK, r"\1"),
    (BREAK, ""),
    (TAG, ""),
    (STRONG, r"\2"),
    (UNDERSCORED, r"\1"),
    (STRUCK, ""),
    (EMPHASIS, r"\1"),
    (CODE, r"\1"),
    (ESCAPE, r"\1"),
)
