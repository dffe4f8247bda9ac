"""What is asked about a declaration: its fee against the rails, its patent in the register, its uptakes, what annuities it saves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast

from django.db.models import QuerySet
from django.utils import timezone

from manas.engines.calendar.model import Citation
from manas.engines.fees.model import Citation as FeeCitation
from manas.engines.flow.model import Basis
from manas.engines.open_license import Fee, exceeded
from manas.facts.fees import reduction
from manas.facts.licensing import rails
from manas.matters.docket.kinds import Advice, Level
from manas.matters.docket.models import Matter
from manas.matters.licensing.open_license.models import OpenLicense, Uptake
from manas.matters.licensing.open_license.rules import findings
from manas.registers.models import DealKind, LegalStatus, Patent, PatentDeal

REDUCTION = "open-licence"
ASKED_IN = ("checking", "correcting", "ready")


def uptakes(matter: Matter) -> QuerySet[Uptake]:
    """This function will give who took the licence up, those taken out left aside."""
    return Uptake.objects.filter(declaration_id=matter.pk, removed_at=None)


def fee_of(declaration: OpenLicense) -> Fee:
    """This function will give the declared fee as the engine asks for it."""
    return Fee(declaration.fee_lump, declaration.royalty_rate, declaration.royalty_base)


def first_record(declaration: OpenLicense) -> date | None:
    """This function will give the day on which the first open licence of the patent was recorded; absent before."""
    if declaration.patent_id is None or declaration.declared_on is None:
        return None
    found = PatentDeal.objects.filter(
        patent=declaration.patent_id, kind=DealKind.OPEN, recorded_on__gte=declaration.declared_on
    )
    return found.order_by("recorded_on").values_list("recorded_on", flat=True).first()


def advice(matter: Matter, at: datetime) -> tuple[Advice, ...]:
    """This function will say what stands against a declaration, what its fee goes over, which uptakes wait for their record,
    and what annuities it saves."""
    declaration = cast(OpenLicense, matter)
    if declaration.closed_at is not None:
        return ()
    return (
        *_of_checks(declaration),
        *_of_fee(declaration),
        *_of_patent(declaration.patent, timezone.localtime(at).date()),
        *_of_uptakes(declaration),
    )


def _of_checks(declaration: OpenLicense) -> list[Advice]:
    if declaration.state not in ASKED_IN:
        return []
    levels = {None: Level.WARNING, True: Level.STOP}
    return [
        Advice(levels[one.answer], one.words, _basis(one.obstacle.citations), one.obstacle.status.value)
        for one in findings(declaration)
        if one.answer in levels
    ]


def _of_fee(declaration: OpenLicense) -> list[Advice]:
    over = exceeded(fee_of(declaration), {rail.key: rail.most for rail in rails()})
    return [
        Advice(
            Level.WARNING,
            f"使用费偏高：{rail.name}；请核对计算依据，不影响提交",
            _basis(rail.citations),
            rail.status.value,
        )
        for rail in rails()
        if rail.key in over
    ]


def _of_patent(patent: Patent | None, today: date) -> list[Advice]:
    """What the register knows and the answers should not contradict."""
    if patent is None:
        return []
    told = {
        f"登记册记载的法律状态是“{patent.get_legal_status_display()}”，请核对": patent.legal_status
        not in (LegalStatus.IN_FORCE, LegalStatus.UNKNOWN),
        f"登记册记载质押至{patent.pledged_until}，请核对质权人是否同意": patent.pledged_until is not None
        and patent.pledged_until >= today,
        f"登记册记载的年费应缴日{patent.annuity_due_on}已过，请核对年费": patent.annuity_due_on is not None
        and patent.annuity_due_on < today,
    }
    return [Advice(Level.WARNING, words) for words, true in told.items() if true]


def _of_uptakes(declaration: OpenLicense) -> list[Advice]:
    if declaration.state not in ("in_force", "withdrawing"):
        return []
    recorded = first_record(declaration)
    found = [
        Advice(Level.INFO, f"{one.licensee}的许可自{one.arises_on}成立，可以办理备案", (("patent-rules", "87"),))
        for one in uptakes(declaration)
        if one.arises_on is not None and recorded is None
    ]
    known = reduction(REDUCTION)
    share = f"{known.rate * 100:.0f}%"
    if recorded is None:
        words = f"许可备案后，备案日起尚未到期的年费减缴{share}"
    else:
        words = f"许可已于{recorded}备案：自该日起尚未到期的年费减缴{share}，声明撤回后自下一年度起停止"
    return [*found, Advice(Level.INFO, words, _basis(known.citations), known.status.value)]


def paper_values(matter: Matter) -> dict[str, Any]:
    """This function will give what the declaration prints beside its columns: the patent and its holders, the checks."""
    declaration = cast(OpenLicense, matter)
    patent = declaration.patent
    return {
        "patent_title": patent.title if patent else None,
        "holders": "、".join(holder.name for holder in patent.holders.all()) if patent else None,
        "findings": [
            {"name": one.obstacle.name, "words": one.words.rpartition("：")[2]} for one in findings(declaration)
        ],
    }


def _basis(citations: Iterable[Citation | FeeCitation]) -> tuple[Basis, ...]:
    return tuple((one.law, one.article) for one in citations)
