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

# What article 31 lets be canceled only after an order to correct was not followed.
AFTER_ORDER = (CancelGround.OFF_STANDARD, CancelGround.UNUSED)


def applied(turn: Turn) -> None:
    """This function will refuse a producer without the code that has to stand beside the mark, and reports of tomorrow."""
    organization = turn.matter.applicant_organization
    if organization is None or not organization.credit_code:
        raise StepRefused("专用标志须与统一社会信用代码一起标注，请以有统一社会信用代码的单位名义申请")
    not_ahead(_use(turn.matter), "tested_on", turn.at)


def agreed(turn: Turn) -> None:
    """This function will put on record that the county found the place as it was said to be."""
    _viewed(_use(turn.matter), CountyView.AGREES, turn.at)


def opposed(turn: Turn) -> None:
    """This function will put on record that the county found the place otherwise."""
    _viewed(_use(turn.matter), CountyView.OPPOSES, turn.at)


def forwarded(turn: Turn) -> None:
    """This function will refuse to pass over a county that disagrees without a word."""
    if _use(turn.matter).county_view == CountyView.OPPOSES and not turn.opinion:
        raise StepRefused("县级核验结论是不符，仍拟同意上报的，请写明理由")


def registered(turn: Turn) -> None:
    """This function will begin the years of use: from the notice on, reports are due and disuse counts."""
    use = _use(turn.matter)
    not_ahead(use, "national_on", turn.at)
    # A reopened matter keeps what it knew of its use; the notice is where a new one begins.
    use.unused_since = use.last_used_on or use.national_on
    _next_report(use)


def reported(turn: Turn) -> None:
    """This function will keep the report of a year. Raises StepRefused for a year that is reported, not over, or before use."""
    use = _use(turn.matter)
    not_ahead(use, "last_used_on", turn.at)
    _reportable(use, turn.at)
    YearlyUse.objects.create(
        use=use, reported_by=turn.actor, reported_at=turn.at, **{name: getattr(use, name) for name in YEARLY}
    )
    if use.last_used_on is not None:
        use.unused_since = use.last_used_on
    _empty(use, YEARLY)
    _next_report(use)


def checked(turn: Turn) -> None:
    """This function will keep one check of supervision, with what was looked at this time and nothing from before."""
    use = _use(turn.matter)
    not_ahead(use, "checked_on", turn.at)
    seen = {item: getattr(use, item) for item in CHECKED_ITEMS}
    if all(answer is None for answer in seen.values()):
        raise StepRefused("请至少填写一项检查结果")
    if any(answer is False for answer in seen.values()) and not turn.opinion:
        raise StepRefused("检查发现不符的，请写明情况")
    MarkCheck.objects.create(
        use=use, checked_on=use.checked_on, finding=turn.opinion, entered_by=turn.actor, entered_at=turn.at, **seen
    )
    _empty(use, ("checked_on", *CHECKED_ITEMS))
    use.save()


def ordered(turn: Turn) -> None:
    """This function will refuse a day to correct by that is over already; what was corrected before counts no more."""
    use = _use(turn.matter)
    if use.correct_by is not None and use.correct_by <= _day(turn.at):
        raise StepRefused("限期改正截止日应在今天之后")
    use.corrected_on = None
    use.save()


def expired(turn: Turn) -> None:
    """This function will refuse to call uncorrected what may still be corrected."""
    use = _use(turn.matter)
    if use.correct_by is not None and _day(turn.at) <= use.correct_by:
        raise StepRefused(f"改正期限到{use.correct_by.isoformat()}，尚未届满")


def suggested(turn: Turn) -> None:
    """This function will refuse to cancel for what must first be ordered to be corrected, or for disuse of under two years."""
    use = _use(turn.matter)
    if use.cancel_ground in AFTER_ORDER and not (turn.from_state == "proposing" and _uncorrected(use)):
        raise StepRefused(f"“{use.get_cancel_ground_display()}”的，应当先责令限期改正，期满没有改正的再建议注销")
    over_on = unused_for_two_years_on(use)
    if use.cancel_ground == CancelGround.UNUSED and (over_on is None or _day(turn.at) <= over_on):
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
