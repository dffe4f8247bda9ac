"""The fixed cast of the tests: an invented prefecture with its people, a neighbor who must see nothing, a small plan.

Everything is made through the real actions, so that no test stands on rows that an office could not have made.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from manas.office import actions as office
from manas.office.actions import Naming
from manas.office.models import (
    SEPARATED,
    FactStatus,
    JournalEntry,
    MembershipRole,
    NameKind,
    Organization,
    OrganizationKind,
    Person,
    Role,
    Unit,
    UnitKind,
)
from manas.office.queries import standing
from manas.office.rules import Standing
from manas.plan.actions import drafting, ledger
from manas.plan.actions.adopting import adopt
from manas.plan.models import Obligation, Report, WorkItem, WorkPlan
from tests import snapshot

BEGAN = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LATER = AT + timedelta(days=7)
TODAY = date(2026, 3, 2)
DUE = date(2026, 11, 30)
PASSWORD = "a long password of the tests"

PLAN_TEXT = """云岭州知识产权强州建设工作方案

为贯彻落实省委、省政府部署，加快建设知识产权强州，结合实际制定本方案。

一、指导思想

坚持创新驱动，全面提升知识产权创造、运用、保护、管理和服务水平。

二、工作任务

(一)聚焦创造提质，培育优势产业

1.培育高价值专利。建立高价值专利培育库，分级分类管理。2026年6月底前入库专利达到50件。\
(州市场监管局牵头，州科技局、农业农村局及各县(市)人民政府按职责分工负责。以下责任单位均有各县(市)人民政府，不再列出。)

2.做强地理标志。组织申报地理标志保护产品，推广使用专用标志。每年开展一次质量抽检。\
(州农业农村局牵头，州市场监管局按职责分工负责)

(二)聚焦保护提效，优化营商环境

3.加强行政执法。开展侵权假冒专项整治，公开典型案例。(州市场监管局、科技局按职责分工负责)

三、保障措施

(一)加强组织领导。建立联席会议制度，统筹推进各项工作。

(二)加强经费保障。各级财政将知识产权工作经费纳入预算。

云岭州人民政府

2026年1月8日
"""
FIRST, SECOND, THIRD = "培育高价值专利", "做强地理标志", "加强行政执法"
LIBRARY = "建立高价值专利培育库，分级分类管理。"
FIFTY = "2026年6月底前入库专利达到50件。"
MARKS = "组织申报地理标志保护产品，推广使用专用标志。"
YEARLY = "每年开展一次质量抽检。"
CASES = "开展侵权假冒专项整治，公开典型案例。"
MEETING = "建立联席会议制度，统筹推进各项工作。"
MONEY = "各级财政将知识产权工作经费纳入预算。"


@dataclass(frozen=True)
class Cast:
    """Units and people by what they are. `outsider` holds every post that does business, in another prefecture's tree."""

    government: Unit
    ip_office: Unit
    science: Unit
    farming: Unit
    north: Unit
    south: Unit
    elsewhere: Unit
    police_bureau: Unit
    company: Organization
    cooperative: Organization
    lender: Organization
    office: Person
    leader: Person
    liaison: Person
    market: Person
    county_liaison: Person
    county_leader: Person
    administrator: Person
    outsider: Person
    nobody: Person
    handler: Person
    approver: Person
    reviewer: Person
    county_handler: Person
    police: Person
    security: Person
    auditor: Person
    firm: Person
    coop: Person
    bank: Person

    def people(self) -> dict[str, Person]:
        """This function will give every person by the name of their part."""
        return {part: value for part, value in vars(self).items() if isinstance(value, Person)}

    def others(self, *parts: str) -> list[Person]:
        """This function will give everybody but the named parts: those who may not."""
        return [person for part, person in self.people().items() if part not in parts]

    def standing(self, part: str, day: date = TODAY) -> Standing:
        """This function will give the standing of a part on a day; "public" is nobody signed in."""
        return standing(None if part == "public" else self.people()[part], day)


PARTS = (
    "office leader liaison market county_liaison county_leader administrator outsider nobody"
    " handler approver reviewer county_handler police security auditor firm coop bank"
).split()
EVERYBODY = [*PARTS, "public"]

UNITS = (
    ("ip_office", "scjg", UnitKind.DEPARTMENT, "市场监管局", ("州市场监管局", "州知识产权局")),
    ("science", "kj", UnitKind.DEPARTMENT, "科技局", ("州科技局",)),
    ("farming", "nync", UnitKind.DEPARTMENT, "农业农村局", ("州农业农村局",)),
    ("north", "north", UnitKind.COUNTY_GOVERNMENT, "北山县", ("北山县人民政府",)),
    ("south", "south", UnitKind.COUNTY_GOVERNMENT, "南河市", ("南河市人民政府",)),
    ("police_bureau", "gaj", UnitKind.DEPARTMENT, "公安局", ("州公安局",)),
)
# Part, name, kind, 统一社会信用代码, and who acts for it.
ORGANIZATIONS = (
    ("company", "云岭机电有限公司", OrganizationKind.ENTERPRISE, "91530000MA00000A12", "firm"),
    ("cooperative", "北山县杏林农民专业合作社", OrganizationKind.COOPERATIVE, "93530000MA00000B1W", "coop"),
    ("lender", "云岭银行", OrganizationKind.BANK, "91530000MA00000C14", "bank"),
)
# Part, the posts: role and unit.
POSTS: dict[str, tuple[tuple[Role, str], ...]] = {
    "office": ((Role.OFFICE, "ip_office"),),
    "leader": ((Role.LEADER, "government"),),
    "liaison": ((Role.LIAISON, "science"), (Role.LIAISON, "farming")),
    "market": ((Role.LIAISON, "ip_office"),),
    "county_liaison": ((Role.COUNTY_LIAISON, "north"),),
    "county_leader": ((Role.LEADER, "north"),),
    "administrator": ((Role.ADMINISTRATOR, "government"),),
    "outsider": (
        *((role, "elsewhere") for role in Role if role not in (*SEPARATED, Role.COUNTY_LIAISON)),
        (Role.COUNTY_LIAISON, "elsewhere_county"),
    ),
    "nobody": (),
    "handler": ((Role.HANDLER, "ip_office"),),
    "approver": ((Role.APPROVER, "ip_office"),),
    "reviewer": ((Role.REVIEWER, "ip_office"),),
    "county_handler": ((Role.HANDLER, "north"),),
    "police": ((Role.HANDLER, "police_bureau"),),
    "security": ((Role.SECURITY, "government"),),
    "auditor": ((Role.AUDITOR, "government"),),
    "firm": (),
    "coop": (),
    "bank": (),
}


def make_cast() -> Cast:
    """This function will enter the whole cast, two months before AT: the first time by the real actions, then as it was."""
    if Person.objects.exists():
        return _made_cast()
    if not _KEPT:
        cast = _made_cast()
        _KEPT.append((snapshot.take(), {part: (type(one), one.pk) for part, one in vars(cast).items()}))
        return cast
    kept, parts = _KEPT[0]
    snapshot.put_back(kept)
    found: dict[type, dict[int, object]] = {
        Unit: Unit.objects.select_related("parent").in_bulk(),
        Person: Person.objects.in_bulk(),
        Organization: Organization.objects.select_related("county").in_bulk(),
    }
    return Cast(**{part: found[model][pk] for part, (model, pk) in parts.items()})  # type: ignore[arg-type]  # by its part


# The rows of the cast, and which of them each part is.
_KEPT: list[tuple[snapshot.Snapshot, dict[str, tuple[type, int]]]] = []


def _made_cast() -> Cast:
    founder = person("office")
    units = {"government": unit("yunling", UnitKind.GOVERNMENT, "云岭州人民政府", ("云岭州人民政府",), None, founder)}
    for position, (part, code, kind, short, names) in enumerate(UNITS, start=1):
        units[part] = unit(code, kind, short, names, units["government"], founder, position)
    neighbor = unit("fengze", UnitKind.GOVERNMENT, "丰泽州人民政府", ("丰泽州人民政府",), None, founder)
    units["elsewhere"] = unit("fengze-scjg", UnitKind.DEPARTMENT, "市场监管局", ("州市场监管局",), neighbor, founder)
    units["elsewhere_county"] = unit(
        "fengze-county", UnitKind.COUNTY_GOVERNMENT, "丰水县", ("丰水县人民政府",), neighbor, founder
    )
    people = {part: founder if part == "office" else person(part, founder) for part in POSTS}
    for part, posts in POSTS.items():
        for role, where in posts:
            office.appoint(
                person=people[part], unit=units[where], role=role, from_on=BEGAN.date(), actor=founder, at=BEGAN
            )
    return Cast(
        government=units["government"],
        ip_office=units["ip_office"],
        science=units["science"],
        farming=units["farming"],
        north=units["north"],
        south=units["south"],
        elsewhere=units["elsewhere"],
        police_bureau=units["police_bureau"],
        **_organizations(units["north"], people, founder),
        **people,
    )


def _organizations(county: Unit, people: dict[str, Person], founder: Person) -> dict[str, Organization]:
    made = {}
    for part, name, kind, credit_code, representative in ORGANIZATIONS:
        made[part] = office.add_organization(
            name=name, kind=kind, credit_code=credit_code, county=county, actor=founder, at=BEGAN, is_example=True
        )
        office.add_membership(
            person=people[representative],
            organization=made[part],
            role=MembershipRole.REPRESENTATIVE,
            from_on=BEGAN.date(),
            actor=founder,
            at=BEGAN,
        )
    return made


def person(username: str, actor: Person | None = None) -> Person:
    """This function will open an account whose name is its part."""
    return office.add_person(
        username=username, name=username, password=PASSWORD, actor=actor, at=BEGAN, is_example=True
    )


def unit(
    code: str,
    kind: UnitKind,
    short_name: str,
    names: tuple[str, ...],
    parent: Unit | None,
    actor: Person,
    position: int = 0,
) -> Unit:
    """This function will enter a unit; the first of `names` is its full name, the others are aliases."""
    known = [
        Naming(name, NameKind.ALIAS if at else NameKind.FULL, "测试名录", FactStatus.READ)
        for at, name in enumerate(names)
    ]
    return office.add_unit(
        code=code,
        kind=kind,
        short_name=short_name,
        names=known,
        parent=parent,
        position=position,
        actor=actor,
        at=BEGAN,
    )


def draft(cast: Cast, text: str = PLAN_TEXT, revises: WorkPlan | None = None, at: datetime = AT) -> WorkPlan:
    """This function will upload a document as a draft of the invented prefecture."""
    return drafting.upload(
        data=text.encode(), name="方案.txt", owner=cast.government, actor=cast.office, at=at, revises=revises
    )


def adopted(cast: Cast, text: str = PLAN_TEXT, revises: WorkPlan | None = None) -> WorkPlan:
    """This function will upload a document and put it into force as it was read."""
    return adopt(plan=draft(cast, text, revises), actor=cast.office, at=AT)


def sentence(plan: WorkPlan, text: str) -> Obligation:
    """This function will find a sentence of a plan by what it says."""
    return Obligation.objects.get(task__plan=plan, text=text)


def item(
    cast: Cast,
    plan: WorkPlan,
    *,
    text: str = LIBRARY,
    unit: Unit | None = None,
    due_on: date = DUE,
    target: Decimal | None = None,
) -> WorkItem:
    """This function will let the office break a sentence down by one work item, of the science bureau unless said."""
    return ledger.plan_item(
        obligation=sentence(plan, text),
        unit=unit or cast.science,
        year=due_on.year,
        what="建成培育库",
        measure="入库名单印发",
        due_on=due_on,
        actor=cast.office,
        at=AT,
        target_figure=target,
        figure_unit="件" if target is not None else "",
    )


def submitted(
    cast: Cast,
    work: WorkItem,
    *,
    actor: Person | None = None,
    figure: Decimal | None = None,
    completes: bool = False,
    at: datetime = AT,
) -> Report:
    """This function will let the unit write a report and hand it in."""
    actor = actor or cast.liaison
    report = ledger.write_report(item=work, text="已完成调研", actor=actor, at=at, figure=figure, completes=completes)
    return ledger.submit_report(report=report, actor=actor, at=at)


def accepted(
    cast: Cast, work: WorkItem, *, figure: Decimal | None = None, completes: bool = True, at: datetime = AT
) -> Report:
    """This function will carry a work item through a report that the office accepts."""
    report = submitted(cast, work, figure=figure, completes=completes, at=at)
    return ledger.accept_report(report=report, actor=cast.office, at=at, verified_figure=figure)


@dataclass
class Told:
    """The journal lines that were added while something was done."""

    lines: list[JournalEntry]

    @property
    def verbs(self) -> list[str]:
        return [line.verb for line in self.lines]


@contextmanager
def journal_lines() -> Iterator[Told]:
    """This function will collect the journal lines that the deeds inside it add."""
    before = JournalEntry.objects.count()
    told = Told([])
    yield told
    told.lines += JournalEntry.objects.filter(number__gt=before)


def queries_of(deed: Callable[..., object], *arguments: object) -> int:
    """This function will count the queries that calling `deed` takes."""
    with CaptureQueriesContext(connection) as captured:
        deed(*arguments)
    return len(captured)
