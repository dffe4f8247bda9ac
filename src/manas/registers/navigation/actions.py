"""Making a study of patent navigation, making it again, and concluding from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from manas.engines.navigation.kept import figures, packed, plain, read, seal
from manas.engines.navigation.model import VERSION, Survey
from manas.engines.navigation.survey import survey
from manas.office.journal import actions as journal
from manas.office.models import Person, Unit
from manas.office.queries import standing_at
from manas.registers.codes.queries import ipc_loaded
from manas.registers.models import (
    ImportRun,
    ImportState,
    NavigationKind,
    NavigationStudy,
    Patent,
    PatentQuerySet,
    StudyConclusion,
)
from manas.registers.navigation import reading, rules
from manas.registers.navigation.limits import limits
from manas.registers.navigation.needs import needs_of
from manas.registers.patents.queries.listing import Filters, filtered, filters_of

MOST: Final = 100_000  # patents of one study: about ten seconds


class NavigationRefused(Exception):
    """The deed cannot be done; the message says why, to whoever tried."""


def make_study(
    *, title: str, question: str, kind: NavigationKind, filters: Filters, actor: Person, at: datetime
) -> NavigationStudy:
    """This function will count the landscape of a selection of the register and keep it, for the unit of the actor's post.

    Raises NavigationRefused for whoever makes none, without title or question, and for a selection of nothing or of more
    patents than `MOST`.
    """
    keeper = rules.desk(standing_at(actor, at))
    if keeper is None:
        raise NavigationRefused(_("专利导航由知识产权局和承办单位的人员制作"))
    if not title.strip() or not question.strip():
        raise NavigationRefused(_("请写明导航项目名称和委托事项"))
    asked = {"title": title.strip(), "question": question.strip(), "kind": kind}
    counted = _counted(filters, keeper, actor, at)
    return _keep({**asked, "filters": filters.kept()}, counted, keeper, None, actor, at)


def make_again(*, study: NavigationStudy, actor: Person, at: datetime) -> NavigationStudy:
    """This function will count a study anew from the register as it is now: the same study where nothing differs, else another
    that names this one as the earlier. Raises NavigationRefused as `make_study` does, and for a study of others."""
    if not rules.may_write(standing_at(actor, at), study):
        raise NavigationRefused(_("这个导航项目不由您制作"))
    kept = study.filters
    filters = filters_of({"q": kept["words"], **kept["chosen"], "order": kept["order"]})
    counted = _counted(filters, study.keeper, actor, at)
    if seal(counted) == study.sha256:
        journal.record(
            actor=actor, at=at, verb="重新制作专利导航，结果一致", subject=study, unit=study.keeper, detail={}
        )
        return study
    asked = {name: getattr(study, name) for name in ("title", "question", "kind", "filters")}
    return _keep(asked, counted, study.keeper, study, actor, at)


@transaction.atomic
def conclude(
    *, study: NavigationStudy, text: str, codes: Sequence[str], actor: Person, at: datetime
) -> StudyConclusion:
    """This function will write a conclusion on figures of the study; NavigationRefused for one without words or figures."""
    _must_write(study, actor, at)
    known = {figure.code for figure in figures(read(study.landscape))}
    if not text.strip():
        raise NavigationRefused(_("请写明结论"))
    if not codes or not known.issuperset(codes):
        raise NavigationRefused(_("每一条结论都要对应本项目的数据，请至少选一项"))
    made = StudyConclusion.objects.create(
        study=study, text=text.strip(), figures=list(dict.fromkeys(codes)), written_by=actor, written_at=at
    )
    _record("撰写专利导航结论", study, actor, at, {"text": made.text, "figures": made.figures})
    return made


@transaction.atomic
def withdraw(*, conclusion: StudyConclusion, actor: Person, at: datetime) -> None:
    """This function will take a conclusion back; the journal keeps its words."""
    _must_write(conclusion.study, actor, at)
    _record("撤回专利导航结论", conclusion.study, actor, at, {"text": conclusion.text, "figures": conclusion.figures})
    conclusion.delete()


@transaction.atomic
def word_limits(*, study: NavigationStudy, text: str, actor: Person, at: datetime) -> NavigationStudy:
    """This function will put the risks and limits of a study into other words; the journal keeps those before."""
    _must_write(study, actor, at)
    if not text.strip():
        raise NavigationRefused(_("风险与局限不能空着"))
    _record("修改专利导航的风险与局限", study, actor, at, {"before": study.limits})
    study.limits = text.strip()
    study.save(update_fields=["limits"])
    return study


def _counted(filters: Filters, keeper: Unit, actor: Person, at: datetime) -> Survey:
    """Counted before anything is held: nobody who writes waits for it."""
    found: PatentQuerySet = filtered(standing_at(actor, at), filters)
    count = found.count()
    if not count:
        raise NavigationRefused(_("没有符合条件的专利，无从统计"))
    if count > MOST:
        raise NavigationRefused(
            _("符合条件的专利有%(count)s件，超过一次统计的上限%(most)s件，请缩小范围") % {"count": count, "most": MOST}
        )
    needs = needs_of(keeper)
    return survey(reading.filings(found, needs), needs, reading.known_until())


@transaction.atomic
def _keep(
    asked: dict[str, Any], counted: Survey, keeper: Unit, earlier: NavigationStudy | None, actor: Person, at: datetime
) -> NavigationStudy:
    held = Patent.objects.count()
    study = NavigationStudy.objects.create(
        **asked,
        keeper=keeper,
        held=held,
        last_run=ImportRun.objects.filter(kind="patents", state=ImportState.DONE).order_by("-ended_at", "-pk").first(),
        landscape=plain(counted.landscape),
        evidence=packed(counted.evidence),
        sha256=seal(counted),
        rules=VERSION,
        limits=limits(counted.landscape, held, ipc_loaded().rows),
        earlier=earlier,
        made_by=actor,
        made_at=at,
        is_example=actor.is_example,
    )
    detail = {"title": study.title, "patents": counted.landscape.total.count, "sha256": study.sha256}
    _record("重新制作专利导航" if earlier else "制作专利导航", study, actor, at, detail)
    return study


def _must_write(study: NavigationStudy, actor: Person, at: datetime) -> None:
    if not rules.may_write(standing_at(actor, at), study):
        raise NavigationRefused(_("这个导航项目不由您撰写"))


def _record(verb: str, study: NavigationStudy, actor: Person, at: datetime, detail: dict[str, Any]) -> None:
    journal.record(actor=actor, at=at, verb=verb, subject=study, unit=study.keeper, detail=detail)
