"""Days in the text of a plan: by when something is due, and when the plan was issued.

Three tables decide: what a date looks like (`_DATE`), which words make it a deadline (`_LED_IN`, `_FOLLOWED`), which words
make it the date of something else (`_OTHER_BEFORE`, `_OTHER_AFTER`). A month without a day means its last day; a date without
a year takes the year named before it in its sentence, else the plan's.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from manas.engines.policy.enclosures import Enclosure, pairs
from manas.engines.policy.model import Deadline, DeadlineKind, Span
from manas.engines.policy.numerals import whole
from manas.engines.policy.unwrapped import Unwrapped, unwrap

_YEAR = r"20[0-9]{2}|二[〇零][〇零一二三四五六七八九]{2}"
_SMALL = r"[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_QUARTER = r"第?[一二三四1-4]季度"
_NUMERAL = r"0-9〇零一二三四五六七八九十百两"

_DATE = re.compile(
    rf"(?:(?<![0-9〇])(?:(?P<year>{_YEAR})年|(?P<near>今年|本年|当年|明年|次年))(?:年(?=[底末内]))?"
    rf"(?:(?P<month>{_SMALL})月份?(?:(?P<day>{_SMALL})[日号])?|(?P<half>[上下]半年)|(?P<quarter>{_QUARTER}))?"
    rf"|(?<![{_NUMERAL}.])(?P<bare_month>{_SMALL})月份?(?:(?P<bare_day>{_SMALL})[日号])?"
    rf"|(?P<bare_half>[上下]半年)|(?P<bare_quarter>{_QUARTER})"
    rf"|(?<![{_NUMERAL}每历往去上近几数多同半整])(?P<year_end>年)(?=[底末内])"
    r"|“?(?P<five_years>十[三四五六])五”?(?=末|期末|时期末|规划期末))"
    r"(?P<part>底|期末|时期末|规划期末|末|初|上旬|中旬|下旬)?(?P<by>之?前(?![期述]|[一二三四五六七八九十两几]+(?:季度|个月|名|位|年))|以前|之内|以内|内)?"
)
_FIVE_YEARS_END = {"十三": 2020, "十四": 2025, "十五": 2030, "十六": 2035}
_YEARS_AHEAD = {"明年": 1, "次年": 1}
_DAY_OF_PART = {"初": 10, "上旬": 10, "中旬": 20}
_MONTH_OF_HALF = {"上半年": 6, "下半年": 12}
_MONTH_OF_QUARTER = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_FULL = ("month", "half", "quarter", "bare_month", "bare_half", "bare_quarter")
_ENDS = frozenset({"底", "末", "期末", "时期末", "规划期末", "上旬", "中旬", "下旬"})

# How far to look for the words that decide what a date is.
_BEFORE, _AFTER = 24, 48

# A date that one of these words leads in is a deadline even without 前.
_LED_IN = re.compile(r"(?:(?:到|力争|争取|确保|计划|预计|实现)[于在]?|不迟于|不晚于|(?<!间)(?<!策)至)$")
# So is one that these words follow; after 底 and 末 a comma will do.
_FOLLOWED = re.compile(
    r"^(?:前后)?[,，]?(?:要|将)?(?:力争|争取|确保|基本|全面|全部|初步|率先|如期)?"
    r"(?:实现|完成|建成|形成|达到|出台|印发|上线|启用|投用)(?!了|的|后)"
)
_PAUSE = re.compile(r"^(?:[,，]|全[省市州县区])")

# Words before a date that make it the date of something else.
_OTHER_BEFORE = re.compile(
    r"(?:每|每年|每年度|往|历|去|上|同|自|从|由|对|截至|截止|截止到|逐)$"
    r"|(?:有效期|施行|执行|实施|试行|延续|延长|延期|顺延|延|缓缴|期限|暂定|放宽)(?:[^,，。;；]{0,8}[至到]|为)?$"
    r"|(?:截至|截止|自|从)[^,，。;；]{0,4}$"
)

# Words after a date that make it the date of something else: a start, validity, a version, a report, eligibility, a past fact.
_OTHER_AFTER = re.compile(
    r"^(?:起|以来|以后|之后|后|之日|版|期间|度|同期|以上|以下|生效|失效|终止|废止|止|有效|[(（]含)"
    r"|^[,，]?(?:正式)?(?:施行|执行)"
    r"|^[^。;；,，]*?(?:报送|上报|报告(?!制度)|书面报|反馈(?:至|到|给|工作|情况)|报(?:市|省|州|县|区|国|我|自治|送|备|给|至|到))"
    r"|^[,，]?将[^。;；]*?(?:情况|总结|材料|报告|名单|方案|进展|数据)[^。;；]{0,12}?(?:报|发|送|反馈)"
    r"|^[,，]?对[^。;；]*?(?:免征|减征|减免|减按|抵减|免收|不超过)"
    r"|^(?:已|仍|尚|未)"
    r"|^(?:新|依法依规|依法|首次)?(?:作出|成立|登记|注册|取得|签订|签约|设立|投产|竣工|出生|发放|到期|受理|申请|认定|发生|入库|缴纳|开工)[^。,，;；]{0,24}的"
    r"|^[^。,，;；]{0,16}?(?:到期|期满|享受|免征|减征|免收|缓缴|减按|减半|补贴)"
)
_RANGE = re.compile(r"(?:[-—－~～]{1,2}|至|到)$")

_WITHIN = re.compile(
    rf"(?<![{_NUMERAL}.])(?:[0-9]{{1,3}}|[一二三四五六七八九十两]{{1,3}}|半)个?(?:工作日|自然日|小时|分钟|季度|月|周|星期|年|日|天)(?:时间)?(?:之内|以内|内)"
)
# A duration that these words lead to is a figure to reach, a term or a window, not a deadline.
_FIGURE_BEFORE = re.compile(
    r"(?:压缩|缩短|压减|控制|减少|降低|提速|精简|稳定|超过|近|最近|过去|前|期限|有效期|每|第|同)(?:至|到|在|为|了|不)?$"
)
_FIGURE_AFTER = re.compile(r"^(?:免征|免于|不得|有效|给予|享受|累计|连续|的(?:企业|项目|人员|贷款|新))")

_RECURRING = re.compile(
    r"(?:每个?(?:半年|季度|季|月|周|两年|三年|年度?|学期|旬)|按(?:季度|季|月|年度|周)|逐(?:月|季|年))"
    rf"(?:{_QUARTER}|[上下]半年|(?:{_SMALL})月)?(?:(?:{_SMALL})[日号]|月?底|末|初|第一周|最后一周|[上中下]旬)?(?:之?前)?"
)
# Money and rates by the year are figures, not a rhythm of work.
_RATE_AFTER = re.compile(
    r"^[^。,，;；]{0,14}?(?:给予|补贴|补助|奖励|资助|最高|减轻|扣减|扣除|万元|亿元|%)|^(?:万人|百|千|增长|平均)"
)

_ISSUED = re.compile(rf"(?P<year>{_YEAR})年(?P<month>{_SMALL})月(?P<day>{_SMALL})日")
_STOP = re.compile(r"[。;；!！?？]")


@dataclass(frozen=True, slots=True)
class _Day:
    """A date of the passage: its place in the unwrapped text, its last day, and how it is said."""

    start: int
    end: int
    last: date | None  # None: no year is known for it
    past: bool  # lies in a year before the plan's
    full: bool  # a year, or a month, half or quarter of the plan's year, is named
    by: bool  # 前, 内
    ending: bool  # 底, 末
    exact: bool  # the day of the month is printed
    ranged: bool  # the end of a range A至B
    opens: bool  # the start of one


def deadlines(text: str, span: Span, plan_year: int | None) -> tuple[Deadline, ...]:
    """This function will give the deadlines in running text, in the order of the text.

    ABSOLUTE ones carry their last day. A date whose year nobody names (`plan_year` None) comes as RELATIVE, without a day.
    Validity, subsidy windows, reporting dates, eligibility dates and past facts are left out.
    """
    passage = unwrap(text, span)
    due = [day for day in _days(passage.text, plan_year) if _is_due(passage.text, day)]
    return _in_order(passage, due, _free(passage.text, _WITHIN, _FIGURE_BEFORE, _FIGURE_AFTER), _rhythms(passage.text))


def deadline_field(text: str, span: Span, plan_year: int | None) -> tuple[Deadline, ...]:
    """This function will give what the content of a 完成时限 field says: every date in it counts, 持续推进 gives none.

    Of a range A至B only the end counts.
    """
    passage = unwrap(text, span)
    days = [day for day in _days(passage.text, plan_year) if not day.opens]
    within = [(found.start(), found.end()) for found in _WITHIN.finditer(passage.text)]
    return _in_order(passage, days, within, _rhythms(passage.text))


def issue_date(text: str, span: Span) -> date | None:
    """This function will give the first full day printed in `span` (2023年4月18日, 二〇二三年四月十八日), or None."""
    passage = unwrap(text, span).text
    for found in _ISSUED.finditer(passage):
        year, month, day = (whole(found[name]) or 0 for name in ("year", "month", "day"))
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
            return date(year, month, day)
    return None


def _in_order(
    passage: Unwrapped, days: list[_Day], within: list[tuple[int, int]], rhythms: list[tuple[int, int]]
) -> tuple[Deadline, ...]:
    """The three kinds as deadlines; where two overlap, a rhythm wins over a date and a date over a duration."""
    kinds = [(start, end, DeadlineKind.RECURRING, None) for start, end in rhythms]
    dated = [
        (day.start, day.end, DeadlineKind.ABSOLUTE if day.last else DeadlineKind.RELATIVE, day.last) for day in days
    ]
    lasting = [(start, end, DeadlineKind.RELATIVE, None) for start, end in within]
    taken = [False] * (len(passage.text) + 1)
    kept = []
    for start, end, kind, last in [*kinds, *dated, *lasting]:
        if not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            kept.append(Deadline(kind, passage.text[start:end], last, passage.span(start, end)))
    return tuple(sorted(kept, key=lambda deadline: deadline.span.start))


def _days(passage: str, plan_year: int | None) -> Iterator[_Day]:
    """Every possible date of the passage outside titles, with the year that holds for it."""
    named: int | None = None  # the year last named in the running sentence
    previous = 0
    matches = [found for found in _DATE.finditer(passage) if _real(found)]
    titled = _titled(passage)
    for place, found in enumerate(matches):
        if _STOP.search(passage, previous, found.start()):
            named = None
        ranged = previous > 0 and bool(_RANGE.fullmatch(passage[previous : found.start()]))
        previous = found.end()
        named = _year(found, plan_year) or named
        if titled[found.start()]:
            continue
        opens = place + 1 < len(matches) and bool(_RANGE.fullmatch(passage[found.end() : matches[place + 1].start()]))
        yield _day(found, named or plan_year, plan_year, ranged=ranged, opens=opens)


def _day(found: re.Match[str], year: int | None, plan_year: int | None, *, ranged: bool, opens: bool) -> _Day:
    return _Day(
        start=found.start(),
        end=found.end(),
        last=_last_day(found, year) if year else None,
        past=bool(year and plan_year and year < plan_year),
        full=found["part"] != "初" and any(found[name] for name in _FULL),
        by=bool(found["by"]),
        ending=found["part"] in _ENDS,
        exact=bool(found["day"] or found["bare_day"]),
        ranged=ranged,
        opens=opens,
    )


def _real(found: re.Match[str]) -> bool:
    month = whole(found["month"] or found["bare_month"] or "1") or 0
    day = whole(found["day"] or found["bare_day"] or "1") or 0
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2024, month)[1]


def _year(found: re.Match[str], plan_year: int | None) -> int | None:
    """The year that the date itself names."""
    if found["five_years"]:
        return _FIVE_YEARS_END[found["five_years"]]
    if found["near"]:
        return plan_year + _YEARS_AHEAD.get(found["near"], 0) if plan_year else None
    return whole(found["year"]) if found["year"] else None


def _last_day(found: re.Match[str], year: int) -> date:
    month, day = _month(found), found["day"] or found["bare_day"]
    longest = calendar.monthrange(year, month)[1]
    if day:
        return date(year, month, min(whole(day) or longest, longest))
    if found["month"] or found["bare_month"]:
        return date(year, month, _DAY_OF_PART.get(found["part"] or "", longest))
    return date(year, month, longest)


def _month(found: re.Match[str]) -> int:
    """The month that a date ends in; a year alone ends in December."""
    quarter = found["quarter"] or found["bare_quarter"]
    if quarter:
        return _MONTH_OF_QUARTER[quarter.removeprefix("第")[0]]
    half = found["half"] or found["bare_half"]
    if half:
        return _MONTH_OF_HALF[half]
    return whole(found["month"] or found["bare_month"] or "12") or 12


def _is_due(passage: str, day: _Day) -> bool:
    before = passage[max(0, day.start - _BEFORE) : day.start]
    after = passage[day.end : day.end + _AFTER]
    if day.past or day.opens or (day.ranged and not day.by):
        return False
    if _OTHER_BEFORE.search(before) or _OTHER_AFTER.search(after):
        return False
    return day.by or _is_said_due(before, after, day)


def _is_said_due(before: str, after: str, day: _Day) -> bool:
    """Without 前: 2023年底实现…, 到2023年6月, …. A year alone (到2025年) is how far a figure looks, not a day due."""
    if not (day.full or day.ending) or (day.exact and not _LED_IN.search(before)):
        return False
    return bool(_LED_IN.search(before) or _FOLLOWED.search(after) or (day.ending and _PAUSE.search(after)))


def _free(
    passage: str, pattern: re.Pattern[str], not_after: re.Pattern[str], not_before: re.Pattern[str]
) -> list[tuple[int, int]]:
    """The places of `pattern` outside titles that neither follow `not_after` nor precede `not_before`."""
    titled = _titled(passage)
    return [
        (found.start(), found.end())
        for found in pattern.finditer(passage)
        if not titled[found.start()]
        and not not_after.search(passage[max(0, found.start() - _BEFORE) : found.start()])
        and not not_before.search(passage[found.end() : found.end() + _AFTER])
    ]


def _rhythms(passage: str) -> list[tuple[int, int]]:
    return _free(passage, _RECURRING, re.compile(r"(?!)"), _RATE_AFTER)


def _titled(passage: str) -> list[bool]:
    """For each character whether it stands inside the title of a document or its number."""
    inside = [False] * len(passage)
    covered = 0
    for pair in pairs(passage):
        if pair.end > covered and _is_title(passage, pair):
            inside[max(pair.start, covered) : pair.end] = [True] * (pair.end - max(pair.start, covered))
            covered = pair.end
    return inside


def _is_title(passage: str, pair: Enclosure) -> bool:
    """《…》, a slogan in “…” and the year of a document number 〔2023〕; a marker in tortoise brackets is none."""
    return (
        pair.opener == "《"
        or (pair.opener == "“" and pair.end - pair.start > 6)
        or passage[pair.start + 1 : pair.end - 1].isdigit()
    )
