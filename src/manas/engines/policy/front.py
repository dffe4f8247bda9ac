"""What stands before the plan itself: title, number, issuer, day, addressees, and where the plan begins.

Most plans come as a notice (关于印发《…》的通知) with the plan after the signature; then the plan's own title is wanted and the
notice's numbered remarks are not part of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from manas.engines.policy import units
from manas.engines.policy.flow import Flow

_HEAD = 3000  # everything in front of a plan stands within so many characters
_SMALL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DATED = rf"(?:20\d\d|二[〇零○O][一二三四五六七八九〇零○]{{2}})年{_SMALL}月{_SMALL}"
_YEAR_DAY = rf"{_DATED}[日号]"
_DAY = re.compile(_YEAR_DAY)
_NUMBER = re.compile(r"[\u4e00-\u9fa5]{2,16}(?:〔|\?|（|﹝)?20\d\d(?:〕|\?|）|年)?第?\d{1,4}号")
_TITLE_END = re.compile(
    r"(?:通知|意见|方案|措施|要点|计划|规划|清单|办法|细则|机制|规定|决定|纲要|分工|行动|安排|政策|举措|条例|指引|任务|报告|"
    r"通告|公告|函|批复|制度|条|指南|体系)"
    r"(?:（[^（）]{1,24}）){0,2}$"
)
_ENCLOSED = re.compile(
    r"(?:关于|于)?(?:印发|转发|发布|公布|下发|印送|实施)(?P<title>[《〈“]?.{4,160})的?(?:通知|通告|公告|函)知?$"
)
_ISSUER = re.compile(
    r"^(?P<issuer>[\u4e00-\u9fa5（）、“”]{2,60}?(?:政府|办公室|办公厅|局|委|厅|部|院|会|组|国务院|中心|办|总署|总局|银行|署|部门))(?=关于|印发|转发)"
)
# Party and state organ issue together, their names run on: 中共…市委…市人民政府.
_PARTY_AND_STATE = re.compile(
    r"^(中共[\u4e00-\u9fa5]{2,8}?委(?:员会)?(?:办公[室厅])?)([\u4e00-\u9fa5]{2,12}人民政府(?:办公[室厅])?)$"
)
_SALUTATION_END = "："
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.]|（[一二三四五六七八九十\d]{1,3}）|第[一二三四五六七八九十]{1,3}[条章]|\d{1,2}[、.](?!\d))"
)
_NOT_OF_NUMBER = ("文件", "原文", "全文", "通知", "pdf", "文号", "日")
_NO_SIGNATURE = frozenset("起前至到以内底及、，的印发会第在召")
_ENCLOSING = re.compile(
    r"(?:现将|《)《?(?P<title>[^《》。]{4,80}(?:《[^《》]{2,60}》[^《》。]{0,60})?)》[^《》。]{0,80}?(?:印发|通过|同意|下发|转发)"
)
_QUOTES = re.compile(r"[《》〈〉“”‘’\-—－~]")
_NOTE = re.compile(r"^（?(?:此件|本文有删减|联系人|此文|附件|公开方式|信息公开)")
_META = re.compile(
    r"^(?:发布时间|发布日期|发布机构|来源|原文链接|检索时间|检索关键词|索引号|主题分类|发文机关|成文日期|标题|发文字号|主题词|字号|字体|分享|打印|浏览次数|信息来源|文号|有效性|公开日期|关键词)：?"
)


@dataclass(frozen=True, slots=True)
class Front:
    """Places are in the flow. `body` is where the plan begins, after its own title."""

    title: str
    title_place: tuple[int, int]
    head_place: tuple[int, int]  # the first title: a notice's, where the plan has one of its own below
    issuer: str
    issued_on: date | None
    doc_number: str
    number_place: tuple[int, int] | None
    addressees: tuple[str, ...]
    addressees_place: tuple[int, int] | None
    day_place: tuple[int, int] | None
    signature_place: tuple[int, int] | None
    body: int


def read(flow: Flow) -> Front:
    """This function will read what stands before the plan; whatever is not said stays empty."""
    head = _head_title(flow)
    title = flow.show(*head)
    number = _number(flow, head)
    addressed = _addressed(flow, head[1])
    after = max(addressed[1] if addressed else 0, head[1], number[1] if number and number[1] < _HEAD else 0)
    own = _own_title(flow, flow.norm[head[0] : head[1]], after)
    body = own[1] if own else after
    day = _day(flow, head, after, own[0] if own else len(flow.norm))
    signature = _signature(flow, day) if day else None
    return Front(
        title=flow.show(*own) if own else _plain_title(title),
        title_place=own or head,
        head_place=head,
        issuer=_issuer(flow, head, signature),
        issued_on=_date(flow.norm[day[0] : day[1]]) if day else None,
        doc_number=_shown_number(flow, number),
        number_place=number,
        addressees=_addressees(flow, addressed),
        addressees_place=addressed,
        day_place=day,
        signature_place=signature,
        body=body,
    )


def _lines(flow: Flow, start: int, limit: int) -> list[tuple[int, int]]:
    result = []
    place = start
    while place < min(limit, len(flow.norm)):
        end = flow.line_end(place)
        result.append((place, end))
        place = max(end, place + 1)
    return result


def _head_title(flow: Flow) -> tuple[int, int]:
    """The first title: lines from the top until it is complete."""
    norm = flow.norm
    field = re.search(r"标题：(?=.{6})", norm[:_HEAD])
    if field:  # a metadata table states the title
        begin = field.end()
        end = flow.line_end(begin)
        again = norm.find(norm[begin:end], end, end + _HEAD) if end - begin > 8 else -1
        return (again, again + end - begin) if again >= 0 else (begin, end)
    ornament = re.match(r"(?:\d{1,3}\.)?(?:〔[^〕]{1,8}〕)?(?:文档：)?", norm)
    start = ornament.end() if ornament else 0
    banner = flow.line_end(start)
    if re.search(r"(?:文件|文号|公报|简报)$", norm[start:banner]) and banner - start < 40:
        start = next((a for a, b in _lines(flow, banner, banner + 300) if not _NUMBER.match(norm[a:b])), start)
    return start, _title_end(flow, start)


def _title_end(flow: Flow, start: int) -> int:
    """A title goes on over lines until it is followed by its day, a document number, a salutation or a paragraph."""
    end = start
    for line_start, line_end in _lines(flow, start, start + 400):
        text = flow.norm[line_start:line_end]
        if end > start and (_stops_title(text) or line_end - start > 150):
            break
        end = line_end
        dated = re.search(rf"（{_DATED}[日号]?）", flow.norm[start:end])
        if dated:
            return start + dated.start()
        numbered = re.search(rf"(?<=通知){_NUMBER.pattern}$", flow.norm[start:end])
        if numbered:
            return start + numbered.start()
        if not flow.width and ".md" in flow.norm[start:end]:
            break
        whole = flow.norm[start:end]
        if (
            _TITLE_END.search(whole)
            and whole.count("《") == whole.count("》")
            and whole.count("（") == whole.count("）")
        ):
            opens = flow.norm[end : end + 1]
            if opens != "（" and not (
                re.search(r"(?:印发|转发|发布)", whole) and not whole.endswith(("通知", "公告", "函", "通告"))
            ):
                break
    return min(end, start + 200)


def _stops_title(text: str) -> bool:
    return bool(
        _NUMBER.match(text)
        or text.endswith((_SALUTATION_END, "。"))
        or _DAY.match(text)
        or _META.match(text)
        or _NUMBERED.match(text)
        or text[:2] in ("各县", "各市")
    )


def _plain_title(title: str) -> str:
    """The enclosed title of a notice whose plan has no title line of its own."""
    found = _ENCLOSED.search(re.sub(r"\s+", " ", title))
    if found:
        return _unquoted(found["title"])
    title = title.strip().removesuffix(".md")
    return title if "关于" in title else title.removesuffix("的通知")


def _unquoted(title: str) -> str:
    title = re.split(r"》(?:和|及|以及|、)?《", title.strip())[0]
    title = title.lstrip("《") if title.count("《") > title.count("》") else title
    if title[:1] in "《〈“" and title[-1:] in "》〉”的":
        title = title.rstrip("的")
        return title[1:-1] if title[-1:] in "》〉”" else title
    return title.removesuffix("的")


def _number(flow: Flow, head: tuple[int, int]) -> tuple[int, int] | None:
    """The document number: on a line of its own or in a metadata field; in a text without lines at its very end."""
    for start, end in _lines(flow, 0, _HEAD):
        alone = re.match(rf"(?:发文字号：|文号：)?(?P<number>{_NUMBER.pattern})(?:.{{0,2}})$", flow.norm[start:end])
        if alone:
            return start + alone.start("number"), start + alone.end("number")
    field = re.search(rf"(?:发文字号|文号)：(?P<number>{_NUMBER.pattern})", flow.norm[:_HEAD])
    if field:
        return field.span("number")
    bracket = re.match(rf"（?(?P<number>{_NUMBER.pattern})(?:）|(?<!）)(?=各))", flow.norm[head[1] : head[1] + 40])
    if bracket:
        return head[1] + bracket.start("number"), head[1] + bracket.end("number")
    return _last_number(flow)


def _last_number(flow: Flow) -> tuple[int, int] | None:
    """The number in the list of files at the foot of a text without lines."""
    if flow.width:
        return None
    tail = max(len(flow.norm) - 500, 0)
    found = [each for each in _NUMBER.finditer(flow.norm, tail) if flow.norm[each.start() - 1] != "（"]
    if not found:
        return None
    text = found[-1].group()
    cut = max((text.rfind(word) + len(word) for word in _NOT_OF_NUMBER if word in text), default=0)
    return found[-1].start() + cut, found[-1].end()


def _shown_number(flow: Flow, place: tuple[int, int] | None) -> str:
    return flow.show(*place) if place else ""


def _addressed(flow: Flow, after: int) -> tuple[int, int] | None:
    """The salutation: the first line after the title that ends in a colon and lists units."""
    limit = after + 700
    colon = flow.norm.find(_SALUTATION_END, after, limit)
    while colon >= 0:
        start = _salutation_start(flow, after, colon)
        text = flow.norm[start:colon]
        listed = units.parse(text).units
        if text and "。" not in text and listed and sum(units.is_unit(each.full) for each in listed) * 2 >= len(listed):
            return start, colon
        if "。" in flow.norm[after:colon]:
            return None
        colon = flow.norm.find(_SALUTATION_END, colon + 1, limit)
    return None


def _salutation_start(flow: Flow, after: int, colon: int) -> int:
    """The first line that begins the list: lines before it are number, day or metadata."""
    start = after
    for line_start, line_end in _lines(flow, after, colon):
        text = flow.norm[line_start : min(line_end, colon)]
        if _NUMBER.search(text) or _META.match(text) or re.match(rf"^（?{_YEAR_DAY}）?$", text) or "http" in text:
            start = min(line_end, colon)
    return start


def _addressees(flow: Flow, place: tuple[int, int] | None) -> tuple[str, ...]:
    if place is None:
        return ()
    return tuple(
        flow.show(place[0] + each.start, place[0] + each.end)
        for each in units.parse(flow.norm[place[0] : place[1]]).units
    )


def _own_title(flow: Flow, head: str, after: int) -> tuple[int, int] | None:
    """Where the enclosed plan prints its own title."""
    found = _ENCLOSED.search(head) or _ENCLOSING.search(flow.norm, after, after + 1200)
    if found is None:
        return None
    wanted = _unquoted(found["title"])
    printed = _printed_title(flow, wanted, after)
    if printed:
        return printed
    place = flow.norm.find(wanted, after)
    while place >= 0:
        before = flow.norm[place - 1 : place]
        if (
            (flow.begins_line(place) or before in "日）。")
            and before not in "《〈“"
            and flow.norm[place + len(wanted) : place + len(wanted) + 1] not in "》〉”"
        ):
            return place, place + len(wanted)
        place = flow.norm.find(wanted, place + 1)
    return _similar_title(flow, wanted, after)


def _printed_title(flow: Flow, wanted: str, after: int) -> tuple[int, int] | None:
    """One to three lines that say the title and nothing else, whatever the quotation marks."""
    letters = _QUOTES.sub("", wanted)
    lines = _lines(flow, after, after + _HEAD)
    for position, (start, _) in enumerate(lines):
        for _, end in lines[position : position + 4]:
            said = _QUOTES.sub("", flow.norm[start:end])
            if said == letters and flow.norm[start] not in "《“":
                return start, end
            if not letters.startswith(said):
                break
    return None


def _similar_title(flow: Flow, wanted: str, after: int) -> tuple[int, int] | None:
    """A title line that says nearly the same (的 left out, a region added)."""
    letters = set(wanted)
    for start, end in _lines(flow, after, after + 2500):
        for finish in (end, flow.line_end(end) if end < len(flow.norm) else end):
            text = flow.norm[start:finish]
            if (
                _NOTE.match(text)
                or len(text) < 6
                or len(text) > len(wanted) + 24
                or re.search(r"[。：；]|印发|^[一二三]、|通知", text)
            ):
                continue
            shared = len(letters & set(text)) / max(len(letters), 1)
            if shared >= 0.8 and abs(len(text) - len(wanted)) <= max(8, len(wanted) // 3):
                return start, finish
    return None


def _day(flow: Flow, head: tuple[int, int], after: int, limit: int) -> tuple[int, int] | None:
    """The day of signing: alone on a line before the plan, in a metadata field, at the end, or in the title's bracket."""
    field = re.search(rf"成文日期：(?P<day>{_YEAR_DAY})", flow.norm[:_HEAD])
    if field:
        return field.span("day")
    bounds = [
        (after, limit if limit < len(flow.norm) else min(after + _HEAD, limit)),
        (max(len(flow.norm) - 900, 0), len(flow.norm)),
    ]
    for start, end in bounds:
        for found in _DAY.finditer(flow.norm, start, end):
            alone = flow.begins_line(found.start()) and flow.line_end(found.start()) - found.end() <= 1
            signed = re.search(
                r"(?:政府|办公室|办公厅|局|委|厅|部|院|组|会)$", flow.norm[max(found.start() - 4, 0) : found.start()]
            )
            if alone or (signed and flow.norm[found.end() : found.end() + 1] not in _NO_SIGNATURE):
                return found.span()
    bracket = re.match(rf"（(?P<day>{_YEAR_DAY})）", flow.norm[head[1] : head[1] + 40])
    return (head[1] + bracket.start("day"), head[1] + bracket.end("day")) if bracket else None


def _signature(flow: Flow, day: tuple[int, int]) -> tuple[int, int] | None:
    """The offices that sign, on the lines before the day."""
    begin = None
    end = day[0]
    while end > 0:
        start = (
            flow.starts[flow.line(end - 1)]
            if flow.begins_line(end)
            else max(flow.norm.rfind("。", 0, end) + 1, end - 60)
        )
        if not _signs(flow.norm[start:end]):
            break
        begin, end = start, start
    if begin is not None and begin > 0 and flow.begins_line(begin):
        above = flow.starts[flow.line(begin - 1)]
        broken = not re.search(r"[。：；！？）〕]", flow.norm[above:begin]) and begin - above >= 12
        if broken and _signs(flow.norm[above : day[0]]):  # a long name goes on over the line's end
            begin = above
            return begin, day[0]
    return (begin, day[0]) if begin is not None else None


def _signs(text: str) -> bool:
    """Whether a line is the name of an office that signs."""
    name = re.sub(r"（[^）]{1,4}）$", "", text)
    return 3 <= len(name) <= 46 and units.is_unit(name.split("，")[0]) and not re.search(r"[。：、]", name)


def _issuer(flow: Flow, head: tuple[int, int], signature: tuple[int, int] | None) -> str:
    field = re.search(r"发文机关：", flow.norm[:_HEAD])
    if field and units.is_unit(flow.norm[field.end() : flow.line_end(field.end())]):
        return flow.show(field.end(), flow.line_end(field.end()))
    titled = _ISSUER.match(flow.norm[head[0] : head[1]])
    if titled:
        return _PARTY_AND_STATE.sub(r"\1、\2", flow.show(head[0], head[0] + titled.end("issuer")))
    if signature is None:
        return ""
    lines = _lines(flow, signature[0], signature[1])
    if _signs(flow.norm[signature[0] : signature[1]]) and not _signs(flow.norm[lines[0][0] : lines[0][1]]):
        lines = [signature]
    signed = "、".join(flow.show(start, min(end, signature[1])) for start, end in lines)
    return re.sub(r"[（(]代章[）)]$", "", signed)


_DIGITS = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")


def _date(text: str) -> date | None:
    found = re.match(r"(.+)年(.+)月(.+)[日号]", text)
    if not found:
        return None
    year = int(found[1].translate(_DIGITS)) if not found[1].isdigit() else int(found[1])
    try:
        return date(year, _small(found[2]), _small(found[3]))
    except ValueError:
        return None


def _small(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    from_tens = re.match(r"(?P<tens>[一二三]?)十(?P<ones>[一二三四五六七八九]?)$", numeral)
    if from_tens:
        return int(from_tens["tens"].translate(_DIGITS) or 1) * 10 + int(from_tens["ones"].translate(_DIGITS) or 0)
    return int(numeral.translate(_DIGITS))
