"""An example study of patent navigation: over the patents of the example register, with a conclusion on figures,
and the report of an example project that rests on it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from manas.matters.docket.actions.attaching import attach
from manas.matters.docket.actions.stepping import take
from manas.matters.docket.models import Matter
from manas.office.models import Person
from manas.registers.models import NavigationKind, NavigationStudy
from manas.registers.navigation.actions import conclude, make_study
from manas.registers.patents.queries.listing import Filters

MARK = "（示例）"


@transaction.atomic
def make_navigation(now: datetime) -> NavigationStudy:
    """This function will make a study over the example register, conclude from it, and let an example project rest on it."""
    office, at = Person.objects.get(username="office"), now - timedelta(days=3)
    study = make_study(
        title=f"特色产业专利导航{MARK}",
        question="林果、牧业和矿产加工的现有专利集中在哪些技术，本地有多少，合作社和企业提出的需求有没有专利谈到。",
        kind=NavigationKind.INDUSTRY,
        filters=Filters(),
        actor=office,
        at=at,
    )
    conclude(
        study=study,
        text=f"本地权利人的专利不多，先从外地引进，再谈布局；没有专利谈到的需求另行征集。{MARK}",
        codes=["local", "needs", "needs-unanswered"],
        actor=office,
        at=at + timedelta(hours=1),
    )
    _review(study, at + timedelta(hours=2))
    return study


def _review(study: NavigationStudy, at: datetime) -> None:
    """The example matters stand apart from the studies: where they were made, a project waits for its report."""
    project = Matter.objects.filter(kind="navigation_project", state="carrying").first()
    if project is None:
        return
    university, handler = (Person.objects.get(username=name) for name in ("university", "handler"))
    name = f"导航报告{MARK}.txt"
    attach(matter=project, document="report", name=name, data=name.encode(), actor=university, at=at)
    project.refresh_from_db()
    project = take(matter=project, step="hand_in", turn=project.turn, actor=university, at=at)
    reviewed = {"study": study, "experts": f"专家丙{MARK}、专家丁{MARK}", "reviewed_on": timezone.localtime(at).date()}
    opinion = "结论都能在专利统计中找到依据，同意通过。"
    take(matter=project, step="pass_review", turn=project.turn, actor=handler, at=at, values=reviewed, opinion=opinion)
