"""One record of each kind that an address can name, and the people who ask for it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from manas.engines.periods import Period, Span
from manas.indicators.assessment import actions as assessing
from manas.indicators.assessment import methods
from manas.indicators.given.actions import Paper
from manas.indicators.given.actions import enter as enter_given
from manas.indicators.given.naming import name_high_value
from manas.indicators.given.reading import Told as GivenLine
from manas.indicators.models import (
    Assessment,
    AssessmentComment,
    AssessmentMethod,
    FormItem,
    GivenValue,
    HighValueReason,
    IndicatorSet,
    MethodIndicator,
    Return,
    ReturnForm,
    ReturnPeriod,
    ReturnValue,
    Target,
)
from manas.indicators.sets.actions import draw_up, set_target
from manas.indicators.statistics import designing
from manas.indicators.statistics.actions import open_period
from manas.indicators.workreports.models import WorkReport
from manas.matters.docket.actions.reprojecting import reproject_open
from manas.matters.pilots.calls.actions import Asked, announce
from manas.matters.pilots.calls.models import PilotCall
from manas.office import actions as office
from manas.office.actions import Naming
from manas.office.models import (
    CalendarDay,
    Delegation,
    Delivery,
    FactStatus,
    Job,
    LocalValue,
    Membership,
    NameKind,
    Notice,
    OpenSession,
    Person,
    Post,
    Role,
    Unit,
    Webhook,
)
from manas.office.notices import actions as notices
from manas.office.values import actions as values
from manas.plan.actions import drafting, ledger, showcases
from manas.plan.actions.adopting import adopt
from manas.plan.actions.aligning import judge
from manas.plan.actions.showcases import Source, Told
from manas.plan.meetings import actions as meeting
from manas.plan.meetings import visits
from manas.plan.meetings.actions import Call
from manas.plan.meetings.decisions import Wording, write_down
from manas.plan.meetings.visits import Findings
from manas.plan.models import (
    Alignment,
    CountySpecialty,
    Decision,
    Evidence,
    Fund,
    FundMove,
    GuidanceVisit,
    Meeting,
    Obligation,
    Report,
    Showcase,
    ShowcaseCopy,
    SupervisionOrder,
    SupervisionStep,
    Verdict,
    WorkItem,
    WorkPlan,
)
from manas.plan.specialty.actions import Named, name_specialty
from manas.plan.supervision import actions as supervising
from manas.plan.support.actions import Arranged, arrange, record
from manas.registers.aid.actions import attach
from manas.registers.aid.actions import enter as enter_aid
from manas.registers.aid.books import BOOKS
from manas.registers.events.actions import enter as enter_event
from manas.registers.imports.actions import hand_in, hand_in_own
from manas.registers.matching.judging import open_round
from manas.registers.models import (
    AidOffer,
    AidPolicy,
    ImportRun,
    JudgingRound,
    MatchmakingEvent,
    NavigationStudy,
    Patent,
    Product,
    ProductPatent,
    PushAddressee,
    PushList,
    SavedSearch,
    StudyConclusion,
    TechnologyNeed,
)
from manas.registers.needs.actions import enter as enter_need
from manas.registers.patents.actions import correct_patent, enter_patents, save_search
from manas.registers.patents.entries import Party, PatentEntry
from manas.registers.patents.queries.listing import Filters
from manas.registers.pool.actions import ask as ask_firms
from manas.registers.products.actions import enter as enter_product
from manas.registers.products.actions import work_patent
from manas.web.management.commands._demo_navigation import make_navigation
from manas.web.management.commands._demo_work_report import make_work_report
from manas.web.management.commands.demo import MEMBERS
from tests.demo import make_demo


@dataclass(frozen=True)
class Records:
    """One record of each kind that an address can name."""

    plan: WorkPlan
    draft: WorkPlan
    item: WorkItem
    report: Report
    evidence: Evidence
    calendar: str

    def address(self, name: str) -> str:
        """This function will give the address of this name for these records."""
        plan, item, report, draft = self.plan.pk, self.item.pk, self.report.pk, self.draft.pk
        science = Person.objects.get(username="science").pk
        aligned = Alignment.objects.select_related("task").get()
        lower, (shown, proposed) = aligned.task.plan_id, Showcase.objects.order_by("pk").values_list("pk", flat=True)
        groups: list[tuple[str, list[object]]] = [
            ("alignment-tasks", [plan, lower]),
            ("alignment-judge", [plan, lower, aligned.task_id]),
            ("alignment-undo", [aligned.pk]),
            ("showcase-new", ["item", item]),
            ("pilot-call pilot-call-close", [PilotCall.objects.get().pk]),
            ("support support-file fund-new policy-new", [plan]),
            ("fund fund-withdraw", [Fund.objects.get().pk]),
            ("fund-reverse", [FundMove.objects.get().pk]),
            ("specialty-new", [self.item.unit.code]),
            ("specialty specialty-end", [CountySpecialty.objects.get().pk]),
            ("showcase showcase-amend", [proposed]),
            ("showcase-deed", [proposed, "accept"]),
            ("showcase-take-over public-showcase", [shown]),
            ("showcase-copy-deed", [ShowcaseCopy.objects.get().pk, "confirm"]),
            ("alignment alignment-file matrix breakdown breakdown-file changes board living original revise", [plan]),
            ("obligation plan-item", [self.item.obligation_id]),
            ("item report withdraw restore", [item]),
            ("recall accept return", [report]),
            ("draft correct identify discard adopt keep-for-reference", [draft]),
            ("appoint people-switch membership-add unlock password-reset second-factor-reset", [science]),
            ("undo", [draft, self.draft.corrections.get().pk]),
            ("unit", [plan, self.item.unit.code]),
            ("flow-move", ["feedback"]),
            ("deadlines-file", ["filing", "2026-09-28"]),
            ("evidence", [self.evidence.pk]),
            ("notice-open", [Notice.objects.get(key="who-may").pk]),
            ("delivery-again", [Delivery.objects.get(notice__key="who-may", channel="webhook").pk]),
            ("job-again", [Job.objects.get(state="failed").pk]),
            ("webhook-switch", [Webhook.objects.get().pk]),
            ("end-post delegate", [Post.objects.get(person=science).pk]),
            ("take-back", [Delegation.objects.get().pk]),
            ("session-end", [OpenSession.objects.get(key="who-may").pk]),
            ("membership-end membership-confirm membership-refuse", [Membership.objects.get(confirmed_at=None).pk]),
            ("unit-rename unit-close", [self.item.unit.pk]),
            ("my-calendar", [self.calendar]),
            ("patent patent-offer", [Patent.objects.get().pk]),
            ("product product-amend product-work", [Product.objects.get().pk]),
            ("product-scope", [Product.objects.get().organization_id]),
            ("product-stop-working", [Product.objects.get().pk, ProductPatent.objects.get().pk]),
            ("patent-lift", [Patent.objects.get().pk, "title"]),
            ("patent-correct", [Patent.objects.get().pk, "title"]),
            ("search-drop", [SavedSearch.objects.get().pk]),
            ("navigation-study navigation-figure navigation-report", [NavigationStudy.objects.get().pk]),
            ("navigation-data navigation-again", [NavigationStudy.objects.get().pk]),
            ("navigation-conclude navigation-limits", [NavigationStudy.objects.get().pk]),
            ("navigation-withdraw", [StudyConclusion.objects.get().pk]),
            ("need-pair", [TechnologyNeed.objects.get(confidentiality="invited").pk, Patent.objects.get().pk]),
            (
                "need need-amend need-classes need-judging need-offers",
                [TechnologyNeed.objects.get(confidentiality="invited").pk],
            ),
            ("public-need need-offer", [TechnologyNeed.objects.get(confidentiality="public").pk]),
            ("patent-users", [Patent.objects.get().pk]),
            ("judging-round", [JudgingRound.objects.get().pk]),
            ("event", [MatchmakingEvent.objects.get().pk]),
            ("aid-book aid-file aid-enter", ["offers"]),
            ("aid-record aid-amend", ["offers", AidOffer.objects.get().pk]),
            ("aid-step", [AidOffer.objects.get().pk, "discussed"]),
            ("aid-document", [AidPolicy.objects.get().pk]),
            ("own-patents-faults", [ImportRun.objects.exclude(organization=None).get().pk]),
            ("import import-mapping", [ImportRun.objects.get(organization=None).pk]),
            ("import-faults", [ImportRun.objects.get(organization=None).pk, "csv"]),
            ("import-deed", [ImportRun.objects.get(organization=None).pk, "discard"]),
            (
                "push-list push-list-file push-list-patents push-list-describe push-list-ask push-list-remind",
                [PushList.objects.get().pk],
            ),
            ("push-list-deed", [PushList.objects.get().pk, "close"]),
            ("push-take-back push-answer", [PushAddressee.objects.get().pk]),
            ("push-begin", [PushAddressee.objects.get().pk, "pair"]),
            ("calendar-day-withdraw", [CalendarDay.objects.get().pk]),
            ("indicator indicator-evidence", ["pledge_amount"]),
            ("given-value", [GivenValue.objects.get().pk]),
            ("high-value-drop", [HighValueReason.objects.get().pk]),
            ("indicator-set", [IndicatorSet.objects.get().pk]),
            ("indicator-set-deed", [IndicatorSet.objects.get().pk, "revise"]),
            ("target-drop", [Target.objects.get().pk]),
            ("meetings meeting-new visits visit-new", [plan]),
            ("meeting meeting-change", [Meeting.objects.get(state="draft").pk]),
            ("meeting-deed", [Meeting.objects.get(state="draft").pk, "cancel"]),
            ("meeting-minutes", [Meeting.objects.get(state="minuted").pk]),
            ("decision-deed", [Decision.objects.get().pk, "strike"]),
            ("visit", [GuidanceVisit.objects.get().pk]),
            ("visit-deed", [GuidanceVisit.objects.get().pk, "confirm"]),
            ("supervision-new", [f"plan.workitem:{WorkItem.objects.get(what='逾期举措二').pk}"]),
            ("supervision-order supervision-paper", [SupervisionOrder.objects.get().pk]),
            ("supervision-deed", [SupervisionOrder.objects.get().pk, "reply"]),
            ("supervision-proof", [SupervisionOrder.objects.get().pk, SupervisionStep.objects.get().files.get().pk]),
            ("assessment-method", [AssessmentMethod.objects.get(state="draft").pk]),
            ("assessment-method-row", [AssessmentMethod.objects.get(state="draft").pk, "addition"]),
            ("assessment-method-drop", ["indicator", MethodIndicator.objects.get(method__state="draft").pk]),
            ("assessment-method-deed", [AssessmentMethod.objects.get(state="draft").pk, "sign"]),
            ("assessment assessment-file assessment-comment assessment-difference", [Assessment.objects.get().pk]),
            ("assessment-answer", [AssessmentComment.objects.get().pk]),
            ("assessment-adjust", [Assessment.objects.get().pk, "exempt"]),
            ("assessment-deed", [Assessment.objects.get().pk, "count"]),
            ("return-form", [ReturnForm.objects.get(state="draft").pk]),
            ("return-form-deed", [ReturnForm.objects.get(state="draft").pk, "force"]),
            ("return-item-drop", [FormItem.objects.get(form__state="draft").pk]),
            ("return-period return-period-lock return-period-file", [ReturnPeriod.objects.get().pk]),
            ("unit-return", [Return.objects.get().pk]),
            ("unit-return-deed", [Return.objects.get().pk, "submit"]),
            ("return-value", [ReturnValue.objects.get().pk, "returned"]),
            ("work-report work-report-file", [WorkReport.objects.get().pk]),
            ("work-report-deed", [WorkReport.objects.get().pk, "renew"]),
            ("work-report-section work-report-undo", [WorkReport.objects.get().pk, 1]),
            ("term", ["AID-CONSULT"]),
            ("term-end", [LocalValue.objects.get(key="AID-CONSULT").pk]),
        ]
        number = {one: named for names, named in groups for one in names.split()}
        return reverse(name, args=number.get(name, []))


def make_records() -> Records:
    """The demonstration, with a draft, an outsider and a county's leader, and an open report of 阿图什市 on task 1."""
    plan = make_demo(timezone.now())
    now = timezone.now()
    official, artux = Person.objects.get(username="office"), Person.objects.get(username="artux")
    county = artux.posts.get().unit
    item = ledger.plan_item(
        obligation=Obligation.objects.get(task__plan=plan, task__kind="task", task__number="1", position=0),
        unit=county,
        year=2027,
        what="联系援疆城市企业",
        measure="签订协议",
        due_on=date(2027, 6, 30),
        actor=official,
        at=now,
    )
    proof = (("证明.txt", "协议一份".encode()),)
    report = ledger.write_report(item=item, text="已签订", files=proof, actor=artux, at=now)
    ledger.submit_report(report=report, actor=artux, at=now)
    draft = drafting.upload(
        data="关于试行的方案\n一、工作任务\n1.建立名册。建立企业名册。（市科技局牵头，市商务局负责）\n".encode(),
        name="draft.txt",
        owner=plan.owner,
        actor=official,
        at=now,
    )
    drafting.correct(
        plan=draft,
        verb=drafting.Verb.ADD_UNIT,
        task_key="建立名册",
        value="市财政局",
        role="responsible",
        actor=official,
        at=now,
    )
    _told(artux, county, official)
    _coming_in(artux)
    _set_here(Person.objects.get(username="admin"))
    _registered(official, artux)
    _aimed(plan, official)
    _given(plan, official)
    _called(plan, official)
    _funded(plan, county, official)
    _asked(plan, county, official)
    _aligned(plan, item, artux, official)
    _assessed(plan, county, official, artux)
    _supervised(item, official, artux)
    _met(item, official)
    make_work_report(now)
    _needed(county)
    _aided(county, artux)
    _imported(official)
    _pushed(official)
    _newcomer("county_leader", Role.LEADER, county, official)
    _newcomer("outsider", Role.LIAISON, _elsewhere(official), official)
    calendar = office.make_calendar_token(person=artux, at=now)
    return Records(plan, draft, item, report, report.evidence.get(), calendar)


def _imported(official: Person) -> None:
    """A file that the office handed in and nobody has checked yet, and one of the firm."""
    hand_in(
        kind="patents", name="专利.csv", data="申请号,名称\n202110512345.5,水泵\n".encode(), source="", edition="",
        actor=official, at=timezone.now(),
    )  # fmt: skip
    firm = Membership.objects.get(person__username="firm", confirmed_at__isnull=False)
    hand_in_own(
        organization=firm.organization, name="专利.csv", data="申请号,名称\n202110512345.5,水泵\n".encode(), actor=firm.person,
        at=timezone.now(),
    )  # fmt: skip


def _pushed(official: Person) -> None:
    """A list of the national pool, on whose one patent the firm is asked."""
    at, firm = timezone.now(), Membership.objects.get(person__username="firm", confirmed_at__isnull=False).organization
    made = PushList.objects.create(title="批次", source="测试", keeper=official.posts.get().unit, created_at=at)
    made.patents.create(position=1, patent=Patent.objects.get())
    ask_firms(push_list=made, patents=list(made.patents.all()), organizations=[firm], actor=official, at=at)


def _set_here(admin: Person) -> None:
    """A day off and a term of the office's own."""
    at, document, day = timezone.now(), "通知", date(2026, 3, 4)
    values.enter_day(
        place="national",
        day=day,
        off=True,
        name="调休",
        document=document,
        actor=admin,
        at=at,
        reproject=reproject_open,
    )
    values.set_term(
        key="AID-CONSULT", count=5, span="day", valid_from=day, document=document, actor=admin, at=at,
        reproject=reproject_open,
    )  # fmt: skip


def _registered(official: Person, artux: Person) -> None:
    """A patent of the firm, and a search that 阿图什市 keeps."""
    at, firm = timezone.now(), Membership.objects.get(person__username="firm").organization
    entry = PatentEntry(
        application_number="202110512345.5", kind="invention", title="水泵密封", holders=(Party(firm.name),)
    )
    enter_patents(entries=[entry], source="测试", actor=official, at=at)
    company = Membership.objects.get(person__username="firm").organization
    made = enter_product(organization=company, values={"name": "水泵"}, source="测试", actor=official, at=at)
    correct_patent(patent=Patent.objects.get(), field="title", value="水泵", reason="公告", actor=official, at=at)
    work_patent(product=made, patent=Patent.objects.get(), since_on=None, note="", actor=official, at=at)
    save_search(name="水泵", filters=Filters("水泵"), alerts=True, actor=artux, at=at)
    make_navigation(at)


def _aligned(plan: WorkPlan, item: WorkItem, artux: Person, official: Person) -> None:
    """A plan of 阿图什市 with a task compared; a showcase of 科技局 that it took over, and one that it proposes."""
    at, county = timezone.now(), item.unit
    words = "阿图什市工作方案\n一、工作任务\n1.引进技术。引进林果加工技术。（市科技局负责）\n"
    draft = drafting.upload(data=words.encode(), name="市.txt", owner=county, actor=official, at=at)
    lower = adopt(plan=draft, actor=official, at=at)
    task, upper = lower.tasks.get(), plan.tasks.get(kind="task", number="1")
    judge(task=task, upper=upper, verdict=Verdict.CONFIRMED, actor=official, at=at)
    other = WorkItem.objects.filter(unit__code="kjj").order_by("pk")[0]
    told = Told("技术清单", "逐项梳理。", "引进三项。")
    made = showcases.propose(source=Source(item=other), unit=other.unit, told=told, actor=official, at=at)
    made = showcases.accept(showcase=made, actor=official, at=at)
    made = showcases.publish(showcase=made, checked=True, actor=official, at=at)
    day = timezone.localdate(at)
    showcases.take_over(showcase=made, unit=county, taken_on=day, result="引进一项。", actor=artux, at=at)
    showcases.propose(source=Source(item=item), unit=county, told=told, actor=artux, at=at)
    name_specialty(county=county, named=Named("无花果", "", None, "文件", at.date()), actor=artux, at=at)


def _aimed(plan: WorkPlan, official: Person) -> None:
    """A set of indicators that the office is drawing up, with a target."""
    at = timezone.now()
    made = draw_up(name="指标", basis="会议议定", owner=plan.owner, actor=official, at=at)
    set_target(
        indicator_set=made, indicator="cases_filed", unit=plan.owner, year=2026, value=Decimal(1), actor=official, at=at
    )


def _given(plan: WorkPlan, official: Person) -> None:
    """A population of the prefecture, and a patent that a list names."""
    at = timezone.now()
    told = [GivenLine("population", plan.owner, Period(2025), Decimal(60))]
    enter_given(owner=plan.owner, told=told, paper=Paper("公报", "1号", at.date()), actor=official, at=at)
    name_high_value(
        owner=plan.owner,
        patent=Patent.objects.get(),
        code="a",
        paper=Paper("名单", "2号", at.date()),
        actor=official,
        at=at,
    )


def _called(plan: WorkPlan, official: Person) -> None:
    """A call from above."""
    at = timezone.now()
    asked = Asked("优势企业", "region", "any", "通知", "1号", 1, "申报书", at.date(), at.date(), at.date())
    announce(owner=plan.owner, asked=asked, shares={}, actor=official, at=at)


def _funded(plan: WorkPlan, county: Unit, official: Person) -> None:
    """Money of 市场监管局 for 阿图什市, some of which came in."""
    at, one = timezone.now(), Decimal(100)
    told = Arranged(2026, "专项", Unit.objects.get(code="scjgj"), county, "prefecture", one, "文件", at.date())
    made = arrange(task=plan.tasks.get(number="4", kind="task"), told=told, actor=official, at=at)
    record(fund=made, kind="received", amount=one, on=at.date(), voucher="回单", actor=official, at=at)


def _asked(plan: WorkPlan, county: Unit, official: Person) -> None:
    """A form for 阿图什市 in a period, and one that the office is designing."""
    at = timezone.now()
    who = {"actor": official, "at": at}
    for name, indicator in (("月报", "cases_filed"), ("草表", "fines")):
        form = designing.draw_up_form(
            name=name, basis="会议议定", owner=plan.owner, span=1, due_days=10, units=[county], **who
        )
        designing.add_item(form=form, indicator=indicator, **who)
        if name == "月报":
            designing.put_form_in_force(form=form, **who)
            form.refresh_from_db()
            open_period(form=form, period=Period.of(timezone.localdate(at), Span.MONTH), **who)


def _assessed(plan: WorkPlan, county: Unit, official: Person, artux: Person) -> None:
    """An assessment of 阿图什市 and another unit that is laid open, with a comment; and a method that is being drafted."""
    at = timezone.now()
    units = [county, Unit.objects.get(code="gov653024")]
    for name in ("考核办法", "草案"):
        method = methods.draw_up_method(
            name=name, basis="会议议定", owner=plan.owner, units=units, actor=official, at=at
        )
        methods.put_indicator(
            method=method, indicator="events_held", points=Decimal(100), worst=Decimal(0), best=Decimal(5),
            actor=official, at=at,
        )  # fmt: skip
        if name == "考核办法":
            methods.sign(method=method, actor=official, at=at)
            method.refresh_from_db()
            period = Period(timezone.localdate(at).year)
            found = assessing.draw(method=method, period=period, actor=official, at=at)
            assessing.ask_comments(assessment=found, actor=official, at=at)
            assessing.comment(assessment=found, unit=county, text="漏计", actor=artux, at=at)


def _supervised(item: WorkItem, official: Person, artux: Person) -> None:
    """An order on 阿图什市 for a work item that is late, with a reply that was sent back."""
    at = timezone.now()
    late, _other = (
        WorkItem.objects.create(
            obligation=item.obligation, unit=item.unit, year=at.year, what=what, measure="完成",
            due_on=at.date() - timedelta(days=20), created_by=official, created_at=at,
        )
        for what in ("逾期举措一", "逾期举措二")
    )  # fmt: skip
    order = supervising.issue(
        key=f"plan.workitem:{late.pk}", root=item.obligation.task.plan.owner, level="order",
        what="说明原因", actor=official, at=at, answer_by=at.date() + timedelta(days=9),
    )  # fmt: skip
    files = [("说明.txt", "说明".encode())]
    supervising.act(order=order, deed="reply", actor=artux, at=at, text="已补办", files=files)
    SupervisionOrder.objects.update(state="received")


def _met(item: WorkItem, official: Person) -> None:
    """Two meetings with 阿图什市, one with minutes, and a visit there that waits for the county's word."""
    plan, at = item.obligation.task.plan, timezone.now()
    day = timezone.localdate(at)
    asked = Call(kind="promotion", title="推进会", held_on=day, agenda="核对进展", units=[item.unit])
    called = [meeting.call(plan=plan, asked=asked, actor=official, at=at) for _ in range(2)]
    held = meeting.hold(meeting=called[0], actor=official, at=at)
    due = day + timedelta(days=30)
    wording = Wording(unit=item.unit, what="设服务点", measure="设一处", due_on=due, obligation=item.obligation)
    write_down(of=held, wording=wording, actor=official, at=at)
    meeting.issue(meeting=held, actor=official, at=at)
    visit = visits.plan_visit(plan=plan, county=item.unit, held_on=day, subject="服务点", actor=official, at=at)
    visits.record(visit=visit, findings=Findings("缺人", "先设一处"), actor=official, at=at)


def _needed(county: Unit) -> None:
    """A need of the firm that is shown to those invited alone, a public one, and an event in 阿图什市."""
    at, handler = timezone.now(), Person.objects.get(username="handler")
    firm, keeper = Membership.objects.get(person__username="firm").organization, handler.posts.get().unit
    values = {"title": "轴封", "text": "要耐风沙。", "asker": firm.name, "county": county, "organization": firm}
    for level in ("invited", "public"):
        told = {**values, "confidentiality": level}
        enter_need(keeper=keeper, source="测试", values=told, actor=handler, at=at)
    open_round(query="防沙", patents=[Patent.objects.get().pk], seed=1, actor=handler, at=at)
    enter_event(
        keeper=keeper, name="对接会", held_on=date(2026, 5, 1), organizer="局", county=county, actor=handler, at=at
    )


def _aided(county: Unit, artux: Person) -> None:
    """Who aids 阿图什市, what was brought in and a policy that was won, all entered there."""
    at, day = timezone.now(), date(2026, 5, 1)
    told = {"unit": county, "keeper": county, "actor": artux, "at": at}
    values = {"province": "某省", "source": "测试"}
    partner = enter_aid(book=BOOKS["partnerships"], values=values, **told)
    brought = {"title": "技术", "kind": "technology", "description": "图纸", "brought_on": day, "brought_by": "工作队"}
    enter_aid(book=BOOKS["offers"], values={**brought, "partnership": partner}, **told)
    won = {"title": "支持", "issuer": "某局", "obtained_on": day, "gives": "经费"}
    enter_aid(book=BOOKS["policies"], values=won, **told)
    attach(policy=AidPolicy.objects.get(), name="通知.txt", data="支持".encode(), actor=artux, at=at)


def _told(person: Person, unit: Unit, official: Person) -> None:
    """A notice of this person, whose delivery to another system of the unit failed for good."""
    now = timezone.now()
    notices.add_webhook(unit=unit, url="https://oa.example.cn/manas", actor=official, at=now)
    (notice,) = notices.send(
        recipients=[person], key="who-may", subject="将到期", body="", address="/", about="test:1", at=now
    )
    failed = notice.deliveries.filter(channel="webhook")
    Job.objects.filter(key=f"delivery:{failed.get().pk}:0").update(state="failed", due_at=None, ended_at=now)
    failed.update(state="failed")


def _coming_in(artux: Person) -> None:
    """A session and an authenticator of 阿图什市, 科技局's post lent for days to come, somebody new at the firm."""
    now = timezone.now()
    Session.objects.create(session_key="who-may", session_data="", expire_date=now + timedelta(days=1))
    office.open_session(person=artux, key="who-may", address="10.0.0.9", browser="", at=now)
    office.prepare_second_factor(person=artux)
    science, market = (Person.objects.get(username=name) for name in ("science", "market"))
    days = {"from_on": now.date() + timedelta(days=90), "last_on": now.date() + timedelta(days=95)}
    office.delegate(post=science.posts.get(), deputy=market, actor=science, at=now, **days)
    office.register(
        username="newcomer", name="新来", password="Xk7-quiet-river", organization_name="不看名称", kind="enterprise",
        credit_code=MEMBERS[0][4], county=None, at=now, today=now.date(),
    )  # fmt: skip


def _newcomer(username: str, role: Role, unit: Unit, official: Person) -> None:
    now = timezone.now()
    person = office.add_person(username=username, name=username, password=None, actor=official, at=now, is_example=True)
    office.appoint(person=person, unit=unit, role=role, from_on=timezone.localdate(now), actor=official, at=now)


def _elsewhere(official: Person) -> Unit:
    """A department of another prefecture."""
    now = timezone.now()
    root = office.add_unit(
        code="elsewhere",
        kind="government",
        short_name="另一州",
        names=[],
        parent=None,
        position=0,
        actor=official,
        at=now,
    )
    naming = Naming("另一州科技局", NameKind.FULL, "测试", FactStatus.READ)
    return office.add_unit(
        code="elsewhere-kjj", kind="department", short_name="另一州科技局", names=[naming], parent=root, position=1,
        actor=official, at=now,
    )  # fmt: skip
