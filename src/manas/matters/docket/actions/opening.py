"""Opening a matter: a draft of an applicant, or a case that an official opens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.actions.turning import fill, lock, write
from manas.matters.docket.kinds import Kind
from manas.matters.docket.models import Act, Counter, Matter
from manas.matters.docket.parties import SEATS, Party, sits
from manas.office.models import Organization, Person, Post, Role, Unit
from manas.office.queries import standing_at

# Letters and digits that are not taken for one another when read aloud or from paper.
LEGIBLE = "ABCDEFGHJKMNPQRTUVWXY346789"
# No sign-in name that anybody can register looks like this.
PUBLIC = "*public"


@transaction.atomic
def open_draft(
    *,
    kind: Kind,
    county: Unit,
    actor: Person,
    at: datetime,
    organization: Organization | None = None,
    values: Mapping[str, Any] | None = None,
) -> Matter:
    """This function will begin an application: a draft that its applicant alone sees, without a number yet.

    Raises StepRefused when the kind is not applied for, or the person is no member of the organization.
    """
    if Party.APPLICANT not in kind.opened_by:
        raise StepRefused(f"“{kind.label}”由办理机关依职权启动，不接受申请")
    if organization is not None and organization.pk not in standing_at(actor, at).organizations:
        raise StepRefused(f"您不是{organization}的成员")
    matter = _new(kind, lead_unit(county, at), actor, at)
    matter.county = county
    matter.applicant_person = actor
    matter.applicant_organization = organization
    matter.applicant_name = organization.name if organization else actor.name
    matter.awaits = Party.APPLICANT
    changes = fill(matter, values or {})
    write(matter=matter, act=Act.OPEN, name="建立草稿", actor=actor, at=at, from_state="", changes=changes)
    return matter


@transaction.atomic
def open_without_account(
    *, kind: Kind, county: Unit, name: str, contact: str, at: datetime, values: Mapping[str, Any] | None = None
) -> tuple[Matter, str]:
    """This function will begin an application of somebody without an account; gives the draft and its lookup code.

    Raises StepRefused when the kind is for people with an account only, or a name or an address to answer to is missing.
    """
    if not kind.without_account:
        raise StepRefused(f"办理“{kind.label}”需要先登录")
    if not name.strip() or not contact.strip():
        raise StepRefused("请填写姓名和联系方式，以便答复")
    matter = _new(kind, lead_unit(county, at), public(), at)
    matter.county = county
    matter.applicant_name, matter.contact = name.strip(), contact.strip()
    matter.awaits = Party.APPLICANT
    code = get_random_string(10, LEGIBLE)
    matter.lookup_hash = make_password(code)
    changes = fill(matter, values or {})
    write(matter=matter, act=Act.OPEN, name="建立草稿", actor=public(), at=at, from_state="", changes=changes)
    return matter, code


def public() -> Person:
    """This function will give the account in whose name the journal knows people without an account; nobody signs in to it."""
    person, _ = Person.objects.get_or_create(
        username=PUBLIC, defaults={"name": "公众（凭查询码）", "is_active": False, "password": make_password(None)}
    )
    return person


@transaction.atomic
def save_draft(*, matter: Matter, values: Mapping[str, Any], actor: Person, at: datetime) -> Matter:
    """This function will keep what an applicant typed so far. It is no deed: it counts no turn and leaves no history."""
    draft = lock(matter, matter.turn)
    if draft.submitted_at is not None:
        raise StepRefused("已经提交，不能再改")
    if not sits(Party.APPLICANT, standing_at(actor, at), draft):
        raise StepRefused("只有申请人可以修改草稿")
    fill(draft, values)
    draft.save()
    return draft


@transaction.atomic
def open_case(
    *,
    kind: Kind,
    unit: Unit,
    actor: Person,
    at: datetime,
    county: Unit | None = None,
    values: Mapping[str, Any] | None = None,
) -> Matter:
    """This function will open a matter by an official of `unit`; it has its number at once.

    Raises StepRefused when the kind is not opened by officials, or the actor is none of the unit's.
    """
    parties = [party for party in kind.opened_by if party != Party.APPLICANT]
    standing = standing_at(actor, at)
    seats = [holds for party in parties if (holds := SEATS[party].holds) is not None]
    if not any(unit.path.startswith(holds(standing) or ("!",)) for holds in seats):
        raise StepRefused(f"您不能为{unit}建立“{kind.label}”")
    matter = _new(kind, unit, actor, at)
    matter.state = kind.opened_in or matter.state
    matter.county = county
    matter.handler = actor
    changes = fill(matter, values or {})
    matter.awaits = kind.flow.state(matter.state).awaits
    number(matter, kind, at)
    write(matter=matter, act=Act.OPEN, name="建立", actor=actor, at=at, from_state="", changes=changes)
    return matter


def number(matter: Matter, kind: Kind, at: datetime) -> None:
    """This function will give a matter its number of the year, and the moment from which it is handed in."""
    year = timezone.localtime(at).year
    Counter.objects.get_or_create(mark=kind.mark, year=year)
    counter = Counter.objects.select_for_update().get(mark=kind.mark, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    matter.number = f"{kind.mark}〔{year}〕{counter.last}号"
    matter.submitted_at = at


def lead_unit(county: Unit, at: datetime) -> Unit:
    """This function will give the office for intellectual property that is responsible for a county.

    Raises StepRefused when no unit beside the county holds that post.
    """
    day = timezone.localtime(at).date()
    post = (
        Post.objects.held_on(day)
        .filter(role=Role.OFFICE, unit__parent_id=county.parent_id)
        .select_related("unit")
        .order_by("pk")
        .first()
    )
    if post is None:
        raise StepRefused(f"{county}的上级还没有设立知识产权局，暂时无法受理")
    return post.unit


def _new(kind: Kind, unit: Unit, actor: Person, at: datetime) -> Matter:
    return kind.model(
        kind=kind.key,
        flow_version=kind.flow.version,
        state=kind.flow.initial,
        lead_unit=unit,
        opened_at=at,
        confidential=kind.confidential,
        is_example=actor.is_example,
    )
