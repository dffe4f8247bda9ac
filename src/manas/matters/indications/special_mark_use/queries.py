"""What is asked about the use of a special mark: which year is to be reported, when two years of disuse are over."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, cast

from django.db.models import QuerySet
from django.utils import timezone

from manas.engines.flow.model import Basis
from manas.matters.docket.kinds import Advice, Level
from manas.matters.docket.models import LimitState, Matter
from manas.matters.indications.special_mark_use.models import (
    CHECKED_ITEMS,
    LABELS,
    CheckColumns,
    CountyView,
    IndicationKind,
    MarkCheck,
    SpecialMarkUse,
    YearlyUse,
)

USERS: Basis = ("special-mark-measures", "合法使用人")
CANCELING: Basis = ("indication-measures", "31")
DISUSE = "GI-MARK-NONUSE"


def years_of(matter: Matter) -> QuerySet[YearlyUse]:
    """This function will give the yearly reports of a matter, the oldest first."""
    return YearlyUse.objects.filter(use_id=matter.pk)


def checks_of(matter: Matter) -> QuerySet[MarkCheck]:
    """This function will give the checks of supervision of a matter, the oldest first."""
    return MarkCheck.objects.filter(use_id=matter.pk)


def years(use: SpecialMarkUse) -> tuple[YearlyUse, ...]:
    """This function will give the yearly reports, the oldest first."""
    return tuple(use.years.select_related("reported_by"))


def checks(use: SpecialMarkUse) -> tuple[MarkCheck, ...]:
    """This function will give the checks of supervision, the oldest first."""
    return tuple(use.checks.select_related("entered_by"))


def first_unreported(use: SpecialMarkUse) -> int:
    """This function will give the first year since the notice that was not reported. The matter has its notice."""
    year = cast(date, use.national_on).year
    reported = set(use.years.values_list("year", flat=True))
    while year in reported:
        year += 1
    return year


def unused_for_two_years_on(use: SpecialMarkUse) -> date | None:
    """This function will give the last day of the two years after which disuse lets the mark be canceled."""
    limit = use.limits.filter(rule=DISUSE, state=LimitState.RUNNING).first()
    return limit.due_on if limit else None


def advice(matter: Matter, at: datetime) -> tuple[Advice, ...]:
    """This function will say what is to be thought of: who may use the mark at all, the county's view, disuse, a day missed."""
    use, today = cast(SpecialMarkUse, matter), timezone.localtime(at).date()
    found = (_of_user(use), _of_county(use), _of_disuse(use, today), _of_correction(use, today))
    return tuple(one for one in found if one is not None)


def paper_values(matter: Matter) -> dict[str, Any]:
    """This function will give what the papers print beside the columns: the last check that found something wanting."""
    use = cast(SpecialMarkUse, matter)
    found = [check for check in checks(use) if not check.conforms]
    return {"last_check": _check(found[-1]) if found else None}


def _check(check: MarkCheck) -> dict[str, Any]:
    wanting = [str(_label(item)) for item in CHECKED_ITEMS if getattr(check, item) is False]
    return {"day": check.checked_on, "wanting": wanting, "finding": check.finding}


def _label(item: str) -> Any:  # noqa: ANN401  # a lazy translation
    return next(field.verbose_name for field in CheckColumns._meta.local_fields if field.name == item)


def _of_user(use: SpecialMarkUse) -> Advice | None:
    if use.indication_kind != IndicationKind.CERTIFICATION or use.license_record:
        return None
    text = f"证明商标的合法使用人是已经备案的被许可人，本件没有填写{LABELS['license_record']}"
    return Advice(Level.WARNING, text, (USERS,), "second-hand")


def _of_county(use: SpecialMarkUse) -> Advice | None:
    if use.county_view != CountyView.OPPOSES or use.national_on is not None:
        return None
    return Advice(Level.WARNING, f"{use.county}产地核验结论：不符", (("indication-measures", "20"),))


def _of_disuse(use: SpecialMarkUse, today: date) -> Advice | None:
    """Half a year before the two years are over is the time to ask whether the mark is used."""
    over_on = unused_for_two_years_on(use)
    if over_on is None or today < over_on - timedelta(days=183):
        return None
    text = f"没有{use.unused_since}以后使用专用标志的记录，到{over_on}满二年；限期改正仍不改正的可以注销"
    return Advice(Level.STOP if today > over_on else Level.WARNING, text, (CANCELING,))


def _of_correction(use: SpecialMarkUse, today: date) -> Advice | None:
    if use.state != "ordered" or use.correct_by is None:
        return None
    over = today > use.correct_by
    text = f"限期改正{'已于' if over else '到'}{use.correct_by}{'届满' if over else '为止'}"
    return Advice(Level.STOP if over else Level.INFO, text, (CANCELING,))
