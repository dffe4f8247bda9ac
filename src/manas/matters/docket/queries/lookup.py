"""Finding a matter by its number and lookup code, for people without an account."""

from __future__ import annotations

from django.contrib.auth.hashers import check_password, make_password

from manas.matters.docket.models import Matter

# Compared with when there is nothing to compare with, so that the answer takes as long.
NOTHING = make_password(None)


def by_code(number: str, code: str) -> Matter | None:
    """This function will give the matter with this number if the code is its own, else nothing."""
    found = Matter.objects.filter(number=number.strip()).exclude(lookup_hash="").first()
    kept = found.lookup_hash if found else NOTHING
    return found if check_password(code.strip().upper(), kept) and found else None
