"""What of meetings and visits goes over to the revision of their plan: whatever has no paper yet."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q

from manas.plan.models import Decision, GuidanceVisit, Meeting, MeetingState, Obligation, VisitState, WorkPlan


def take_along(old: WorkPlan, new: WorkPlan, followers: Mapping[int, Obligation]) -> None:
    """This function will move open meetings and planned visits to the revised plan, their decisions to the new sentences.

    `followers`: the sentence that continues one of the old plan, by that one's key. What the revision dropped is to be
    chosen again. Minutes that are out stay with the plan on which they were issued.
    """
    meetings = Meeting.objects.filter(plan=old, state__in=[MeetingState.DRAFT, MeetingState.HELD])
    visits = GuidanceVisit.objects.filter(plan=old, state=VisitState.PLANNED)
    tasks = {task.key: task for task in new.tasks.all()}
    for decision in Decision.objects.filter(Q(meeting__in=meetings) | Q(visit__in=visits), obligation__isnull=False):
        decision.obligation = followers.get(decision.obligation_id or 0)
        decision.save(update_fields=["obligation"])
    for visit in visits.select_related("task"):
        visit.plan, visit.task = new, tasks.get(visit.task.key) if visit.task else None
        visit.save(update_fields=["plan", "task"])
    meetings.update(plan=new)
