"""Deeds on one patent: an official puts it right, its holder says what is offered; and holders that become known here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext as _

from manas.office.journal import actions as journal
from manas.office.models import Organization, Person, Role
from manas.office.queries import standing_at
from manas.registers.matching.marks import mark
from manas.registers.models import Patent, PatentChange, PatentHolder
from manas.registers.patents import rules
from manas.registers.patents.merging import Lists, derive, written
from manas.registers.patents.queries.keeping import ip_offices
from manas.registers.patents.refusals import PatentRefused


@transaction.atomic
def correct_patent(*, patent: Patent, field: str, value: Any, reason: str, actor: Person, at: datetime) -> Patent:  # noqa: ANN401  # of any column
    """This function will put one column right, with the reason, by an official.

    Raises PatentRefused for who may not, for a column that is not theirs to change, for a value that is no change or
    cannot be, and where the reason is missing.
    """
    held = _held(patent)
    if not rules.may_correct(standing_at(actor, at), ip_offices(at), held.holders.all()):
        raise PatentRefused(_("只有知识产权局的人员可以更正专利信息"))
    if field not in (*rules.PUBLISHED, *rules.OFFERED):
        raise PatentRefused(_("这一项不能更正"))
    if not reason.strip():
        raise PatentRefused(_("请写明更正理由"))
    _change(held, {field: value}, reason, "更正专利信息", rules.KEEPERS, actor, at)
    held.shields.update_or_create(field=field, defaults={"actor": actor, "at": at})
    return held


@transaction.atomic
def lift_shield(*, patent: Patent, field: str, actor: Person, at: datetime) -> Patent:
    """This function will let files change a column again that an official had put right.

    Raises PatentRefused for who may not correct the patent, and where the column is not shielded.
    """
    held = _held(patent)
    if not rules.may_correct(standing_at(actor, at), ip_offices(at), held.holders.all()):
        raise PatentRefused(_("只有知识产权局的人员可以更正专利信息"))
    if not held.shields.filter(field=field).delete()[0]:
        raise PatentRefused(_("这一项没有保留更正值"))
    detail = {"field": field}
    journal.record(actor=actor, at=at, verb="解除更正保留", subject=held, detail=detail, roles=rules.KEEPERS)
    return held


@transaction.atomic
def state_offer(*, patent: Patent, offer: Mapping[str, Any], actor: Person, at: datetime) -> Patent:
    """This function will keep what a holder says: `offer` maps columns of `rules.OFFERED` to their values.

    Said once here, it stands wherever the patent is shown (一处填报). Raises PatentRefused for who does not act for a
    holder, for other columns, and where nothing changes.
    """
    held = _held(patent)
    if not rules.may_offer(standing_at(actor, at), held.holders.all()):
        raise PatentRefused(_("只有专利权人的成员可以填报转化信息"))
    if set(offer) - set(rules.OFFERED):
        raise PatentRefused(_("这里只能填报转化信息"))
    _change(held, offer, "", "填报专利转化信息", (), actor, at)
    return held


def _held(patent: Patent) -> Patent:
    """The journal first, as everybody does who writes here: no two can hold what the other needs."""
    journal.hold()
    found = Patent.objects.prefetch_related("holders__organization__county", "inventors", "classes")
    return found.select_for_update(of=("self",), no_key=True).get(pk=patent.pk)


def _change(
    patent: Patent,
    values: Mapping[str, Any],
    reason: str,
    verb: str,
    roles: tuple[Role, ...],
    actor: Person,
    at: datetime,
) -> None:
    before = {name: getattr(patent, name) for name in values}
    changed = [name for name, value in values.items() if before[name] != value]
    if not changed:
        raise PatentRefused(_("内容没有变化"))
    for name in changed:
        setattr(patent, name, values[name])
    derive(patent, _lists(patent))
    patent.changed_at = at
    _save(patent)
    PatentChange.objects.bulk_create(
        PatentChange(
            patent=patent,
            field=name,
            before=written(before[name]),
            after=written(getattr(patent, name)),
            reason=reason.strip(),
            actor=actor,
            at=at,
        )
        for name in changed
    )
    detail = {"changed": changed, "reason": reason.strip()}
    journal.record(actor=actor, at=at, verb=verb, subject=patent, detail=detail, roles=roles)


def _lists(patent: Patent) -> Lists:
    holders, inventors, classes = (
        tuple(map(str, rows.all())) for rows in (patent.holders, patent.inventors, patent.classes)
    )
    return Lists(holders, inventors, classes)


def _save(patent: Patent) -> None:
    try:
        patent.full_clean()
    except ValidationError as wrong:
        raise PatentRefused("；".join(wrong.messages)) from wrong
    patent.save()
    mark([patent.pk], patent.changed_at)


@transaction.atomic
def link_holders() -> int:
    """This function will join holders to organizations that became known since, by their exact name; gives how many.

    A name that two organizations bear joins nobody. To be done again and again, by a worker.
    """
    alone = Organization.objects.values("name").annotate(bearers=Count("pk")).filter(bearers=1).values("name")
    same = Organization.objects.filter(name=OuterRef("name")).values("pk")[:1]
    loose = PatentHolder.objects.filter(organization=None, name__in=alone)
    return loose.update(organization=Subquery(same))
