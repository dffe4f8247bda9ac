"""Finding the patent that a contract names."""

from __future__ import annotations

from django.db.models import Q

from manas.engines.patent_number import NumberFault, read
from manas.registers.models import Patent
from manas.registers.patents.merging import twin


def by_number(words: str) -> Patent | None:
    """This function will give the patent of a number, however it is written (ZL202310000001.2, CN111534432B); none for what
    is no number or stands in no register."""
    try:
        number = read(words).text
    except NumberFault:
        return None
    named = Q(application_number=number) | Q(publication_number__in=[number, twin(number) or number])
    return Patent.objects.filter(named).order_by("pk").first()
