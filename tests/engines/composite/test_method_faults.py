"""A method that cannot be used says all that is wrong with it, in sentences that the office understands."""

from dataclasses import replace

import pytest

from manas.engines.composite.assess import assess
from manas.engines.composite.faults import SENTENCES, Fault, MethodRefused, Mistake, faults_of
from manas.engines.composite.framework import effective, framework, weights_of
from manas.engines.composite.method import (
    Aggregation,
    Goalposts,
    Group,
    Method,
    Normalization,
    Scaling,
    Treatment,
    without,
)
from tests.engines.composite.small import METHOD, MIN_MAX, small

A, G, C = Aggregation.ARITHMETIC, Aggregation.GEOMETRIC, Aggregation.COPELAND


def first_with(method: Method = METHOD, **changed: object) -> Method:
    first, *rest = method.indicators
    return replace(method, indicators=(replace(first, **changed), *rest))


def with_group(*groups: Group) -> Method:
    return replace(METHOD, groups=(*METHOD.groups, *groups))


CASES = {
    "none": (replace(METHOD, indicators=()), Mistake.NO_INDICATORS),
    "key twice": (first_with(key="cases"), Mistake.KEY_TWICE),
    "no key": (first_with(key=""), Mistake.KEY_TWICE),
    "two wholes": (with_group(Group("other", "另一个总分")), Mistake.NOT_ONE_WHOLE),
    "no whole": (replace(METHOD, groups=METHOD.groups[1:]), Mistake.NOT_ONE_WHOLE),
    "unknown parent": (first_with(parent="nowhere"), Mistake.NO_WAY_UP),
    "no parent": (first_with(parent=""), Mistake.NO_WAY_UP),
    "loop": (with_group(Group("a", "甲", "b"), Group("b", "乙", "a")), Mistake.NO_WAY_UP),
    "under an indicator": (first_with(parent="cases"), Mistake.UNDER_INDICATOR),
    "nothing under it": (with_group(Group("empty", "空", "whole")), Mistake.EMPTY_GROUP),
    "uneven": (first_with(parent="whole"), Mistake.UNEVEN),
    "no weight": (first_with(weight=0.0), Mistake.WEIGHT),
    "negative weight": (first_with(weight=-1.0), Mistake.WEIGHT),
    "endless weight": (first_with(weight=float("inf")), Mistake.WEIGHT),
    "no goalposts": (first_with(goalposts=None), Mistake.NO_GOALPOSTS),
    "goalposts in one place": (first_with(goalposts=Goalposts(5, 5)), Mistake.GOALPOSTS_CONTRARY),
    "goalposts the wrong way": (first_with(goalposts=Goalposts(200, 0)), Mistake.GOALPOSTS_CONTRARY),
    "cut inside the scale": (first_with(goalposts=Goalposts(0, 200, most=0.5)), Mistake.GOALPOSTS_SHARES),
    "cut above the worst": (first_with(goalposts=Goalposts(0, 200, least=0.5)), Mistake.GOALPOSTS_SHARES),
    "no target": (
        replace(METHOD, normalization=Normalization(Scaling.DISTANCE_TO_TARGET)),
        Mistake.NO_TARGET,
    ),
    "too many aggregations": (replace(METHOD, aggregations=(A, A, A)), Mistake.AGGREGATIONS),
    "contests below": (replace(METHOD, aggregations=(C, A)), Mistake.COPELAND_BELOW),
    "scale upside down": (replace(METHOD, normalization=Normalization(low=100, high=0)), Mistake.SCALE),
    "geometric from zero": (replace(METHOD, aggregations=(A, G)), Mistake.SCALE_NOT_POSITIVE),
    "geometric below zero": (
        replace(
            first_with(goalposts=Goalposts(0, 200, least=-1)), normalization=Normalization(low=1), aggregations=(A, G)
        ),
        Mistake.SCALE_NOT_POSITIVE,
    ),
    "geometric from zero, relative": (replace(MIN_MAX, aggregations=(G, G)), Mistake.SCALE_NOT_POSITIVE),
    "screening in percent": (replace(METHOD, screening=90), Mistake.SHARE),
    "availability below zero": (replace(METHOD, availability=-0.1), Mistake.SHARE),
    "outliers on goalposts": (replace(METHOD, treatment=Treatment()), Mistake.TREATED_ON_GOALPOSTS),
    "negative points": (replace(MIN_MAX, treatment=Treatment(points=-1)), Mistake.TREATMENT),
    "no limit of skewness": (replace(MIN_MAX, treatment=Treatment(skewness=0)), Mistake.TREATMENT),
    "no limit of kurtosis": (replace(MIN_MAX, treatment=Treatment(kurtosis=0)), Mistake.TREATMENT),
}


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_found_and_the_method_refused(name: str) -> None:
    method, mistake = CASES[name]
    assert mistake in {fault.mistake for fault in faults_of(method)}
    with pytest.raises(MethodRefused) as refused:
        assess(small(), method)
    assert refused.value.faults == faults_of(method)
    assert str(refused.value) == "".join(map(str, refused.value.faults))


def test_every_kind_of_fault_has_its_case_and_its_sentence() -> None:
    assert {mistake for _, mistake in CASES.values()} == set(Mistake) == set(SENTENCES)


@pytest.mark.parametrize(
    "method",
    [
        METHOD,
        MIN_MAX,
        replace(MIN_MAX, treatment=Treatment(points=0)),
        replace(MIN_MAX, treatment=Treatment(skewness=0.5, kurtosis=0.5)),
        replace(METHOD, aggregations=(A, C)),
        replace(METHOD, normalization=Normalization(low=1), aggregations=(G, A), screening=1.0, availability=1.0),
        replace(
            first_with(goalposts=Goalposts(0, 200, least=-0.5)),
            normalization=Normalization(low=1, high=2),
            aggregations=(G, A),
        ),
    ],
)
def test_a_sound_method_has_no_faults(method: Method) -> None:
    assert faults_of(method) == ()


def test_several_faults_are_told_at_once() -> None:
    found = faults_of(replace(first_with(weight=0.0, goalposts=None), screening=2.0))
    assert [fault.mistake for fault in found] == [Mistake.WEIGHT, Mistake.NO_GOALPOSTS, Mistake.SHARE]
    assert str(found[0]) == "“专利授权量”的权重应当是大于 0 的数。"


def test_a_fault_names_what_it_is_about() -> None:
    assert str(Fault(Mistake.AGGREGATIONS, "2")).count("2") == 1
    assert "“平均办理天数”" in str(Fault(Mistake.NO_GOALPOSTS, "平均办理天数"))


def test_the_tree_in_rows_and_what_each_stands_for() -> None:
    tree = framework(METHOD)
    assert tree.keys == (("filed", "licensed", "cases", "days"), ("creation", "protection"), ("whole",))
    assert tree.parents == ((0, 0, 1, 1), (0, 0))
    assert tree.height == 2
    rows = effective(tree, weights_of(METHOD, tree))
    assert rows == ((0.1875, 0.5625, 0.125, 0.125), (0.75, 0.25), (1.0,))


def test_a_method_without_a_group_or_an_indicator() -> None:
    assert [one.key for one in without(METHOD, "filed").indicators] == ["licensed", "cases", "days"]
    less = without(METHOD, "creation")
    assert [one.key for one in less.members] == ["cases", "days", "whole", "protection"]
    assert faults_of(less) == ()
