"""Which matters another one may continue."""

from __future__ import annotations

from django.db.models import Q

from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter, MatterQuerySet


def continuable(matter: Matter) -> MatterQuerySet:
    """This function will give the matters that wait for one of this kind, and in which its applicant takes part."""
    waiting = Q(pk__in=[])
    for kind in kinds().values():
        for flow in kind.flows:
            step = flow.step(kind.follow_ups.get(matter.kind, ""))
            waiting |= Q(kind=kind.key, flow_version=flow.version, state__in=step.sources if step else ())
    return Matter.objects.filter(waiting & _taking_part(matter)).order_by("-pk")


def _taking_part(matter: Matter) -> Q:
    organization = matter.applicant_organization_id
    if organization is None:
        return Q(applicant_person__isnull=False, applicant_person=matter.applicant_person_id)
    return Q(applicant_organization=organization) | Q(partner_organization=organization)
