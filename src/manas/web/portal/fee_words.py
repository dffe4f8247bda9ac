"""The words of a bill: what each code of the engine says to a person, and a bill as rows to show."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from manas.engines.calendar.model import Citation as Cited
from manas.engines.fees.model import Bill, Citation, Currency, Line, Per, Refusal, Remark, Status, Why
from manas.facts.laws import cited_as

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

REFUSALS: dict[Refusal, _StrPromise | str] = {
    Refusal.NO_CLAIMS_IN_A_DESIGN: _("外观设计没有权利要求和说明书，项数和页数请填 1"),
    Refusal.ONLY_INVENTIONS_ARE_EXAMINED: _("只有发明专利申请才有实质审查"),
    Refusal.NOT_A_PCT_KIND: _("PCT 国际申请不能取得外观设计专利"),
    Refusal.YEAR_BEYOND_TERM: _("专利保护期内没有这一年度"),
    Refusal.YEAR_BEFORE_GRANT: _("这一年度在授权以前，不缴年费"),
    Refusal.GRANTED_BEFORE_FILED: _("授权公告日不能早于申请日"),
    Refusal.PAID_BEFORE_FILED: _("缴费日不能早于申请日"),
    Refusal.GRACE_BEFORE_DUE: _("滞纳期届满日不能早于应缴日"),
    Refusal.COUNT_TOO_SMALL: _("数量填写有误"),
    Refusal.ENTRY_BEFORE_PRIORITY: _("进入日不能早于优先权日"),
    Refusal.ENTRY_TOO_LATE: _("自优先权日起已满三十二个月，不能再进入中国国家阶段"),
    Refusal.NOTHING_DESIGNATED: _("至少要指定一个缔约方"),
}
REMARKS: dict[Why, _StrPromise | str] = {
    Why.NOT_KNOWN: _("“%(name)s”在该日的金额未查明，没有计入合计"),
    Why.BEFORE_SOURCE: _("部分金额取自 %(day)s 起的资料，办理日在此以前，请核对当时的标准"),
    Why.NOT_REDUCIBLE: _("“%(name)s”不适用于所列费用，或者办理日尚无此项减缴"),
    Why.WEAKER_REDUCTION: _("减缴不能叠加，已取最优惠的一种，没有用“%(name)s”"),
    Why.WINDOW_OVER: _("“%(name)s”只到第 %(count)s 年度为止（自授权当年起十年），本年度不减"),
    Why.WINDOW_UNKNOWN: _("本年度是否在授权当年起十年以内，须填写授权公告日才能判断，暂未计“%(name)s”"),
    Why.GRANT_YEAR: _("授权当年的年费随办理登记手续缴纳，期限以通知书为准，不计滞纳金"),
    Why.LATE: _("应缴日为 %(day)s，逾期进入第 %(count)s 个月，按全额年费加收滞纳金"),
    Why.NOT_YET_LATE: _("应缴日为 %(day)s，逾期未满一个月，不收滞纳金"),
    Why.TERMINATED: _(
        "滞纳期已于 %(day)s 届满，专利权自应缴年费期满之日起终止；所列为请求恢复权利须缴的费用，恢复请求另有期限"
    ),
    Why.NEAR_A_STEP: _("缴费日临近 %(day)s；该日遇休息日是否顺延，请以国家知识产权局的计算为准"),
    Why.WAIVED: _("%(name)s"),
    Why.SEQUENCE_PAGES: _("按规定格式提交的序列表不计入页数"),
    Why.EXTRA_ITEMS_UNKNOWN: _("集体商标、证明商标超过十个项目是否加收未查明，没有计入合计"),
    Why.ELECTRONIC_FILING: _("国际申请以电子形式提交的减免金额未查明，没有计入合计"),
    Why.NATIONAL_PUBLICATION: _("进入国家阶段时一并缴纳公布印刷费，系凭记忆，未核实"),
    Why.ALL_INDIVIDUAL: _("被指定的缔约方都收单独规费时，是否还收附加注册费未核实"),
}
UNITS: dict[Per, _StrPromise | str] = {
    Per.CASE: _("件"),
    Per.CLAIM: _("项"),
    Per.PAGE: _("页"),
    Per.PRIORITY: _("项"),
    Per.CLASS: _("类"),
    Per.ITEM: _("项"),
    Per.YEAR: _("年"),
    Per.MONTH: _("月"),
    Per.COPY: _("份"),
    Per.MEMBER: _("方"),
    Per.DESIGN: _("项"),
    Per.IMAGE: _("幅"),
}
CURRENCIES: dict[Currency, _StrPromise | str] = {Currency.CNY: _("元"), Currency.CHF: _("瑞士法郎")}
STATUSES: dict[Status, _StrPromise | str] = {
    Status.READ: _("已核"),
    Status.SECOND_HAND: _("转引"),
    Status.MEMORY: _("未核实"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a bill in words; `basis` are the articles it stands on."""

    name: str
    quantity: int
    unit: str
    price: Decimal
    relief: str
    amount: Decimal
    basis: str
    status: str
    is_certain: bool
    note: str


def rows(bill: Bill) -> list[Row]:
    """This function will put the lines of a bill into words."""
    return [_row(line) for line in bill.lines]


def sentence(remark: Remark) -> str:
    """This function will say a remark in the language of the reader."""
    return str(REMARKS[remark.why]) % {"name": remark.name, "day": remark.day, "count": remark.count}


def sentences(bill: Bill) -> list[str]:
    """This function will say every remark of a bill."""
    return [sentence(remark) for remark in bill.remarks]


def basis(citations: tuple[Citation, ...]) -> str:
    """This function will say where something stands, every law with its article."""
    return "；".join(cited_as(Cited(one.law, one.article)) for one in citations)


def percent(share: Decimal) -> str:
    """This function will write a share as per cent without idle zeros."""
    return f"{(share * 100).normalize():f}%"


def _row(line: Line) -> Row:
    relief = now("减缴%s") % percent(line.reduction.rate) if line.reduction else ""
    if line.share is not None:
        relief = now("按%s计") % percent(line.share)
    cited = tuple(dict.fromkeys(line.citations + (line.reduction.citations if line.reduction else ())))
    return Row(
        line.name,
        line.quantity,
        str(UNITS[line.per]),
        line.price,
        relief,
        line.amount,
        basis(cited),
        str(STATUSES[line.status]),
        line.status is not Status.MEMORY,
        line.note,
    )
