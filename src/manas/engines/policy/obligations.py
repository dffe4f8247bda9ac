"""What is said: the sentences of a stretch, with their days, figures and references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from manas.engines.policy import dates, figures, references, sentences
from manas.engines.policy.flow import Flow
from manas.engines.policy.markers import Marker
from manas.engines.policy.model import Deadline, Sentence, Span, Target

# What a sentence must hold before the grammars of figures, dates and references are asked.
_COUNTED = re.compile(r"[0-9０-９]|[一二三四五六七八九十百千万两][个项家件%％成倍万亿]|百分之|翻番|全覆盖")
_TIMED = re.compile(r"[年月日天周]|季度|小时|分钟|时")
_QUOTED = re.compile(r"[《〈<“\"「『]")


@dataclass(frozen=True, slots=True)
class Obligations:
    """Reads sentences; `plan_year` completes dates without a year, `horizon` is the year the plan reaches to."""

    flow: Flow
    plan_year: int | None
    horizon: int | None

    def between(self, begin: int, end: int) -> tuple[Sentence, ...]:
        """This function will give the sentences of the flow from `begin` to `end`."""
        if end <= begin:
            return ()
        return tuple(self._sentence(span) for span in sentences.split(self.flow.text, self.flow.span(begin, end)))

    def due_fields(self, marker: Marker | None) -> tuple[Deadline, ...]:
        """This function will give the days in the time-limit fields of a marker; a field found twice counts once."""
        return self.due_at(marker.due if marker else ())

    def due_at(self, places: Sequence[tuple[int, int]]) -> tuple[Deadline, ...]:
        """This function will give the days in stretches of the flow that are nothing but time limits."""
        spans = (self.flow.span(start, end) for start, end in places)
        found = (each for span in spans for each in dates.deadline_field(self.flow.text, span, self.plan_year))
        return tuple(dict.fromkeys(found))

    def targets(self, body: Span, read_already: list[Sentence]) -> tuple[Target, ...]:
        """This function will give every figure to reach in `body`: of the sentences read already and of what lies between."""
        found = [target for sentence in read_already for target in sentence.targets]
        covered = sorted((each.span for each in read_already), key=lambda span: span.start)
        for gap in _gaps(body, covered):
            if _COUNTED.search(self.flow.text, gap.start, gap.end):
                for span in sentences.split(self.flow.text, gap):
                    found.extend(self._counted(span))
        return tuple(sorted(dict.fromkeys(found), key=lambda target: target.span.start))

    def _sentence(self, span: Span) -> Sentence:
        text = self.flow.text
        said = text[span.start : span.end]
        return Sentence(
            text=said,
            span=span,
            deadlines=dates.deadlines(text, span, self.plan_year) if _TIMED.search(said) else (),
            targets=self._counted(span),
            references=references.references(text, span) if _QUOTED.search(said) else (),
        )

    def _counted(self, span: Span) -> tuple[Target, ...]:
        if not _COUNTED.search(self.flow.text, span.start, span.end):
            return ()
        return figures.targets(self.flow.text, span, self.plan_year, horizon=self.horizon)


def _gaps(body: Span, covered: list[Span]) -> list[Span]:
    """What of `body` lies between the spans of `covered` (sorted by start)."""
    result: list[Span] = []
    place = body.start
    for span in covered:
        if span.start > place:
            result.append(Span(place, min(span.start, body.end)))
        place = max(place, span.end)
    return [gap for gap in [*result, Span(place, body.end)] if gap.end > gap.start]
