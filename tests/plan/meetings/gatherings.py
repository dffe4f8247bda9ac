"""A meeting on the small plan with one decision for 科技局, and a visit to 北山县 with one promise, in the small cast."""

from datetime import UTC, date, datetime

from manas.plan.meetings import actions, visits
from manas.plan.meetings.actions import Call
from manas.plan.meetings.decisions import Wording, write_down
from manas.plan.meetings.visits import Findings
from manas.plan.models import Decision, GuidanceVisit, Meeting, WorkPlan
from tests import cast as people
from tests.cast import CASES, LIBRARY, Cast

NOW = datetime(2026, 4, 2, 2, tzinfo=UTC)
TODAY = date(2026, 4, 2)
BY = date(2026, 9, 30)


def asked(cast: Cast, **changed: object) -> Call:
    """A promotion meeting of 科技局 and 北山县, today."""
    said: dict[str, object] = {
        "kind": "promotion", "title": "强州建设推进会", "held_on": TODAY, "agenda": "培育库建设", "place": "二楼会议室",
        "units": [cast.science, cast.north],
    }  # fmt: skip
    return Call(**(said | changed))  # type: ignore[arg-type]  # by name


def called(cast: Cast, plan: WorkPlan | None = None, **changed: object) -> Meeting:
    return actions.call(plan=plan or people.adopted(cast), asked=asked(cast, **changed), actor=cast.office, at=NOW)


def held(cast: Cast, plan: WorkPlan | None = None, **changed: object) -> Meeting:
    return actions.hold(meeting=called(cast, plan, **changed), actor=cast.office, at=NOW)


def decide(cast: Cast, of: Meeting | GuidanceVisit, text: str = LIBRARY, **changed: object) -> Decision:
    """A decision for 科技局 under a sentence of the plan; no sentence where `text` is empty."""
    said: dict[str, object] = {
        "unit": cast.science, "what": "建成高价值专利培育库", "measure": "入库名单印发", "due_on": BY,
        "obligation": people.sentence(of.plan, text) if text else None,
    }  # fmt: skip
    wording = Wording(**(said | changed))  # type: ignore[arg-type]  # by name
    return write_down(of=of, wording=wording, actor=cast.office, at=NOW)


def minuted(cast: Cast, plan: WorkPlan | None = None, **changed: object) -> Meeting:
    meeting = held(cast, plan, **changed)
    decide(cast, meeting)
    return actions.issue(meeting=meeting, summary="会议听取汇报。", actor=cast.office, at=NOW)


def planned(cast: Cast, plan: WorkPlan | None = None, **changed: object) -> GuidanceVisit:
    said: dict[str, object] = {"county": cast.north, "held_on": TODAY, "subject": "县域品牌培育"}
    told = said | changed | {"actor": cast.office, "at": NOW}
    return visits.plan_visit(plan=plan or people.adopted(cast), **told)  # type: ignore[arg-type]  # by name


def promise(cast: Cast, visit: GuidanceVisit, text: str = CASES, **changed: object) -> Decision:
    """A promise of the visiting office under a sentence that binds it."""
    said: dict[str, object] = {"unit": cast.ip_office, "what": "派员协助办案"}
    return decide(cast, visit, text, **(said | changed))


def recorded(cast: Cast, plan: WorkPlan | None = None) -> GuidanceVisit:
    visit = planned(cast, plan)
    promise(cast, visit)
    findings = Findings("缺少办案人员", "先从重点市场做起", "请派员指导")
    return visits.record(visit=visit, findings=findings, actor=cast.office, at=NOW)
