"""A sentence encoder of the office's own ranks matches again; whatever is wrong with it is said, and matching goes on."""

import builtins
import logging
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from pytest_django import Settings
from tokenizers import Tokenizer
from tokenizers.implementations.bert_wordpiece import BertWordPieceTokenizer as WordPiece
from tokenizers.models import Unigram

from manas.engines.matching.measuring import Collection
from manas.engines.matching.rank import WEIGHTS
from manas.registers.matching import encoder, keeping
from manas.registers.matching.encoder import EncoderRefused, installed, open_encoder
from manas.registers.matching.offers import Answer, offers_for
from manas.registers.matching.pooling import pool
from manas.registers.models import TechnologyNeed
from manas.registers.needs.actions import enter
from manas.registers.patents.entries import PatentEntry
from tests.cast import AT, TODAY, Cast
from tests.registers.matching.tiny_encoder import tiny, write_model
from tests.registers.patents.records import entered

# Both share 果实 with the need, and nothing else that words can tell; the first is shorter, and so ranks first by words.
ENGINE = PatentEntry(publication_number="CN113234567B", title="果实轴承", legal_status="in_force")
COLD = PatentEntry(publication_number="CN113234568B", title="果实冷藏的箱体结构", legal_status="in_force")


@pytest.fixture
def need(cast: Cast) -> TechnologyNeed:
    """Two patents in the index, and a need that shares one word with both."""
    entered(cast, ENGINE, COLD)
    keeping.bring_up_to_date(AT)
    values = {"title": "果实保鲜", "text": "希望找到让果实保鲜的办法", "asker": "某合作社", "county": cast.north}
    return enter(keeper=cast.ip_office, source="测试", values=values, actor=cast.handler, at=AT)


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """The folder of a tiny encoder that is set up."""
    settings.MANAS_ENCODER = tiny(tmp_path / "encoder")
    return Path(settings.MANAS_ENCODER)


def titles(answer: Answer) -> list[str]:
    return [patent.title for patent, _ in answer.lines]


def test_the_mean_under_the_mask_of_length_one(tmp_path: Path) -> None:
    opened = open_encoder(tiny(tmp_path / "encoder"))
    found = opened(["保鲜", "保轴", "保鲜冷轴", ""])
    # [CLS] and [SEP] lie on no axis; what fills a row up to its width is masked.
    expected = [[1, 0], [0.5**0.5, 0.5**0.5], [3 / 10**0.5, 1 / 10**0.5], [0, 0]]
    assert found == pytest.approx(np.array(expected))
    assert found.dtype == np.float32


def test_a_text_has_the_same_vector_whatever_stands_beside_it(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "encoder")
    alone = open_encoder(folder)(["保鲜轴承冷"])
    texts = ["保鲜轴承冷", *("保轴" * length for length in range(1, 60)), "保鲜轴承冷"]
    beside = open_encoder(folder)(texts)
    assert (beside[0].tolist(), beside[-1].tolist()) == (alone[0].tolist(), alone[0].tolist())
    assert beside.shape == (61, 2)


def test_a_long_text_is_cut_as_the_tokenizer_says_and_at_256_tokens_at_most(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "encoder")
    assert open_encoder(folder)(["保" * 254 + "轴" * 500]).tolist() == [[1.0, 0.0]]
    whole = Tokenizer.from_str(WordPiece(str(folder / "vocab.txt")).to_str())
    whole.enable_truncation(6)
    whole.save(str(folder / "tokenizer.json"))
    assert open_encoder(folder)(["保" * 4 + "轴" * 500]).tolist() == [
        [1.0, 0.0]
    ]  # where both are there, this one is read


def test_no_more_vectors_are_kept_than_said(tmp_path: Path) -> None:
    opened = open_encoder(tiny(tmp_path / "encoder"), most_kept=3)
    assert opened(["保", "轴", "鲜", "承", "冷"]).shape == (5, 2)
    assert list(opened.kept) == ["鲜", "承", "冷"]
    assert opened(["保"]).tolist() == [[1.0, 0.0]]


def test_nothing_is_set_up_at_first(need: TechnologyNeed) -> None:
    answer = offers_for(need, TODAY)
    assert titles(answer) == [ENGINE.title, COLD.title]
    assert (answer.unaided, installed().encoder, run_checks()) == ("", None, [])
    assert all("meaning" not in one.signals for one in answer.found.suggestions)


def test_what_means_the_same_comes_first_by_the_weight_of_meaning(
    need: TechnologyNeed, settings: Settings, folder: Path
) -> None:
    again = offers_for(need, TODAY)
    settings.MANAS_ENCODER = None
    plain = offers_for(need, TODAY)
    assert (titles(plain), titles(again)) == ([ENGINE.title, COLD.title], [COLD.title, ENGINE.title])
    meanings = {one.offer.key: one.signals["meaning"] for one in again.found.suggestions}
    assert list(meanings.values()) == pytest.approx([1.0, 0.0])
    before = {one.offer.key: one.score for one in plain.found.suggestions}
    gained = [one.score - before[one.offer.key] for one in again.found.suggestions]
    assert gained == pytest.approx([WEIGHTS["meaning"], 0.0])
    assert again.unaided == ""


def test_a_folder_that_is_taken_away_leaves_matching_as_it_was(need: TechnologyNeed, folder: Path) -> None:
    assert titles(offers_for(need, TODAY)) == [COLD.title, ENGINE.title]
    shutil.rmtree(folder)
    answer = offers_for(need, TODAY)
    assert titles(answer) == [ENGINE.title, COLD.title]
    assert answer.unaided == "句向量模型：MANAS_ENCODER 指定的文件夹不存在"
    tiny(folder)
    assert offers_for(need, TODAY).unaided == ""


def test_it_is_opened_once_until_a_file_changes(folder: Path) -> None:
    first = installed()
    assert installed() is first
    write_model(folder, scale=2.0, words=12)
    assert installed() is not first


WRONG: list[tuple[Callable[[Path], None], str]] = [
    (lambda folder: (folder / "model.onnx").unlink(), "文件夹里没有 model.onnx"),
    (lambda folder: (folder / "vocab.txt").unlink(), "文件夹里没有 tokenizer.json，也没有 vocab.txt"),
    (lambda folder: (folder / "vocab.txt").write_text("保\n鲜"), "vocab.txt 读不了"),
    (lambda folder: (folder / "tokenizer.json").write_text("{"), "tokenizer.json 读不了"),
    (
        lambda folder: (folder / "tokenizer.json").write_text(WordPiece({"[CLS]": 0, "[SEP]": 1}).to_str()),
        "tokenizer.json 里没有代替生词的记号",
    ),
    (
        lambda folder: (folder / "tokenizer.json").write_text(Tokenizer(Unigram([("保", -1.0)])).to_str()),
        "tokenizer.json 里没有代替生词的记号",
    ),
    (lambda folder: (folder / "model.onnx").write_bytes(b"no model"), "model.onnx 读不了"),
    (lambda folder: write_model(folder, ("input_ids",)), "model.onnx 没有输入 attention_mask"),
    (lambda folder: write_model(folder, ("tokens", "mask")), "model.onnx 没有输入 attention_mask、input_ids"),
    (
        lambda folder: write_model(folder, ("input_ids", "attention_mask", "pixels")),
        "model.onnx 还要求输入 pixels，不能提供",
    ),
    (lambda folder: write_model(folder, states=("batch",)), "model.onnx 没有逐词的输出"),
    (lambda folder: write_model(folder, scale=0.0), "model.onnx 给出的向量不是数或者全为零"),
    (lambda folder: write_model(folder, scale=float("nan")), "model.onnx 给出的向量不是数或者全为零"),
]


@pytest.mark.parametrize(("spoil", "sentence"), WRONG, ids=[str(place) for place in range(len(WRONG))])
def test_what_is_wrong_is_named_logged_and_checked(
    folder: Path, caplog: pytest.LogCaptureFixture, spoil: Callable[[Path], None], sentence: str
) -> None:
    spoil(folder)
    with caplog.at_level(logging.ERROR, logger="manas"):
        found = installed()
    assert found.encoder is None
    assert found.refusal.startswith(f"句向量模型：{sentence}")
    assert [record.getMessage() for record in caplog.records] == [f"The sentence encoder in {folder} is not used"]
    (told,) = run_checks()
    assert (told.id, told.msg) == ("manas.W001", found.refusal)
    assert str(told.hint).startswith(f"MANAS_ENCODER={folder}")
    assert str(folder) not in found.refusal  # pages show it to people who need not know


def test_a_model_that_takes_segments_too_is_given_them(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "encoder")
    write_model(folder, ("input_ids", "attention_mask", "token_type_ids"))
    assert open_encoder(folder)(["保"]).tolist() == [[1.0, 0.0]]


@pytest.mark.parametrize("package", ["onnxruntime", "tokenizers"])
def test_a_missing_package_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    there = builtins.__import__

    def without(name: str, *rest: object) -> ModuleType:
        if name.partition(".")[0] == package:
            raise ModuleNotFoundError(name=package)
        return there(name, *rest)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(builtins, "__import__", without)
    assert installed().refusal == f"句向量模型：没有安装程序包 {package}，运行 make encoder 安装"


def test_a_model_that_fails_on_the_way_is_logged_and_matching_goes_on(
    need: TechnologyNeed, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # The table has fewer rows than the vocabulary has words: only a text with the last of them shows it.
    write_model(folder, words=9)
    assert installed().refusal == ""
    with caplog.at_level(logging.ERROR, logger="manas"):
        answer = offers_for(need, TODAY)
    assert titles(answer) == [ENGINE.title, COLD.title]
    assert answer.unaided == "句向量模型：算不出向量"
    assert [record.getMessage() for record in caplog.records] == [f"Ranked without the sentence encoder in {folder}"]


@pytest.mark.parametrize("engine", [float("nan"), float("inf")])
def test_what_is_no_number_is_no_vector(tmp_path: Path, engine: float) -> None:
    folder = tiny(tmp_path / "encoder")
    write_model(folder, engine=engine)
    opened = open_encoder(folder)
    assert opened(["保"]).tolist() == [[1.0, 0.0]]
    with pytest.raises(EncoderRefused, match="给出的向量不是数"):
        opened(["轴"])


def test_what_only_the_encoder_finds_is_judged_too(need: TechnologyNeed, folder: Path) -> None:
    asked = offers_for(need, TODAY)
    first = asked.lines[0][0].pk
    assert first in pool(asked.need, TODAY, depth=1)
    shutil.rmtree(folder)
    assert first not in pool(asked.need, TODAY, depth=1)


def test_the_benchmark_measures_it_beside_the_others(
    need: TechnologyNeed, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    judged = tmp_path / "judged.tsv"
    judged.write_text(f"query\tnumber\tlevel\tjudge\n果实保鲜\t{COLD.publication_number}\t2\t甲\n", encoding="utf-8")
    call_command("bench", "matching", str(judged))
    rows = capsys.readouterr().out.splitlines()
    head, rank = rows[2], next(row for row in rows if "MRR@10" in row)
    assert head.endswith("| own ranking | own ranking, encoder |")
    assert [cell.split()[0] for cell in rank.split("|")[-3:-1]] == ["0.500", "1.000"]
    shutil.rmtree(folder)
    call_command("bench", "matching", str(judged))
    told = capsys.readouterr()
    assert told.out.splitlines()[2].endswith("| own terms | own ranking |")
    assert "MANAS_ENCODER 指定的文件夹不存在" in told.err


def test_a_collection_without_an_encoder_has_three_ways() -> None:
    assert len(Collection.of([]).searches) == 3
    with pytest.raises(EncoderRefused, match="不存在"):
        open_encoder(Path("/nowhere"))
    assert encoder.LONGEST % encoder.WIDTH == 0
