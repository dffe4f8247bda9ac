"""An assessment: every unit's score and place, every step on the way, and what to be careful about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np

from manas.engines.composite.method import FEW, Method, Scaling
from manas.engines.composite.normalize import ranks_upward
from manas.engines.composite.prepare import Prepared
from manas.engines.composite.rank import places, ties
from manas.engines.composite.stages import Choices, Stages
from manas.engines.composite.table import Array, Codes, Flags, State, Table
from manas.engines.composite.treat import Remedied


class Caution(StrEnum):
    """What a reader of scores and places should know; the sentences are below."""

    RELATIVE_AND_FEW = "relative-and-few"
    OUTLIERS_AND_FEW = "outliers-and-few"
    TELLS_NOBODY_APART = "tells-nobody-apart"
    BEYOND_GOALPOSTS = "beyond-goalposts"
    NOT_LOADED = "not-loaded"
    SCREENED_OUT = "screened-out"
    NO_SCORE = "no-score"


SENTENCES: Final[Mapping[Caution, str]] = MappingProxyType(
    {
        Caution.RELATIVE_AND_FEW: (
            "只有 {count} 个单位，却按单位之间的相对高低计分：增减一个单位就可能使名次颠倒，故不排名次。请改用事先公布的固定标尺。"
        ),
        Caution.OUTLIERS_AND_FEW: "只有 {count} 个单位，无法识别异常值。",
        Caution.TELLS_NOBODY_APART: "各单位的“{about}”相同或只有一个单位有数据，按相对高低无法计分，未计入。",
        Caution.BEYOND_GOALPOSTS: "“{about}”有 {count} 个数值超出固定标尺，按标尺的端点计分。",
        Caution.NOT_LOADED: "“{about}”有 {count} 个数值的来源尚未载入，得分没有包含它们。",
        Caution.SCREENED_OUT: "“{about}”的数据完整率低于要求，未参加考核。",
        Caution.NO_SCORE: "“{about}”的数据不足，没有总分。",
    }
)


@dataclass(frozen=True, slots=True)
class Warned:
    """One caution: what it is about (an indicator's or a unit's key), and how many are concerned."""

    caution: Caution
    about: str = ""
    count: int = 0

    def sentence(self, name: str = "") -> str:
        """This function will give the sentence in Chinese, with the name that the reader knows."""
        return SENTENCES[self.caution].format(about=name or self.about, count=self.count)


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """Everything of one assessment. Rows are units in periods; `prepared.table` names them.

    `values`, `states`: after estimating; `treated`: after outliers, with `remedied`. `levels[0]` are the scores of
    indicators, `levels[-1][:, 0]` of the whole (rows × members, in the order of `stages.tree.keys`). `ranks` has NaN where no
    place is given; `ties` are the units that share one.
    """

    stages: Stages
    prepared: Prepared
    values: Array
    states: Codes
    treated: Array
    remedied: tuple[Remedied, ...]
    levels: tuple[Array, ...]
    ranks: Array
    ties: tuple[tuple[str, ...], ...]
    warned: tuple[Warned, ...]

    @property
    def method(self) -> Method:
        """The method by which it was made."""
        return self.stages.method

    @property
    def scores(self) -> Array:
        """The score of the whole of each row; NaN where there is none."""
        return self.levels[-1][:, 0]


def assess(given: Table, method: Method) -> Assessment:
    """This function will assess a table by a method. MethodRefused, TableRefused and CannotAggregate say what will not do."""
    return assessment_of(Stages(given, method), given)


def assessment_of(stages: Stages, given: Table) -> Assessment:
    """This function will gather the nominal choices' results; the stages go on serving rebuilds."""
    nominal, rows = stages.nominal, stages.prepared.table
    levels = tuple(stages.level(nominal, row) for row in range(stages.tree.height + 1))
    ranks = ranked(stages, levels[-1][:, 0])
    values, states = stages.imputed(nominal)
    treated, remedied = stages.treated(nominal)
    return Assessment(
        stages,
        stages.prepared,
        values,
        states,
        treated,
        remedied,
        levels,
        ranks,
        ties(rows.units, rows.periods, ranks),
        tuple(_warned(stages, given)),
    )


def ranked(stages: Stages, scores: Array) -> Array:
    """This function will give places within periods; none in a period with too few units for a relative scaling."""
    periods = stages.prepared.table.periods
    result = places(scores, periods)
    result[_withheld(stages)] = np.nan
    return result


def indicator_ranks(assessment: Assessment) -> Array:
    """This function will give each row's place by each indicator alone, rows × indicators, within its period.

    NaN for estimated values, for denominators below the indicator's smallest, and where no places are given at all.
    """
    least = np.array([one.smallest_denominator for one in assessment.method.indicators])
    ready, withheld = assessment.prepared, _withheld(assessment.stages)
    placed = (assessment.states == State.KNOWN) & ~(ready.bases < least) & ~withheld[:, None]
    result, periods = np.full(placed.shape, np.nan), np.array(ready.table.periods)
    for period in dict.fromkeys(ready.table.periods):
        members = periods == period
        scores = np.where(placed, assessment.levels[0], np.nan)[members]
        result[members] = ranks_upward(-scores.T).T
    return result


def _withheld(stages: Stages) -> Flags:
    """Rows of periods with too few units, where the scaling is relative."""
    periods = stages.prepared.table.periods
    relative = stages.method.normalization.relative
    return np.array([relative and periods.count(one) < stages.method.least_units for one in periods], dtype=np.bool_)


def _warned(stages: Stages, given: Table) -> Iterator[Warned]:
    rows, method = stages.prepared.table, stages.method
    fewest = min((rows.periods.count(one) for one in rows.periods), default=0)
    if method.normalization.relative and fewest < method.least_units:
        yield Warned(Caution.RELATIVE_AND_FEW, count=fewest)
    # Of four values none is so extreme that their skewness exceeds 2.
    if method.treatment and fewest < FEW:
        yield Warned(Caution.OUTLIERS_AND_FEW, count=fewest)
    yield from _of_indicators(stages, stages.nominal)
    for unit, kept in zip(given.units, stages.prepared.kept, strict=True):
        if not kept:
            yield Warned(Caution.SCREENED_OUT, unit)
    for unit, score in zip(rows.units, stages.scores(stages.nominal), strict=True):
        if np.isnan(score):
            yield Warned(Caution.NO_SCORE, unit)


def _of_indicators(stages: Stages, choices: Choices) -> Iterator[Warned]:
    values, scores = stages.treated(choices)[0], stages.normalized(choices)
    for place, indicator in enumerate(stages.method.indicators):
        lost = ~np.isnan(values[:, place]) & np.isnan(scores[:, place])
        if lost.any():
            yield Warned(Caution.TELLS_NOBODY_APART, indicator.key, int(lost.sum()))
        posts = indicator.goalposts
        if posts and choices.normalization.scaling is Scaling.GOALPOSTS:
            way = (values[:, place] - posts.worst) / (posts.best - posts.worst)
            if beyond := int(((way < posts.least) | (way > posts.most)).sum()):
                yield Warned(Caution.BEYOND_GOALPOSTS, indicator.key, beyond)
        unread = int((stages.prepared.states[:, place] == State.NOT_LOADED).sum())
        if unread:
            yield Warned(Caution.NOT_LOADED, indicator.key, unread)
