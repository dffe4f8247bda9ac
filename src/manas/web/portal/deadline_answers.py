"""Which time limits run from an event, and the day that each of them comes to: for the public page and `manas deadline`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from manas.engines.calendar.arithmetic import ended
from manas.engines.calendar.course import CannotDerive, NeedsMoment
from manas.engines.calendar.days import BeyondCalendar
from manas.engines.calendar.derive import Calendars, LeftOpen, derive
from manas.engines.calendar.model import (
    Channel,
    Citation,
    Ending,
    Limit,
    Place,
    Rule,
    Service,
    Span,
    Status,
    Term,
    Variant,
)
from manas.engines.calendar.service import served_on
from manas.engines.calendar.steps import Derivation
from manas.facts import calendars, deadlines, events
from manas.facts.service import NoServiceRule, service
from manas.office.values.queries import REGION
from manas.web.shared.explain import Sentence, beyond_in_words, explained, span

RuleOn = Callable[[str, date], Rule]

CHANNELS: dict[Channel, Promise | str] = {
    Channel.ELECTRONIC: _("电子送达"),
    Channel.POST: _("邮寄"),
    Channel.PUBLIC_NOTICE: _("公告送达"),
}
TROUBLES: dict[type[Exception], Promise | str] = {
    LeftOpen: _("法律没有规定期限，由办理单位自行确定。"),
    NeedsMoment: _("这一期限按小时计算，请填写时刻。"),
    NoServiceRule: _("这类通知以这种方式送达的推定日未查明，请填写实际收到的日期。"),
    deadlines.NoVersionHolds: _("没有查到适用于这一天的条文，不作推算。"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What days are derived by: calendars, and the version of a rule that holds on a day."""

    calendars: Calendars
    rule: RuleOn


@dataclass(frozen=True, slots=True)
class Asked:
    """What happened and when. With a channel, the day is that on which the notice was issued that way.

    `today` places what comes back each year: the next time counts.
    """

    event: str
    on: date
    at: datetime | None = None
    channel: Channel | None = None
    today: date = date.min


@dataclass(frozen=True, slots=True)
class Answer:
    """One time limit and what it comes to. `due_on` is the day to act by; `trouble` says why it is not sure, or not known."""

    rule: Rule
    variant: Variant | None
    limits: tuple[Limit, ...]
    due_on: date | None
    derivation: Derivation | None = None
    trouble: str = ""

    @property
    def key(self) -> str:
        return f"{self.rule.key}.{self.variant.key}" if self.variant else self.rule.key

    @property
    def status(self) -> Status:
        return self.derivation.status if self.derivation else self.rule.status

    @property
    def length(self) -> str:
        """The length of each limit, in words."""
        return " / ".join(span(limit.term) for limit in self.limits if limit.term)

    @property
    def sentences(self) -> list[Sentence]:
        return explained(self.derivation) if self.derivation else []

    @property
    def citations(self) -> tuple[Citation, ...]:
        return self.rule.citations

    @property
    def has_other_versions(self) -> bool:
        """Whether another version of the law holds for other days: then how the two meet matters."""
        return self.rule.valid_to is not None or len(deadlines.versions(self.rule.key)) > 1


def shipped() -> Known:
    """This function will give what ships with the system, without what an office has added to it."""
    by_place = {
        Place.NATIONAL: calendars.calendar(calendars.NATIONAL),
        Place.LOCAL: calendars.local(REGION),
    }
    return Known(by_place, deadlines.rule)


def following(asked: Asked, known: Known, family: str = "") -> list[Answer]:
    """This function will answer for every time limit that runs from an event, the earliest day first.

    `family` narrows to one family of limits. A limit whose day cannot be given stands at the end and says why.
    """
    answers = [
        answer
        for one in [asked, *_anniversaries(asked)]
        for key, held in by_event(one.event).items()
        if family in ("", held)
        for answer in answers_of(key, one, known)
    ]
    return sorted(answers, key=lambda answer: (answer.due_on or date.max, answer.key))


def _anniversaries(asked: Asked) -> Iterator[Asked]:
    """The events that come back each year on the day of this one, at their next time."""
    for event, origin in events.anniversaries().items():
        if origin == asked.event:
            later = (ended(asked.on, Term(count, Span.YEAR), Ending.SAME_NUMBER) for count in range(1, 200))
            yield Asked(event, next(day for day in later if day >= asked.today))


@cache
def by_event(event: str) -> Mapping[str, str]:
    """This function will give the keys of the rules that name an event, with their families."""
    return {rule.key: rule.domain for rule in deadlines.rules() if event in events_of(rule)}


def events_of(rule: Rule) -> frozenset[str]:
    """This function will give every event that a rule, in any of its cases, runs from."""
    cases = [limit.event for variant in rule.variants for limit in variant.limits]
    return frozenset([*(limit.event for limit in rule.limits), *cases, *([rule.left_open] if rule.left_open else [])])


def answers_of(key: str, asked: Asked, known: Known) -> list[Answer]:
    """This function will answer for one rule: its plain case and each case that it sets apart, if they name the event."""
    try:
        served = _service(key, asked)
        rule = known.rule(key, served_on(served, asked.on) if served else asked.on)
    except (NoServiceRule, deadlines.NoVersionHolds) as unknown:
        rule = deadlines.versions(key)[-1]
        return [Answer(rule, None, (), None, trouble=str(TROUBLES[type(unknown)]))]
    plain = [] if rule.limits and not _names(rule.limits, asked.event) else [None]
    cases = [variant for variant in rule.variants if _names(variant.limits, asked.event)]
    return [_answer(rule, variant, asked, served, known) for variant in [*plain, *cases]]


def _answer(rule: Rule, variant: Variant | None, asked: Asked, served: Service | None, known: Known) -> Answer:
    empty = Answer(rule, variant, variant.limits if variant else rule.limits, None)
    try:
        derivation = derive(
            rule,
            {asked.event: asked.at or asked.on},
            known.calendars,
            variant=variant.key if variant else "",
            service={asked.event: served} if served else None,
        )
    except BeyondCalendar as beyond:
        return replace(empty, due_on=beyond.unrolled, trouble=beyond_in_words(beyond))
    except CannotDerive as cannot:
        return replace(empty, trouble=str(TROUBLES[type(cannot)]))
    return replace(empty, due_on=derivation.due_on, derivation=derivation)


def _service(key: str, asked: Asked) -> Service | None:
    if asked.channel is None:
        return None
    return service(deadlines.versions(key)[0].domain, asked.channel, asked.on)


def _names(limits: tuple[Limit, ...], event: str) -> bool:
    return any(limit.event == event for limit in limits)
