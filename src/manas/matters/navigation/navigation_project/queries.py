"""What is asked about a navigation project: which studies it may rest on, what was done before, what is to be thought of."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from django.db.models import Q, QuerySet

from manas.matters.docket.kinds import Advice, Level, flow_of
from manas.matters.docket.models import Matter
from manas.matters.navigation.navigation_project.models import NavigationProject
from manas.office.rules import Standing
from manas.registers.models import NavigationStudy

RESULTS = ("reviewed", "delivered", "following", "adopted", "unadopted", "unknown")
MOST_NAMED = 3


def studies(matter: Matter, day: date) -> QuerySet[Any]:  # noqa: ARG001  # the shape of all choices
    """This function will give the studies that the office which handles the project keeps."""
    return NavigationStudy.objects.lean().filter(keeper__path__startswith=matter.lead_unit.path)


def projects_on(study: NavigationStudy, standing: Standing) -> QuerySet[Matter]:
    """This function will give the projects that rest on a study, as far as somebody may read them."""
    resting: QuerySet[NavigationProject] = QuerySet(NavigationProject).filter(study=study)
    return Matter.objects.visible_to(standing).filter(pk__in=resting.values("pk"))


def advice(matter: Matter, at: datetime) -> tuple[Advice, ...]:  # noqa: ARG001  # the shape of all advice
    """This function will say what was made before on the same industry, and what nobody could count again."""
    project = cast(NavigationProject, matter)
    if project.state in ("received", "accepted"):
        return tuple(_before(project))
    if project.state == "reviewing" and project.study_id is None:
        text = "报告没有对应名册中的专利统计：报告里的数字不能逐项打开核对，评审时请看数据来源和检索式"
        return (Advice(Level.INFO, text),)
    return ()


def _before(project: NavigationProject) -> list[Advice]:
    same = Q(sector=project.sector) if project.sector else Q(pk=None)
    if project.industry_code:
        same |= Q(industry_code=project.industry_code)
    done: QuerySet[NavigationProject] = QuerySet(NavigationProject).filter(
        same, navigation_kind=project.navigation_kind, lead_unit=project.lead_unit, state__in=RESULTS
    )
    return [
        Advice(
            Level.INFO,
            f"同一产业做过同类导航：{one}（{flow_of(one).state(one.state).label}），先看其成果能不能沿用",
        )
        for one in done.exclude(pk=project.pk).order_by("-pk")[:MOST_NAMED]
    ]
