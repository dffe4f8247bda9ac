"""运用: licences, transfers, loans, needs met, indications used."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from manas.indicators.declared.matters import HERE, closed
from manas.indicators.declared.model import Head, Indicator, Place, Rows
from manas.matters.finance.pledge_loan.models import PledgeLoan
from manas.matters.indications.special_mark_use.models import SpecialMarkUse, YearlyUse
from manas.matters.licensing.license_record.models import LicenseRecord
from manas.matters.licensing.open_license.models import OpenLicense, Uptake
from manas.matters.pairing.pair.models import Pair
from manas.matters.pairing.technology_need.models import NeedRequest
from manas.matters.transfer.transfer_record.models import TransferRecord
from manas.registers.models import AidOffer, AidState, AidStep

CNIPA = _("国家知识产权局统计口径（登记日、备案日计入当期），转引")


def licenses() -> QuerySet[Any]:
    """This function will give the recorded licences, open ones among them."""
    return LicenseRecord.objects.filter(state="recorded")


def transfers() -> QuerySet[Any]:
    """This function will give the transfers that were registered."""
    return TransferRecord.objects.filter(state="registered")


def taken_up() -> QuerySet[Any]:
    """This function will give the steps by which what an aiding region offered came into use in a local firm."""
    return AidStep.objects.filter(state=AidState.IN_USE)


def pledges() -> QuerySet[Any]:
    """This function will give the pledges that were registered."""
    return PledgeLoan.objects.filter(registered_on__isnull=False)


def first_loans() -> QuerySet[Any]:
    """This function will give the loans paid out to whoever had none before."""
    return PledgeLoan.objects.filter(first_loan=True)


def uptakes() -> QuerySet[Any]:
    """This function will give the licences that came about under open declarations: notified and paid."""
    return Uptake.objects.filter(removed_at=None, notified_on__isnull=False, paid_on__isnull=False)


def allowed_on(day: date) -> Q:
    """This function will keep the uses of the special mark that were allowed on a day."""
    return Q(national_on__lte=day) & (Q(canceled_on=None) | Q(canceled_on__gt=day))


NEEDS_CLOSED = Rows(closed(NeedRequest, "solved", "unconfirmed", "unmet"), HERE, on="closed_at")
PAIRS_CLOSED = Rows(closed(Pair, "recorded", "developing", "ended"), HERE, on="closed_at")

INDICATORS = (
    Indicator(
        "licenses_recorded",
        _("专利许可备案次数"),
        _("本期取得备案的专利实施许可合同件数，包括开放许可。"),
        Head.USE,
        _("次"),
        Rows(licenses, HERE, on="recorded_on"),
        tasks=("4", "10"),
        basis=CNIPA,
    ),
    Indicator(
        "license_amount",
        _("专利许可备案合同金额"),
        _("本期取得备案的专利实施许可合同金额合计；约定密封的合同计入合计，不单独显示。"),
        Head.USE,
        _("元"),
        Rows(licenses, HERE, on="recorded_on", amount="price"),
        tasks=("4", "10"),
    ),
    Indicator(
        "transfers_recorded",
        _("专利转让登记次数"),
        _("本期登记生效的专利权转让件数。"),
        Head.USE,
        _("次"),
        Rows(transfers, HERE, on="registered_on"),
        tasks=("4", "5"),
        basis=CNIPA,
    ),
    Indicator(
        "open_licenses_declared",
        _("开放许可声明数"),
        _("本期公告生效的专利开放许可声明件数。"),
        Head.USE,
        _("件"),
        Rows(OpenLicense.objects.all, HERE, on="declared_on"),
        tasks=("10",),
    ),
    Indicator(
        "open_license_uptakes",
        _("开放许可达成数"),
        _("本期支付使用费、此前或者同时已经书面通知专利权人的开放许可次数。"),
        Head.USE,
        _("次"),
        Rows(uptakes, Place("declaration__county", "declaration__lead_unit"), on="paid_on"),
        tasks=("10",),
    ),
    Indicator(
        "pledges_registered",
        _("知识产权质押登记笔数"),
        _("本期取得质押登记的专利权、商标权质押笔数，按出质人所在县（市）统计。"),
        Head.USE,
        _("笔"),
        Rows(pledges, HERE, on="registered_on"),
        tasks=("10",),
        basis=CNIPA,
    ),
    Indicator(
        "pledge_amount",
        _("知识产权质押融资登记金额"),
        _("本期取得质押登记的债权金额合计，按质押登记日计入。"),
        Head.USE,
        _("元"),
        Rows(pledges, HERE, on="registered_on", amount="pledge_amount"),
        tasks=("10",),
        basis=_("“十四五”国家知识产权保护和运用规划主要指标，转引"),
    ),
    Indicator(
        "loans_paid_out",
        _("质押贷款发放金额"),
        _("本期实际发放的知识产权质押贷款金额合计，按放款日计入。"),
        Head.USE,
        _("元"),
        Rows(PledgeLoan.objects.all, HERE, on="drawn_on", amount="drawn_amount"),
        tasks=("10",),
    ),
    Indicator(
        "first_loans",
        _("首贷笔数"),
        _("本期发放的质押贷款中，借款人此前没有贷款记录的笔数。"),
        Head.USE,
        _("笔"),
        Rows(first_loans, HERE, on="drawn_on"),
        tasks=("10",),
    ),
    Indicator(
        "needs_submitted",
        _("技术需求征集数"),
        _("本期提交的技术需求件数。"),
        Head.USE,
        _("件"),
        Rows(lambda: NeedRequest.objects.filter(merged_into=None), HERE, on="submitted_at"),
        tasks=("4", "8"),
    ),
    Indicator(
        "needs_solved",
        _("技术需求解决率"),
        _("本期办结的技术需求中，需求方确认已经解决的比例；本人撤回的、不予登记的不计。"),
        Head.USE,
        "%",
        NEEDS_CLOSED.those(Q(state="solved")),
        out_of=NEEDS_CLOSED,
        scale=100,
        tasks=("4", "8"),
    ),
    Indicator(
        "pairs_concluded",
        _("供需对接成功率"),
        _("本期办结的供需对接中，签订合作开发合同或者取得许可、转让备案登记的比例；撤回的不计。"),
        Head.USE,
        "%",
        PAIRS_CLOSED.those(Q(state__in=("recorded", "developing"))),
        out_of=PAIRS_CLOSED,
        scale=100,
        tasks=("4",),
    ),
    Indicator(
        "mark_users",
        _("地理标志专用标志用标主体数"),
        _("期末经核准公告、未注销的专用标志使用件数。"),
        Head.USE,
        _("家"),
        Rows(SpecialMarkUse.objects.all, HERE, standing=allowed_on),
        tasks=("7",),
    ),
    Indicator(
        "indication_sales",
        _("地理标志产品销售额"),
        _("用标主体本期报送的年度销售额合计，按报送时间计入。"),
        Head.USE,
        _("元"),
        Rows(YearlyUse.objects.all, Place("use__county", "use__lead_unit"), on="reported_at", amount="sales"),
        tasks=("7",),
    ),
    Indicator(
        "aid_brought_in",
        _("援疆引进项目数"),
        _("本期由对口支援省市引进的技术、专利、培训、平台和资金项目数。"),
        Head.USE,
        _("项"),
        Rows(AidOffer.objects.all, Place("unit"), on="brought_on"),
        tasks=("1",),
    ),
    Indicator(
        "aid_in_use",
        _("援疆项目落地企业数"),
        _("本期在本地企业投入使用的援疆引进项目数，按投入使用之日计入。"),
        Head.USE,
        _("项"),
        Rows(taken_up, Place("offer__unit"), on="on"),
        tasks=("1",),
    ),
)
