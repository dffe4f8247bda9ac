"""An html page as the lines a reader would see: blocks, table cells and breaks end a line, page furniture is dropped.

Every cell of a table is a line of its own, row by row, so a metadata table (索引号, 发文机关, …) reads as label, value.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from manas.engines.policy.source.markup import RAW, Closing, Opening, Words, tokens

LINE_TAGS: Final = frozenset(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu ol p pre section summary table tbody td tfoot"
    " th thead title tr ul".split()
)
VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Never part of a document: navigation, controls, drawings, foreign frames.
FURNITURE: Final = frozenset(
    "nav noscript template canvas svg object applet audio video select button datalist map math script style title"
    " textarea iframe noembed noframes".split()
)
# A cell, item or paragraph ends where its next sibling begins; such a sibling ends a dropped part of the same name.
SIBLINGS: Final = {
    "p": LINE_TAGS - {"br"},
    "li": frozenset({"li"}),
    "td": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "th": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "tr": frozenset({"tr", "tbody", "tfoot"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
}
HIDING_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Words of a class or id, split at -, _ and capitals, that mark share buttons, codes for phones and the like.
SHARE_WORDS: Final = frozenset(
    "share shares sharing bdshare bshare jiathis addthis qrcode qr ewm erweima weixin wechat weibo breadcrumb"
    " breadcrumbs crumb crumbs navbar nav toolbar pagination pager copyright".split()
)
SHARE_CODE_CHARACTERS: Final = 120  # a longer part is content, whatever its class is called
NAME_PART: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
SPACES: Final = re.compile(r"[ \t\n\xa0]+")
CJK: Final = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
SPLIT_IN_SOURCE: Final = re.compile(rf"(?<=[{CJK}])[ \t]*\n\s*(?=[{CJK}])")
TITLE_NAMES: Final = ("articletitle", "og:title", "dc.title")
DATE_NAMES: Final = ("pubdate", "publishdate", "article:published_time", "dc.date")
ISO_DAY: Final = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})")
META_LIMIT: Final = 200  # a head has a few dozen tags; nothing is looked for beyond


@dataclass(slots=True)
class _Region:
    """A part of the page from its opening tag on; it ends as a browser would end it, or earlier, never later."""

    name: str
    first_line: int
    _inside: Counter[str] = field(default_factory=Counter)
    _open: int = 0

    def ends_before(self, opened: str) -> bool:
        """This function will say whether the part is over where an `opened` element begins, and count it if not."""
        if not self._open and opened in SIBLINGS.get(self.name, ()):
            return True
        if opened not in VOID:
            self._inside[opened] += 1
            self._open += 1
        return False

    def ends_at(self, closed: str) -> bool:
        """This function will say whether the part is over at the closing tag of `closed`."""
        if self._inside[closed]:
            self._inside[closed] -= 1
            self._open -= 1
            return False
        return closed == self.name or closed in LINE_TAGS


class _Lines:
    """Collects words into lines and leaves out what is not shown."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._words: list[str] = []
        self._hidden: _Region | None = None
        self._aside: _Region | None = None  # looks like share code: taken back at its end when it is short
        self._verbatim = 0  # depth of <pre>

    def take(self, token: Opening | Closing | Words) -> None:
        """This function will add one token of the page."""
        if isinstance(token, Words):
            self._take_words(token)
        elif isinstance(token, Opening):
            self._take_opening(token)
        else:
            self._take_closing(token.name)

    def _take_words(self, words: Words) -> None:
        if self._hidden or words.raw:
            return
        text = words.text
        if self._verbatim:
            *whole, text = text.split("\n")
            for line in whole:
                self._words.append(line)
                self.end_line()
        self._words.append(text)

    def _take_opening(self, opening: Opening) -> None:
        name = opening.name
        if self._hidden:
            if not self._hidden.ends_before(name):
                return
            self._hidden = None
        if name in LINE_TAGS:
            self.end_line()
        if self._aside and self._aside.ends_before(name):
            self._judge_aside()
        self._verbatim += name == "pre"
        if name in VOID or name in RAW:
            return
        if _not_shown(opening):
            self._hidden = _Region(name, len(self.lines))
        elif self._aside is None and _looks_like_share_code(opening):
            self.end_line()
            self._aside = _Region(name, len(self.lines))

    def _take_closing(self, name: str) -> None:
        if self._hidden:
            inner = self._hidden.name
            if not self._hidden.ends_at(name):
                return
            self._hidden = None
            if self._aside:
                self._aside.ends_at(inner)
            if name == inner:
                return
        if name in LINE_TAGS:
            self.end_line()
        if self._aside and self._aside.ends_at(name):
            self._judge_aside()
        if name == "pre" and self._verbatim:
            self._verbatim -= 1

    def _judge_aside(self) -> None:
        self.end_line()
        region, self._aside = self._aside, None
        if region and sum(map(len, self.lines[region.first_line :])) <= SHARE_CODE_CHARACTERS:
            del self.lines[region.first_line :]

    def end_line(self) -> None:
        """This function will close the line being collected; lines without a printed character are not kept."""
        line = SPACES.sub(" ", SPLIT_IN_SOURCE.sub("", "".join(self._words))).strip()
        self._words.clear()
        if line:
            self.lines.append(line)

    def close(self) -> None:
        """This function will end whatever the page left open."""
        self.end_line()
        if self._aside:
            self._judge_aside()


def page_text(page: str) -> str:
    """This function will give the shown text of an html page, one block, cell or break a line, without blank lines.

    Raises ReadError when the page has too many tags.
    """
    lines = _Lines()
    for token in tokens(page):
        lines.take(token)
    lines.close()
    return "\n".join(lines.lines)


def _not_shown(opening: Opening) -> bool:
    attributes = opening.attributes
    if opening.name in FURNITURE or "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    return bool(HIDING_STYLE.search(attributes.get("style", "")[:2000]))


def _looks_like_share_code(opening: Opening) -> bool:
    names = " ".join(opening.attributes.get(key, "")[:500] for key in ("class", "id"))
    return any(word.lower() in SHARE_WORDS for word in NAME_PART.findall(names))


def page_title(page: str) -> str:
    """This function will give the title that the head of a page states for its article ("" if none)."""
    return _meta(page, TITLE_NAMES).strip()


def page_published_on(page: str) -> date | None:
    """This function will give the day of publication that the head of a page states (not the day of signing)."""
    found = ISO_DAY.search(_meta(page, DATE_NAMES))
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:  # 2023-02-30: a mistyped head is no reason to refuse the page
        return None


def _meta(page: str, names: tuple[str, ...]) -> str:
    for count, token in enumerate(tokens(page)):
        if count > META_LIMIT:
            break
        if isinstance(token, Opening) and token.name == "meta":
            called = token.attributes.get("name", token.attributes.get("property", "")).lower()
            if called in names:
                return token.attributes.get("content", "")
    return ""
