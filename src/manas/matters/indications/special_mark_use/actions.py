"""What steps of the use of a special mark bring about."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from django.utils import timezone

from manas.matters.docket.actions.days import not_ahead
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.models import Matter, Turn
from manas.matters.indications.special_mark_use.models import (
    CHECKED_ITEMS,
    YEARLY,
    CancelGround,
    CountyView,
    MarkCheck,
    SpecialMarkUse,
    YearlyUse,
)
from manas.matters.indications.special_mark_use.queries import first_unreported, unused_for_two_years_on
from manas.office.models import Person

# What article 31 lets be canceled only after an order to correct was not followed.
AFTER_ORDER = (CancelGround.OFF_STANDARD, CancelGround.UNUSED)


def applied(*, matter: Matter, turn: Turn, actor: Person, at: datetime) -> None:  # noqa: ARG001
    """This function will refuse a producer without the code that has to stand beside the mark, and reports of tomorrow."""
    organization = matter.applicant_organization
    if organization is None or not organization.credit_code:
        raise StepRefused("专用标志须与统一社会信用代码一起标注，请以有统一社会信用代码的单位名义申请")
    not_ahead(_use(matter), "tested_on", at)


def agreed(*, matter: Matter, turn: Turn, actor: Person, at: datetime) -> None:  # noqa: ARG001
    """This function will put on record that the county found the place as it was said to be."""
    _viewed(_use(matter), CountyView.AGREES, at)


def opposed(*, matter: Matter, turn: Turn, actor: Person, at: datetime) -> None:  # noqa: ARG001
    """This function will put on record that the county found the place otherwise."""
    _viewed(_use(matter), CountyView.OPPOSES, at)


def forwarded(*, matter: Matter, turn: Turn, actor: Person, at: datetime) -> None:  # noqa: ARG001
    """This function will refuse to pass over a county that disagrees without a word."""
    if _use(matter).county_view == CountyView.OPPOSES and not turn.opinion:
        raise StepRefused("县级核验结论是不符，仍拟同意上报的，请写明理由")


def registered(*, matter: Matter, turn: Turn, actor: Person, at: datetime) -> None:  # noqa: ARG001
    """This function will begin the years of use: from the notice on, reports are due and disuse counts."""
    use = _use(matter)
    not_ahead(use, "national_on", at)
    # A reopened matter keeps what it knew of its use; the notice is where a new one begins.
    use.unused_since = use.last_used_on or use.national_on
    _next_report(use)


def reported(*, matter: Matter, turn: Turn, actor: Person, at: datetime) -> None:  # noqa: ARG001
    """This function will keep the report of a year. Raises StepRefused for a year that is reported, not over, or before use."""
    use = _use(matter)
    not_ahead(use, "last_used_on", at)
    _reportable(use, at)
    YearlyUse.objects.create(
        use=use, reported_by=actor, reported_at=at, **{name: getattr(use, name) for name in YEARLY}
    )
    if use.last_used_on is not None:
        use.unused_since = use.last_used_on
    _empty(use, YEARLY)
    _next_report(use)


def checked(*, matter: Matter, turn: Turn, actor: Person, at: datetime) -> None:
    """This function will keep one check of supervision, with what was looked at this time and nothing from before."""
    use = _use(matter)
    not_ahead(use, "checked_on", at)
    seen = {item: getattr(use, item) for item in CHECKED_ITEMS}
    if all(answer is None for answer in seen.values()):
        raise StepRefused("请至少填写一项检查结果")
    if any(answer is False for answer in seen.values()) and not turn.opinion:
        raise StepRefused("检查发现不符的，请写明情况")
    MarkCheck.objects.create(
        use=use, checked_on=use.checked_on, finding=turn.opinion, entered_by=actor, entered_at=at, **seen
    )
    _empty(use, ("checked_on", *CHECKED_ITEMS))
    use.save()


def ordered(*, matter: Matter, turn: Turn, actor: Person, at: datetime) -> None:  # noqa: ARG001
    """This function will refuse a day to correct by that is over already; what was corrected before counts no more."""
    use = _use(matter)
    if use.correct_by is not None and use.correct_by <= _day(at):
        raise StepRefused("限期改正截止日应在今天之后")
    use.corrected_on = None
    use.save()


def expired(*, matter: Matter, turn: Turn, actor: Person, at: datetime) -> None:  # noqa: ARG001
    """This function will refuse to call uncorrected what may still be corrected."""
    use = _use(matter)
    if use.correct_by is not None and _day(at) <= use.correct_by:
        raise StepRefused(f"改正期限到{use.correct_by.isoformat()}，尚未届满")


def suggested(*, matter: Matter, turn: Turn, actor: Person, at: datetime) -> None:  # noqa: ARG001
    """This function will refuse to cancel for what must first be ordered to be corrected, or for disuse of under two years."""
    use = _use(matter)
    if use.cancel_ground in AFTER_ORDER and not (turn.from_state == "proposing" and _uncorrected(use)):
        raise StepRefused(f"“{use.get_cancel_ground_display()}”的，应当先责令限期改正，期满没有改正的再建议注销")
    over_on = unused_for_two_years_on(use)
    if use.cancel_ground == CancelGround.UNUSED and (over_on is None or _day(at) <= over_on):
        raise StepRefused(f"未使用专用标志到{over_on.isoformat() if over_on else '何日'}才满二年")


def _uncorrected(use: SpecialMarkUse) -> bool:
    """A producer may also have asked for it while an order ran: then nobody found that it was not followed."""
    last = use.turns.filter(step__in=("ask_cancel", "not_corrected")).order_by("number").last()
    return last is not None and last.step == "not_corrected"


def _viewed(use: SpecialMarkUse, view: CountyView, at: datetime) -> None:
    not_ahead(use, "place_checked_on", at)
    use.county_view = view
    use.save()


def _reportable(use: SpecialMarkUse, at: datetime) -> None:
    year = use.year or 0
    if year >= _day(at).year:
        raise StepRefused(f"{year}年度还没有结束，结束后再报送")
    if use.national_on is not None and year < use.national_on.year:
        raise StepRefused(f"专用标志自{use.national_on.isoformat()}核准使用，不报送{year}年度")
    if use.years.filter(year=year).exists():
        raise StepRefused(f"{year}年度的使用情况已经报送")


def _empty(use: SpecialMarkUse, names: tuple[str, ...]) -> None:
    """What was written down is kept in a row of its own; the next form starts empty."""
    for name in names:
        setattr(use, name, None)


def _next_report(use: SpecialMarkUse) -> None:
    use.report_due_year_end = date(first_unreported(use), 12, 31)
    use.save()


def _use(matter: Matter) -> SpecialMarkUse:
    return cast(SpecialMarkUse, matter)  # the docket hands every kind its own model


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
