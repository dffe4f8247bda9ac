"""The day on which a paper counts as served. It is never moved: a presumed day of service may be a rest day."""

from __future__ import annotations

from datetime import date, timedelta

from manas.engines.calendar.arithmetic import MONTHS, ended
from manas.engines.calendar.model import Ending, Service


class ServiceNotProvable(ValueError):
    """A day of arrival was given although the rule fixes the day of service whatever happened."""


def served_on(rule: Service, issued_on: date, *, arrived_on: date | None = None) -> date:
    """This function will give the day of service of a paper issued (posted, published) on `issued_on`.

    `arrived_on` is the proved day of arrival; it stands in place of the presumed one where the rule lets it, else
    ServiceNotProvable. 审查指南 part 5 chapter 7 2.3: a presumed day of service that is a rest day stays.
    """
    if arrived_on is not None:
        if not rule.rebuttable:
            raise ServiceNotProvable(f"{rule.body}: {rule.channel}")
        return arrived_on
    if rule.term is None:
        return issued_on
    if rule.term.span in MONTHS:
        return ended(issued_on, rule.term, Ending.SAME_NUMBER)
    return issued_on + timedelta(days=rule.term.count)
