"""Whatever the text, there is a plan, and everything in it lies where it says."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manas.engines.policy import read_text, to_json
from manas.engines.policy.model import Plan, Span

PIECES = st.sampled_from(
    "一、 二、 （一） （二） 1. 2. （1） 一是 \n \n\n 。 ， 、 ； ： （ ） 〔 〕 “ ” 《 》 牵头 负责 配合 "
    "责任单位： 牵头单位： 完成时限： 县水利局 财政局 "
    "各县（市）人民政府 等部门 和 及 按职责分工负责 以下均需 不再列出 列第一位的为牵头单位 下同 "
    "2023年6月底前 12.5% 附件： 方案 关于印发 的通知 "
    "序号 主要内容 牵头部门 责任单位 1 —".split(" ")
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join))


def spans(plan: Plan) -> Iterator[Span]:
    for heading in plan.headings:
        yield heading.span
    for passage in plan.passages:
        yield passage.span
    for task in plan.tasks:
        yield task.span
        yield from (each.span for each in task.responsibilities if each.span)
        yield from (each.span for each in task.deadlines)
        yield from ([task.marker] if task.marker else [])
    for one in (*plan.tasks, *plan.safeguards):
        yield from (sentence.span for sentence in one.sentences)
    for rest in (plan.safeguards, plan.targets, plan.references, plan.rules, plan.default_units):
        yield from (each.span for each in rest)
    yield from (span for span in (plan.guiding_idea, plan.goals) if span)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_span_lies_within_the_text(text: str) -> None:
    plan = read_text(text)
    assert plan.text == text
    assert all(0 <= span.start <= span.end <= len(text) for span in spans(plan))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_what_was_read_stands_where_it_says(text: str) -> None:
    plan = read_text(text)
    for one in (*plan.tasks, *plan.safeguards):
        for sentence in one.sentences:
            assert text[sentence.span.start : sentence.span.end] == sentence.text
    for task in plan.tasks:
        for held in task.responsibilities:
            if held.span and task.marker:
                assert "".join(text[held.span.start : held.span.end].split()) == held.name


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_passages_follow_each_other(text: str) -> None:
    passages = read_text(text).passages
    assert all(left.span.end <= right.span.start for left, right in pairwise(passages))


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read_text(text) == read_text(text)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_every_plan_can_be_printed(text: str) -> None:
    printed = to_json(read_text(text))
    assert all(task["path"] and task["item"] >= 1 for task in printed["tasks"])


@pytest.mark.parametrize(
    "unit",
    [
        "（",
        "）",
        "（〔",
        "市水利局、",
        "责任单位：县水利局\n",
        "一、修渠\n",
        "（一）",
        "和",
        "等",
        "1.",
        "“",
        "《",
        "牵头，",
        "按照职责",
        "下同",
        " ",
        "\n",
    ],
)
def test_a_long_monotonous_text_costs_no_more_than_its_length(unit: str) -> None:
    def seconds(length: int) -> float:
        begun = time.process_time()
        read_text(unit * (length // len(unit)))
        return time.process_time() - begun

    seconds(4_000)
    assert seconds(64_000) < 12 * seconds(16_000) + 1
