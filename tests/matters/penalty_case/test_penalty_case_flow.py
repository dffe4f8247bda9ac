"""The declaration itself: proved, every paper readable, no limit begun a second time while it runs."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import models

from manas.engines.flow.model import Flow, Step
from manas.engines.flow.prove import Known, prove
from manas.engines.paper.read import read
from manas.facts.deadlines import rules
from manas.facts.events import grounds
from manas.facts.laws import laws
from manas.matters.docket.kinds import kinds
from manas.matters.docket.parties import Party
from manas.matters.protection.penalty_case.actions import CHECKS, PAST
from manas.matters.protection.penalty_case.flow import FLOW, KIND
from manas.matters.protection.penalty_case.models import PenaltyCase
from manas.reports.papers.fill import fill

# A second one is refused by the step itself, or ends the one before: see the tests of investigating.
GUARDED = {"PEN-EVID-HOLD", "PEN-SEIZE"}
PAPERS = [paper.key for paper in KIND.papers]


def test_the_flow_is_proved() -> None:
    known = Known(
        parties=frozenset(Party),
        rules=frozenset(rule.key for rule in rules()),
        grounds=frozenset(grounds()),
        fields=frozenset(field.name for field in PenaltyCase._meta.get_fields()),
        documents=frozenset(document.key for document in KIND.documents),
        papers=frozenset(PAPERS),
        laws=frozenset(laws()),
    )
    assert prove(FLOW, known) == ()


def test_the_kind_is_found_in_its_room() -> None:
    kind = kinds()["penalty_case"]
    assert (kind.mark, kind.tasks, kind.opened_by, kind.confidential) == ("克市监知罚", ("9",), (Party.HANDLER,), True)


def test_every_check_belongs_to_a_step() -> None:
    steps = {step.key for step in FLOW.steps}
    assert {*CHECKS, *dict(PAST)} - steps == set()
    assert len(dict(PAST)) == len(PAST)
    fields = {field.name for field in PenaltyCase._meta.get_fields()}
    assert {field for _, field in PAST} - fields == set()


def test_no_limit_begins_again_while_it_runs() -> None:
    assert [f"{step.key}: {rule}" for step in FLOW.steps for rule in _again(FLOW, step)] == []


def _again(flow: Flow, step: Step) -> list[str]:
    """The rules of a step's limits that may be begun a second time before anything ended the first."""
    begun = {clock.rule for clock in step.starts} - GUARDED
    return sorted(rule for rule in begun if _reached(flow, step, rule))


def _reached(flow: Flow, begins: Step, rule: str) -> bool:
    seen, ahead = set(), [begins.target]
    while ahead:
        state = ahead.pop()
        if state in seen or flow.state(state).final:  # at the end everything ends
            continue
        seen.add(state)
        for step in flow.steps_from(state):
            if rule in step.ends:
                continue
            if any(clock.rule == rule for clock in step.starts):
                return True
            ahead.append(step.target)
    return False


@pytest.mark.parametrize("paper", PAPERS)
def test_every_paper_is_made_by_a_step(paper: str) -> None:
    assert [step.key for step in FLOW.steps if paper in step.makes] != []


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_reads_with_everything_and_with_nothing(paper: str) -> None:
    template = KIND.template(paper)
    filled, blanks = fill(template, values())
    assert read(filled, number="克市监知罚〔2026〕1号", day="2026年3月18日").title == KIND.paper(paper).title
    assert blanks == ()
    bare, missing = fill(template, dict.fromkeys(values()))
    assert read(bare, number="", day="").blocks != ()
    assert missing != ()


def test_a_decision_holds_what_the_law_wants_in_it() -> None:
    filled, _ = fill(KIND.template("penalty_decision"), values())
    text = str(read(filled, number="克市监知罚〔2026〕1号", day=""))
    wanted = {
        "party": "某当事人",
        "facts": "某查明的事实",
        "evidence": "某证据",
        "pleas": "某当事人意见",
        "how they were treated": "某意见复核和采纳情况",
        "content": "某处罚内容",
        "basis": "某处罚依据",
        "amount": "12,000.00元（大写：壹万贰仟元整）",
        "performance": "十五日内",
        "reconsideration": "向某行政复议机关申请行政复议",
        "lawsuit": "向某行政诉讼管辖法院提起行政诉讼",
        "day": "2026年3月18日",
    }
    assert {what for what, words in wanted.items() if words not in text} == set()


def values() -> dict[str, object]:
    """A value for every column of a case, and what the docket adds."""
    made = {field.name: _value(field) for field in PenaltyCase._meta.fields}
    rows = [{"position": "1", "place": "某类别", "name": "某材料", "number": "某文号"}]
    return {
        **made,
        "main_volume": rows,
        "inner_volume": rows,
        "number": "克市监知罚〔2026〕1号",
        "opinion": "某意见",
        "lead_unit": "云岭州市场监督管理局",
    }


def _value(field: "models.Field[object, object]") -> object:
    known: dict[type, object] = {
        models.DateTimeField: datetime(2026, 3, 18, 1, 0, tzinfo=UTC),
        models.DateField: date(2026, 3, 18),
        models.DecimalField: Decimal(12000),
        models.IntegerField: 12,
        models.BooleanField: True,
    }
    found = (value for kind, value in known.items() if isinstance(field, kind))
    return next(found, f"某{field.verbose_name}")
