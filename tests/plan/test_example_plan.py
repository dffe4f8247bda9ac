"""The example plan, as the demonstration adopts it: the numbers that the document itself gives."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from manas.office.journal.queries import verify
from manas.office.models import JournalEntry, Person, Unit, UnitKind
from manas.office.queries import standing
from manas.plan.models import Responsibility, Task, WorkPlan
from manas.plan.queries.living import living_plan
from manas.web.management.commands.demo import make_demo

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.fixture
def plan(db: None) -> WorkPlan:
    return make_demo(NOW)


def test_the_document_gives_what_the_document_says(plan: WorkPlan) -> None:
    page = living_plan(plan, standing(Person.objects.get(username="office"), NOW.date()), NOW.date())
    counts = page.counts
    assert (counts.tasks, counts.focuses, counts.safeguards, counts.units, counts.counties) == (12, 4, 4, 19, 4)
    counties = set(Unit.objects.filter(kind=UnitKind.COUNTY_GOVERNMENT))
    assert {unit.short_name for unit in counties} == {"阿图什市", "阿克陶县", "阿合奇县", "乌恰县"}
    tasks = Task.objects.filter(plan=plan, kind="task").order_by("position")
    bound = {task.number: {r.unit for r in task.responsibilities.select_related("unit")} for task in tasks}
    assert len(bound) == 12
    assert {number: units & counties for number, units in bound.items()} == dict.fromkeys(bound, counties)
    leads = Responsibility.objects.filter(task__plan=plan, role="lead").select_related("task", "unit")
    assert {lead.task.number for lead in leads} == {str(n) for n in range(1, 12)}
    assert None not in {unit for units in bound.values() for unit in units}
    assert not Unit.objects.filter(code__startswith=f"p{plan.pk}-").exists()
    words = "".join(run.text for block in page.blocks for run in block.text_runs)
    source = (settings.EXAMPLES / "kezhou-2023.txt").read_text(encoding="utf-8")
    assert "".join(words.split()) == "".join(source.split())
    assert verify().intact


def test_a_second_demonstration_is_refused(plan: WorkPlan) -> None:
    lines = JournalEntry.objects.count()
    with pytest.raises(CommandError, match="people in this database already"):
        call_command("demo")
    assert JournalEntry.objects.count() == lines


def test_everything_invented_is_marked(plan: WorkPlan) -> None:
    items = [item for task in plan.tasks.all() for o in task.obligations.all() for item in o.items.all()]
    assert items != []
    assert [item.what for item in items if not item.what.endswith("（示例）")] == []
    assert [p.username for p in Person.objects.all() if not (p.is_example and p.name.endswith("（示例）"))] == []
