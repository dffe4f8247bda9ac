"""评判: two people say, each for themselves, how well patents answer; what they differ on is shown once both are done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Final

from django.db import models, transaction
from django.db.models import Count

from manas.engines.matching.agreement import Agreement, agreement
from manas.office.journal import actions as journal
from manas.office.models import Person, Unit
from manas.office.queries import standing_at
from manas.registers.matching import rules
from manas.registers.models import Judgement, JudgingCandidate, JudgingRound, Patent, Relevance, TechnologyNeed

MOST: Final = 60
MOST_WORDS: Final = 2_000


class JudgingRefused(Exception):
    """The deed cannot be done; the message says why, to whoever tried."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A round as one judge sees it: the patents in their order, each with what this judge said; of another nothing.

    `mine`: how many they judged. `free`: whether they may judge (two do). `judges`: who judged anything.
    """

    round: JudgingRound
    lines: tuple[tuple[JudgingCandidate, int | None], ...]
    mine: int
    free: bool
    judges: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What two judges said once both are done: how far they agree, and the patents on which they do not."""

    agreement: Agreement
    judges: tuple[Person, Person]
    differing: tuple[tuple[JudgingCandidate, Relevance, Relevance], ...]


@transaction.atomic
def open_round(
    *,
    patents: Sequence[int],
    seed: int,
    actor: Person,
    at: datetime,
    need: TechnologyNeed | None = None,
    query: str = "",
) -> JudgingRound:
    """This function will open a round for a need, or for a question in free words, over some patents (at most sixty).

    They are shuffled by `seed`. Raises JudgingRefused for who judges nothing here, and where there is nothing to judge.
    """
    journal.hold()
    standing = standing_at(actor, at)
    keeper = need.keeper if need else rules.home(standing)
    if keeper is None or (need is not None and not rules.may_open(standing, need)):
        raise JudgingRefused("只有承办匹配的知识产权局人员可以发起评判")
    if need is None and not query.strip():
        raise JudgingRefused("请写明要评判的检索语句")
    if not patents:
        raise JudgingRefused("没有找到可以评判的专利，请换一种说法，或者先导入专利")
    return _opened(
        keeper, list(patents)[:MOST], seed, actor, at, need, query.strip()[:MOST_WORDS] if need is None else ""
    )


def _opened(
    keeper: Unit, patents: list[int], seed: int, actor: Person, at: datetime, need: TechnologyNeed | None, query: str
) -> JudgingRound:
    made = JudgingRound.objects.create(
        need=need, query=query, seed=seed, keeper=keeper, opened_by=actor, opened_at=at, is_example=actor.is_example
    )
    known = set(Patent.objects.filter(pk__in=patents).values_list("pk", flat=True))
    order = shuffled(sorted(known), seed)
    JudgingCandidate.objects.bulk_create(
        JudgingCandidate(round=made, patent_id=patent, position=place) for place, patent in enumerate(order)
    )
    journal.record(
        actor=actor, at=at, verb="发起匹配评判", subject=made, unit=keeper, detail={"seed": seed, "patents": len(order)}
    )
    return made


def shuffled(patents: Sequence[int], seed: int) -> list[int]:
    """This function will give patents in the order of a seed: the same seed gives the same order."""
    order = list(patents)
    Random(seed).shuffle(order)  # noqa: S311  # an order that can be made again, not a secret
    return order


@transaction.atomic
def judge(*, candidate: JudgingCandidate, level: int, actor: Person, at: datetime) -> Judgement:
    """This function will note what a person says of a patent; said again, it replaces what they said, which the journal keeps.

    Raises JudgingRefused for who judges nothing here, for a third judge, and for a level that is none.
    """
    journal.hold()
    asked = JudgingRound.objects.select_for_update(of=("self",)).get(pk=candidate.round_id)
    if not JudgingRound.objects.visible_to(standing_at(actor, at)).filter(pk=asked.pk).exists():
        raise JudgingRefused("只有承办匹配的知识产权局人员可以评判")
    if level not in Relevance.values:
        raise JudgingRefused("请选择不相关、相关或者高度相关")
    others = judges_of(asked).exclude(pk=actor.pk)
    if len(others) >= rules.SEATS:
        raise JudgingRefused("这一组已经由两人评判，请另行发起一组")
    before = Judgement.objects.filter(candidate=candidate, judge=actor).first()
    if before is not None and before.level == level:
        return before
    made, _ = Judgement.objects.update_or_create(candidate=candidate, judge=actor, defaults={"level": level, "at": at})
    detail = {"patent": candidate.patent_id, "level": level, "before": before.level if before else None}
    journal.record(actor=actor, at=at, verb="评判专利相关性", subject=asked, unit=asked.keeper, detail=detail)
    return made


@transaction.atomic
def judge_some(*, asked: JudgingRound, levels: Mapping[int, int], actor: Person, at: datetime) -> int:
    """This function will note several levels of a round at once (candidate → level); gives how many. All or none."""
    candidates = list(asked.candidates.filter(pk__in=list(levels)))
    for one in candidates:
        judge(candidate=one, level=levels[one.pk], actor=actor, at=at)
    return len(candidates)


def judges_of(asked: JudgingRound) -> models.QuerySet[Person]:
    """This function will give who judged anything in a round, the one who came first, first."""
    first = Judgement.objects.filter(candidate__round=asked).values("judge")
    return Person.objects.filter(pk__in=first).order_by("pk")


def sheet(asked: JudgingRound, person: Person) -> Sheet:
    """This function will give a round as one person sees it."""
    own = dict(Judgement.objects.filter(candidate__round=asked, judge=person).values_list("candidate", "level"))
    candidates = asked.candidates.select_related("patent").prefetch_related("patent__holders")
    judges = tuple(judges_of(asked))
    lines = tuple((one, own.get(one.pk)) for one in candidates)
    return Sheet(asked, lines, len(own), person in judges or len(judges) < rules.SEATS, judges)


def outcome(asked: JudgingRound) -> Outcome | None:
    """This function will compare two judges once both have judged every patent; None before."""
    judges = tuple(judges_of(asked))
    if len(judges) != rules.SEATS:
        return None
    candidates = list(asked.candidates.select_related("patent"))
    told: Mapping[tuple[int, int], int] = {
        (candidate, person): level
        for candidate, person, level in Judgement.objects.filter(candidate__round=asked).values_list(
            "candidate", "judge", "level"
        )
    }
    if len(told) != rules.SEATS * len(candidates):
        return None
    first, second = ([told[one.pk, person.pk] for one in candidates] for person in judges)
    differing = tuple(
        (candidate, Relevance(one), Relevance(other))
        for candidate, one, other in zip(candidates, first, second, strict=True)
        if one != other
    )
    return Outcome(agreement(first, second), (judges[0], judges[1]), differing)


def progress(rounds: models.QuerySet[JudgingRound]) -> list[tuple[JudgingRound, int, int]]:
    """This function will give rounds with how many patents they have, and how many judgements were given."""
    counted = rounds.select_related("need").annotate(
        patents=Count("candidates", distinct=True), given=Count("candidates__judgements", distinct=True)
    )
    return [(one, one.patents, one.given) for one in counted]
