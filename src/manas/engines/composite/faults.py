"""What is wrong with a method before any value is seen, each fault with a sentence for the office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from types import MappingProxyType
from typing import Final

from manas.engines.composite.framework import depths
from manas.engines.composite.method import Aggregation, Goalposts, Indicator, Method, Scaling

BOUNDED: Final = {Scaling.GOALPOSTS, Scaling.MIN_MAX}
POSITIVE_ONLY: Final = {Aggregation.GEOMETRIC, Aggregation.HARMONIC}


class Mistake(StrEnum):
    """The kinds of faults."""

    NO_INDICATORS = "no-indicators"
    KEY_TWICE = "key-twice"
    NOT_ONE_WHOLE = "not-one-whole"
    NO_WAY_UP = "no-way-up"
    UNDER_INDICATOR = "under-indicator"
    EMPTY_GROUP = "empty-group"
    UNEVEN = "uneven"
    WEIGHT = "weight"
    NO_GOALPOSTS = "no-goalposts"
    GOALPOSTS_CONTRARY = "goalposts-contrary"
    GOALPOSTS_SHARES = "goalposts-shares"
    NO_TARGET = "no-target"
    AGGREGATIONS = "aggregations"
    COPELAND_BELOW = "copeland-below"
    SCALE = "scale"
    SCALE_NOT_POSITIVE = "scale-not-positive"
    SHARE = "share"
    TREATED_ON_GOALPOSTS = "treated-on-goalposts"
    TREATMENT = "treatment"


SENTENCES: Final[Mapping[Mistake, str]] = MappingProxyType(
    {
        Mistake.NO_INDICATORS: "考核办法中没有指标。",
        Mistake.KEY_TWICE: "代码“{about}”为空或用了两次，每个指标和分组的代码应当不同。",
        Mistake.NOT_ONE_WHOLE: "总分应当有且只有一个，现有：{about}。",
        Mistake.NO_WAY_UP: "“{about}”没有归入总分：它的上级不存在，或者上下级互相循环。",
        Mistake.UNDER_INDICATOR: "“{about}”的上级是一个指标，上级应当是分组。",
        Mistake.EMPTY_GROUP: "分组“{about}”下面没有指标。",
        Mistake.UNEVEN: "“{about}”到总分的层数与其他指标不同，各指标的层数应当相同。",
        Mistake.WEIGHT: "“{about}”的权重应当是大于 0 的数。",
        Mistake.NO_GOALPOSTS: "指标“{about}”没有固定标尺（最差值和最优值）。",
        Mistake.GOALPOSTS_CONTRARY: "指标“{about}”的固定标尺与方向不符：正向指标的最优值应大于最差值，逆向指标相反。",
        Mistake.GOALPOSTS_SHARES: "指标“{about}”的标尺下限应不大于 0，上限应不小于 1。",
        Mistake.NO_TARGET: "指标“{about}”没有目标值，不能按与目标的距离计分。",
        Mistake.AGGREGATIONS: "合成方式应当逐层写明，共 {about} 层；都用算术平均时可以不写。",
        Mistake.COPELAND_BELOW: "科普兰法只排先后、不给分数，只能用在最高一层。",
        Mistake.SCALE: "计分的下限应当小于上限。",
        Mistake.SCALE_NOT_POSITIVE: "几何平均和调和平均要求得分都大于 0，请把计分下限改为大于 0（例如 1）。",
        Mistake.SHARE: "数据完整率的要求应当在 0 和 1 之间。",
        Mistake.TREATED_ON_GOALPOSTS: "固定标尺已经限定了极端值的影响，不能再作异常值处理。",
        Mistake.TREATMENT: "异常值处理的参数不对：调整的个数不能是负数，偏度和峰度的界限应当大于 0。",
    }
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `about` names what it concerns."""

    mistake: Mistake
    about: str = ""

    def __str__(self) -> str:
        """The sentence in Chinese."""
        return SENTENCES[self.mistake].format(about=self.about)


class MethodRefused(ValueError):
    """A method cannot be used; `faults` says all that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("".join(map(str, faults)))
        self.faults = faults


def faults_of(method: Method) -> tuple[Fault, ...]:
    """This function will give everything that is wrong with a method; of its tree first, and then nothing else."""
    return tuple(_of_tree(method)) or tuple(_of_uses(method))


def _of_tree(method: Method) -> Iterator[Fault]:
    if not method.indicators:
        yield Fault(Mistake.NO_INDICATORS)
    for key, times in Counter(one.key for one in method.members).items():
        if times > 1 or not key:
            yield Fault(Mistake.KEY_TWICE, key)
    tops = [group.name for group in method.groups if not group.parent]
    if len(tops) != 1:
        yield Fault(Mistake.NOT_ONE_WHOLE, "、".join(tops) or "无")
    yield from _of_places(method)


def _of_places(method: Method) -> Iterator[Fault]:
    indicators, parents, depth = (
        {one.key for one in method.indicators},
        {one.parent for one in method.members},
        depths(method),
    )
    usual = Counter(depth.get(one.key) for one in method.indicators).most_common(1)
    for one in method.members:
        leaf = isinstance(one, Indicator)
        if one.parent in indicators:
            yield Fault(Mistake.UNDER_INDICATOR, one.name)
        elif not depth.get(one.key) and (leaf or one.parent):
            yield Fault(Mistake.NO_WAY_UP, one.name)
        elif leaf and depth[one.key] != usual[0][0]:
            yield Fault(Mistake.UNEVEN, one.name)
        elif not leaf and one.key not in parents:
            yield Fault(Mistake.EMPTY_GROUP, one.name)


def _of_uses(method: Method) -> Iterator[Fault]:
    for one in method.members:
        if not (isfinite(one.weight) and one.weight > 0):
            yield Fault(Mistake.WEIGHT, one.name)
    for indicator in method.indicators:
        yield from _of_scale(indicator, method.normalization.scaling)
    yield from _of_levels(method)
    if not all(0 <= share <= 1 for share in (method.screening, method.availability)):
        yield Fault(Mistake.SHARE)
    treatment = method.treatment
    if treatment and not method.normalization.relative:
        yield Fault(Mistake.TREATED_ON_GOALPOSTS)
    if treatment and (treatment.points < 0 or treatment.skewness <= 0 or treatment.kurtosis <= 0):
        yield Fault(Mistake.TREATMENT)


def _of_scale(indicator: Indicator, scaling: Scaling) -> Iterator[Fault]:
    posts = indicator.goalposts
    if scaling is Scaling.DISTANCE_TO_TARGET and indicator.target is None:
        yield Fault(Mistake.NO_TARGET, indicator.name)
    if scaling is Scaling.GOALPOSTS and posts is None:
        yield Fault(Mistake.NO_GOALPOSTS, indicator.name)
    if posts and not _follows(posts, indicator):
        yield Fault(Mistake.GOALPOSTS_CONTRARY, indicator.name)
    if posts and not (posts.least <= 0 and posts.most >= 1):
        yield Fault(Mistake.GOALPOSTS_SHARES, indicator.name)


def _follows(posts: Goalposts, indicator: Indicator) -> bool:
    way = (posts.best - posts.worst) * indicator.direction
    return isfinite(way) and way > 0


def _of_levels(method: Method) -> Iterator[Fault]:
    height = max(depths(method).values())
    if method.aggregations and len(method.aggregations) != height:
        yield Fault(Mistake.AGGREGATIONS, str(height))
    if Aggregation.COPELAND in method.aggregations[:-1]:
        yield Fault(Mistake.COPELAND_BELOW)
    scale = method.normalization
    if not scale.low < scale.high:
        yield Fault(Mistake.SCALE)
    elif scale.scaling in BOUNDED and POSITIVE_ONLY.intersection(method.aggregations) and _lowest(method) <= 0:
        yield Fault(Mistake.SCALE_NOT_POSITIVE)


def _lowest(method: Method) -> float:
    """The lowest score that an indicator can get on a bounded scale."""
    scale, posts = method.normalization, [one.goalposts for one in method.indicators if one.goalposts]
    least = min((one.least for one in posts), default=0.0) if scale.scaling is Scaling.GOALPOSTS else 0.0
    return scale.low + least * (scale.high - scale.low)
