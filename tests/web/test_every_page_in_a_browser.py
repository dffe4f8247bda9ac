"""Every page as a person sees it: wide and narrow, light and dark, from either side, without a serious barrier."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page

from manas.indicators.models import Return
from manas.matters.docket.actions.opening import open_draft
from manas.matters.docket.actions.stepping import take
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.office.models import Person, Unit
from manas.plan.actions import drafting
from manas.plan.models import CountySpecialty, Obligation, Report, WorkItem, WorkPlan
from manas.plan.supervision.grounds import to_write
from manas.registers.events.actions import enter as enter_event
from manas.registers.imports.actions import hand_in
from manas.registers.imports.work import check_job
from manas.registers.matching import keeping
from manas.registers.matching.judging import open_round
from manas.registers.models import Patent, PushAddressee
from manas.registers.needs.actions import amend as amend_need
from manas.registers.needs.actions import enter as enter_need
from manas.registers.products.actions import enter as enter_product
from manas.web.management.commands._demo_aid import make_aid
from manas.web.management.commands._demo_assessment import make_assessment
from manas.web.management.commands._demo_county_plans import make_county_plans
from manas.web.management.commands._demo_given import make_given
from manas.web.management.commands._demo_meetings import make_meetings
from manas.web.management.commands._demo_navigation import make_navigation
from manas.web.management.commands._demo_patents import make_patents
from manas.web.management.commands._demo_pilots import make_pilots
from manas.web.management.commands._demo_pool import make_pool
from manas.web.management.commands._demo_returns import make_returns
from manas.web.management.commands._demo_supervision import make_supervision
from manas.web.management.commands._demo_support import make_support
from manas.web.management.commands._demo_targets import make_targets
from manas.web.management.commands._demo_work_report import make_work_report
from tests.cast import PLAN_TEXT
from tests.demo import make_demo
from tests.matters.business import AID

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Files, addresses that only take a form, and those that send on to another page: nothing to look at.
NO_PAGES = {
    "meeting-deed", "meeting-minutes", "visit-deed", "decision-deed",
    "supervision-deed", "supervision-file", "supervision-proof", "supervision-paper", "supervision-circular",
    "supervision-term", "assessment-method-row", "assessment-method-drop", "assessment-method-deed",
    "assessment-file", "assessment-comment",
    "assessment-answer", "assessment-adjust", "assessment-deed",
    "return-form-deed", "return-item-drop", "return-period-lock", "return-period-file", "unit-return-deed",
    "support-file", "fund-withdraw", "fund-reverse", "specialty-end", "pilot-call-close",
    "alignment-file", "alignment-judge", "alignment-undo", "keep-for-reference",
    "showcase-amend", "showcase-deed", "showcase-take-over", "showcase-copy-deed",
    "indicators-file", "indicator-set-deed", "target-drop", "high-value-drop", "work-report-deed", "work-report-file", "work-report-undo",
    "need-judging", "judged-file", "need-offer",
    "products-file", "product-work", "product-stop-working", "patent-lift",
    "patents-file", "search-save", "search-drop",
    "navigation-report", "navigation-data", "navigation-again", "navigation-conclude", "navigation-limits", "navigation-withdraw",
    "flow-move",
    "calendar-day-add", "calendar-day-withdraw", "calendar-year-declare", "term-end",
    "deadlines-file", "my-calendar", "my-calendar-make", "my-calendar-revoke",
    "audit-file", "audit-verify", "delegate", "email", "membership-add", "membership-confirm", "membership-end",
    "membership-refuse", "password-reset", "recovery-codes", "second-factor-picture", "second-factor-reset", "session-end",
    "sessions-end", "sign-in-code", "take-back", "unit-add", "unit-close", "unit-rename", "unlock",
    "delivery-again", "job-again", "notice-open", "notices-read", "webhook-switch",
    "accept", "add-unit", "adopt", "appoint", "breakdown-file", "correct", "current", "discard", "end-post", "evidence",
    "identify", "language", "mine", "original", "people-add", "people-switch", "plan-item", "recall", "report", "restore",
    "return", "sign-out", "undo", "withdraw",
    "push-begin", "push-list-deed", "push-list-file", "push-list-remind", "push-take-back",
    "import-mapping", "import-deed", "import-faults", "own-patents-faults", "need-pair", "aid-file", "aid-document",
    "act", "attach", "detach", "follow", "follow-attach", "follow-paper", "follow-rate", "follow-step", "matter-document",
    "matters-file", "paper", "part-remove", "rate", "save-draft", "start", "step-advice", "stop-following",
}  # fmt: skip
MEETING_PAGES = ("meetings", "meeting-new", "visits", "visit-new")
VISITORS = {
    "": (
        "home", "sign-in", "living", "search", "register", "fees", "calendar", "rules", "deadlines", "services",
        "service", "without-account", "lookup", "public-needs", "public-need", "public-showcases", "public-showcase",
    ),
    "office": (
        "alignment", "alignment-tasks", "specialties", "specialty", "specialty-new", "pilots", "pilot-call", "pilot-call-new",
        "support", "fund", "fund-new", "policy-new",
        "showcases", "showcase", "showcase-new",
        "indicators", "indicator", "indicator-evidence", "indicator-sets", "indicator-set", "given-values", "given-value",
        "high-value",
        "supervision", "supervision-new", "supervision-order",
        "meetings", "meeting", "meeting-new", "meeting-change", "visits", "visit", "visit-new",
        "assessments", "assessment-method", "assessment", "assessment-difference",
        "statistics", "return-form", "return-period", "unit-return", "return-value",
        "work-reports", "work-report", "work-report-section",
        "home", "living", "search", "to-verify", "matrix", "breakdown", "changes", "board", "unit", "obligation", "item",
        "drafts", "draft", "revise", "navigation", "navigation-new", "navigation-study", "navigation-figure",
    ),
    "science": ("notices", "notice-choice", "unit", "obligation", "item"),
    "leader": ("board", "living", "matrix"),
    "admin": (
        "outbox", "webhooks", "people", "units", "flows", "password", "facts", "facts-calendar", "facts-doubts", "facts-local",
        "calendar-import", "term",
    ),
    "security": ("posts",),
    "artux": (
        "products", "product", "product-enter", "product-amend", "product-scope",
        "aid", "aid-book", "aid-record", "aid-enter", "aid-amend", "aid-step", "statistics", "unit-return",
    ),
    "auditor": ("audit", "sign-in-records"),
    "firm": (
        "account", "second-factor", "my-applications", "step", "part", "matter", "patent-offer", "my-pushes", "push-answer",
        "own-patents",
    ),
    "handler": (
        "patent-users", "judging", "judging-round",
        "pool", "push-list", "push-list-patents", "push-list-describe", "push-list-ask",
        "inbox", "matters", "matter", "open-case", "patents", "patent", "patent-correct", "needs", "need", "need-amend", "need-classes",
        "need-offers", "events", "event", "counted-pairs", "imports", "import",
    ),
}  # fmt: skip
# Language of the browser, direction of the page, width, scheme.
VIEWS = [
    ("zh-CN", "ltr", 1440, "light"),
    ("zh-CN", "ltr", 390, "dark"),
    ("en", "ltr", 390, "light"),
    ("ug", "rtl", 1440, "dark"),
    ("ug", "rtl", 390, "light"),
]


@pytest.fixture
def addresses(transactional_db: None) -> dict[str, str]:
    """The demonstration and a draft: the address of one page of each kind."""
    now = timezone.now()
    plan = make_demo(now)
    official = Person.objects.get(username="office")
    draft = drafting.upload(data=PLAN_TEXT.encode(), name="方案.txt", owner=plan.owner, actor=official, at=now)
    return {name: reverse(name, args=arguments) for name, arguments in arguments_of(plan, draft).items()}


def arguments_of(plan: WorkPlan, draft: WorkPlan) -> dict[str, tuple[object, ...]]:
    """What the address of each page is made with; the work item is one that was reported on."""
    item = WorkItem.objects.filter(pk__in=Report.objects.values("item")).order_by("pk")[0]
    obligation = Obligation.objects.get(pk=item.obligation_id)
    whole = ("living", "matrix", "breakdown", "changes", "board", "revise", *MEETING_PAGES)
    of_plan = dict.fromkeys(whole, (plan.pk,))
    bare = dict.fromkeys(
        (
            "register",
            "units",
            "flows",
            "posts",
            "audit",
            "sign-in-records",
            "account",
            "second-factor",
            "home",
            "sign-in",
            "password",
            "search",
            "fees",
            "deadlines",
            "to-verify",
            "drafts",
            "people",
        ),
        (),
    )
    bare |= dict.fromkeys(
        ("calendar", "rules", "facts", "facts-calendar", "facts-doubts", "facts-local", "calendar-import"), ()
    )
    bare |= dict.fromkeys(("notices", "notice-choice", "outbox", "webhooks"), ())
    bare |= dict.fromkeys(("services", "own-patents", "lookup", "my-applications", "inbox", "matters"), ())
    bare |= _of_imports(now=timezone.now())
    bare |= _of_matters() | _of_patents(now=timezone.now()) | _of_needs(now=timezone.now())
    bare |= _of_pool(now=timezone.now())
    bare |= _of_products()
    bare |= _of_aid(now=timezone.now())
    single = {"indicators": (), "indicator": ("cases_in_time",), "indicator-evidence": ("items_in_time",)}
    single |= {"indicator-sets": (), "indicator-set": (make_targets(timezone.now()).pk,)}
    single |= {"high-value": (), "given-values": (), "given-value": (make_given(timezone.now())[0].pk,)}
    lower, shown = make_county_plans(timezone.now())
    single |= {"alignment": (plan.pk,), "alignment-tasks": (plan.pk, lower.pk), "showcases": (), "public-showcases": ()}
    single |= {"pilots": (), "pilot-call-new": (), "pilot-call": (make_pilots(timezone.now())[0].pk,)}
    single |= {"support": (plan.pk,), "fund-new": (plan.pk,), "policy-new": (plan.pk,)}
    single |= {"fund": (make_support(timezone.now()).pk,)}
    single |= {"specialties": (), "specialty-new": (lower.owner.code,)}
    single |= {"specialty": (CountySpecialty.objects.latest("pk").pk,)}
    single |= {"showcase": (shown.pk,), "public-showcase": (shown.pk,), "showcase-new": ("item", item.pk)}
    report = make_work_report(timezone.now())
    single |= _of_statistics()
    called, visited = make_meetings(timezone.now())
    single |= {"meeting": (called.pk,), "meeting-change": (called.pk,), "visit": (visited.pk,)}
    single |= {"work-reports": (), "work-report": (report.pk,), "work-report-section": (report.pk, 1)}
    single |= {"term": ("AID-ACCEPT",), "item": (item.pk,), "obligation": (obligation.pk,), "draft": (draft.pk,)}
    return {**bare, **of_plan, **single, "unit": (plan.pk, item.unit.code)}


def _of_statistics() -> dict[str, tuple[int | str, ...]]:
    form = make_returns(timezone.now())
    own = Return.objects.get(unit__code="gov653001", state="open")
    value = own.values.order_by("pk")[0]
    found = make_assessment(timezone.now())
    named = {"assessment": found.pk, "assessment-method": found.method_id, "assessment-difference": found.pk}
    order = make_supervision(timezone.now())
    ground = to_write(order.unit.parent or order.unit, timezone.localdate())[0]
    single_key = {"supervision-new": (ground.key,)}
    named |= {
        "supervision-order": order.pk,
        "return-form": form.pk,
        "return-period": own.period_id,
        "unit-return": own.pk,
    }
    return {
        **single_key,
        "statistics": (),
        "assessments": (),
        "supervision": (),
        "return-value": (value.pk, "returned"),
        **{name: (pk,) for name, pk in named.items()},
    }


def _of_patents(now: datetime) -> dict[str, tuple[object, ...]]:
    """The example register, and the patent of the firm in it."""
    make_patents(now)
    patent = Patent.objects.get(holders__organization__memberships__person__username="firm")
    named = {"patent": (patent.pk,), "patent-correct": (patent.pk, "granted_on"), "patent-offer": (patent.pk,)}
    handler = Person.objects.get(username="handler")
    asked = open_round(query="水泵防沙", patents=[patent.pk], seed=1, actor=handler, at=now)
    named |= {"patent-users": (patent.pk,), "judging": (), "judging-round": (asked.pk,)}
    study = make_navigation(now)
    named |= {"navigation-study": (study.pk,), "navigation-figure": (study.pk,)}
    return {**named, "patents": (), "navigation": (), "navigation-new": ()}


def _of_needs(now: datetime) -> dict[str, tuple[object, ...]]:
    """A public need whose words were changed once, and an event."""
    handler = Person.objects.get(username="handler")
    keeper, county = handler.posts.get().unit, Unit.objects.get(code="gov653001")
    values = {
        "title": "高海拔水泵防沙轴封",
        "text": "要耐风沙。",
        "asker": "某厂",
        "county": county,
        "confidentiality": "public",
    }
    made = enter_need(keeper=keeper, source="测试", values=values, actor=handler, at=now)
    amend_need(need=made, values={"sector": "新能源装备"}, actor=handler, at=now)
    keeping.bring_up_to_date(now)
    event = enter_event(keeper=keeper, name="对接会", held_on=now.date(), organizer="局", actor=handler, at=now)
    single = {
        "need": (made.pk,),
        "need-amend": (made.pk,),
        "need-classes": (made.pk,),
        "need-offers": (made.pk,),
        "public-need": (made.pk,),
        "event": (event.pk,),
    }
    return {**single, "needs": (), "public-needs": (), "events": (), "counted-pairs": ()}


def _of_aid(now: datetime) -> dict[str, tuple[object, ...]]:
    """The example records of aid, and the offer in 阿图什市 that has come to a result."""
    offers = make_aid(now)
    brought = next(one for one in offers if one.unit.code == "gov653001")
    of_books = dict.fromkeys(("aid-book", "aid-enter"), ("offers",))
    of_records = dict.fromkeys(("aid-record", "aid-amend"), ("offers", brought.pk))
    return {"aid": (), **of_books, **of_records, "aid-step": (brought.pk, "result")}


def _of_imports(now: datetime) -> dict[str, tuple[object, ...]]:
    """A list of patents that waits to be confirmed, with a row that cannot be read."""
    rows = "申请号,专利名称,申请人,申请日\n202110512345.5,一种水泵,某厂,2021-05-03\n见附件,另一种,某厂,2021-05-03\n"
    handler = Person.objects.get(username="handler")
    run = hand_in(kind="patents", name="专利清单.csv", data=rows.encode(), source="", edition="", actor=handler, at=now)
    check_job({"run": run.pk}, timezone.now)
    return {"imports": (), "import": (run.pk,)}


def _of_pool(now: datetime) -> dict[str, tuple[object, ...]]:
    """The example list: the firm has answered."""
    pushed = make_pool(now)
    question = PushAddressee.objects.get(organization__memberships__person__username="firm")
    named = dict.fromkeys(("push-list", "push-list-patents", "push-list-describe", "push-list-ask"), (pushed.pk,))
    return {"pool": (), "my-pushes": (), "push-answer": (question.pk,), **named}


def _of_matters() -> dict[str, tuple[object, ...]]:
    """An application handed in, one that is still a draft, and a loan to which a right can be added."""
    firm, now = Person.objects.get(username="firm"), timezone.now()
    company = firm.memberships.get().organization
    county = Unit.objects.get(code="gov653001")
    made = {
        kind: open_draft(
            kind=kinds()[kind], county=county, organization=company, actor=firm, at=now, values={"title": "示例"}
        )
        for kind in ("rights_aid", "pledge_loan")
    }
    handed_in = Matter.objects.filter(
        kind="rights_aid", applicant_organization=company, submitted_at__isnull=False
    ).first()
    running = handed_in or take(
        matter=open_draft(kind=kinds()["rights_aid"], county=county, organization=company, actor=firm, at=now, values=AID),
        step="submit", turn=1, actor=firm, at=now,
    )  # fmt: skip
    return {
        "matter": (running.pk,),
        "step": (made["rights_aid"].pk, "submit"),
        "part": (made["pledge_loan"].pk, "rights"),
        "service": ("rights_aid",),
        "without-account": ("rights_aid",),
        "open-case": ("penalty_case",),
    }


def _of_products() -> dict[str, tuple[object, ...]]:
    """A product of the firm."""
    firm = Person.objects.get(username="firm")
    values = {"name": "光伏水泵（示例）", "industry_code": "3441", "description": "高海拔牧区提水，冬季防冻。"}
    organization = firm.memberships.get().organization
    made = enter_product(organization=organization, values=values, source="示例", actor=firm, at=timezone.now())
    one = dict.fromkeys(("product", "product-amend"), (made.pk,))
    return {"products": (), "product-enter": (), "product-scope": (organization.pk,), **one}


def sign_in(context: BrowserContext, server: str, username: str) -> None:
    """Gives the visitor a session; the page of signing in has a test of its own."""
    client = Client()
    client.force_login(Person.objects.get(username=username))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server}])


def faults(page: Page, direction: str) -> list[str]:
    """What is wrong with the shape of a page: its direction, its one heading, its width."""
    seen = page.evaluate(
        "() => ({dir: document.documentElement.dir, title: document.title, heads: document.querySelectorAll('h1').length,"
        " over: document.documentElement.scrollWidth - document.documentElement.clientWidth})"
    )
    return [
        *(["direction"] if seen["dir"] != direction else []),
        *(["no title"] if not seen["title"].strip(" ·") else []),
        *([f"{seen['heads']} headings of the first rank"] if seen["heads"] != 1 else []),
        *([f"{seen['over']} px wider than the screen"] if seen["over"] > 0 else []),
    ]


@pytest.mark.parametrize(("language", "direction", "width", "scheme"), VIEWS)
def test_every_page_is_whole(
    addresses: dict[str, str],
    open_context: Callable[..., BrowserContext],
    axe: Callable[[Page], None],
    live_server: object,
    language: str,
    direction: str,
    width: int,
    scheme: str,
) -> None:
    wrong = {}
    for username, pages in VISITORS.items():
        view = {"locale": language, "viewport": {"width": width, "height": 900}, "color_scheme": scheme}
        context = open_context(**view)
        if username:
            sign_in(context, str(live_server), username)
        page = context.new_page()
        for name in pages:
            answer = page.goto(addresses[name])
            assert answer is not None
            assert (answer.status, page.url) == (200, f"{live_server}{addresses[name]}"), (username, name)
            if found := faults(page, direction):
                wrong[username, name] = found
            if language == "zh-CN":  # barriers come with colors and widths, which these views have between them
                axe(page)
    assert wrong == {}


def test_no_page_is_forgotten() -> None:
    named = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    visited = {name for pages in VISITORS.values() for name in pages}
    assert named - visited - NO_PAGES == set()
