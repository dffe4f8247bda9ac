"""Who may read a matter, and who may do what in it. No rule found means no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from manas.engines.flow.model import Flow, Pause, Step
from manas.matters.docket.parties import Party, seats_of, sits, within
from manas.office.models import Role

if TYPE_CHECKING:
    from manas.matters.docket.models import Matter
    from manas.office.rules import Standing


def visible(standing: Standing) -> Q:
    """This function will make the filter "may be read by somebody of this standing".

    A draft is its applicant's alone. Units that handle a matter read it; those that oversee read what is not kept to
    the people who handle it.
    """
    if standing.person is None:
        return Q(pk__in=[])
    working = standing.handles_at() + standing.approves_at() + standing.reviews_at()
    overseeing = standing.office_realms() + tuple(post.unit.path for post in standing.posts_as(Role.LEADER))
    handling = within("lead_unit", working) | within("partner_unit", standing.handles_at())
    open_to = within("county", standing.handles_at()) | within("lead_unit", overseeing) | within("county", overseeing)
    handed_in = Q(submitted_at__isnull=False)
    return (
        Q(applicant_person=standing.person)
        | Q(applicant_organization__in=standing.organizations)
        | handed_in & (handling | Q(partner_organization__in=standing.organizations))
        | handed_in & Q(confidential=False) & open_to
    )


def awaits(standing: Standing) -> Q:
    """This function will make the filter "somebody of this standing must act"."""
    return seats_of(standing)


def holds_the_file(standing: Standing, matter: Matter) -> bool:
    """This function will tell whether the person may act as handler: nobody was named, or they or whom they stand in for."""
    return matter.handler_id is None or matter.handler_id in standing.acts_for()


def may_take(standing: Standing, matter: Matter, step: Step) -> bool:
    """This function will tell whether somebody of this standing may take a step, the state left aside."""
    return any(_may_as(party, standing, matter) for party in step.by)


def may_pause(standing: Standing, matter: Matter, pause: Pause) -> bool:
    """This function will tell whether somebody of this standing may suspend the matter on this ground."""
    return any(_may_as(party, standing, matter) for party in pause.by)


def is_party(standing: Standing, matter: Matter, *parties: str) -> bool:
    """This function will tell whether somebody of this standing is one of the parties in this matter."""
    return any(_may_as(party, standing, matter) for party in parties)


def works_on(standing: Standing, matter: Matter) -> bool:
    """This function will tell whether the person handles this matter officially: its inside is theirs to see."""
    inside = (Party.HANDLER, Party.APPROVER, Party.REVIEWER, Party.COUNTY, Party.POLICE)
    return any(sits(party, standing, matter) for party in inside)


def is_between(standing: Standing, matter: Matter) -> bool:
    """This function will tell whether the person is a side of what two agreed, or of the office that handles it: a county and
    a leader read that something was agreed, not for how much."""
    sides = (Party.APPLICANT, Party.PARTNER, Party.HANDLER, Party.APPROVER, Party.REVIEWER)
    own_office = matter.lead_unit.path.startswith(standing.office_realms() or ("!",))
    return own_office or any(sits(side, standing, matter) for side in sides)


def oversees(standing: Standing, matter: Matter) -> bool:
    """This function will tell whether the matter lies in the tree of a person who oversees: the office, or a leader."""
    realms = standing.office_realms() + tuple(post.unit.path for post in standing.posts_as(Role.LEADER))
    return matter.submitted_at is not None and matter.lead_unit.path.startswith(realms or ("!",))


def may_hand_over(standing: Standing, matter: Matter) -> bool:
    """This function will tell whether somebody of this standing may give the matter to another handler."""
    if matter.submitted_at is None or matter.closed_at is not None:
        return False
    return sits(Party.HANDLER, standing, matter) or sits(Party.APPROVER, standing, matter)


def may_attach(standing: Standing, matter: Matter, *, inside: bool, by_code: bool) -> bool:
    """This function will tell whether somebody may put a document with the matter: the applicant and the partner while it is
    their turn, those who handle it while it runs; what stays `inside` only the latter."""
    if matter.closed_at is not None:
        return False
    if works_on(standing, matter) and matter.submitted_at is not None:
        return True
    partner = sits(Party.PARTNER, standing, matter) and matter.awaits == Party.PARTNER
    applicant = (by_code or sits(Party.APPLICANT, standing, matter)) and matter.awaits == Party.APPLICANT
    return not inside and (partner or applicant)


def steps_open(standing: Standing, matter: Matter, flow: Flow) -> tuple[Step, ...]:
    """This function will give the steps that somebody of this standing may take now."""
    if matter.suspended or matter.merged_into_id:
        return ()
    return tuple(step for step in flow.steps_from(matter.state) if may_take(standing, matter, step))


def _may_as(party: str, standing: Standing, matter: Matter) -> bool:
    if not sits(party, standing, matter):
        return False
    return party != Party.HANDLER or holds_the_file(standing, matter)
