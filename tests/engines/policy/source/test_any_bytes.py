"""Any bytes at all end in a text or in a refusal."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manas.engines.policy import read, to_json
from manas.engines.policy.model import Plan, ReadError
from manas.engines.policy.source import Source, load
from tests.engines.policy.source.papers import every_form

FORMS = every_form()
MAGICS = [
    b"",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"<html>",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"{\\rtf",
]


def outcome(data: bytes, name: str = "") -> Source | ReadError:
    try:
        read_back: Source | ReadError = load(data, name=name)
    except ReadError as error:
        read_back = error
    sentence = str(read_back) if isinstance(read_back, ReadError) else read_back.text
    assert sentence.strip()
    assert sentence.encode()
    if isinstance(read_back, ReadError):
        assert len(sentence.splitlines()) == 1
    return read_back


@given(st.sampled_from(MAGICS), st.binary(max_size=2000), st.sampled_from(["", "a.html", "a.md", "a.pdf", "甲.docx"]))
def test_arbitrary_bytes(magic: bytes, data: bytes, name: str) -> None:
    outcome(magic + data, name)


@given(st.text(max_size=2000), st.sampled_from(["a.txt", "a.html", "a.md"]))
def test_arbitrary_text(text: str, name: str) -> None:
    outcome(text.encode("utf-8", "surrogatepass"), name)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(FORMS)), st.randoms(use_true_random=False))
def test_damaged_documents(name: str, chance: random.Random) -> None:
    data = bytearray(FORMS[name])
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    start = chance.randrange(len(data))
    if chance.random() < 0.5:
        del data[start : start + chance.randrange(200)]
    outcome(bytes(data), name)


@pytest.mark.parametrize("name", FORMS)
def test_every_cut_of_a_document(name: str) -> None:
    data = FORMS[name]
    for end in range(0, len(data), max(1, len(data) // 60)):
        outcome(data[:end], name)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(FORMS)), st.randoms(use_true_random=False))
def test_the_whole_reader_on_damaged_documents(name: str, chance: random.Random) -> None:
    data = bytearray(FORMS[name])
    for _ in range(chance.randint(0, 5)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        plan = read(bytes(data), name=name)
    except ReadError:
        return
    assert isinstance(plan, Plan)
    assert to_json(plan)["form"] == plan.form


def test_the_same_bytes_give_the_same_source() -> None:
    for name, data in FORMS.items():
        assert load(data, name=name) == load(data, name=name)
