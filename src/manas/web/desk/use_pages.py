"""Who in the prefecture could use a patent, with the reasons; a pair begins there where a need says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from manas.matters.pairing.pair.models import Pair
from manas.matters.pairing.pair.proposing import may_propose, number_of, running
from manas.registers.models import Patent
from manas.web.desk.patent_pages import patent_or_404
from manas.web.shared.access import Request, signed_in

if TYPE_CHECKING:
    from manas.registers.matching.uses import Why

GROUNDS: Final[Mapping[str, Promise]] = MappingProxyType(
    {"need": _("技术需求"), "product": _("产品"), "scope": _("经营范围")}
)


@dataclass(frozen=True, slots=True)
class WhyView:
    """A reason in words; the pair that runs already, or whether one may be begun."""

    why: Why
    ground: Promise
    pair: Pair | None
    may_propose: bool


@signed_in
@require_safe
def users(request: Request, pk: int) -> HttpResponse:
    """Who could use a patent, as far as whoever looks may read of them."""
    # Only who asks loads the compiler of the index.
    from manas.engines.matching.match import BAR_WORDS
    from manas.registers.matching.uses import may_look, users_of

    patent = patent_or_404(request, pk)
    if not may_look(request.standing):
        raise Http404
    found = users_of(patent, request.standing, request.today)
    context = {
        "patent": patent,
        "found": found,
        "lines": [(line, [_seen(request, patent, why) for why in line.reasons]) for line in found.lines],
        "ruled_out": [(BAR_WORDS[bar], count) for bar, count in found.ruled_out.items()],
    }
    return render(request, "registers/users.html", context)


def _seen(request: Request, patent: Patent, why: Why) -> WhyView:
    pair = running(why.need).get(number_of(patent)) if why.need else None
    may = why.need is not None and pair is None and may_propose(request.standing, why.need)
    return WhyView(why, GROUNDS[why.ground.value], pair, may)
