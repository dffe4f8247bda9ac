"""The index of patents on disk: whatever was done to it, it answers like one built afresh."""

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manas.engines.matching.index import Weighting, build, top
from manas.registers.matching import writer
from manas.registers.matching.reader import Reader, reader
from manas.registers.matching.store import IndexDamaged, IndexMissing, IndexOutdated
from manas.registers.matching.writer import add, compact, rebuild, withdraw

WEIGHTING = Weighting(mean_length=4.0)
WORDS = ["沙棘", "籽油", "牦牛", "保鲜", "锰渣", "石膏", "光伏", "棉纱"]
V1 = "bigrams-1"

Document = dict[str, float]
Pairs = list[tuple[int, float]]


def pairs(hits: tuple[np.ndarray, np.ndarray]) -> Pairs:
    return list(zip(*(column.tolist() for column in hits), strict=True))


def answers(folder: Path) -> list[Pairs]:
    """What an index says to each word, and to two."""
    index = Reader(folder, analyzer=V1)
    queries = [*({word: 1.0} for word in WORDS), {"沙棘": 1.0, "保鲜": 0.5}]
    return [pairs(hits) for hits in index.top_many(queries, 10)]


def fresh(documents: dict[int, Document]) -> list[Pairs]:
    """What an index of these documents alone would say."""
    segment = build(documents.values(), documents.keys(), WEIGHTING)
    queries = [*({word: 1.0} for word in WORDS), {"沙棘": 1.0, "保鲜": 0.5}]
    return [pairs(top([segment], query, 10)) for query in queries]


def of_length_four(count: int, start: int = 0) -> list[tuple[int, Document]]:
    """Documents of one length, so that no mean drifts."""
    return [
        (start + n, {WORDS[n % 8]: 3.0, WORDS[(n * 5 + 1) % 8]: 1.0}) for n in range(count) if n % 8 != (n * 5 + 1) % 8
    ]


document = st.dictionaries(st.sampled_from(WORDS), st.sampled_from([1.0, 2.0, 4.0]), min_size=1, max_size=4)
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.lists(st.tuples(st.integers(0, 30), document), max_size=12)),
        st.tuples(st.just("withdraw"), st.lists(st.integers(0, 30), max_size=8)),
    ),
    max_size=8,
)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 30), document), max_size=20), deeds)
def test_any_history_ends_like_an_index_built_afresh(
    tmp_path_factory: pytest.TempPathFactory, first: list[tuple[int, Document]], history: list[tuple[str, list]]
) -> None:
    folder = tmp_path_factory.mktemp("index")
    rebuild(folder, first, analyzer=V1, weighting=WEIGHTING)
    rebuild(folder, first or [(99, {"棉纱": 4.0})], analyzer=V1, weighting=WEIGHTING)
    kept = dict(first) if first else {99: {"棉纱": 4.0}}
    for deed, given_now in history:
        if deed == "add":
            add(folder, given_now, analyzer=V1)
            kept |= dict(given_now)
        else:
            withdraw(folder, given_now, analyzer=V1)
            kept = {key: document for key, document in kept.items() if key not in given_now}
    assert answers(folder) == fresh(kept)


def test_compacting_leaves_fewer_files_and_the_same_answers(tmp_path: Path) -> None:
    documents = of_length_four(200)
    rebuild(tmp_path, documents[:100], analyzer=V1)
    for start in range(100, len(documents), 10):
        add(tmp_path, documents[start : start + 10], analyzer=V1)
    withdraw(tmp_path, range(20, 60), analyzer=V1)
    before, files = answers(tmp_path), len(list(tmp_path.glob("part-*")))
    compact(tmp_path, analyzer=V1)
    assert answers(tmp_path) == before == fresh({key: d for key, d in documents if not 20 <= key < 60})
    assert (files, len(list(tmp_path.glob("part-*")))) == (len(range(100, len(documents), 10)) + 2, 1)
    compact(tmp_path, analyzer=V1)
    assert answers(tmp_path) == before


def test_compacting_weighs_anew_when_documents_have_grown_longer(tmp_path: Path) -> None:
    rebuild(tmp_path, [(1, {"沙棘": 1.0, "籽油": 1.0})], analyzer=V1)
    longer = [(key, {"沙棘": 1.0, "保鲜": float(key)}) for key in range(10, 20)]
    add(tmp_path, longer, analyzer=V1)
    compact(tmp_path, analyzer=V1)
    documents = {1: {"沙棘": 1.0, "籽油": 1.0}, **dict(longer)}
    founded_anew = build(documents.values(), documents.keys())
    assert pairs(Reader(tmp_path, analyzer=V1).top({"沙棘": 1.0}, 20)) == pairs(top([founded_anew], {"沙棘": 1.0}, 20))


def test_a_long_build_is_cut_into_segments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MOST_POSTINGS", 50)
    documents = of_length_four(400)
    rebuild(tmp_path, [*documents, (0, {"光伏": 4.0})], analyzer=V1, weighting=WEIGHTING)
    assert len(list(tmp_path.glob("part-*"))) > 10
    assert answers(tmp_path) == fresh({**dict(documents), 0: {"光伏": 4.0}})


def test_an_index_of_nothing_answers_nothing_and_is_founded_by_what_comes(tmp_path: Path) -> None:
    rebuild(tmp_path, [], analyzer=V1)
    assert answers(tmp_path) == [[]] * 9
    add(tmp_path, of_length_four(20), analyzer=V1)
    assert answers(tmp_path) == fresh(dict(of_length_four(20)))


def test_a_reader_sees_what_was_added_and_withdrawn_since(tmp_path: Path) -> None:
    rebuild(tmp_path, [(1, {"沙棘": 1.0})], analyzer=V1)
    index = reader(tmp_path, V1)
    assert index is reader(tmp_path, V1)
    assert index.top({"沙棘": 1.0}, 5)[0].tolist() == [1]
    add(tmp_path, [(2, {"沙棘": 1.0})], analyzer=V1)
    assert index.top({"沙棘": 1.0}, 5)[0].tolist() == [1, 2]
    withdraw(tmp_path, [1], analyzer=V1)
    assert index.top({"沙棘": 1.0}, 5)[0].tolist() == [2]
    assert (index.documents, index.census([{"沙棘": 1.0}]).holders.tolist()) == (1, [1])
    rebuild(tmp_path, [(7, {"沙棘": 1.0})], analyzer=V1)
    assert index.top({"沙棘": 1.0}, 5, allowed=np.array([7]))[0].tolist() == [7]


def test_a_thousand_are_visible_at_once(tmp_path: Path) -> None:
    rebuild(tmp_path, of_length_four(3_000), analyzer=V1)
    index = Reader(tmp_path, analyzer=V1)
    index.top({"沙棘": 1.0}, 1)
    began = time.perf_counter()
    add(tmp_path, [(key, {"新材料": 1.0}) for key in range(10_000, 11_000)], analyzer=V1)
    assert len(index.top({"新材料": 1.0}, 2_000)[0]) == 1_000
    assert time.perf_counter() - began < 2


def test_an_index_of_another_analyzer_is_refused_until_it_is_built_anew(tmp_path: Path) -> None:
    rebuild(tmp_path, of_length_four(20), analyzer=V1)
    with pytest.raises(IndexOutdated, match="重新建立索引"):
        Reader(tmp_path, analyzer="bigrams-2")
    with pytest.raises(IndexOutdated):
        add(tmp_path, of_length_four(5), analyzer="bigrams-2")
    rebuild(tmp_path, of_length_four(20), analyzer="bigrams-2")
    assert Reader(tmp_path, analyzer="bigrams-2").documents == len(of_length_four(20))


def test_where_there_is_no_index_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="还没有建立匹配索引"):
        Reader(tmp_path / "nothing", analyzer=V1)
    with pytest.raises(IndexMissing):
        add(tmp_path, of_length_four(5), analyzer=V1)


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    rebuild(tmp_path, of_length_four(20), analyzer=V1)
    (part,) = tmp_path.glob("part-*")
    whole = part.read_bytes()
    part.write_bytes(whole[:-64])
    with pytest.raises(IndexDamaged, match="不完整"):
        Reader(tmp_path, analyzer=V1)
    part.write_bytes(b"x" * len(whole))
    with pytest.raises(IndexDamaged, match="不完整"):
        Reader(tmp_path, analyzer=V1)
    part.unlink()
    with pytest.raises(IndexDamaged):
        Reader(tmp_path, analyzer=V1)
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(IndexDamaged, match="目录文件"):
        Reader(tmp_path, analyzer=V1)
    rebuild(tmp_path, of_length_four(20), analyzer=V1)
    assert answers(tmp_path) == fresh(dict(of_length_four(20)))


def test_what_is_mapped_goes_on_answering_while_files_are_swept(tmp_path: Path) -> None:
    rebuild(tmp_path, of_length_four(40), analyzer=V1)
    index = Reader(tmp_path, analyzer=V1)
    parts = index.parts
    before = pairs(top(parts, {"沙棘": 1.0}, 10))
    rebuild(tmp_path, [(1, {"棉纱": 1.0})], analyzer=V1)
    assert pairs(top(parts, {"沙棘": 1.0}, 10)) == before != []
    assert pairs(index.top({"沙棘": 1.0}, 10)) == []


def test_several_processes_write_one_after_the_other(tmp_path: Path) -> None:
    rebuild(tmp_path, [(0, {"沙棘": 1.0})], analyzer=V1)
    program = (
        "import sys; from pathlib import Path; from manas.registers.matching.writer import add\n"
        "for key in range(8): add(Path(sys.argv[1]), [(int(sys.argv[2]) + key, {'沙棘': 1.0})], analyzer='bigrams-1')"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, tmp_path, str(start)]) for start in (100, 200)]
    assert [process.wait() for process in running] == [0, 0]
    found = Reader(tmp_path, analyzer=V1).top({"沙棘": 1.0}, 50)[0]
    assert found.tolist() == [0, *range(100, 108), *range(200, 208)]
