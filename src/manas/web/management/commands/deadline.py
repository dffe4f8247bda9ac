"""`manas deadline RULE --event DAY`: the last day of a time limit, why, and by which law."""

from __future__ import annotations

import json
import re
import sys
from argparse import ArgumentTypeError
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from manas.engines.calendar.course import NeedsMoment, NotExtendable
from manas.engines.calendar.days import BeyondCalendar
from manas.engines.calendar.derive import LeftOpen, MissingEvent, UnknownVariant, derive, first_event
from manas.engines.calendar.model import Channel, Grant, Rule, Span, Status, Suspension, Term
from manas.engines.calendar.steps import Derivation
from manas.engines.calendar.suspended import SuspensionBackwards
from manas.facts import deadlines, events
from manas.facts.service import NoServiceRule, service
from manas.office.values.queries import calendars, local_rules
from manas.web.portal.deadline_answers import Known, events_of, shipped
from manas.web.shared.explain import STATUSES, beyond_in_words, cited, explained, span

USED_WRONGLY = 2  # exit code
BEYOND = 3  # exit code: the days off of a year are not known
FORMAL = "suspension"  # the ground of a suspension by decision (中止), which counts out under any rule
FIRST, LAST = 1900, 2200
SPANS = {"h": Span.HOUR, "d": Span.DAY, "w": Span.WORKDAY, "m": Span.MONTH, "y": Span.YEAR}
FAULTS: dict[type[Exception], str] = {
    NeedsMoment: "这一期限按小时计算，请写到时刻，如 2026-12-30T17:30",
    LeftOpen: "法律没有规定这一期限的长短，由办理单位自行确定（--office 用本单位设定的）",
    UnknownVariant: "这一期限没有这种情形",
    NotExtendable: "这一期限不能这样延长",
    NoServiceRule: "这类通知以这种方式送达的推定日未查明",
    SuspensionBackwards: "中止的终止日早于起始日",
    deadlines.NoVersionHolds: "没有查到适用于这一天的条文，不作推算",
}


@dataclass(frozen=True, slots=True)
class Happened:
    """A day or moment, of the event that is named, or of the one that the rule runs from."""

    event: str
    on: date | datetime


class Command(BaseCommand):
    help = (
        "Derive the last day of a time limit, with each step and its law. Exit code 0 derived, 2 the question cannot be"
        " answered (one sentence on stderr), 3 the days off of a year are not known (the sentence names the year)."
    )
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.error = _one_sentence  # type: ignore[method-assign]  # the command's own parser is made by Django
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("rule", nargs="?", help="key of the time limit, e.g. PEN-STATEMENT; see --list")
        parser.add_argument("--list", nargs="?", const="", metavar="FAMILY", help="list the time limits (of a family)")
        parser.add_argument(
            "--event", action="append", type=_happened, default=[], metavar="[KEY=]DAY", help="what the limit runs from"
        )
        parser.add_argument("--variant", default="", help="a case that the rule sets apart")
        parser.add_argument("--served", choices=[one.value for one in Channel], help="DAY is the day of issue, sent so")
        parser.add_argument(
            "--suspend", action="append", type=_suspension, default=[], metavar="A..B:GROUND", help="time not counted"
        )
        parser.add_argument(
            "--extend", action="append", type=_grant, default=[], metavar="BY=30d", help="extension: h d w m y"
        )
        parser.add_argument("--office", action="store_true", help="with the days off and terms that this office set")
        parser.add_argument("--json", action="store_true", help="print everything as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"] is not None:
            self._list(options["list"])
            return
        try:
            derivation = _derived(options)
        except BeyondCalendar as beyond:
            self._stop(beyond_in_words(beyond), BEYOND)
        except MissingEvent as missing:
            self._stop(f"请给出：{'、'.join(_event_words(one) for one in missing.events)}")
        except deadlines.NoSuchRule as unknown:
            self._stop(_no_such_rule(str(unknown.args[0])))
        except tuple(FAULTS) as fault:
            self._stop(FAULTS[type(fault)])
        else:
            self.stdout.write(_as_json(derivation) if options["json"] else "\n".join(_lines(derivation)))

    def _list(self, family: str) -> None:
        if family and family not in deadlines.families():
            self._stop(f"没有“{family}”这一领域：{'、'.join(deadlines.families())}")
        for rule in deadlines.rules():
            if family in ("", rule.domain):
                self.stdout.write(_listed(rule))

    def _stop(self, sentence: str, code: int = USED_WRONGLY) -> None:
        self.stderr.write(sentence)
        sys.exit(code)


def _one_sentence(message: str) -> NoReturn:
    """What the parser says is wrong, without its usage: the last part names the option or is our own sentence."""
    sys.stderr.write(f"参数有误：{message.rpartition(': ')[2]}\n")
    sys.exit(USED_WRONGLY)


def _derived(options: dict[str, Any]) -> Derivation:
    key = (options["rule"] or "").upper()
    known = Known(calendars(), local_rules().rule) if options["office"] else shipped()
    versions = deadlines.versions(key)
    given = {one.event or first_event(versions[0]): one.on for one in options["event"]}
    if not given or not any(set(given) & events_of(rule) for rule in versions):
        raise MissingEvent(key, tuple(sorted(events_of(versions[-1]))))
    chooses = given.get(first_event(versions[0]), next(iter(given.values())))
    rule = known.rule(key, _day(chooses))
    served = (
        {event: service(rule.domain, Channel(options["served"]), _day(on)) for event, on in given.items()}
        if options["served"]
        else {}
    )
    return derive(
        rule,
        given,
        known.calendars,
        variant=options["variant"],
        extensions=options["extend"],
        suspensions=options["suspend"],
        service=served,
    )


def _lines(derivation: Derivation) -> list[str]:
    """A derivation as lines to read: the day, the law, each step, what follows when it is missed."""
    rule = derivation.rule
    doubt = "" if derivation.status is Status.READ else f"（{STATUSES[derivation.status]}）"
    steps = [
        f"  {number}. {one.text}{f'［{one.basis}］' if one.basis else ''}"
        for number, one in enumerate(explained(derivation), 1)
    ]
    other = derivation.alternative
    return [
        f"{rule.name} {rule.key}{doubt}",
        f"最后一日：{_last(derivation)}",
        *([f"另一种算法：{other.due_on}"] if other else []),
        f"依据：{cited(rule.citations)}",
        *steps,
        *([f"逾期：{rule.missed}"] if rule.missed else []),
        *([f"说明：{rule.note}"] if rule.note else []),
    ]


def _last(derivation: Derivation) -> str:
    if derivation.due_at:
        return f"{derivation.due_at:%Y-%m-%d %H:%M}"
    if derivation.due_on:
        return derivation.due_on.isoformat()
    return f"中止中，恢复后还有{span(derivation.remaining)}" if derivation.remaining else ""


def _as_json(derivation: Derivation) -> str:
    rule, other = derivation.rule, derivation.alternative
    said = zip(derivation.steps, explained(derivation), strict=True)
    steps = [{"kind": step.kind.value, "says": one.text, "basis": one.basis} for step, one in said]
    found = {
        "rule": rule.key,
        "name": rule.name,
        "event": derivation.event,
        "began_on": derivation.began_on.isoformat(),
        "due_on": derivation.due_on.isoformat() if derivation.due_on else None,
        "due_at": derivation.due_at.isoformat() if derivation.due_at else None,
        "other_on": other.due_on.isoformat() if other and other.due_on else None,
        "missing": derivation.missing,
        "status": derivation.status.value,
        "law": [{"law": one.law, "article": one.article} for one in rule.citations],
        "steps": steps,
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _listed(rule: Rule) -> str:
    """One line of the list: key, name, from what, how long, since and until when, how well known."""
    runs = [f"{_event_words(one.event)} {span(one.term) if one.term else '当日'}" for one in rule.limits]
    held = f"{rule.valid_from or '…'}—{rule.valid_to or '…'}" if rule.valid_from or rule.valid_to else ""
    doubt = "" if rule.status is Status.READ else str(STATUSES[rule.status])
    parts = [rule.key, rule.name, "；".join(runs) or "法律未定", held, doubt]
    return "\t".join(part for part in parts if part)


def _no_such_rule(key: str) -> str:
    if not key:
        return "请写明期限的编号；--list 列出全部"
    keys = sorted({rule.key for rule in deadlines.rules()})
    close = get_close_matches(key, keys, n=5, cutoff=0.5)
    return f"没有“{key}”这一期限" + (f"，相近的有：{'、'.join(close)}" if close else "；--list 列出全部")


def _event_words(event: str) -> str:
    return f"{event}（{events.events().get(event, event)}）"


def _day(on: date | datetime) -> date:
    return on.date() if isinstance(on, datetime) else on


def _happened(words: str) -> Happened:
    event, _, on = words.rpartition("=")
    if event and event not in events.events():
        close = get_close_matches(event, events.events(), n=3)
        raise ArgumentTypeError(f"没有“{event}”这一事件{'，相近的有：' + '、'.join(close) if close else ''}")
    return Happened(event, _moment(on) if "T" in on else _date(on))


def _suspension(words: str) -> Suspension:
    found = re.fullmatch(r"(\S{10})\.\.(\S{10})?:([a-z-]+)", words)
    if not found or found[3] not in events.grounds():
        raise ArgumentTypeError(f"写作 A..B:GROUND，GROUND 为 {'、'.join(events.grounds())} 之一")
    first, until, ground = found.groups()
    return Suspension(ground, _date(first), _date(until) if until else None, ground == FORMAL)


def _grant(words: str) -> Grant:
    found = re.fullmatch(r"([a-z-]+)=([1-9][0-9]{0,3})([hdwmy])", words)
    if not found:
        raise ArgumentTypeError("写作 BY=30d，d 日、w 工作日、m 月、y 年")
    return Grant(found[1], Term(int(found[2]), SPANS[found[3]]))


def _date(words: str) -> date:
    try:
        day = date.fromisoformat(words)
    except ValueError:
        raise ArgumentTypeError(f"“{words}”不是日期，写作 2026-12-30") from None
    return _near(day)


def _moment(words: str) -> datetime:
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        raise ArgumentTypeError(f"“{words}”不是时刻，写作 2026-12-30T17:30") from None
    _near(moment.date())
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _near(day: date) -> date:
    if not FIRST <= day.year <= LAST:
        raise ArgumentTypeError(f"日期须在 {FIRST} 年至 {LAST} 年之间")
    return day
