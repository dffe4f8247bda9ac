"""Pages that read the plan."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from manas.indicators.values.tables import of_task
from manas.office.files.queries import attachment
from manas.office.models import Unit, UnitKind
from manas.plan import rules
from manas.plan.meetings.queries import meetings_of, visits_of
from manas.plan.models import MeetingState, Obligation, PlanState, Report, TaskKind, WorkItem, WorkPlan
from manas.plan.queries.changes import changes
from manas.plan.queries.ledger import ItemRow, rows_of
from manas.plan.queries.lights import WORDS
from manas.plan.queries.living import Narrowing, TaskNote, living_plan
from manas.plan.queries.overview import breakdown, matrix
from manas.plan.queries.unit import unit_page
from manas.plan.supervision.queries import orders_of_tasks, orders_of_unit
from manas.reports.breakdown import breakdown_workbook
from manas.web.desk.filters import Filter, Option
from manas.web.desk.forms import SinceForm
from manas.web.desk.gauges import Gauge, gauges
from manas.web.shared.access import Request, anyone, office_only, workers
from manas.web.shared.frame import current_plan

# So many indicators stand beside a task; the others are a click away.
BESIDE_A_TASK = 2
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def issued_plan(request: Request, plan_id: int) -> WorkPlan:
    """This function will load a plan that is or was in force; its text is for everybody."""
    plans = WorkPlan.objects.visible_to(request.standing).exclude(adopted_at__isnull=True)
    return get_object_or_404(plans.select_related("document", "owner"), pk=plan_id)


def plan_or_404(request: Request, plan_id: int) -> WorkPlan:
    """This function will load an issued plan for those who work on it."""
    plan = issued_plan(request, plan_id)
    if not rules.works_on(request.standing, plan):
        raise Http404
    return plan


@anyone
@require_safe
def home(request: Request) -> HttpResponse:
    """The plan in force; where there is none yet, what to do about it."""
    plan = current_plan()
    if plan is None:
        return render(request, "plan/none.html")
    return _living(request, plan)


@anyone
@require_safe
def living(request: Request, plan_id: int) -> HttpResponse:
    return _living(request, issued_plan(request, plan_id))


def _living(request: Request, plan: WorkPlan) -> HttpResponse:
    narrow = Narrowing(unit=request.GET.get("unit", ""), light=request.GET.get("light", ""))
    page = living_plan(plan, request.standing, request.today, narrow)
    others = WorkPlan.objects.visible_to(request.standing).filter(state__in=[PlanState.ADOPTED, PlanState.REFERENCE])
    others = others.exclude(pk=plan.pk).order_by("owner__path", "-pk")
    filters = _filters(plan, narrow, public=page.is_public)
    newer = plan.revisions.exclude(adopted_at__isnull=True).first()
    context = {
        "page": page,
        "filters": filters,
        "others": others.select_related("document"),
        "newer": newer,
        "supervised": [] if page.is_public else list(orders_of_tasks(plan, request.standing).items()),
        "measured": [] if page.is_public else _measured(request, plan, page.notes),
    }
    return render(request, "plan/living.html", context)


def _measured(request: Request, plan: WorkPlan, notes: list[TaskNote]) -> list[tuple[str, list[Gauge], int]]:
    """Indicators name the tasks of the prefecture's plan by their numbers; a county's plan has numbers of its own."""
    numbers = [note.number for note in notes if note.kind == TaskKind.TASK] if plan.is_of_government else []
    figures = gauges(request.standing, request.today, request.now, tasks=numbers, each=BESIDE_A_TASK)
    return [(number, figures.of_task(number), len(of_task(number))) for number in numbers] if figures else []


def _filters(plan: WorkPlan, narrow: Narrowing, *, public: bool) -> list[Filter]:
    units = Unit.objects.filter(responsibilities__task__plan=plan).distinct()
    departments = [
        Option(u.code, u.short_name, u.code == narrow.unit) for u in units if u.kind != UnitKind.COUNTY_GOVERNMENT
    ]
    counties = [
        Option(u.code, u.short_name, u.code == narrow.unit) for u in units if u.kind == UnitKind.COUNTY_GOVERNMENT
    ]
    lights = [Option(state.value, str(word), state.value == narrow.light) for state, word in WORDS.items()]
    filters = [Filter("unit", _("单位"), departments + counties)]
    return filters if public else [*filters, Filter("light", _("灯"), lights)]


@workers
@require_safe
def mine(request: Request) -> HttpResponse:
    plan, unit = current_plan(), request.standing.home
    return redirect("unit", plan.pk, unit.code) if plan and unit else redirect("home")


@workers
@require_safe
def unit(request: Request, plan_id: int, code: str) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    found = get_object_or_404(Unit.objects.within(plan.owner), code=code)
    if not request.standing.reads(found):
        raise Http404
    page = unit_page(plan, found, request.standing, request.today)
    others = WorkPlan.objects.filter(state=PlanState.ADOPTED, tasks__responsibilities__unit=found).exclude(pk=plan.pk)
    context = {
        "plan": plan,
        "page": page,
        "others": others.distinct().select_related("document"),
        "orders": orders_of_unit(found, request.standing),
        "meetings": meetings_of(plan, request.standing).filter(units=found, state=MeetingState.DRAFT),
        "visits": visits_of(plan, request.standing).filter(county=found),
        "today": request.today,
    }
    return render(request, "plan/unit.html", context)


@workers
@require_safe
def matrix_page(request: Request, plan_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    return render(request, "plan/matrix.html", {"plan": plan, "page": matrix(plan, request.standing, request.today)})


@workers
@require_safe
def breakdown_page(request: Request, plan_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    tasks = breakdown(plan, request.standing, request.today)
    return render(request, "plan/table.html", {"plan": plan, "tasks": tasks})


@workers
@require_safe
def breakdown_file(request: Request, plan_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    data = breakdown_workbook(plan, breakdown(plan, request.standing, request.today), request.today)
    name = f"{plan.document.title[:60]}-任务分解表-{request.today}.xlsx"
    response = HttpResponse(data, content_type=XLSX)
    response.headers["Content-Disposition"] = attachment(name)
    return response


@workers
@require_safe
def changes_page(request: Request, plan_id: int) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    form = SinceForm(request.GET if "since" in request.GET else None)
    since = form.cleaned_data["since"] if form.is_bound and form.is_valid() else request.today - timedelta(days=7)
    moment = datetime.combine(since, time.min, tzinfo=timezone.get_current_timezone())
    lines = changes(plan, request.standing, moment)
    return render(request, "plan/changes.html", {"plan": plan, "lines": lines, "since": since, "form": form})


@office_only
@require_safe
def to_verify(request: Request) -> HttpResponse:
    """Everything that waits for the supervisor, the oldest first."""
    waiting = Report.objects.waiting_for(request.standing)
    related = ("item__unit", "item__obligation__task__plan__document")
    reports = waiting.select_related(*related).order_by("submitted_at")
    return render(request, "plan/to_verify.html", {"reports": reports})


def obligation_or_404(request: Request, pk: int) -> Obligation:
    """This function will load a sentence of a plan that the person works on."""
    related = ("task__plan__owner", "task__plan__document")
    found = get_object_or_404(Obligation.objects.select_related(*related), pk=pk)
    if not rules.works_on(request.standing, found.task.plan):
        raise Http404
    return found


def visible_rows(request: Request, obligation: Obligation) -> list[ItemRow]:
    """This function will give the rows of an obligation's items that the person may see, withdrawn ones left out."""
    items = WorkItem.objects.visible_to(request.standing).standing().filter(obligation=obligation)
    return rows_of(items.select_related("unit", "obligation__task"), request.today)
