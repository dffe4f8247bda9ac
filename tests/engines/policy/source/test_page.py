"""An html page becomes the lines one sees; furniture, scripts and hidden parts do not."""

import contextlib
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.policy.model import ReadError, Unreadable
from manas.engines.policy.source import load
from tests.engines.policy.source.papers import page


def lines(body: str, head: str = "") -> list[str]:
    return load(page(body, head)).text.split("\n")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>题</h1><p>甲</p><p>乙", ["题", "甲", "乙"]),
        ("甲<br>乙<br/>丙", ["甲", "乙", "丙"]),
        ("<ul><li>甲<li>乙</ul>丙", ["甲", "乙", "丙"]),
        (
            "<table><tr><td>索引号：</td><td>X</td></tr><tr><td>发文机关</td></tr></table>",
            ["索引号：", "X", "发文机关"],
        ),
        ("<p>一、<b>聚焦</b><span>创造</span></p>", ["一、聚焦创造"]),
        ("<p>国务院\n   办公厅</p>", ["国务院办公厅"]),
        ("<p>IP \n office</p>", ["IP office"]),
        ("<p>甲&amp;乙&#x4e19;&nbsp;丁&lt;</p>", ["甲&乙丙 丁<"]),
        ("<pre>甲\n乙</pre>丙", ["甲", "乙", "丙"]),
        ("<p>5 < 6 且 7 > 3</p>", ["5 < 6 且 7 > 3"]),
        ("<P CLASS=a>甲</P>", ["甲"]),
        ("甲<!-- 注 <p>乙</p> -->丙", ["甲丙"]),
        ("甲<p", ["甲"]),
        ("甲<p title='乙>丙", ["甲", "丙"]),
    ],
)
def test_blocks_cells_and_breaks_are_lines(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


@pytest.mark.parametrize(
    "dropped",
    [
        "<script>if (a < b) document.write('<p>丁</p>')</script>",
        "<style>p { color: red }</style>",
        "<nav><ul><li>首页</li></ul></nav>",
        "<div style='display: none'>丁<div>戊</div>己</div>",
        "<span style='VISIBILITY:hidden'>丁</span>",
        "<div hidden><p>丁</p></div>",
        "<p hidden>丁",
        "<div aria-hidden='true'>丁</div>",
        "<div class='share-box'>分享到：<a>微信</a></div>",
        "<div id='qr_container'>扫一扫在手机打开当前页</div>",
        "<select><option>甲县<option>乙县</select>",
        "<textarea>意见</textarea>",
        "<iframe src='a'>丁</iframe>",
        "<template><p>丁</p></template>",
        "<svg><text>丁</text></svg>",
    ],
)
def test_furniture_is_left_out_and_the_text_goes_on(dropped: str) -> None:
    assert lines(f"<div>甲</div>{dropped}<div>乙</div>") == ["甲", "乙"]


def test_a_long_part_is_content_whatever_its_class() -> None:
    assert lines(f"<div class='share-page'><p>{'字' * 121}</p></div><p>乙</p>") == ["字" * 121, "乙"]


def test_an_unclosed_hidden_part_ends_with_its_container() -> None:
    assert lines("<div><span style='display:none'>丁</div><p>乙</p>") == ["乙"]
    assert lines("<ul><li hidden>丁<li>乙</ul>") == ["乙"]


def test_a_part_hidden_inside_share_code_does_not_swallow_the_page() -> None:
    assert lines("<div class=share>分享<b hidden>丁</b></div><p>乙</p>") == ["乙"]
    assert lines("<div class=share>分享<div hidden>丁</div></div><p>乙</p>") == ["乙"]
    assert lines("<div class=share>分享<p hidden>丁<div>戊</div></div><p>乙</p>") == ["乙"]


def test_the_head_gives_hints() -> None:
    head = "<title>网站名</title><meta name='ArticleTitle' content='工作方案'><meta name=PubDate content='2023-05-06 10:00'>"
    source = load(page("<p>甲</p>", head))
    assert (source.text, source.title_hint, source.issued_hint) == ("甲", "工作方案", date(2023, 5, 6))


def test_a_mistyped_day_gives_no_hint() -> None:
    assert load(page("甲", "<meta name=pubdate content=2023-02-30>")).issued_hint is None


def test_too_many_tags_are_refused() -> None:
    with pytest.raises(ReadError, match="标签超过 40 万个") as caught:
        load(page("<b>" * 400_001 + "甲"))
    assert caught.value.reason is Unreadable.TOO_LARGE


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 100_000 + "甲",
        "<div><table><td></div></table>" * 60_000 + "甲",
        "".join(f"<b id={n}>" for n in range(50_000)) + "<p>甲" * 50_000,
        "<div hidden>" * 100_000 + "</div>" * 100_000 + "甲",
        "<p hidden>" * 100_000 + "<p>甲",
        "<div class=share>" * 100_000 + "</div>" * 100_000 + "甲",
        "甲" + "<!--" * 300_000,
        "甲" + "<script>" * 100_000,
        "甲" + "<a b='" * 300_000,
        "甲" + "<a " + 'b="' * 300_001,
        "甲" + "<a" + " " * 2_000_000 + "b" + "=" * 1_000_000,
        "甲" + "<pre>" * 10_000 + "\n" * 1_000_000,
        "甲" + "&#" * 1_000_000,
        "甲" + "&" * 2_000_000,
        "".join(f"<x{n} hidden>" for n in range(100_000)) + "<p>甲",
        "甲" + " \n" * 1_000_000 + "x",
    ],
)
def test_hostile_pages_take_linear_time(hostile: str) -> None:
    start = time.perf_counter()
    # Some hide everything they hold: then the page is empty, which is an answer, too.
    with contextlib.suppress(ReadError):
        load(page(hostile))
    assert time.perf_counter() - start < 6


@given(
    st.lists(
        st.sampled_from(
            [
                "<div>",
                "</div>",
                "<p>",
                "</p>",
                "<td hidden>",
                "</td>",
                "<li>",
                "<b class=share>",
                "</b>",
                "甲",
                "<",
                "&",
                "'",
                '"',
                "<!--",
                "-->",
                "<script>",
                "</script>",
            ]
        ),
        max_size=40,
    )
)
def test_any_soup_of_tags_is_read(parts: list[str]) -> None:
    text = load(page("<h1>题</h1>" + "".join(parts))).text
    assert text.startswith("题")
    assert "\n\n" not in text
