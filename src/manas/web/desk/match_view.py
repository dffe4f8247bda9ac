"""What was found for a need, in the words of a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from manas.matters.pairing.pair.models import Pair
from manas.matters.pairing.pair.proposing import number_of, running
from manas.registers.models import Patent, TechnologyNeed

if TYPE_CHECKING:
    from manas.engines.matching.match import Suggestion
    from manas.registers.matching.offers import Answer

ELEMENTS: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        "problem": _("技术问题"),
        "object": _("作用对象"),
        "function": _("功能要求"),
        "performance": _("性能指标"),
        "scene": _("使用场景"),
    }
)
PLACES: Final[Mapping[str, Promise]] = MappingProxyType(
    {"title": _("名称"), "abstract": _("摘要"), "claims": _("权利要求")}
)
VERDICTS: Final[Mapping[str, Promise]] = MappingProxyType(
    {"met": _("达到"), "contradicted": _("达不到"), "silent": _("没有提到")}
)


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One suggested patent: why, what was measured, what is still to be cleared up, and the pair that runs already."""

    patent: Patent
    fitting: bool
    evidence: list[tuple[Promise, str, Promise | str]]
    targets: list[tuple[str, Promise, str]]
    classes: list[tuple[str, str]]
    favors: list[str]
    cautions: list[str]
    relatives: list[Patent]
    pair: Pair | None


@dataclass(frozen=True, slots=True)
class AnswerView:
    """All that was found: what was compared, the patents, what was ruled out, and what the need leaves unsaid."""

    elements: list[tuple[Promise, str]]
    proposed: bool
    gaps: list[str]
    lines: list[OfferLine]
    ruled_out: list[tuple[str, int]]
    searched: int
    left: int
    unaided: str


def found_in_words(answer: Answer, kept: TechnologyNeed) -> AnswerView:
    """This function will put what was found into words."""
    from manas.engines.matching.match import BAR_WORDS
    from manas.engines.matching.need import ADVICE

    pairs = running(kept)
    said = [(words, "；".join(getattr(answer.need, name))) for name, words in ELEMENTS.items()]
    return AnswerView(
        elements=[(label, words) for label, words in said if words],
        proposed=answer.proposed,
        gaps=[ADVICE[gap] for gap in answer.gaps],
        lines=[_line(patent, one, answer.patents, pairs) for patent, one in answer.lines],
        ruled_out=[(BAR_WORDS[bar], count) for bar, count in answer.found.ruled_out.items()],
        searched=answer.searched,
        left=answer.left,
        unaided=answer.unaided,
    )


def _line(patent: Patent, one: Suggestion, patents: Mapping[int, Patent], pairs: Mapping[str, Pair]) -> OfferLine:
    from manas.engines.matching.match import CAUTION_WORDS, FAVOR_WORDS

    return OfferLine(
        patent=patent,
        fitting=one.fitting,
        evidence=[(ELEMENTS[e.element.value], e.sentence, PLACES.get(e.where, "")) for e in one.evidence],
        targets=[(j.target.words, VERDICTS[j.verdict.value], j.words) for j in one.targets],
        classes=list(one.classes[:3]),
        favors=[FAVOR_WORDS[favor] for favor in one.favors],
        cautions=[CAUTION_WORDS[caution] for caution in one.cautions],
        relatives=[patents[relative.key] for relative in one.relatives],
        pair=pairs.get(number_of(patent)),
    )
