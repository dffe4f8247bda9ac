"""Questions about jobs."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from manas.office.models import Job, JobState


def due(at: datetime) -> QuerySet[Job]:
    """This function will give the jobs that a worker may take at a moment: waiting ones, and ones whose lease ran out."""
    return Job.objects.filter(due_at__lte=at)


def failed() -> QuerySet[Job]:
    """This function will give the jobs that were given up, the latest first."""
    return Job.objects.filter(state=JobState.FAILED).order_by("-ended_at", "-pk")
