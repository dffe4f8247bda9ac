"""句向量模型: a sentence encoder of the office's own, read from the folder of MANAS_ENCODER, by which matches are ranked again.

The folder holds `model.onnx` and `tokenizer.json`, or `vocab.txt` of a WordPiece vocabulary in small letters. Nothing is ever
fetched from elsewhere. What is wrong with the folder is logged, shown, and told by `manas check`; matching goes on without it.
"""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from manas.engines.matching.rank import Encoder

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

log = logging.getLogger(__name__)

Vectors = NDArray[np.float32]
Numbers = NDArray[np.int64]
T = TypeVar("T")

MODEL, TOKENIZER, VOCABULARY = "model.onnx", "tokenizer.json", "vocab.txt"
FILES: Final = (MODEL, TOKENIZER, VOCABULARY)
IDS, MASK, SEGMENTS = "input_ids", "attention_mask", "token_type_ids"
NEEDED: Final = frozenset({IDS, MASK})
# Further down an abstract repeats itself, and the time grows with the length.
LONGEST: Final = 256
# Every run has one of few shapes, so that the vector of a text is the same to the last bit whatever stands beside it.
ROWS: Final = 8
WIDTH: Final = 32
# Several workers answer beside each other.
THREADS: Final = 2
# Some 20 MB a worker for the usual 512 dimensions.
MOST_KEPT: Final = 10_000
# What a vocabulary must hold besides words.
MARKS: Final = ("[UNK]", "[CLS]", "[SEP]")
# What the runtime raises has no common ground but Exception.
FAILURES: Final = (
    "EPFail", "EngineError", "Fail", "InvalidArgument", "InvalidGraph", "InvalidProtobuf", "NoModel", "NoSuchFile", "NotImplemented",
    "RuntimeException",
)  # fmt: skip
NO_VECTORS: Final = f"句向量模型：{MODEL} 给出的向量不是数或者全为零"
PROBES: Final = ("无花果鲜果保鲜", "专利")


class EncoderRefused(Exception):
    """The sentence encoder cannot be used; the message says why, without naming the folder."""


@dataclass(frozen=True, slots=True)
class Installed:
    """The encoder by which matches are ranked again; where there is none, why, unless nobody asked for one."""

    encoder: Encoder | None = None
    refusal: str = ""

    @property
    def ready(self) -> bool:
        """Whether it takes part."""
        return self.encoder is not None


@dataclass(frozen=True, slots=True)
class LocalEncoder:
    """A model and what cuts text for it: the mean of the states of a text's tokens, of length 1."""

    session: InferenceSession
    tokenizer: Tokenizer
    output: str
    kept: dict[str, Vectors] = field(default_factory=dict)
    most_kept: int = MOST_KEPT

    def __call__(self, texts: Sequence[str], /) -> Vectors:
        """This function will give the vectors of texts, shape (texts, dimensions). Raises EncoderRefused where the model fails."""
        new = [text for text in dict.fromkeys(texts) if text not in self.kept]
        found = {text: self.kept[text] for text in texts if text in self.kept} | dict(self._read(new))
        self.kept.update((text, found[text]) for text in new)
        for oldest in list(self.kept)[: -self.most_kept]:
            del self.kept[oldest]
        return np.array([found[text] for text in texts], dtype=np.float32)

    def _read(self, texts: Sequence[str]) -> Iterator[tuple[str, Vectors]]:
        tokens = [one.ids for one in self.tokenizer.encode_batch(list(texts))]
        by_width: defaultdict[int, list[int]] = defaultdict(list)
        for place, ids in enumerate(tokens):
            by_width[max(1, -(-len(ids) // WIDTH)) * WIDTH].append(place)
        for width, places in sorted(by_width.items()):
            for start in range(0, len(places), ROWS):
                some = places[start : start + ROWS]
                yield from zip(
                    (texts[place] for place in some), self._run([tokens[p] for p in some], width), strict=True
                )

    def _run(self, tokens: Sequence[Sequence[int]], width: int) -> Vectors:
        ids, mask = padded(tokens, width)
        given = {IDS: ids, MASK: mask, SEGMENTS: np.zeros_like(ids)}
        wanted = {one.name for one in self.session.get_inputs()}
        with _refusing("算不出向量"):
            states = self.session.run([self.output], {name: given[name] for name in sorted(wanted)})[0]
        vectors = pooled(np.asarray(states, dtype=np.float32), mask)[: len(tokens)]
        if not np.isfinite(vectors).all():
            raise EncoderRefused(NO_VECTORS)
        return vectors


def padded(tokens: Sequence[Sequence[int]], width: int) -> tuple[Numbers, Numbers]:
    """This function will lay tokens into `ROWS` rows of one width, with a mask that is 1 where a token stands."""
    ids, mask = np.zeros((ROWS, width), np.int64), np.zeros((ROWS, width), np.int64)
    for row, one in enumerate(tokens):
        ids[row, : len(one)], mask[row, : len(one)] = one, 1
    mask[len(tokens) :, 0] = 1  # a row without any token has no mean
    return ids, mask


def pooled(states: Vectors, mask: Numbers) -> Vectors:
    """This function will give the mean of the states under the mask, of length 1; nought where all states are, and no number where
    one is none."""
    weights = mask[:, :, None].astype(np.float32)
    means = (states * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1.0)
    norms = np.linalg.norm(means, axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):
        unit: Vectors = np.divide(means, norms, out=np.zeros_like(means), where=norms != 0)
    return unit


def installed() -> Installed:
    """This function will give the encoder that the office has set up, as its folder is now; it is opened once a process."""
    folder: Path | None = settings.MANAS_ENCODER
    return Installed() if folder is None else _installed(folder, _stamps(folder))


def ranked_again(work: Callable[[Encoder | None], T]) -> tuple[T, str]:
    """This function will do a piece of work with the encoder, or without it where it cannot be used, and then say why."""
    now = installed()
    try:
        return work(now.encoder), now.refusal
    except EncoderRefused as refusal:
        log.exception("Ranked without the sentence encoder in %s", settings.MANAS_ENCODER)
        return work(None), str(refusal)


def open_encoder(folder: Path, most_kept: int = MOST_KEPT) -> LocalEncoder:
    """This function will open the encoder in a folder and try it. Raises EncoderRefused with what is wrong."""
    if not folder.is_dir():
        raise EncoderRefused("句向量模型：MANAS_ENCODER 指定的文件夹不存在")
    try:
        tokenizer, session = _tokenizer(folder), _session(folder)
    except ImportError as error:
        raise EncoderRefused(f"句向量模型：没有安装程序包 {error.name or error}，运行 make encoder 安装") from error
    opened = LocalEncoder(session, tokenizer, _states(session), most_kept=most_kept)
    if not opened(PROBES).any():
        raise EncoderRefused(NO_VECTORS)
    return opened


@lru_cache(maxsize=1)
def _installed(folder: Path, stamps: tuple[tuple[str, int, int], ...]) -> Installed:  # noqa: ARG001  # opened anew when a file has changed
    try:
        return Installed(open_encoder(folder))
    except EncoderRefused as refusal:
        log.exception("The sentence encoder in %s is not used", folder)
        return Installed(None, str(refusal))


def _stamps(folder: Path) -> tuple[tuple[str, int, int], ...]:
    found = [(name, folder / name) for name in FILES]
    return tuple((name, path.stat().st_mtime_ns, path.stat().st_size) for name, path in found if path.is_file())


def _tokenizer(folder: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    found = next((folder / name for name in (TOKENIZER, VOCABULARY) if (folder / name).is_file()), None)
    if found is None:
        raise EncoderRefused(f"句向量模型：文件夹里没有 {TOKENIZER}，也没有 {VOCABULARY}")
    try:
        told = found.read_bytes() if found.name == TOKENIZER else _word_pieces(found.read_text("utf-8"))
        made = Tokenizer.from_buffer(told)
    except (OSError, ValueError) as error:
        raise EncoderRefused(f"句向量模型：{found.name} 读不了") from error
    if not _knows_the_unknown(json.loads(told)["model"]):
        raise EncoderRefused(f"句向量模型：{found.name} 里没有代替生词的记号")
    own = made.truncation["max_length"] if made.truncation else LONGEST
    made.enable_truncation(min(own, LONGEST))
    made.no_padding()
    return made


def _word_pieces(text: str) -> bytes:
    """This function will write a vocabulary, a word a line, as a whole tokenizer. Raises ValueError where a mark is missing."""
    from tokenizers.implementations.bert_wordpiece import BertWordPieceTokenizer

    words = {word: place for place, word in enumerate(text.splitlines())}
    if missing := [mark for mark in MARKS if mark not in words]:
        raise ValueError(f"{'、'.join(missing)} is not in the vocabulary.")
    whole: str = BertWordPieceTokenizer(words, lowercase=True).to_str()
    return whole.encode()


def _knows_the_unknown(model: Mapping[str, Any]) -> bool:
    """A tokenizer of these kinds that cannot name an unknown word fails at the first one."""
    match model.get("type"):
        case "WordPiece" | "WordLevel":
            return model.get("unk_token") in model["vocab"]
        case "Unigram":
            return model.get("unk_id") is not None
    return True


def _session(folder: Path) -> InferenceSession:
    from onnxruntime import InferenceSession, SessionOptions

    if not (folder / MODEL).is_file():
        raise EncoderRefused(f"句向量模型：文件夹里没有 {MODEL}")
    options = SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = THREADS, 1
    options.use_deterministic_compute = True
    options.log_severity_level = 4  # what fails is raised, and logged once, by us
    with _refusing(f"{MODEL} 读不了"):
        return InferenceSession(str(folder / MODEL), options, providers=["CPUExecutionProvider"])


def _states(session: InferenceSession) -> str:
    """This function will name the output that has a state for each token, once the inputs are those that we can give."""
    inputs = {one.name for one in session.get_inputs()}
    if missing := sorted(NEEDED - inputs):
        raise EncoderRefused(f"句向量模型：{MODEL} 没有输入 {'、'.join(missing)}")
    if unknown := sorted(inputs - NEEDED - {SEGMENTS}):
        raise EncoderRefused(f"句向量模型：{MODEL} 还要求输入 {'、'.join(unknown)}，不能提供")
    found: list[str] = [one.name for one in session.get_outputs() if len(one.shape) == 3]
    if not found:
        raise EncoderRefused(f"句向量模型：{MODEL} 没有逐词的输出（文本×词×维度）")
    return found[0]


@contextmanager
def _refusing(what: str) -> Iterator[None]:
    """The words of the library name folders: they go to the log and to `manas check`."""
    from onnxruntime.capi import onnxruntime_pybind11_state as library

    own = (getattr(library, name) for name in FAILURES)
    failures: tuple[type[Exception], ...] = (OSError, RuntimeError, ValueError, *own)
    try:
        yield
    except failures as error:
        raise EncoderRefused(f"句向量模型：{what}") from error
