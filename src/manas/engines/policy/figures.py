"""Figures that a plan sets out to reach: indicator, value, unit and year.

A figure of the text is a target when a word of reaching leads to it (达到, 不少于, 压缩至), or when it counts what is to be
made (培育30家). It is none when its words tell of support, limits, charges, conditions, the past, titles or a rhythm of work.
The words stand in tables; the code only asks them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from manas.engines.policy.enclosures import pairs
from manas.engines.policy.model import Span, Target
from manas.engines.policy.numerals import plain
from manas.engines.policy.unwrapped import Unwrapped, clamped, unwrap

_TIMES = "个工作日|个自然日|个月|个小时|工作日|自然日|分钟|小时|天|周|秒"
_COUNTS = (
    "家次|人次|户次|件次|批次|场次|家|户|个|项|件|人|名|位|条|所|处|座|台|套|款|种|类|期|场|次|篇|部|册|宗|份|例|批|对|支|只|头|张|辆|架|艘|间|栋|发|颗|枚|块|株|幢|桶|"
    "平方公里|平方千米|平方米|立方米|公里|千米|海里|亩|公顷|吨|公斤|千瓦时|千瓦|兆瓦|标准箱|标箱|倍|分|TEU|PB|TB|EFLOPS"
)
_FIGURE = re.compile(
    r"(?<![0-9A-Za-z.〔第/%])(?P<value>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    r"(?:(?:%|万|亿|万亿)?[-—－~～至]{1,2}(?P<upper>[0-9]+(?:\.[0-9]+)?))?"
    r"(?:余|多)?(?P<unit>%|‰|个百分点|"
    rf"(?:万亿|百万|千万|万|亿|千|百)?(?:余|多)?(?:{_TIMES}|美元|欧元|元|{_COUNTS}))(?![A-Za-z0-9])"
    r"(?P<bound>及以上|以上|及以下|以下|以内|之内|左右|内)?"
)
_NOT_UNIT = re.compile(
    r"^(?:万?人口|周[岁年]|对接|发[挥展放布]|万?吨级|个?(?:部门|单位)联合|人民|分之|人工|部门|处置|小时(?:自助|服务|不打烊))"
)

_STOP = re.compile(r"[。;；!！?？]")
_COMMA = re.compile(r"[,，:：]")

# Words of reaching: what stands before the figure says that it is to be reached, kept or not exceeded.
_CHANGE = "提高|提升|增加|增长|扩大|拓展|优化|压缩|压减|缩短|减少|缩减|减|降低|下降|降|精简|上升|攀升|(?<!新)增|放宽|延长|提速|调整"
_REACH = re.compile(
    rf"(?:达到?|达至|突破|超过?|不低于|不少于|不小于|不高于|不超过|不多于|不大于|低于|高于|小于|大于|多于|[≥≤>]|至少[^,，]{{0,8}}|"
    rf"(?:{_CHANGE})(?:到|至|为|了)?|(?:压缩|压减|缩短|控制|提高|提升|降低|精简)[^,，]{{1,16}}[到至为]|[控稳保]制?[持定]?在|维持在|增速|年均|增幅)"
    r"(?:[0-9.]+%?[、和]|全省|全市|国内最优|原有的|法定时限的|承担|不低于|不少于|约|近|到|至|为|均|在|提前|分别|全部|不超过|超过|[“”])*$"
)
_SHARE = re.compile(
    r"(?:率|比例|占比|比重|覆盖面|覆盖|满意度|实现|推动|确保|力争|保持|完成|全部)"
    r"(?:均|分别|力争|要|为|约|实现|在|全省|全市)*$"
)
_SHARE_DONE = re.compile(
    r"^(?:的[^,，。;；]{1,16})?[^,，。;；、]{0,14}?"
    r"(?:网上|全程|掌上|上线|发放|覆盖|完成|实现|落实|公开|进驻|入驻|归集|接入|办结|可办|达标|使用|应用|纳入|委托|生成|采取|“)"
)
_MEASURED = re.compile(r"(?:[^数]量|数|总数|规模|余额|总额|产值|增加值|收入|强度|面积|金额)$")
_DURATION = re.compile(r"(?:时间|时长|时限|周期|用时)(?:平均)?$")

# Words of making: the figure counts what they bring about.
_NEW = re.compile(
    r"新增|净增|新建|新改|改扩建|新培育|新认定|新注册|新登记|新引进|新开工|新选派|新设|培育|打造|建成|建有|各建|创建|认定|评定|评选|遴选|选树|选派|命名|"
    r"引进|引育|招引|组建|推出|增设|举办|争创|建设|打通|培养|培训|孵化|上线|创办|开办|获批|形成"
)
_WEAK = re.compile(
    r"实现|完成|开展|组织|实施|支持|服务|推进|推动|优化调整|制定|修订|编制|发布|推广|设立|布局|建立|配备|购置|采购|投放|发放|提供|争取|减轻|减负|供应|帮扶|发展|"
    r"吸纳|带动|覆盖|归集|入库|签约|投资|开工|竣工|运营|改造|转化|落地|融资|惠及|选取|采集|办理|接入|选聘|招募|开通|创作|筹集|达成|申报|研制|"
    r"走进|深入|走访|安置|解决|消除|盘活|安装|更换|预审|维权|导航"
)
_DEFINED = re.compile(r"明确|梳理|公布|承接|保留|涉及|包括|包含|确定|对标|核查|落实好|围绕|共有|现有|依托|部署的")
_MAKING_GAP = 30
_PUNCTUATION = ",，。;；、)）(（"  # "" too: the end of the passage

# The sentence sets its face forward.
_FORWARD = re.compile(
    r"力争|争取|确保|目标|全年|年内|每年|今年|当年|[月年底日末]前|[底末],|不少于|不低于|至少|"
    r"[到至]20[0-9]{2}年|“?十[四五]五”?期间|20[2-9][0-9]年(?!度)"
)
_STRIVING = re.compile(r"力争|争取")

# Words of giving, taking and lending: the figures beside them are rates, limits and sums of support.
_GIVING = re.compile(
    r"给予|予以奖|奖励|奖补|补贴|补助|资助|贴息|最高|上限|限额|额度|罚款|罚没|减按|征收率|税率|(?<!缴)费率|免征|减征|减免|扣除|抵扣|抵减|加计|收取|退还|返还|"
    r"担保费|保费|利率|基点|工资|缴费(?:基数|比例|总额)|保证金|预付|进度款|电价|价格扣除|元/|补偿|风险分担|风险责任|计入|分成|奖金|经费支持|收费标准|限价|采购限额|"
    r"预算金额|支付比例|注册资本|优惠|安排|出资|专项资金|预留|权重|分值|违约金|租金"
)
_GIVING_BEFORE, _GIVING_AFTER = 36, 28

# The figure is a condition, an enumeration, a baseline or a term.
_CONDITION_BEFORE = re.compile(
    r"(?:等|(?<!到提)前|第|由|从|满|每|每(?:增加|招用|新增)[^,，]{0,6}|未(?:超过|达到)|缺口达?|[(（]|可再?(?:增加|提高|上浮|下浮)|按照?[^,，]{0,4}(?:不低于|不少于|不超过)|约占|近|同|这|上述|该|其中的|±|[A-Za-z])$|(?:^|[,，、.)）])(?:对|凡|如|若|属于|符合)[^,，]{0,24}$|^将(?:达到或)?(?:超过|达到)$|仅$"
)
_CONDITION_AFTER = re.compile(
    r"^[(（]含|^(?:的)?(?:提高|提升|压缩|压减|缩短|降低|下降|增加|减少|扩大|降|减|调整)(?:到|至|为)"
    r"|^的(?:标准|比例|部分|额度|价格|幅度|基准|给予|奖励|企业|项目(?!数)|单位|罚|工程|采购|政府采购|货物|目标)|^(?:部门|单位)?(?:联合|印发)|^的[,，]|^[^,，。;；]{0,40}的[,，](?:可|给予|按|予以|分别|由|应|不|免|享)|^[^,，。;；]{0,8}费用"
)
_WHO = re.compile(r"^[^,，。;；、]{1,10}的(?:企业|单位|学校|幼儿园|机构|项目|地区|区|县|市|个人|人员)")
_RHYTHM = re.compile(r"每(?:个?(?:半年|季度|季|月|周|学期|旬|日|天)|两年)")
_YEARLY_DUTY = re.compile(r"每年.*(?<![场人户家])[次篇]$")
_RHYTHM_UNITS = frozenset({"次", "篇", "场", "期", "小时", "天", "场次", "批次"})
_TERM = re.compile(
    r"期限|有效期|公示[期0-9]?$|保存|周期为|展期|之日起|起$|(?<![低少小高大])[在于]$|连续|(?<!到)提前|每天|最长|后$|(?<!到提)前$|内容|满$"
)
_TERM_REACH = 10
_SHORTENED = re.compile(
    r"压缩|压减|缩短|减少|减至|减到|降至|降到|降低|控制|精简|提速|不超过|不高于|不大于|低于|少于|小于|达到?"
)
_DONE_WITHIN = re.compile(r"^(?:“|办结|就近|可办|直达|办成|领证|拿证|出证|完成(?:办理|审批))")

# When it holds: the last of these words before the figure decides.
_WHEN = re.compile(
    r"(?P<past>截至|截止|已|目前|当前|(?<![较比])(?:去年|上年末?|上一年)|“?十三五”?(?:时期|期间)?|过去)"
    r"|(?<![0-9〔较比])(?<![高低]于)(?P<year>20[0-9]{2})年(?!版|\)|[0-9]{1,2}月[^,，。]{0,6}[后起])(?:年?[底末内]|[0-9]{1,2}月[底份末]?前?)?"
    r"|“?(?P<five>十四|十五)五”?(?:末|期末|期间|时期)"
    r"|(?P<near>今年|本年|当年|年底|年末|年内|全年|[0-9]{1,2}月(?:底|末|份)?前)|(?P<every>每年)"
)
_FIVE_YEARS = re.compile(r"十[一二三四五六]五”")
_FIVE_YEARS_END = {"十四": 2025, "十五": 2030}
_GOAL_YEAR = re.compile(r"(?:到|至|展望)(20[0-9]{2})年")
_NEW_PART = re.compile(
    r"(?:[。;；)）〕\]]|^)(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|[0-9]{1,3}[.．、])|(?:责任|牵头|配合)(?:单位|部门)|(?:负责|牵头|配合|落实)[)）〕]"
)
_LIST_GOES_ON = re.compile(r"^(?:[^,，。;；0-9]{0,40}(?:、|和|及|以及)[^,，。;；0-9]{0,24}|[、和])$")

# How to name what is measured.
_LEADING = re.compile(
    r"^(?:[^()（）]*[)）]|[(（][^()（）]*[)）]|到|至|力争|争取|确保|实现|推动|促进|将|使|全年|年内|每年|今年|20[0-9]{2}年|年?[底末内]前?|[0-9]{1,2}月[底份末]?前?|原则上|进一步|其中|[、和)）〕])+"
)
_TRAILING = re.compile(r"(?:分别|力争|总体|预计|均|将|为|达|由(?:原来的?)?|、|和|及)+$")
_ENDS_IN_MAKING = re.compile(
    r"(?:新增|新建|培育|打造|建成|创建|认定|遴选|引进|组建|推出|增设|举办|建设|形成|实现|完成|开展|提供|发布|组织|减轻)$"
)
_COUNTED_THING = re.compile(r"(?:的)?([^,，。;；、:：()（）0-9]{2,40})")

# How far to look round a figure, and back for the year that a goal is set for.
_SIGHT, _GOAL_SIGHT = 160, 500


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure with its surroundings, all in unwrapped text."""

    match: re.Match[str]
    before: str  # the sentence up to the figure
    lead: str  # the clause up to the figure
    after: str  # what follows the figure, to the end of the sentence
    clause: tuple[int, int]  # where the clause stands in the passage
    goal: int | None  # the year that a goal before it in the passage is set for (到2025年)

    @property
    def unit(self) -> str:
        return self.match["unit"]


def horizon(title: str) -> int | None:
    """This function will give the year that a plan's title sets as its end: 2023年工作要点 2023, (2024—2026年) 2026."""
    years = [int(year) for year in re.findall(r"(?<![0-9])20[0-9]{2}(?![0-9])", title)]
    return years[-1] if years else None


def targets(text: str, span: Span, plan_year: int | None, *, horizon: int | None = None) -> tuple[Target, ...]:
    """This function will give the quantified targets in `span`, in the order of the text, spans covering their clauses.

    The year is the one the sentence names (年底前 means `plan_year`), else that of a goal shortly before it (到2025年), else,
    for counts and sums, `horizon`: the year in which a plan with years in its title ends. 每年 sets `every_year`. A range is
    given as "2-3".
    """
    inside = clamped(text, span)
    passage = unwrap(text, Span(max(0, inside.start - _GOAL_SIGHT), inside.end))
    first = bisect_left(passage.places, inside.start)
    found: list[Target] = []
    previous: _Figure | None = None
    for figure in _figures(passage.text, first):
        if _is_target(figure, plan_year) or (previous and _continues(passage.text, previous, figure)):
            found.append(_target(passage, figure, plan_year, horizon))
            previous = figure
        else:
            previous = None
    return tuple(found)


def _figures(passage: str, first: int) -> Iterator[_Figure]:
    """The figures from place `first` on that have a unit, outside titles and slogans."""
    if not _FIGURE.search(passage, first):
        return
    quoted = _quoted(passage)
    worded = "".join("“" if inside else sign for sign, inside in zip(passage, quoted, strict=True))
    stops = [first, *(stop.end() for stop in _STOP.finditer(passage, first)), len(passage)]
    sentence = 0
    for match in _FIGURE.finditer(passage, first):
        while stops[sentence + 1] <= match.start():
            sentence += 1
        if not quoted[match.start()] and not _NOT_UNIT.search(passage[match.start("unit") : match.end() + 8]):
            begin, end = stops[sentence], stops[sentence + 1]
            yield _around(worded, match, max(begin, match.start() - _SIGHT), min(end, match.end() + _SIGHT))


def _around(passage: str, match: re.Match[str], begin: int, end: int) -> _Figure:
    before = passage[begin : match.start()]
    lead_at = max((comma.end() for comma in _COMMA.finditer(before)), default=0)
    comma_after = _COMMA.search(passage, match.end(), end)
    return _Figure(
        match=match,
        before=before,
        lead=before[lead_at:],
        after=passage[match.end() : end],
        clause=(begin + lead_at, comma_after.start() if comma_after else end),
        goal=_goal(passage[max(0, match.start() - _GOAL_SIGHT) : match.start()]),
    )


def _goal(before: str) -> int | None:
    """The year of the last goal (到2025年) that no heading or marker parts from here."""
    said = _last(_GOAL_YEAR, before)
    return int(said[1]) if said and not _NEW_PART.search(before, said.end()) else None


def _last(pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
    found = None
    for each in pattern.finditer(words):
        found = each
    return found


def _quoted(passage: str) -> list[bool]:
    inside = [False] * len(passage)
    covered = 0
    for pair in pairs(passage):
        named = pair.opener in "《“〔【" and pair.end - pair.start < _SIGHT
        if named and pair.end > covered and not _FIVE_YEARS.match(passage, pair.start + 1):
            inside[max(pair.start, covered) : pair.end] = [True] * (pair.end - max(pair.start, covered))
            covered = pair.end
    return inside


def _is_target(figure: _Figure, plan_year: int | None) -> bool:
    if _is_other(figure) or _is_past(figure, plan_year):
        return False
    if _is_time(figure.unit):
        return _is_shortened(figure)
    return _is_reached(figure) or _is_made(figure)


def _is_other(figure: _Figure) -> bool:
    """A condition, a baseline, an enumeration, a rate or sum of support, or a rhythm of work."""
    if _CONDITION_BEFORE.search(figure.lead) or _CONDITION_AFTER.search(figure.after) or _is_threshold(figure):
        return True
    if (_RHYTHM.search(figure.lead) and figure.unit in _RHYTHM_UNITS) or _YEARLY_DUTY.search(figure.lead + figure.unit):
        return True
    return _is_given(figure)


def _is_threshold(figure: _Figure) -> bool:
    """招用100人以上的企业: a bound that picks out whom a rule holds for."""
    bound = figure.match["bound"] or ""
    if bound in {"以下", "及以下"}:
        return not _REACH.search(figure.lead)
    if bound == "及以上" or (not _is_share(figure.unit) and _WHO.search(figure.after) and _REACH.search(figure.lead)):
        return True
    if bound != "以上" or figure.unit == "%":
        return False
    return figure.after.startswith("的") or (
        bool(_MEASURED.search(figure.lead)) and figure.after[:1] not in _PUNCTUATION
    )


def _is_given(figure: _Figure) -> bool:
    if not _is_sum(figure.unit):
        return bool(
            re.search(
                r"给予|奖励|奖补|补贴|补助|贴息", figure.lead[-_GIVING_BEFORE:] + _COMMA.split(figure.after[:12])[0]
            )
        )
    if _STRIVING.search(figure.lead):
        return False
    return bool(_GIVING.search(figure.before[-_GIVING_BEFORE:] + figure.match["unit"] + figure.after[:_GIVING_AFTER]))


def _is_sum(unit: str) -> bool:
    return unit.endswith("元") or unit in {"%", "‰", "个百分点", "倍"}


def _is_share(unit: str) -> bool:
    return unit in {"%", "‰", "个百分点", "倍", "分"}


def _is_time(unit: str) -> bool:
    return re.fullmatch(_TIMES, unit) is not None


def _is_past(figure: _Figure, plan_year: int | None) -> bool:
    last = _last(_WHEN, figure.before)
    if last is None or _STRIVING.search(figure.before, last.end()):
        return False
    if last["past"]:
        return last["past"] != "已" or last.start() >= len(figure.before) - len(figure.lead)
    return bool(last["year"] and plan_year and int(last["year"]) < plan_year)


def _is_shortened(figure: _Figure) -> bool:
    """A length of time is a target when something is to take no longer, not when it is a term."""
    if _TERM.search(figure.lead[-_TERM_REACH:]) or figure.after.startswith("的"):
        return False
    if _DONE_WITHIN.search(figure.after) or (_DURATION.search(figure.lead) and figure.match["bound"]):
        return True
    return bool(_REACH.search(figure.lead) and _SHORTENED.search(figure.lead))


def _is_reached(figure: _Figure) -> bool:
    if _REACH.search(figure.lead) or (_MEASURED.search(figure.lead) and _FORWARD.search(figure.before)):
        return True
    if figure.unit != "%":
        return False
    if figure.match["value"] == "100" or _SHARE.search(figure.lead):
        return True
    return bool(_SHARE_DONE.search(figure.after)) and not figure.lead.endswith("的")


def _is_made(figure: _Figure) -> bool:
    """A count of what a word of making brings about in the same clause."""
    if _is_share(figure.unit):
        return False
    lead = figure.lead[-_MAKING_GAP:]
    if _DEFINED.search(lead):
        return False
    if _NEW.search(lead):
        return True
    counted_last = figure.after[:1] in _PUNCTUATION
    sure = (
        counted_last
        or figure.match["bound"] == "以上"
        or figure.goal is not None
        or bool(_FORWARD.search(figure.before))
    )
    return sure and bool(_WEAK.search(lead))


def _continues(passage: str, previous: _Figure, figure: _Figure) -> bool:
    """达到50%和65%: a figure that goes on with the list of the one before it."""
    between = passage[previous.match.end() : figure.match.start()]
    return bool(_LIST_GOES_ON.search(between)) and not _is_other(figure)


def _target(passage: Unwrapped, figure: _Figure, plan_year: int | None, horizon: int | None) -> Target:
    begin, end = figure.clause
    clause = passage.text[begin:end].rstrip("。;；")
    when = _last(_WHEN, figure.before)
    return Target(
        text=clause,
        indicator=_indicator(passage.text, begin, figure),
        value=_value(figure.match),
        unit=re.sub("[余多]", "", figure.unit),
        year=_year(figure, when, plan_year, horizon),
        span=passage.span(begin, max(begin + len(clause), figure.match.end())),
        every_year=bool(when and when["every"]),
    )


def _value(match: re.Match[str]) -> str:
    return plain(match["value"]) + ("-" + plain(match["upper"]) if match["upper"] else "")


def _year(figure: _Figure, when: re.Match[str] | None, plan_year: int | None, horizon: int | None) -> int | None:
    if when and when["year"]:
        return int(when["year"])
    if when and when["five"]:
        return _FIVE_YEARS_END[when["five"]]
    if when and when["near"]:
        return plan_year
    if when and when["every"]:
        return None
    if figure.goal is not None:
        return figure.goal
    return None if _is_share(figure.unit) or _is_time(figure.unit) else horizon


def _indicator(printed: str, lead: int, figure: _Figure) -> str:
    """What is measured: the words before the word of reaching, or the thing counted after the figure."""
    reach = _REACH.search(figure.lead)
    named = _last_named(printed[lead : lead + reach.start()] if reach else printed[lead : figure.match.start()])
    counted = _COUNTED_THING.match(printed, figure.match.end())
    if (
        counted
        and not _is_share(figure.unit)
        and (not named or not reach or _ENDS_IN_MAKING.search(named) or "至少" in reach[0])
    ):
        return counted[1]
    return named or (counted[1] if counted else printed[lead : figure.match.start()])


def _last_named(words: str) -> str:
    """What the last part of a clause names: after the figure before it, or else (达到60%和10%) before that figure."""
    figures = list(_FIGURE.finditer(words))
    last = _bare_name(words[figures[-1].end() :] if figures else words)
    if last or not figures:
        return last
    first = words[: figures[0].start()]
    reach = _REACH.search(first)
    return _bare_name(first[: reach.start()] if reach else first)


def _bare_name(words: str) -> str:
    return _TRAILING.sub("", _LEADING.sub("", words))
