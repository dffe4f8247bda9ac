"""Questions about notices and what became of them."""

from __future__ import annotations

from django.db.models import BooleanField, Case, Count, Q, QuerySet, Value, When

from manas.office.models import Channel, Delivery, Notice, NoticeChoice, Person, Webhook

UNREAD = Q(read_at__isnull=True, withdrawn_at__isnull=True)


def notices_of(person: Person, *, only_unread: bool = False) -> QuerySet[Notice]:
    """This function will give a person's notices: what still asks to be read first, the latest first among them."""
    mine = Notice.objects.of(person)
    if only_unread:
        return mine.unread().order_by("-created_at", "-pk")
    waits = Case(When(UNREAD, then=Value(True)), default=Value(False), output_field=BooleanField())
    return mine.annotate(waits=waits).order_by("-waits", "-created_at", "-pk")


def unread_count(person: Person) -> int:
    """This function will count what a person still has to read."""
    return Notice.objects.of(person).unread().count()


def choice_of(person: Person) -> NoticeChoice:
    """This function will give how a person wants to be told; in the list only, where they chose nothing."""
    return NoticeChoice.objects.filter(person=person).first() or NoticeChoice(person=person)


def deliveries(state: str = "") -> QuerySet[Delivery]:
    """This function will give what left or is to leave the system, in one state or in all, the latest change first."""
    found = Delivery.objects.exclude(channel=Channel.IN_APP).select_related("notice__recipient", "webhook__unit")
    return (found.filter(state=state) if state else found).order_by("-changed_at", "-pk")


def deliveries_by_state() -> dict[str, int]:
    """This function will count what left or is to leave the system by its state."""
    rows = Delivery.objects.exclude(channel=Channel.IN_APP).order_by().values_list("state").annotate(n=Count("pk"))
    return dict(rows)


def webhooks() -> QuerySet[Webhook]:
    """This function will give every webhook with its unit."""
    return Webhook.objects.select_related("unit").order_by("unit__path", "pk")
