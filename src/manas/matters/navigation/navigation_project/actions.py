"""What steps of a navigation project bring about: what is refused, and what is noted without asking for it twice."""

from __future__ import annotations

from typing import cast

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.models import Matter, Turn
from manas.matters.docket.queries.choices import INSTITUTIONS
from manas.matters.navigation.navigation_project.models import NavigationProject


def submitted(turn: Turn) -> None:
    """This function will take the applicant for whoever asks, where no other name was given."""
    project = _project(turn.matter)
    _funded(project)
    project.asker = project.asker.strip() or project.applicant_name
    project.save()


def commissioned(turn: Turn) -> None:
    """This function will refuse who makes no such reports, and who asked for this one."""
    project = _project(turn.matter)
    _funded(project)
    institution = project.partner_organization
    if institution is None or institution.kind not in INSTITUTIONS:
        raise StepRefused("只能委托高等学校、科研院所、服务机构、行业协会或者其他技术单位")
    if institution.pk == project.applicant_organization_id or institution.name == project.asker:
        raise StepRefused("委托单位不能承担自己委托的导航")


def declined(turn: Turn) -> None:
    """This function will free the project for another institution."""
    project = _project(turn.matter)
    project.partner_organization = None
    project.report_due_on = None
    project.save()


def delivered(turn: Turn) -> None:
    """This function will refuse to wait for an applicant where there is none."""
    if not turn.matter.applicant_name:
        raise StepRefused("本件由工作人员登记，没有申请人账号，请办理“交付成果，由本局跟踪”")


def opened_again(turn: Turn) -> None:
    """This function will take back why the results were not adopted; the history keeps it."""
    project = _project(turn.matter)
    project.unadopted_because = ""
    project.save()


def _funded(project: NavigationProject) -> None:
    there = project.attachments.filter(document="funding", removed_at=None).exists()
    if project.funds is not None and not there:
        raise StepRefused("填写了导航经费的，请附经费文件")


def _project(matter: Matter) -> NavigationProject:
    return cast(NavigationProject, matter)  # the docket hands every kind its own model
