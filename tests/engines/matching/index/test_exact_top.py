"""The best documents are those of an exhaustive reckoning, however the documents are laid out."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manas.engines.matching.index import (
    Part,
    Segment,
    Weighting,
    build,
    census,
    invert,
    merge,
    top,
    top_many,
)

WORDS = [f"词{number}" for number in range(30)]
WEIGHING = Weighting(mean_length=6.0)

Document = dict[str, float]
documents = st.lists(
    st.dictionaries(st.sampled_from(WORDS), st.sampled_from([0.5, 1.0, 2.0, 3.0, 7.5]), max_size=12),
    min_size=1,
    max_size=60,
)
questions = st.dictionaries(
    st.sampled_from([*WORDS, "无此词"]), st.floats(0.01, 50, allow_nan=False), min_size=0, max_size=8
)


def exhaustive(written: Mapping[int, Document], query: Mapping[str, float]) -> dict[int, float]:
    """BM25 from its definition, document by document."""
    scores: dict[int, float] = {}
    for key, document in written.items():
        below = 1.2 * (0.25 + 0.75 * sum(document.values()) / WEIGHING.mean_length)
        for term, weight in query.items():
            if term in document:
                holders = sum(term in other for other in written.values())
                rarity = math.log(1 + (len(written) - holders + 0.5) / (holders + 0.5))
                impact = 2.2 * document[term] / (document[term] + below)
                scores[key] = scores.get(key, 0.0) + weight * rarity * impact
    return scores


def pairs(hits: tuple[np.ndarray, np.ndarray]) -> list[tuple[int, float]]:
    return list(zip(*(column.tolist() for column in hits), strict=True))


def segments(written: Sequence[Document], edges: Sequence[int]) -> list[Segment]:
    """The documents, cut at some places, keys running on."""
    cuts = sorted({0, len(written), *(edge for edge in edges if edge < len(written))})
    return [build(written[start:end], range(start, end), WEIGHING) for start, end in pairwise(cuts)]


@settings(deadline=None, max_examples=150)
@given(documents, questions, st.integers(1, 25))
def test_the_best_are_those_of_an_exhaustive_reckoning(written: list[Document], query: Document, k: int) -> None:
    found = pairs(top([build(written, weighting=WEIGHING)], query, k))
    scores = exhaustive(dict(enumerate(written)), query)
    # Each score is the true one, and no k scores are higher: documents whose scores are equal may change places.
    assert [score for _, score in found] == pytest.approx([scores[key] for key, _ in found])
    assert [score for _, score in found] == pytest.approx(sorted(scores.values(), reverse=True)[:k])
    assert found == sorted(found, key=lambda pair: (-pair[1], pair[0]))


@settings(deadline=None, max_examples=100)
@given(documents, questions, st.lists(st.integers(1, 59), max_size=9), st.integers(1, 25))
def test_scores_are_the_same_to_the_last_bit_in_one_segment_and_in_ten(
    written: list[Document], query: Document, edges: list[int], k: int
) -> None:
    assert pairs(top(segments(written, edges), query, k)) == pairs(top(segments(written, []), query, k))


@settings(deadline=None, max_examples=100)
@given(documents, questions, st.lists(st.integers(1, 59), max_size=4), st.sets(st.integers(0, 59), max_size=30))
def test_what_was_withdrawn_is_as_if_it_had_never_been_there(
    written: list[Document], query: Document, edges: list[int], gone: set[int]
) -> None:
    left = [number for number in range(len(written)) if number not in gone]
    afresh = build([written[number] for number in left], left, WEIGHING)
    parts = []
    for segment in segments(written, edges):
        dead = np.flatnonzero(np.isin(segment.keys, sorted(gone)))
        parts.append(Part.of(segment, dead))
    assert pairs(top(parts, query, 10)) == pairs(top([afresh], query, 10))
    assert pairs(top([invert(merge(parts), WEIGHING)], query, 10)) == pairs(top([afresh], query, 10))


@settings(deadline=None, max_examples=60)
@given(documents, st.lists(questions, max_size=9), st.integers(1, 4))
def test_many_at_once_on_several_threads_are_as_one_by_one(
    written: list[Document], queries: list[Document], threads: int
) -> None:
    parts = segments(written, [20])
    together = [pairs(hits) for hits in top_many(parts, queries, 5, threads=threads)]
    assert together == [pairs(top(parts, query, 5)) for query in queries]


@settings(deadline=None, max_examples=60)
@given(documents, st.lists(questions, max_size=5), st.integers(1, 59))
def test_shards_that_share_a_census_answer_like_one_machine(
    written: list[Document], queries: list[Document], edge: int
) -> None:
    shards = [[shard] for shard in segments(written, [edge])]
    counted = census(shards[0], queries)
    for shard in shards[1:]:
        counted += census(shard, queries)
    answers = [top_many(shard, queries, 5, census=counted) for shard in shards]
    for number, whole in enumerate(top_many(segments(written, []), queries, 5)):
        gathered = sorted((pair for answer in answers for pair in pairs(answer[number])), key=lambda p: (-p[1], p[0]))
        assert gathered[:5] == pairs(whole)


def test_equal_scores_stand_in_the_order_of_their_keys_at_the_edge_too() -> None:
    alike = [{"沙棘": 1.0, "保鲜": 1.0}] * 40
    keys = [100 - number for number in range(40)]
    assert top([build(alike, keys)], {"沙棘": 1.0}, 7)[0].tolist() == [61, 62, 63, 64, 65, 66, 67]
    halves = [build(alike[:20], keys[:20], WEIGHING), build(alike[20:], keys[20:], WEIGHING)]
    assert top(halves, {"沙棘": 1.0}, 7)[0].tolist() == [61, 62, 63, 64, 65, 66, 67]


def test_of_several_documents_under_one_key_the_last_counts() -> None:
    segment = build([{"沙棘": 1.0}, {"牦牛": 1.0}, {"棉花": 1.0}, {"牦牛": 3.0}], keys=[5, 4, 5, 9])
    assert segment.keys.tolist() == [4, 5, 9]
    assert pairs(top([segment], {"沙棘": 1.0}, 5)) == []
    assert top([segment], {"棉花": 1.0}, 5)[0].tolist() == [5]


def test_only_what_is_allowed_is_found_and_the_rest_does_not_push_it_out() -> None:
    written = [{"沙棘": float(number + 1)} for number in range(50)]
    allowed = np.array([3, 7, 40])
    keys, _ = top([build(written)], {"沙棘": 1.0}, 5, allowed=allowed)
    assert sorted(keys.tolist()) == [3, 7, 40]


@pytest.mark.parametrize(("different", "kept_in"), [(256, np.uint8), (257, np.uint16)])
def test_counts_are_kept_as_they_are_however_many_there_are(different: int, kept_in: type) -> None:
    written = [{"沙棘": 1 + number / 1000} for number in range(different)]
    segment = build(written, weighting=WEIGHING)
    assert segment.held.codes.dtype == kept_in
    assert segment.held.counts.tolist() == pytest.approx([document["沙棘"] for document in written])
    found = pairs(top([segment], {"沙棘": 1.0}, different))
    assert dict(found) == pytest.approx(exhaustive(dict(enumerate(written)), {"沙棘": 1.0}))


def test_counts_that_two_bytes_cannot_tell_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="65,536 different ways"):
        build({"沙棘": 1 + number / 100_000} for number in range(65_537))


def test_documents_beyond_one_block_are_found() -> None:
    written = [{"沙棘": 1.0} if number % 100 else {"沙棘": 1.0, "籽油": 1.0} for number in range(140_000)]
    segment = build(written)
    assert len(segment.postings.run_blocks) == 6
    assert top([segment], {"籽油": 1.0}, 2_000)[0].tolist() == list(range(0, 140_000, 100))
    assert top([segment], {"籽油": 1.0, "沙棘": 1.0}, 3)[0].tolist() == [0, 100, 200]


def test_nothing_in_common_is_nothing_found() -> None:
    segment = build([{"沙棘": 1.0}, {}])
    assert pairs(top([segment], {"牦牛": 1.0}, 5)) == []
    assert pairs(top([segment], {}, 5)) == []
    assert pairs(top([], {"沙棘": 1.0}, 5)) == []
    assert pairs(top([build([])], {"沙棘": 1.0}, 5)) == []


def test_a_query_as_long_as_a_document_is_exact_too() -> None:
    chance = np.random.default_rng(7)
    written = [
        {f"w{word}": float(count) for word, count in zip(chance.integers(0, 3_000, 400), chance.integers(1, 9, 400), strict=True)}
        for _ in range(300)
    ]  # fmt: skip
    query = {f"w{word}": float(chance.random() + 0.01) for word in range(2_500)}
    mean = sum(sum(document.values()) for document in written) / len(written)
    found = pairs(top([build(written)], query, 20))
    assert build(written).weighting.mean_length == pytest.approx(mean)
    below = {key: 1.2 * (0.25 + 0.75 * sum(document.values()) / mean) for key, document in enumerate(written)}
    rarity = {
        term: math.log(1 + (300.5 - holders) / (holders + 0.5))
        for term in query
        if (holders := sum(term in document for document in written))
    }
    scores = {
        key: sum(
            query[term] * rarity[term] * 2.2 * count / (count + below[key])
            for term, count in document.items()
            if term in query
        )
        for key, document in enumerate(written)
    }
    best = sorted(scores, key=lambda key: -scores[key])[:20]
    assert [key for key, _ in found] == best
    assert [score for _, score in found] == pytest.approx([scores[key] for key in best], rel=1e-6)
