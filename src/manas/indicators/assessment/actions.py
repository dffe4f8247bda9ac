"""Drawing an assessment from records, laying it open to those assessed, answering them, publishing it for good."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from importlib.metadata import version

from django.db import transaction

from manas.engines.figures import Known
from manas.engines.periods import Period
from manas.indicators.assessment import rules
from manas.indicators.assessment.models import (
    Addition,
    Assessment,
    AssessmentComment,
    AssessmentInput,
    AssessmentMethod,
    AssessmentResult,
    AssessmentState,
    GrantedPoints,
    MethodState,
)
from manas.indicators.assessment.reckoning import Reckoned
from manas.indicators.declared import INDICATORS
from manas.indicators.rules import may_decide
from manas.indicators.statistics.queries import Approved, approved_values
from manas.indicators.values.queries import figures
from manas.office.journal import actions as journal
from manas.office.models import Person, Unit
from manas.office.queries import standing_at


class AssessmentRefused(Exception):
    """Nothing was changed; the message says why, to whoever tried."""


@transaction.atomic
def draw(*, method: AssessmentMethod, period: Period, actor: Person, at: datetime) -> Assessment:
    """This function will draw an assessment of a period: approved figures first, the others counted from records now."""
    _decides(method, actor, at)
    if method.state != MethodState.SIGNED:
        raise AssessmentRefused("考核办法还没有签发，或者已经废止")
    if period.first > at.date():
        raise AssessmentRefused("统计期还没有开始")
    if method.assessments.filter(period=period.code).exists():
        raise AssessmentRefused("这个统计期已经有考核")
    made = Assessment.objects.create(
        method=method, period=period.code, computed_at=at, is_example=method.is_example or actor.is_example
    )
    _count(made)
    _tell("测算考核", made, actor, at, {})
    return made


@transaction.atomic
def count_again(*, assessment: Assessment, actor: Person, at: datetime) -> Assessment:
    """This function will take the figures anew; exemptions stay. Not of what is published."""
    held = _open(assessment, actor, at)
    _count(held)
    held.computed_at = at
    held.save()
    _tell("重新测算考核", held, actor, at, {})
    return held


@transaction.atomic
def ask_comments(*, assessment: Assessment, actor: Person, at: datetime) -> Assessment:
    """This function will lay a draft open to those assessed."""
    held = _open(assessment, actor, at)
    if held.state != AssessmentState.DRAFT:
        raise AssessmentRefused("已经在征求意见")
    held.state = AssessmentState.COMMENTS
    held.save()
    _tell("考核征求意见", held, actor, at, {})
    return held


@transaction.atomic
def comment(*, assessment: Assessment, unit: Unit, text: str, actor: Person, at: datetime) -> AssessmentComment:
    """This function will enter what an assessed unit says to the draft."""
    held = _held(assessment)
    if held.state != AssessmentState.COMMENTS:
        raise AssessmentRefused("现在不征求意见")
    if not rules.may_comment(standing_at(actor, at), held, unit):
        raise AssessmentRefused("只有考核对象可以提出意见")
    if not text.strip():
        raise AssessmentRefused("请填写意见")
    made = held.comments.create(unit=unit, text=text.strip(), by=actor, at=at)
    _tell("提出考核意见", held, actor, at, {"unit": unit.code, "text": made.text})
    return made


@transaction.atomic
def answer(*, comment: AssessmentComment, text: str, actor: Person, at: datetime) -> AssessmentComment:
    """This function will answer a comment; once."""
    held = _open(comment.assessment, actor, at)
    said = AssessmentComment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if said.answer:
        raise AssessmentRefused("这条意见已经处理")
    if not text.strip():
        raise AssessmentRefused("请填写处理情况")
    said.answer, said.answered_by, said.answered_at = text.strip(), actor, at
    said.save()
    _tell("处理考核意见", held, actor, at, {"comment": said.pk, "text": said.answer})
    return said


@transaction.atomic
def exempt(*, assessment: Assessment, unit: Unit, indicator: str, source: str, actor: Person, at: datetime) -> None:
    """This function will leave an indicator out for one unit, on a document; an empty one puts it back in."""
    held = _open(assessment, actor, at)
    row = held.inputs.filter(unit=unit, indicator=indicator).first()
    if row is None:
        raise AssessmentRefused("没有这项考核数据")
    row.exempt = source.strip()[:200]
    row.save(update_fields=["exempt"])
    _tell("设定免考", held, actor, at, {"unit": unit.code, "indicator": indicator, "source": row.exempt})


@transaction.atomic
def grant(
    *, assessment: Assessment, addition: Addition, unit: Unit, points: Decimal, source: str, actor: Person, at: datetime
) -> None:
    """This function will add points to a unit, or take them off, within what the method allows; nought takes them back."""
    held = _open(assessment, actor, at)
    if addition.method_id != held.method_id or not held.inputs.filter(unit=unit).exists():
        raise AssessmentRefused("考核办法中没有这个加减分项，或者不考核这个单位")
    if abs(points) > addition.most:
        raise AssessmentRefused(f"“{addition.label}”最多加减{addition.most}分")
    if not source.strip():
        raise AssessmentRefused("请填写依据文件")
    if points:
        said = {"points": points, "source": source.strip()[:200]}
        GrantedPoints.objects.update_or_create(assessment=held, addition=addition, unit=unit, defaults=said)
    else:
        held.granted.filter(addition=addition, unit=unit).delete()
    detail = {"unit": unit.code, "addition": addition.label, "points": str(points), "source": source.strip()}
    _tell("登记加减分", held, actor, at, detail)


@transaction.atomic
def publish(*, assessment: Assessment, actor: Person, at: datetime) -> Assessment:
    """This function will freeze an assessment with its results and its hash. Not before comments were asked for and answered."""
    held = _open(assessment, actor, at)
    if held.state != AssessmentState.COMMENTS:
        raise AssessmentRefused("公布以前应当征求考核对象的意见")
    if held.comments.filter(answer="").exists():
        raise AssessmentRefused("还有意见没有处理")
    held.code_version = version("manas")
    reckoned = Reckoned(held)
    AssessmentResult.objects.bulk_create(
        AssessmentResult(
            assessment=held, unit=one.unit, score=one.score, added=one.added, total=one.total, rank=one.rank,
            rank_low=one.rank_low, rank_high=one.rank_high,
        )
        for one in reckoned.outcomes
    )  # fmt: skip
    held.state, held.published_at, held.published_by = AssessmentState.PUBLISHED, at, actor
    held.fingerprint = reckoned.fingerprint
    held.save()
    _tell("公布考核结果", held, actor, at, {"fingerprint": held.fingerprint})
    return held


def _count(held: Assessment) -> None:
    """Takes every figure of the method once for all units."""
    units, period = list(held.method.units.order_by("position", "pk")), held.time
    kept = {(row.unit_id, row.indicator): row for row in held.inputs.all()}
    for row in held.method.indicators.all():
        counted = figures(INDICATORS[row.indicator], units, period)
        approved = approved_values(row.indicator, units, period)
        for unit in units:
            one = kept.get((unit.pk, row.indicator)) or AssessmentInput(
                assessment=held, unit=unit, indicator=row.indicator
            )
            if unit.pk in approved:
                _take_approved(one, approved[unit.pk])
            else:
                one.known, one.approved = counted[unit.pk].known.value, False
                value = counted[unit.pk].value
                one.value = None if value is None else round(value, 4)
            one.save()


def _take_approved(one: AssessmentInput, found: Approved) -> None:
    one.approved, one.value = True, found.value
    one.known = Known.VALUE.value if found.value is not None else found.known


def _decides(method: AssessmentMethod, actor: Person, at: datetime) -> None:
    if not may_decide(standing_at(actor, at), method.owner):
        raise AssessmentRefused("考核由知识产权局组织")


def _held(assessment: Assessment) -> Assessment:
    found = Assessment.objects.select_for_update(of=("self",)).select_related("method__owner")
    return found.get(pk=assessment.pk)


def _open(assessment: Assessment, actor: Person, at: datetime) -> Assessment:
    held = _held(assessment)
    _decides(held.method, actor, at)
    if held.state == AssessmentState.PUBLISHED:
        raise AssessmentRefused("已经公布的考核不能修改")
    return held


def _tell(verb: str, held: Assessment, actor: Person, at: datetime, detail: Mapping[str, object]) -> None:
    said = {"method": held.method.name, "version": held.method.version, "period": held.period, **detail}
    journal.record(actor=actor, at=at, verb=verb, subject=held, unit=held.method.owner, detail=said)
