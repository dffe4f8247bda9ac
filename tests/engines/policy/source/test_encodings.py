"""Bytes become characters by what is valid, and the first byte that fits nowhere is named."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.policy.model import ReadError, Unreadable
from manas.engines.policy.source import load

TEXT = "关于印发《工作方案》的通知\n各县（市）人民政府："
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5))


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("gbk"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-32"), "utf-32"),
    ],
)
def test_each_encoding_gives_the_same_text(data: bytes, encoding: str) -> None:
    source = load(data)
    assert (source.text, source.encoding) == (TEXT, encoding)


def page(declared: str, text: str, encoding: str) -> bytes:
    return f'<html><head><meta charset="{declared}"></head><body><p>{text}</p></body></html>'.encode(encoding)


def test_the_charset_of_a_page_is_honoured() -> None:
    # These two characters in GBK are valid UTF-8 as well: only the declaration tells.
    source = load(page("gb2312", "联通", "gbk"))
    assert (source.text, source.encoding) == ("联通", "gb18030")


def test_a_page_in_big5_says_so() -> None:
    assert load(page("big5", "關於印發的通知", "big5")).text == "關於印發的通知"


def test_a_stale_charset_does_not_garble_a_long_page() -> None:
    assert load(page("gb2312", TEXT * 3, "utf-8")).encoding == "utf-8"


def test_a_wrong_charset_falls_back_to_what_is_valid() -> None:
    assert load(page("utf-8", TEXT, "gb18030")).encoding == "gb18030"


def refusal(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        load(data)
    return caught.value


def test_the_first_undecodable_byte_is_named() -> None:
    error = refusal(TEXT.encode() + b"\xff" + TEXT.encode())
    assert error.reason is Unreadable.NOT_TEXT
    assert str(error) == f"既不是 UTF-8 也不是 GB18030：第 {len(TEXT.encode()) + 1} 字节处无法解码"


def test_a_cut_character_is_named_by_its_place() -> None:
    # UTF-8 stops at byte 4, GB18030 reads two pairs and stops at byte 5.
    assert "第 5 字节处" in str(refusal("方案".encode()[:-1]))


def test_utf16_cut_in_the_middle_is_refused() -> None:
    assert "UTF-16" in str(refusal(TEXT.encode("utf-16")[:-1]))


def test_null_bytes_are_no_text() -> None:
    assert str(refusal(b"abc\x00def")) == "不是文字文件：第 4 字节是空字节"


@pytest.mark.parametrize("junk", ["\x01\x02\x03" * 30, "\ue000" * 30, "\u0378" * 30])
def test_valid_bytes_without_writing_are_refused(junk: str) -> None:
    error = refusal(("正文" + junk).encode())
    assert error.reason is Unreadable.NOT_TEXT
    assert "第 3 个字符起" in str(error)


def test_a_stray_control_code_is_dropped() -> None:
    assert load(("正文\x02" + "字" * 200).encode()).text == "正文" + "字" * 200


def test_line_ends_and_inkless_characters_are_unified() -> None:
    assert load("a\r\nb\rc\u2028d\u200b\ufeffe".encode()).text == "a\nb\nc\nde"


@given(HAN)
def test_han_text_in_gb18030_is_never_taken_for_utf8(text: str) -> None:
    # A text of 一 alone would be valid in both; a real one has at least a title.
    assert load((TEXT + text).encode("gb18030")).text == TEXT + text
    assert load((TEXT + text).encode()).text == TEXT + text
