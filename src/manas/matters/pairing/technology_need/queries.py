"""What is asked about a need that is handled: what its papers say, what is to be thought of."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.utils import timezone

from manas.matters.docket.actions.turning import label, word
from manas.matters.docket.kinds import Advice, Level
from manas.matters.docket.models import Matter
from manas.matters.pairing.technology_need.models import NeedRequest
from manas.matters.pairing.technology_need.rules import readable
from manas.matters.pairing.technology_need.steps import ELEMENTS
from manas.registers.models import Confidentiality
from manas.registers.needs.rules import Audience


def paper_values(matter: Matter) -> dict[str, Any]:
    """This function will give what the papers of a need print beside its columns: what whoever is asked may read of it."""
    need = cast(NeedRequest, matter)
    return {"facts": [{"label": name, "words": words} for name, words in _told(need)]}


def _told(need: NeedRequest) -> list[tuple[str, str]]:
    columns = {field.name for field in need._meta.concrete_fields}
    names = [name for name in readable(need, Audience.INVITED) if name in columns - {"title", "state"}]
    return [(label(need, name), words) for name in names if (words := word(need, name))]


def advice(matter: Matter, at: datetime) -> tuple[Advice, ...]:
    """This function will say what is to be thought of before a need is published or handed on."""
    need = cast(NeedRequest, matter)
    found: list[Advice] = []
    if need.state in ("received", "published") and not any(getattr(need, name) for name in ELEMENTS):
        text = "需求还没有分解出技术问题、作用对象、功能、性能和场景；分解清楚的需求更容易找到对得上的专利"
        found.append(Advice(Level.INFO, text))
    if need.state == "published" and need.confidentiality == Confidentiality.AUTHORITY:
        text = "公开范围是“仅主管部门”：不能转办，只能直接答复；要转办，请先与提出方商定扩大公开范围"
        found.append(Advice(Level.WARNING, text))
    if need.valid_until is not None and need.valid_until < timezone.localtime(at).date() and need.closed_at is None:
        found.append(Advice(Level.WARNING, f"需求有效期已于{need.valid_until}届满，请与提出方确认是否继续"))
    return tuple(found)
