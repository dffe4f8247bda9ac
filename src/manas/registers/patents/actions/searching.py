"""Searches that somebody keeps, and telling them when something new fits."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.db import transaction
from django.utils.translation import gettext as _

from manas.office.journal import actions as journal
from manas.office.journal.actions import label
from manas.office.models import Person
from manas.office.notices import actions as notices
from manas.office.queries import standing_at
from manas.registers.models import SavedSearch
from manas.registers.patents.queries.listing import Filters, filtered, filters_of
from manas.registers.patents.refusals import PatentRefused

MOST: Final = 50  # searches of one person


@transaction.atomic
def save_search(*, name: str, filters: Filters, alerts: bool, actor: Person, at: datetime) -> SavedSearch:
    """This function will keep how a list is narrowed, for its person alone; under a name they have it takes the place.

    Raises PatentRefused for a search of nothing, an empty name, and where there are fifty already.
    """
    if not name.strip() or not (filters.words or filters.chosen):
        raise PatentRefused(_("请写明名称，并至少选一个条件或者写一个词"))
    Person.objects.select_for_update(no_key=True).get(pk=actor.pk)
    own = SavedSearch.objects.filter(person=actor)
    if own.count() >= MOST and not own.filter(name=name.strip()).exists():
        raise PatentRefused(_("保存的检索已满%(most)s个，请先删去不用的") % {"most": MOST})
    kept, _new = SavedSearch.objects.update_or_create(
        person=actor,
        name=name.strip(),
        defaults={"filters": filters.kept(), "alerts": alerts, "saved_at": at, "told_at": at},
    )
    journal.record(actor=actor, at=at, verb="保存专利检索", subject=kept, detail={"name": kept.name})
    return kept


@transaction.atomic
def drop_search(*, search: SavedSearch, actor: Person, at: datetime) -> None:
    """This function will forget a search; PatentRefused for another person's."""
    if search.person_id != actor.pk:
        raise PatentRefused(_("这不是您保存的检索"))
    journal.record(actor=actor, at=at, verb="删除专利检索", subject=search, detail={"name": search.name})
    search.delete()


def tell_of_new(*, at: datetime) -> int:
    """This function will tell the owner of each kept search how many patents came in since the last time; gives how many
    were told. Each search is a transaction of its own, so that one that fails keeps nobody else waiting."""
    searches = SavedSearch.objects.filter(alerts=True, person__is_active=True, told_at__lt=at)
    return sum(_tell(pk, at) for pk in searches.values_list("pk", flat=True))


@transaction.atomic
def _tell(pk: int, at: datetime) -> bool:
    search = SavedSearch.objects.select_for_update(of=("self",)).select_related("person").filter(pk=pk).first()
    if search is None or search.told_at >= at:
        return False
    filters = filters_of(flat(search))
    fitting = filtered(standing_at(search.person, at), filters)
    count = fitting.filter(created_at__gt=search.told_at, created_at__lte=at).count()
    since, search.told_at = search.told_at, at
    search.save(update_fields=["told_at"])
    if count:
        notices.send(
            recipients=[search.person],
            key=f"search:{search.pk}:{since.isoformat()}",
            subject=_("“%(name)s”有%(count)s件新专利") % {"name": search.name, "count": count},
            body=_("保存的检索“%(name)s”自上次通知以来新入库%(count)s件。") % {"name": search.name, "count": count},
            address=f"/registers/patents/?{urlencode({**flat(search), 'order': 'entered'})}",
            about=label(search),
            at=at,
        )
    return bool(count)


def flat(search: SavedSearch) -> dict[str, str]:
    """This function will give a kept search as the parameters of the list's address."""
    kept = search.filters
    return {"q": kept["words"], **kept["chosen"], "order": kept["order"]}
