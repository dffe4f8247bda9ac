"""An html page as a flat stream of tags and words, in one pass.

No tree is built: a parser that builds one checks the open elements at each tag, so that 100,000 nested `<div>` take it
38 seconds (measured with lexbor). Here each character is looked at a bounded number of times, at any depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from manas.engines.policy.model import ReadError, Unreadable
from manas.engines.policy.source.limits import MAX_TAGS

TAG_NAME: Final = re.compile(r"[A-Za-z][^\s/>]*")
ATTRIBUTE: Final = re.compile(r"[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]*)))?")
TAG_REST: Final = re.compile(r"[\s/=]*")
# Elements whose content is characters, not tags; everything up to the closing tag belongs to them.
RAW: Final = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript"})
RAW_END: Final = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in sorted(RAW)}
MAX_NAME: Final = 40


@dataclass(frozen=True, slots=True)
class Opening:
    """`<name …>`; attribute names in lower case, the first of two equal ones holds."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Closing:
    """`</name>`."""

    name: str


@dataclass(frozen=True, slots=True)
class Words:
    """Characters between tags, entities decoded; `raw` names the element when it holds no tags (script, title, …)."""

    text: str
    raw: str = ""


def tokens(page: str) -> Iterator[Opening | Closing | Words]:
    """This function will give the tags and words of `page` in their order; comments and declarations are left out.

    Raises ReadError when the page has more than MAX_TAGS tags. What is cut off in the middle of a tag is dropped.
    """
    position, count = 0, 0
    while position < len(page):
        opens = page.find("<", position)
        if opens < 0:
            yield Words(unescape(page[position:]))
            return
        if opens > position:
            yield Words(unescape(page[position:opens]))
        count += 1
        if count > MAX_TAGS:
            raise ReadError(f"网页的标签超过 {MAX_TAGS // 10_000} 万个，拒绝读取", Unreadable.TOO_LARGE)
        found, position = _tag(page, opens)
        if found is not None:
            yield found
        if isinstance(found, Opening) and found.name in RAW:
            start, position = position, _raw_end(page, position, found.name)
            yield Words(unescape(page[start:position]), found.name)


def _tag(page: str, opens: int) -> tuple[Opening | Closing | Words | None, int]:
    """What stands at the `<` of `opens`, and where reading goes on."""
    after = page[opens + 1 : opens + 2]
    if after in ("!", "?"):
        return None, _comment_end(page, opens)
    name = TAG_NAME.match(page, opens + (2 if after == "/" else 1))
    if name is None:
        return Words("<"), opens + 1
    attributes, end = _attributes(page, name.end())
    lowered = name.group()[:MAX_NAME].lower()
    return (Closing(lowered) if after == "/" else Opening(lowered, attributes)), end


def _comment_end(page: str, opens: int) -> int:
    mark = "-->" if page.startswith("<!--", opens) else "]]>" if page.startswith("<![CDATA[", opens) else ">"
    end = page.find(mark, opens + 2)
    return len(page) if end < 0 else end + len(mark)


def _attributes(page: str, position: int) -> tuple[dict[str, str], int]:
    """The attributes from `position` to the `>` that ends the tag, and the place after it."""
    attributes: dict[str, str] = {}
    while position < len(page):
        found = ATTRIBUTE.match(page, position)
        if found is None:
            rest = TAG_REST.match(page, position)
            position = rest.end() if rest else position
            if page.startswith(">", position):
                return attributes, position + 1
            continue
        name, *values = found.groups()
        attributes.setdefault(name.lower(), unescape(next((value for value in values if value is not None), "")))
        position = found.end()
    return attributes, len(page)


def _raw_end(page: str, position: int, name: str) -> int:
    found = RAW_END[name].search(page, position)
    return found.start() if found else len(page)
