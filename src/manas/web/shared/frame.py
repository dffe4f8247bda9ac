"""The frame around every page: its name, what one can go to, who is signed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from manas.matters.docket.queries import inbox as trays
from manas.matters.docket.queries.inbox import Tray
from manas.office.models import Role
from manas.office.notices.queries import unread_count
from manas.office.rules import CASEWORK, Standing
from manas.plan import rules
from manas.plan.models import PlanState, Report, WorkPlan
from manas.registers.aid import rules as aid
from manas.registers.imports.rules import desk
from manas.registers.navigation.rules import reach as surveyed
from manas.registers.patents.queries.keeping import ip_offices
from manas.registers.pool.rules import FIRMS, reach
from manas.registers.products.rules import may_look


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    url: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Menu:
    label: str
    entries: list[Entry]

    @property
    def current(self) -> bool:
        """This function will tell whether the page belongs to this menu."""
        return any(entry.current for entry in self.entries)

    @property
    def count(self) -> int:
        """This function will give how many things wait behind this menu."""
        return sum(entry.count for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Signed:
    name: str
    unit: str
    role: str


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Frame:
    name: str
    nav: list[Entry | Menu]
    person: Signed | None
    person_links: list[Entry]
    sign_in_url: str
    sign_out_url: str
    language_url: str
    languages: list[Language]
    search_url: str = ""
    feedback_url: str = ""
    unreviewed: bool = field(default=False)


UNREVIEWED = ("ug", "kir")  # no native reader has read these translations yet


def current_plan() -> WorkPlan | None:
    """This function will give the prefecture's plan in force that was adopted last; a county's own plan stands beside it."""
    in_force = WorkPlan.objects.of_governments().filter(state=PlanState.ADOPTED)
    return in_force.select_related("document", "owner").order_by("-pk").first()


def frame(request: HttpRequest) -> dict[str, Any]:
    """This function will give templates the frame; an error page before the access check gets a bare one."""
    standing: Standing = getattr(request, "standing", Standing(None, ()))
    language = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    return {
        "frame": Frame(
            name=_("知识产权强州工作系统"),
            nav=_nav(request, standing),
            person=_signed(standing),
            person_links=_person_links(standing),
            sign_in_url=reverse("sign-in"),
            sign_out_url=reverse("sign-out"),
            language_url=reverse("language"),
            languages=[Language(code, label) for code, label in settings.LANGUAGES],
            search_url=reverse("search"),
            feedback_url=_feedback(request, standing),
            unreviewed=language in UNREVIEWED,
        )
    }


def _feedback(request: HttpRequest, standing: Standing) -> str:
    """The box stands on every page and knows which page it was opened from."""
    name = "service" if standing.person else "without-account"
    return f"{reverse(name, args=['feedback'])}?{urlencode({'about': request.path})}"


def _person_links(standing: Standing) -> list[Entry]:
    if standing.person is None:
        return []
    doors = ((_("通知"), "notices"), (_("我的账号"), "account"), (_("修改口令"), "password"))
    return [Entry(label, reverse(name)) for label, name in doors]


def _signed(standing: Standing) -> Signed | None:
    if standing.person is None:
        return None
    post = next(iter(standing.posts), None)
    if post is not None:
        return Signed(standing.person.name, post.unit.short_name, str(post.get_role_display()))
    member = next(iter(standing.memberships), None)
    unit, role = (member.organization.name, str(member.get_role_display())) if member else ("", "")
    return Signed(standing.person.name, unit, role)


def _nav(request: HttpRequest, standing: Standing) -> list[Entry | Menu]:
    """Each person sees the doors that open to them, no others; pages of a plan lead to its other pages."""
    named = request.resolver_match.kwargs.get("plan_id") if request.resolver_match else None
    plan = _plan(named) if standing.works_here else None
    inside, home = plan is not None and rules.works_on(standing, plan), standing.home
    number, unread = plan.pk if plan else 0, unread_count(standing.person) if standing.person else 0
    doors: list[tuple[str, bool, str, str, list[Any], int]] = [
        ("", True, _("活方案"), "living" if named else "home", [named] if named else [], 0),
        ("", inside and home is not None, _("我的单位"), "unit", [number, home.code if home else ""], 0),
        ("", standing.is_office, _("待核验"), "to-verify", [], _to_verify(standing)),
        ("", bool(standing.posts_as(*CASEWORK)), _("办件"), "inbox", [], _to_do(standing, request)),
        (_("方案"), inside, _("任务×单位"), "matrix", [number], 0),
        (_("方案"), inside, _("任务分解表"), "breakdown", [number], 0),
        (_("方案"), inside, _("近期变化"), "changes", [number], 0),
        (_("方案"), inside, _("任务对照"), "alignment", [number], 0),
        (_("方案"), inside, _("会议"), "meetings", [number], 0),
        (_("方案"), inside, _("联系指导"), "visits", [number], 0),
        (_("方案"), standing.works_here, _("代表作"), "showcases", [], 0),
        (_("方案"), inside, _("条件保障"), "support", [number], 0),
        (_("方案"), standing.works_here, _("一县一品"), "specialties", [], 0),
        (_("方案"), standing.works_here, _("督办"), "supervision", [], 0),
        (_("方案"), standing.is_office, _("方案登记"), "drafts", [], 0),
        (_("统计考核"), inside and standing.oversees, _("驾驶舱"), "board", [number], 0),
        (_("统计考核"), standing.works_here, _("指标"), "indicators", [], 0),
        (_("统计考核"), standing.oversees, _("工作报告"), "work-reports", [], 0),
        (_("统计考核"), standing.works_here, _("统计报表"), "statistics", [], 0),
        (_("统计考核"), standing.works_here, _("考核"), "assessments", [], 0),
        (_("办事"), bool(standing.posts_as(*CASEWORK)) or standing.oversees, _("全部办件"), "matters", [], 0),
        (_("办事"), True, _("办事大厅"), "services", [], 0),
        (_("办事"), standing.person is not None, _("试点示范"), "pilots", [], 0),
        (_("办事"), not standing.works_here, _("期限推算"), "deadlines", [], 0),
        (_("办事"), not standing.works_here, _("官费计算"), "fees", [], 0),
        (_("办事"), bool(standing.memberships), _("我的申请"), "my-applications", [], 0),
        (_("名册"), standing.person is not None, _("专利名册"), "patents", [], 0),
        (_("名册"), standing.person is not None, _("技术需求"), "needs", [], 0),
        (_("名册"), may_look(standing), _("产品名册"), "products", [], 0),
        (_("名册"), standing.person is None, _("技术需求"), "public-needs", [], 0),
        (_("名册"), standing.person is None, _("代表作"), "public-showcases", [], 0),
        (_("名册"), bool(aid.reach(standing)), _("援疆工作"), "aid", [], 0),
        (_("名册"), bool(reach(standing)), _("存量专利推送"), "pool", [], 0),
        (_("名册"), bool(surveyed(standing)), _("专利导航"), "navigation", [], 0),
        (_("名册"), _imports(standing), _("导入"), "imports", [], 0),
        (_("名册"), _firms(standing), _("推送给我的专利"), "my-pushes", [], 0),
        (_("名册"), bool(standing.organizations), _("提交专利清单"), "own-patents", [], 0),
        (_("管理"), standing.is_administrator, _("账号管理"), "people", [], 0),
        (_("管理"), standing.is_administrator, _("单位管理"), "units", [], 0),
        (_("管理"), standing.is_administrator, _("流程版本"), "flows", [], 0),
        (_("管理"), standing.is_administrator, _("依据管理"), "facts", [], 0),
        (_("管理"), standing.is_administrator, _("发件情况"), "outbox", [], 0),
        (_("管理"), standing.is_security, _("任职与安全"), "posts", [], 0),
        (_("管理"), standing.is_auditor, _("操作日志"), "audit", [], 0),
        (_("管理"), standing.is_auditor, _("登录记录"), "sign-in-records", [], 0),
        ("", unread > 0, _("通知"), "notices", [], unread),
    ]
    found = [
        (menu, Entry(label, url, request.path == url, count))
        for menu, opens, label, name, args, count in doors
        if opens
        for url in [reverse(name, args=args)]
    ]
    return _gathered(found)


FEW = 7  # so many doors stand side by side; more are gathered into menus


def _gathered(doors: list[tuple[str, Entry]]) -> list[Entry | Menu]:
    """This function will put doors into their menus, a menu where its first door stood; a menu of one is that door."""
    if len(doors) <= FEW:
        return [entry for _menu, entry in doors]
    found: list[Entry | Menu] = []
    for menu, group in groupby(doors, key=itemgetter(0)):
        entries = [entry for _menu, entry in group]
        found.extend([Menu(menu, entries)] if menu and len(entries) > 1 else entries)
    return found


def _firms(standing: Standing) -> bool:
    return any(own.organization.kind in FIRMS for own in standing.memberships)


def _imports(standing: Standing) -> bool:
    """The office, and of the handlers of units only those who sit with it."""
    if standing.is_office or not standing.posts_as(Role.HANDLER):
        return standing.is_office
    return desk(standing, ip_offices(timezone.now())) is not None


def _to_do(standing: Standing, request: HttpRequest) -> int:
    if not standing.posts_as(*CASEWORK):
        return 0
    counted: int | None = getattr(request, "to_do", None)  # a page that counts its trays has counted this one
    if counted is not None:
        return counted
    return trays.count(standing, Tray.MINE, getattr(request, "today", timezone.localdate()))


def _plan(named: int | None) -> WorkPlan | None:
    if named is None:
        return current_plan()
    return WorkPlan.objects.filter(pk=named).select_related("owner").first()


def _to_verify(standing: Standing) -> int:
    if not standing.is_office:
        return 0
    return Report.objects.waiting_for(standing).count()
