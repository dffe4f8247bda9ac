"""An example study of patent navigation: over the patents of the example register, with a conclusion on figures."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from manas.office.models import Person
from manas.registers.models import NavigationKind, NavigationStudy
from manas.registers.navigation.actions import conclude, make_study
from manas.registers.patents.queries.listing import Filters

MARK = "（示例）"


@transaction.atomic
def make_navigation(now: datetime) -> NavigationStudy:
    """This function will make a study over the example register and conclude from it."""
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
    return study
