"""The technology needs that a study looks at, by the words for what they are about and what they want done."""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from manas.engines.matching.need import split
from manas.engines.navigation.model import Need
from manas.office.models import Unit
from manas.registers.models import Confidentiality, NeedState, TechnologyNeed

MOST: Final = 500  # the newest; more would make a study wait


def needs_of(keeper: Unit) -> list[Need]:
    """This function will give the needs that are not closed: public ones and those of the unit's own register.

    Whoever reads a study of the unit reads these needs too: nobody learns from a count what they may not see.
    """
    readable = Q(confidentiality=Confidentiality.PUBLIC) | Q(keeper__path__startswith=keeper.path)
    found = TechnologyNeed.objects.filter(readable).exclude(state=NeedState.CLOSED).order_by("-pk")[:MOST]
    return [_need(one) for one in found.only("title", "text", "object", "function")]


def _need(kept: TechnologyNeed) -> Need:
    """What somebody confirmed line by line; where they did not, what the text is split into."""
    proposed = split(kept.text, kept.title)
    return Need(kept.pk, _said(kept.object) or proposed.object, _said(kept.function) or proposed.function)


def _said(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.replace("；", "\n").splitlines() if line.strip())
