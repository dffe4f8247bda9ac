"""What one fills in to learn what follows from an event."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from manas.engines.calendar.model import Channel
from manas.facts import deadlines, events
from manas.web.desk.forms import DayField
from manas.web.portal.deadline_answers import CHANNELS, Asked, events_of

SERVED: list[tuple[str, Promise | str]] = [
    ("", _("填的就是实际发生、收到的日期")),
    *((channel.value, words) for channel, words in CHANNELS.items()),
]


class EventField(forms.CharField):
    """An event by its key or in the words that the list offers; gives the key."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"list": "events", "autocomplete": "off"})
        super().__init__(max_length=80, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return events.events().get(value, value)

    def clean(self, value: Any) -> str:
        said = super().clean(value)
        found = {words: key for key, words in events.events().items()}
        key = said if said in events.events() else found.get(said, "")
        if not key:
            raise ValidationError(_("请从列表中选一件事，或者从下面的目录进入"))
        return key


class DeadlineForm(forms.Form):
    """What happened and when; everything stands in the address."""

    event = EventField(label=_("发生了什么"), help_text=_("输入几个字，从列出的事项中选，如“驳回”“告知书”“申请日”"))
    on = DayField(label=_("哪一天"))
    clock = forms.TimeField(
        label=_("几点"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("只有按小时计算的期限才需要"),
    )
    served = forms.ChoiceField(
        label=_("日期的含义"),
        choices=SERVED,
        required=False,
        help_text=_("只知道通知何时发出的，选送达方式，按法定推定的送达日起算"),
    )
    family = forms.ChoiceField(label=_("领域"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["family"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # told to the type checker; it was made above
        field.choices = [("", _("全部")), *deadlines.families().items()]

    def asked(self) -> Asked:
        """This function will give what a valid form asks."""
        given = self.cleaned_data
        at = datetime.combine(given["on"], given["clock"]) if given["clock"] else None
        return Asked(
            given["event"],
            given["on"],
            timezone.make_aware(at) if at else None,
            Channel(given["served"]) if given["served"] else None,
        )


@cache
def catalog() -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
    """This function will list the families of limits, the largest first: (family, its name, (event, its words) …)."""
    held: dict[str, set[str]] = defaultdict(set)
    for rule in deadlines.rules():
        held[rule.domain] |= events_of(rule)
    words = events.events()
    return tuple(
        (family, name, tuple(sorted(((event, words[event]) for event in held[family]), key=lambda one: one[1])))
        for family, name in sorted(deadlines.families().items(), key=lambda one: -len(held[one[0]]))
    )
