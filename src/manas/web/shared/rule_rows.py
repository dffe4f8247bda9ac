"""Time limits as a list that people read: how long, from when, by which article, how well known, and whose own term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from manas.engines.calendar.model import Limit, Rule, Status
from manas.facts import events
from manas.facts.deadlines import families, rules
from manas.office.models import LocalValue
from manas.office.values.queries import LocalRules, local_term
from manas.web.desk.filters import Filter, Option
from manas.web.shared.explain import STATUSES, cited, span


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One version of a time limit; `local` is the term that the office set for one that the law leaves open."""

    rule: Rule
    actor: str
    lengths: tuple[str, ...]
    basis: str
    status: Promise | str
    doubtful: bool
    local: LocalValue | None
    local_length: str

    @property
    def unset(self) -> bool:
        """Whether nobody has said how long it is: neither a law nor, on the day asked for, the office."""
        return bool(self.rule.left_open) and self.local is None


def rule_rows(family: str, local: LocalRules, on: date) -> list[RuleRow]:
    """This function will list the time limits of a family in all versions, with the term that holds for events of `on`."""
    return [_row(rule, local, on) for rule in rules() if rule.domain == family]


def open_rows(local: LocalRules, on: date) -> list[RuleRow]:
    """This function will list the time limits that laws leave open, of every family."""
    return [_row(rule, local, on) for rule in rules() if rule.left_open]


def rule_context(wanted: str, local: LocalRules, on: date) -> dict[str, object]:
    """This function will give what the table of a family shows: the one that is wanted, else the first."""
    family = wanted if wanted in families() else next(iter(families()))
    options = [Option(key, name, key == family) for key, name in families().items()]
    return {
        "rows": rule_rows(family, local, on),
        "family_name": families()[family],
        "filters": [Filter("family", _("期限类别"), options)],
    }


def _row(rule: Rule, local: LocalRules, on: date) -> RuleRow:
    value = next((v for v in local.terms.get(rule.key, ()) if v.holds_on(on)), None) if rule.left_open else None
    cases = [_("%(case)s：%(length)s") % {"case": v.when, "length": _lengths(v.limits)} for v in rule.variants]
    return RuleRow(
        rule,
        events.actors().get(rule.actor, ""),
        (*([_lengths(rule.limits)] if rule.limits else []), *cases),
        cited(rule.citations),
        "" if rule.status is Status.READ else STATUSES[rule.status],
        rule.status is Status.MEMORY,
        value,
        span(local_term(value)) if value else "",
    )


def _lengths(limits: tuple[Limit, ...]) -> str:
    return " / ".join(_length(limit) for limit in limits)


def _length(limit: Limit) -> str:
    event = events.events().get(limit.event, limit.event)
    if limit.term is None:
        return _("%(event)s当日") % {"event": event}
    shape = _("%(event)s前%(length)s") if limit.term.count < 0 else _("自%(event)s起%(length)s")
    return shape % {"event": event, "length": span(limit.term)}
