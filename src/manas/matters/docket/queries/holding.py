"""What of the docket still holds a unit open."""

from __future__ import annotations

from django.db.models import Q

from manas.matters.docket.models import Matter
from manas.office.models import Unit


def open_matters(unit: Unit) -> list[str]:
    """This function will say, in a sentence or none, how many matters a unit still leads or shares in."""
    count = Matter.objects.filter(Q(lead_unit=unit) | Q(partner_unit=unit), closed_at__isnull=True).count()
    return [f"承办或协办的{count}件办件尚未办结，请先办结或移交"] if count else []
