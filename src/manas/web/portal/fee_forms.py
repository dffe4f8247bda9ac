"""What one fills in to have a bill: the same forms for the public page and for `manas fee`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from manas.engines.fees import hague, madrid, trademark
from manas.engines.fees.annuity import Annuity, annuity_bill, compensation_bill, refundable
from manas.engines.fees.model import Bill, BillRefused, Form, PatentKind, Reduction
from manas.engines.fees.patent import Application, application_bill, request_bill
from manas.engines.fees.pct import (
    International,
    NationalEntry,
    Searcher,
    demand_bill,
    international_bill,
    national_bill,
)
from manas.facts import fees
from manas.web.desk.forms import DayField, FigureField
from manas.web.portal.fee_days import grace_end
from manas.web.portal.fee_words import REFUSALS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KINDS = [
    (PatentKind.INVENTION.value, _("发明")),
    (PatentKind.UTILITY_MODEL.value, _("实用新型")),
    (PatentKind.DESIGN.value, _("外观设计")),
]
SHARES = {"85": "single", "70": "joint"}
REDUCED = [("", _("不减缴")), ("85", _("85%（单个申请人或者专利权人）")), ("70", _("70%（共同申请或者共有）"))]
# Single requests that anybody may make to the office for patents, by the keys of their prices.
REQUESTS = (
    "examination reexamination-invention reexamination-other change-of-owner restoration invalidation-invention"
    " invalidation-other extension-first extension-again copy-certificate evaluation-report compensation-request"
    " additional-search additional-preliminary-examination unity-protest international-restoration late-furnishing"
    " translation-correction-preliminary translation-correction-examination unity-restoration"
).split()
CODES = re.compile(r"[A-Z]{2}")
WAYS = [(Form.ONLINE.value, _("网上")), (Form.PAPER.value, _("纸件"))]
MARK_MATTERS = [
    (trademark.Matter.REGISTRATION.value, _("注册申请")),
    (trademark.Matter.COLLECTIVE_OR_CERTIFICATION.value, _("集体商标、证明商标注册申请")),
    (trademark.Matter.RENEWAL.value, _("续展")),
    (trademark.Matter.TRANSFER.value, _("转让")),
    (trademark.Matter.CHANGE.value, _("变更")),
    (trademark.Matter.LICENSE.value, _("使用许可备案")),
    (trademark.Matter.OPPOSITION.value, _("异议")),
    (trademark.Matter.CANCELLATION.value, _("撤销")),
    (trademark.Matter.REVIEW.value, _("评审")),
    (trademark.Matter.CERTIFICATE.value, _("出具证明")),
    (trademark.Matter.NEW_CERTIFICATE.value, _("补发注册证")),
    (trademark.Matter.PLEDGE.value, _("质权登记")),
]
MADRID_MATTERS = [
    (madrid.Matter.REGISTRATION.value, _("国际注册申请")),
    (madrid.Matter.SUBSEQUENT.value, _("后期指定")),
    (madrid.Matter.RENEWAL.value, _("续展")),
    (madrid.Matter.TRANSFER.value, _("转让")),
    (madrid.Matter.NAME_CHANGE.value, _("名称地址变更")),
    (madrid.Matter.LIMITATION.value, _("删减商品或者服务")),
]


@dataclass(frozen=True, slots=True)
class Answer:
    """A bill, and where something was paid already: what is still due, or what may be asked back."""

    bill: Bill
    paid: Decimal | None = None

    @property
    def still_due(self) -> Decimal:
        return refundable(self.paid or Decimal(0), self.bill.total)

    @property
    def refundable(self) -> Decimal:
        return refundable(self.bill.total, self.paid or Decimal(0))


def number_field(
    label: _StrPromise | str, *, first: int, least: int, most: int, help_text: _StrPromise | str = ""
) -> forms.IntegerField:
    """This function will make a field for a whole number within limits, filled with its usual value."""
    return forms.IntegerField(label=label, initial=first, min_value=least, max_value=most, help_text=help_text)


def reduction_field() -> forms.ChoiceField:
    """This function will make the field for the recorded reduction."""
    return forms.ChoiceField(
        label=_("费用减缴"), choices=REDUCED, required=False, help_text=_("须已在国家知识产权局办理费减备案")
    )


def members_field() -> forms.CharField:
    """This function will make the field for the members that ask a fee of their own."""
    return forms.CharField(
        label=_("收单独规费的被指定方"),
        required=False,
        max_length=400,
        help_text=_("两位国家代码，用逗号隔开，如 CN,KG"),
    )


class BillForm(forms.Form):
    """A form whose cleaned values make a bill; a refusal of the engine stands at its top, in words."""

    answer: Answer | None = None
    event = ""  # the field that holds the day of the event; it begins with today

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.event].initial = today

    def make(self, given: dict[str, Any]) -> Answer:
        """This function will make the answer from the cleaned values; BillRefused when there can be none."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            try:
                self.answer = self.make(given)
            except BillRefused as refused:
                raise ValidationError(REFUSALS[refused.refusal]) from refused
        return given

    def clean_individual(self) -> tuple[str, ...]:
        """Country codes in capitals, each once."""
        words = re.split(r"[,，、;；\s]+", self.cleaned_data["individual"].upper().strip())
        codes = tuple(dict.fromkeys(word for word in words if word))
        if wrong := [code for code in codes if not CODES.fullmatch(code)]:
            raise ValidationError(_("“%(code)s”不是两位国家代码"), params={"code": wrong[0]})
        return codes


def _reductions(given: dict[str, Any]) -> list[Reduction]:
    keys = [SHARES[given["reduction"]]] if given["reduction"] else []
    return [fees.reduction(key) for key in [*keys, *(["open-licence"] if given.get("open_licence") else [])]]


class ApplicationForm(BillForm):
    """Filing for a patent."""

    event = "filed"
    kind = forms.ChoiceField(label=_("专利类型"), choices=KINDS)
    filed = DayField(label=_("申请日"))
    claims = number_field(_("权利要求项数"), first=1, least=1, most=2000)
    pages = number_field(_("说明书（含附图）页数"), first=1, least=1, most=20000)
    priorities = number_field(_("优先权项数"), first=0, least=0, most=100)
    examination = forms.BooleanField(label=_("同时请求实质审查（仅发明）"), required=False)
    reduction = reduction_field()

    def make(self, given: dict[str, Any]) -> Answer:
        application = Application(
            PatentKind(given["kind"]),
            given["filed"],
            given["claims"],
            given["pages"],
            given["priorities"],
            given["examination"],
        )
        return Answer(application_bill(application, fees.tariff("patent"), _reductions(given)))


class AnnuityForm(BillForm):
    """Keeping a patent in force for one more year."""

    event = "paid"
    kind = forms.ChoiceField(label=_("专利类型"), choices=KINDS)
    filed = DayField(label=_("申请日"), help_text=_("年度自申请日起算，不按优先权日和授权日"))
    granted = DayField(label=_("授权公告日"), required=False, help_text=_("用来判断是否仍在减缴的十年以内"))
    year = number_field(_("缴第几年度的年费"), first=1, least=1, most=20)
    paid = DayField(label=_("缴费日"))
    reduction = reduction_field()
    open_licence = forms.BooleanField(label=_("开放许可实施期间"), required=False)
    due = DayField(label=_("应缴日"), required=False, help_text=_("不填按申请日的周年日，滞纳金的月份自该日起算"))
    grace_end = DayField(label=_("滞纳期届满日"), required=False, help_text=_("不填按应缴日后六个月，遇休息日顺延"))
    already = FigureField(
        label=_("本年度已缴金额"), min_value=0, help_text=_("已缴过一部分的填写，可算出尚需补缴或者可以退还的金额")
    )

    def make(self, given: dict[str, Any]) -> Answer:
        annuity = Annuity(
            PatentKind(given["kind"]),
            given["filed"],
            given["year"],
            given["paid"],
            given["granted"],
            given["due"],
            given["grace_end"],
        )
        annuity = replace(annuity, grace_ends_on=annuity.grace_ends_on or grace_end(annuity.due))
        return Answer(annuity_bill(annuity, fees.tariff("patent"), _reductions(given)), given["already"])


class CompensationForm(BillForm):
    """Annuities of the years by which the term of a patent was lengthened."""

    event = "paid"
    years = number_field(_("补偿期年数"), first=1, least=1, most=5)
    paid = DayField(label=_("缴费日"))

    def make(self, given: dict[str, Any]) -> Answer:
        return Answer(compensation_bill(given["years"], given["paid"], fees.tariff("patent")))


class RequestForm(BillForm):
    """A single request to the office for patents."""

    event = "on"
    request = forms.ChoiceField(
        label=_("费用项目"), choices=[(key, fees.tariff("pct").named(key)[0].name) for key in REQUESTS]
    )
    count = number_field(_("数量"), first=1, least=1, most=100, help_text=_("延长期限按月，副本按份，其余按件"))
    on = DayField(label=_("缴费日"))
    reduction = reduction_field()

    def make(self, given: dict[str, Any]) -> Answer:
        asked = [(given["request"], given["count"])]
        return Answer(request_bill(asked, given["on"], fees.tariff("pct"), _reductions(given)))


class TrademarkForm(BillForm):
    """A trademark matter at home."""

    event = "on"
    matter = forms.ChoiceField(label=_("事项"), choices=MARK_MATTERS, initial="registration")
    form = forms.ChoiceField(label=_("办理方式"), choices=WAYS, initial="online")
    on = DayField(label=_("办理日"))
    classes = number_field(_("类别数"), first=1, least=1, most=45)
    items = forms.CharField(
        label=_("各类的商品或者服务项目数"),
        required=False,
        max_length=200,
        help_text=_("按类用逗号隔开，如 12,9；不填按每类不超过十项计"),
    )
    late = forms.BooleanField(label=_("在宽展期内续展"), required=False)

    def clean_items(self) -> tuple[int, ...]:
        """As many numbers as there are classes."""
        words = [word for word in re.split(r"[,，、;；\s]+", self.cleaned_data["items"]) if word]
        if not all(re.fullmatch(r"[1-9][0-9]{0,3}", word) for word in words):
            raise ValidationError(_("项目数须是用逗号隔开的正整数"))
        classes = self.cleaned_data.get("classes")
        if words and classes and len(words) != classes:
            raise ValidationError(
                _("共 %(classes)s 类，填了 %(given)s 个项目数"), params={"classes": classes, "given": len(words)}
            )
        return tuple(map(int, words)) or (1,) * (classes or 1)

    def make(self, given: dict[str, Any]) -> Answer:
        mark = trademark.Mark(
            trademark.Matter(given["matter"]), Form(given["form"]), given["on"], given["items"], given["late"]
        )
        return Answer(trademark.trademark_bill(mark, fees.tariff("trademark")))


class PctForm(BillForm):
    """The international phase."""

    event = "received"
    stage = forms.ChoiceField(
        label=_("阶段"), choices=[("filing", _("提出国际申请")), ("demand", _("请求国际初步审查"))], initial="filing"
    )
    received = DayField(label=_("收到日"), help_text=_("受理局收到国际申请或者国际初步审查要求之日"))
    pages = number_field(_("国际申请页数"), first=1, least=1, most=20000)
    searcher = forms.ChoiceField(
        label=_("国际检索单位"), choices=[("cn", _("国家知识产权局")), ("ep", _("欧洲专利局"))], initial="cn"
    )
    priority_documents = number_field(_("优先权文件份数"), first=0, least=0, most=100)
    late = forms.BooleanField(label=_("期满未缴，按通知补缴"), required=False)

    def make(self, given: dict[str, Any]) -> Answer:
        tariff = fees.tariff("pct")
        if given["stage"] == "demand":
            return Answer(demand_bill(given["received"], tariff))
        application = International(
            given["received"], given["pages"], Searcher(given["searcher"]), given["priority_documents"], given["late"]
        )
        return Answer(international_bill(application, tariff))


class EntryForm(BillForm):
    """Entering the Chinese national phase."""

    event = "entered"
    kind = forms.ChoiceField(label=_("专利类型"), choices=KINDS[:2])
    priority = DayField(label=_("优先权日"), help_text=_("没有优先权的填国际申请日"))
    entered = DayField(label=_("进入日"))
    claims = number_field(_("权利要求项数"), first=1, least=1, most=2000)
    pages = number_field(_("说明书（含附图）页数"), first=1, least=1, most=20000)
    priorities = number_field(_("优先权项数"), first=0, least=0, most=100)
    examination = forms.BooleanField(label=_("同时请求实质审查（仅发明）"), required=False)
    searched_here = forms.BooleanField(label=_("由国家知识产权局受理并作国际检索"), required=False)
    examined_here = forms.BooleanField(label=_("国家知识产权局作出检索报告和初步报告"), required=False)
    restored = forms.BooleanField(label=_("请求恢复优先权"), required=False)
    reduction = reduction_field()

    def make(self, given: dict[str, Any]) -> Answer:
        application = Application(
            PatentKind(given["kind"]),
            given["entered"],
            given["claims"],
            given["pages"],
            given["priorities"],
            given["examination"],
        )
        entry = NationalEntry(
            application, given["priority"], given["searched_here"], given["examined_here"], given["restored"]
        )
        return Answer(national_bill(entry, fees.tariff("pct"), _reductions(given)))


class MadridForm(BillForm):
    """A mark abroad."""

    event = "on"
    matter = forms.ChoiceField(label=_("事项"), choices=MADRID_MATTERS, initial="registration")
    on = DayField(label=_("办理日"))
    color = forms.BooleanField(label=_("彩色商标"), required=False)
    classes = number_field(_("类别数"), first=1, least=1, most=45)
    members = number_field(_("不收单独规费的被指定方数"), first=0, least=0, most=130)
    individual = members_field()
    collective = forms.BooleanField(label=_("集体商标、证明商标"), required=False)
    late = forms.BooleanField(label=_("在宽展期内续展"), required=False)

    def make(self, given: dict[str, Any]) -> Answer:
        mark = madrid.International(
            madrid.Matter(given["matter"]),
            given["on"],
            given["color"],
            given["classes"],
            given["members"],
            given["individual"],
            given["collective"],
            given["late"],
        )
        return Answer(madrid.madrid_bill(mark, fees.tariff("madrid")))


class HagueForm(BillForm):
    """Designs abroad."""

    event = "on"
    on = DayField(label=_("申请日"))
    designs = number_field(_("外观设计项数"), first=1, least=1, most=100)
    images = number_field(_("视图幅数"), first=1, least=1, most=2000)
    standard_1 = number_field(_("收一级标准指定费的被指定方数"), first=0, least=0, most=100)
    standard_2 = number_field(_("收二级标准指定费的被指定方数"), first=0, least=0, most=100)
    standard_3 = number_field(_("收三级标准指定费的被指定方数"), first=0, least=0, most=100)
    individual = members_field()
    reduction = reduction_field()

    def make(self, given: dict[str, Any]) -> Answer:
        application = hague.International(
            given["on"],
            given["designs"],
            given["images"],
            (given["standard_1"], given["standard_2"], given["standard_3"]),
            given["individual"],
        )
        return Answer(hague.hague_bill(application, fees.tariff("hague"), _reductions(given)))


@dataclass(frozen=True, slots=True)
class Topic:
    """Something one pays for: its word in addresses and on the command line, its name, its form."""

    key: str
    name: _StrPromise | str
    form: type[BillForm]


TOPICS = (
    Topic("application", _("专利申请"), ApplicationForm),
    Topic("annuity", _("专利年费"), AnnuityForm),
    Topic("compensation", _("补偿期年费"), CompensationForm),
    Topic("request", _("其他专利费"), RequestForm),
    Topic("trademark", _("商标"), TrademarkForm),
    Topic("pct", _("PCT 国际"), PctForm),
    Topic("pct-entry", _("PCT 进入国家"), EntryForm),
    Topic("madrid", _("马德里"), MadridForm),
    Topic("hague", _("海牙"), HagueForm),
)
