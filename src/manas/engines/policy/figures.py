"""Figures that a plan sets out to reach: indicator, value, unit and year.

A figure of the text is a target when a word of reaching leads to it (达到, 不少于, 压缩至), or when it counts what is to be
made (培育30家). It is none when its words tell of support, limits, charges, conditions, the past, titles or a rhythm of work.
The words stand in tables; the code only asks them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from manas.engines.policy.enclosures import pairs
from manas.engines.policy.model import Span, Target
from manas.engines.policy.numerals import plain
from manas.engines.policy.unwrapped import Unwrapped, unwrap

_TIMES = "个工作日|个自然日|个月|个小时|工作日|自然日|分钟|小时|天|秒"
_COUNTS = (
    "家次|人次|户次|件次|批次|场次|家|户|个|项|件|人|名|位|条|所|处|座|台|套|款|种|类|期|场|次|篇|部|册|宗|份|例|批|对|支|只|头|张|辆|架|艘|间|栋|"
    "平方公里|平方千米|平方米|立方米|公里|千米|海里|亩|公顷|吨|公斤|千瓦时|千瓦|兆瓦|标准箱|标箱|倍|分|TEU|PB|TB|EFLOPS"
)
_FIGURE = re.compile(
    r"(?<![0-9A-Za-z.〔第/%])(?P<value>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    r"(?P<upper>(?:%|万|亿|万亿)?[-—－~～至]{1,2}[0-9]+(?:\.[0-9]+)?)?"
    r"(?:余|多)?(?P<unit>%|‰|个百分点|"
    rf"(?:万亿|百万|千万|万|亿|千|百)?(?:余|多)?(?:{_TIMES}|美元|欧元|元|{_COUNTS}))(?![A-Za-z0-9])"
    r"(?P<bound>及以上|以上|及以下|以下|以内|之内|左右|内)?"
)
_NOT_UNIT = re.compile(r"^(?:公里标|月|年|日|号|人民|大|分之|个(?:部门|单位)联合|小时(?!以?内)|类信用|级|维|岁|周岁)")

_STOP = re.compile(r"[。;；!！?？]")
_COMMA = re.compile(r"[,，:：]")

# Words of reaching: what stands before the figure says that it is to be reached, kept or not exceeded.
_REACH = re.compile(
    r"(?:达到?|达至|突破|超过?|超出|不低于|不少于|不小于|不高于|不超过|不多于|低于|高于|小于|大于|[≥≤>]|至少|"
    r"(?:提高|提升|增加|增长|扩大|压缩|压减|缩短|减少|减|降低|下降|降|缩减|精简|上升|攀升|增)(?:到|至|为|了)?|控制在|保持在|稳定在|维持在|增速|年均|增幅)"
    r"(?:全省|全市|国内最优|原有的|法定时限的|不低于|不少于|约|近|到|至|为|均|在|分别|全部|不超过|超过|[“”])*$"
)
_SHARE = re.compile(r"(?:率|比例|占比|比重|覆盖面|覆盖|满意度|面|实现|推动|确保|力争|保持|完成|全部)(?:均|分别|力争|要|为|约|实现|在|全省|全市)*$")
_SHARE_DONE = re.compile(
    r"^(?:的[^,，。;；]{1,16})?(?:政务|税费|服务|事项|自建|以上)?[^,，。;；、]{0,12}?(?:网上|全程|掌上|上线|发放|覆盖|完成|实现|落实|公开|进驻|入驻|归集|接入|办结|可办|达标|使用|应用|纳入|“)"
)

# Words of making: the figure counts what they bring about.
_NEW = re.compile(
    r"(?:新增|净增|新建|新改扩建|改扩建|新培育|新认定|新注册|新登记|新引进|新开工|新选派|培育|打造|建成|创建|认定|评定|评选|遴选|选树|选派|"
    r"引进|引育|招引|组建|推出|增设|举办|争创|建设|打通|培养|培训|孵化|上线)"
)
_WEAK = re.compile(
    r"(?:实现|完成|开展|组织|实施|支持|服务|推进|推动|形成|制定|修订|编制|发布|推广|设立|布局|建立|配备|购置|投放|发放|提供|争取|减轻|"
    r"吸纳|带动|覆盖|归集|入库|签约|投资|开工|竣工|运营|改造|转化|落地|融资|惠及|选取|采集|办理|接入|聘请|开通|创作|筹集|安排|达成|招募)"
)
_MAKING_GAP = 30

# The sentence sets its face forward.
_FORWARD = re.compile(r"力争|争取|确保|目标|全年|年内|年底|每年|今年|当年|前,|底,|不少于|不低于|至少|到20[0-9]{2}年|20[0-9]{2}年(?:底|末|内|前)")
_STRIVING = re.compile(r"力争|争取")

# The sentence gives, takes or lends: its figures are rates, limits and sums of support.
_GIVING = re.compile(
    r"给予|奖励|奖补|补贴|补助|资助|贴息|最高|上限|限额|额度|罚款|罚没|减按|征收|税率|费率|免征|减征|减免|扣除|抵扣|抵减|加计|收取|退还|返还|"
    r"担保费|保费|利率|基点|工资|缴费|缴纳|保证金|预付|进度款|电价|价格扣除|元/|补偿|风险分担|计入|分成|奖金|经费支持|收费标准|限价|采购限额|预算金额|注册资本|优惠"
)
_GIVING_NEAR = re.compile(r"给予|奖励|奖补|补贴|补助|资助|贴息|最高|减按|征收|税率|费率|扣除|抵扣|抵减|加计|罚款|元/|额度|预付|收取|优惠")
_GIVING_REACH = 30

# The figure is a condition, an enumeration, a baseline or a term.
_CONDITION_BEFORE = re.compile(r"(?:等|前|第|由|从|满|每|约占|近|同|这|上述|该|其中的|±|[A-Za-z])$|(?:^|[,，])(?:对|凡|如|若|属于|符合|累计对)[^,，]{0,24}$")
_CONDITION_AFTER = re.compile(
    r"^(?:\(含[^)]*\)|（含[^）]*）)|^(?:的)?(?:提高|提升|压缩|压减|缩短|降低|下降|增加|减少|扩大|降|减)(?:到|至|为)|^的(?:标准|比例|部分|额度|价格|幅度|基准|给予|奖励|企业|项目(?!数)|单位|罚)|^(?:部门|单位)?(?:联合|印发)"
)
_RHYTHM = re.compile(r"每(?:个?(?:半年|季度|季|月|周|学期|旬|日|天)|两?年)")
_RHYTHM_UNITS = frozenset({"次", "篇", "场", "期", "小时", "天", "场次", "批次"})
_TERM = re.compile(r"期限|有效期|公示|保存|周期为|展期|之日起|起$|[在于]$|连续|提前|每天|最长|后$|前$|内容")
_SHORTENED = re.compile(r"压缩|压减|缩短|减少|减至|减到|降至|降到|降低|控制在|不超过|不高于|低于|少于|小于|提速|达到?")
_DONE_WITHIN = re.compile(r"^“?(?:办结|就近|可办|直达|办成|领证|拿证|出证)")

# When it holds: the last of these words before the figure decides.
_WHEN = re.compile(
    r"(?P<past>截至|截止|已|目前|当前|去年|上年末?|上一年|“?十三五”?(?:时期|期间)?|过去)"
    r"|(?<![0-9〔])(?P<year>20[0-9]{2})年(?!版|\))"
    r"|“?(?P<five>十四|十五)五”?(?:末|期末|期间|时期)"
    r"|(?P<near>今年|本年|当年|年底|年末|年内|全年|[0-9]{1,2}月(?:底|末|份)?前)|(?P<every>每年)"
)
_FIVE_YEARS_END = {"十四": 2025, "十五": 2030}
_GOAL_YEAR = re.compile(r"(?:到|至|展望)(20[0-9]{2})年")
_LIST_GOES_ON = re.compile(r"^(?:[^,，。;；0-9]{0,24}(?:、|和|及|以及)[^,，。;；0-9]{0,24}|[、和])$")

# How to name what is measured.
_LEADING = re.compile(r"^(?:[^,，]*?(?:前|底|末|年内|全年|力争|争取|确保|实现|推动|促进|使|将|到20[0-9]{2}年))(?!期)")
_MAKING_WORD = re.compile(r"^(?:新建|完成|实施|开展|争取|计划|推进)")
_COUNTED_THING = re.compile(r"[^,，。;；、:：()（）0-9]{1,30}")

# How far to look round a figure, and back for the year that a goal is set for.
_SIGHT, _GOAL_SIGHT = 160, 600


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure with its surroundings, all in unwrapped text."""

    match: re.Match[str]
    sentence: str  # the whole sentence
    before: str  # the sentence up to the figure
    lead: str  # the clause up to the figure
    after: str  # what follows the figure, to the end of the sentence
    clause: tuple[int, int]  # where the clause stands in the passage

    @property
    def unit(self) -> str:
        return self.match["unit"]


def targets(text: str, span: Span, plan_year: int | None, *, annual: bool = False) -> tuple[Target, ...]:
    """This function will give the quantified targets in `span`, in the order of the text, spans covering their clauses.

    `year` is the year that the sentence, or 到2025年 earlier in the passage, names; 年底前 means `plan_year`. In a plan for one
    year (`annual`) a count, sum or growth without a year is for that year. Of a range the lower end is the value.
    """
    passage = unwrap(text, span)
    found: list[Target] = []
    previous: _Figure | None = None
    for figure in _figures(passage.text):
        if _is_target(figure, plan_year) or (previous and _continues(passage.text, previous, figure)):
            found.append(_target(passage, figure, plan_year, annual))
            previous = figure
        else:
            previous = None
    return tuple(found)


def _figures(passage: str) -> Iterator[_Figure]:
    """The figures of the passage with a unit, outside titles and slogans."""
    quoted = _quoted(passage)
    stops = [0, *(stop.end() for stop in _STOP.finditer(passage)), len(passage)]
    sentence = 0
    for match in _FIGURE.finditer(passage):
        while stops[sentence + 1] <= match.start():
            sentence += 1
        if quoted[match.start()] or _NOT_UNIT.search(passage[match.end("value") : match.end("value") + 8]):
            continue
        begin, end = stops[sentence], stops[sentence + 1]
        yield _around(passage, match, max(begin, match.start() - _SIGHT), min(end, match.end() + _SIGHT))


def _around(passage: str, match: re.Match[str], begin: int, end: int) -> _Figure:
    before = passage[begin : match.start()]
    lead_at = max((comma.end() for comma in _COMMA.finditer(before)), default=0)
    comma_after = _COMMA.search(passage, match.end(), end)
    return _Figure(
        match=match,
        sentence=passage[begin:end],
        before=before,
        lead=before[lead_at:],
        after=passage[match.end() : end],
        clause=(begin + lead_at, comma_after.start() if comma_after else end),
    )


def _quoted(passage: str) -> list[bool]:
    inside = [False] * len(passage)
    covered = 0
    for pair in pairs(passage):
        if pair.opener in "《“〔【" and pair.end > covered and pair.end - pair.start < _SIGHT:
            inside[max(pair.start, covered) : pair.end] = [True] * (pair.end - max(pair.start, covered))
            covered = pair.end
    return inside


def _is_target(figure: _Figure, plan_year: int | None) -> bool:
    if _is_other(figure) or _is_past(figure, plan_year):
        return False
    if re.fullmatch(rf"(?:{_TIMES})", figure.unit):
        return _is_shortened(figure)
    return _is_reached(figure) or _is_made(figure)


def _is_other(figure: _Figure) -> bool:
    """A condition, a baseline, an enumeration, a rate or sum of support, or a rhythm of work."""
    if _CONDITION_BEFORE.search(figure.lead) or _CONDITION_AFTER.search(figure.after):
        return True
    if _RHYTHM.search(figure.lead) and figure.unit in _RHYTHM_UNITS:
        return True
    return _is_given(figure)


def _is_given(figure: _Figure) -> bool:
    """Words of giving in the clause always speak against a target, elsewhere in the sentence unless it strives."""
    near = figure.lead[-_GIVING_REACH:] + figure.after[:_GIVING_REACH].split(",")[0]
    if _GIVING_NEAR.search(near):
        return True
    return bool(_GIVING.search(figure.sentence)) and not _STRIVING.search(figure.sentence) and _is_sum(figure.unit)


def _is_sum(unit: str) -> bool:
    return unit.endswith("元") or unit in {"%", "‰", "个百分点", "倍"}


def _is_past(figure: _Figure, plan_year: int | None) -> bool:
    last = None
    for last in _WHEN.finditer(figure.before):
        pass
    if last is None or _STRIVING.search(figure.before, last.end()):
        return False
    if last["past"]:
        return last["past"] != "已" or last.start() >= len(figure.before) - len(figure.lead)
    return bool(last["year"] and plan_year and int(last["year"]) < plan_year)


def _is_shortened(figure: _Figure) -> bool:
    """A length of time is a target when something is to take no longer, not when it is a term."""
    if _DONE_WITHIN.search(figure.after) and not _TERM.search(figure.lead[-6:]):
        return True
    return bool(_REACH.search(figure.lead) and _SHORTENED.search(figure.lead)) and not _TERM.search(figure.lead)


def _is_reached(figure: _Figure) -> bool:
    if _REACH.search(figure.lead):
        return True
    if figure.unit != "%":
        return False
    return bool(_SHARE.search(figure.lead) or (_SHARE_DONE.search(figure.after) and not figure.lead.endswith("的")))


def _is_made(figure: _Figure) -> bool:
    """A count of what a word of making brings about in the same clause."""
    if figure.unit in {"%", "‰", "倍", "分"}:
        return False
    lead = figure.lead[-_MAKING_GAP:]
    bound = figure.match["bound"] in {"以上", "及以上"}
    if _NEW.search(lead):
        return True
    return bool(_WEAK.search(lead)) and (bound or bool(_FORWARD.search(figure.before)))


def _continues(passage: str, previous: _Figure, figure: _Figure) -> bool:
    """达到50%和65%: a figure that goes on with the list of the one before it."""
    between = passage[previous.match.end() : figure.match.start()]
    return bool(_LIST_GOES_ON.search(between)) and not _is_other(figure)


def _target(passage: Unwrapped, figure: _Figure, plan_year: int | None, annual: bool) -> Target:
    begin, end = figure.clause
    clause = passage.text[begin:end].rstrip("。;；")
    return Target(
        text=clause,
        indicator=_indicator(figure),
        value=plain(figure.match["value"]),
        unit=figure.unit.replace("余", "").replace("多", ""),
        year=_year(passage.text, figure, plan_year, annual),
        span=passage.span(begin, begin + max(len(clause), 1)),
    )


def _year(passage: str, figure: _Figure, plan_year: int | None, annual: bool) -> int | None:
    last = None
    for last in _WHEN.finditer(figure.before):
        pass
    if last is not None:
        return _year_said(last, plan_year)
    goal = None
    for goal in _GOAL_YEAR.finditer(passage, max(0, figure.match.start() - _GOAL_SIGHT), figure.match.start()):
        pass
    if goal is not None:
        return int(goal[1])
    return plan_year if annual and not re.fullmatch(rf"%|(?:{_TIMES})", figure.unit) else None


def _year_said(when: re.Match[str], plan_year: int | None) -> int | None:
    if when["year"]:
        return int(when["year"])
    if when["five"]:
        return _FIVE_YEARS_END[when["five"]]
    return plan_year if when["near"] else None


def _indicator(figure: _Figure) -> str:
    """What is measured: the words before the word of reaching, or the thing counted after the figure."""
    counted = _COUNTED_THING.match(figure.after)
    reach = _REACH.search(figure.lead) or _SHARE.search(figure.lead)
    named = _LEADING.sub("", figure.lead[: reach.start()] if reach and _REACH.search(figure.lead) else figure.lead)
    if counted and not (reach and named):
        return counted[0]
    return _MAKING_WORD.sub("", named) or (counted[0] if counted else figure.lead)
