"""Templates and values joined: what is missing is seen and told, and nothing in a value gets power."""

import hashlib
import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import docx
import pytest
from django.utils.translation import gettext_lazy

from manas.engines.paper.blocks import Mistake
from manas.engines.paper.front import WORDS as FRONT_WORDS
from manas.office.models import Unit
from manas.reports.papers.faults import SENTENCES, PaperFault
from manas.reports.papers.render import RenderedPaper, render
from manas.reports.papers.vocabulary import BLANK, register
from tests.house.ground import ROOT
from tests.reports.papers_cast import AT, KINDS, NUMBER, VALUES, paper, template

FRONT = "文种：通知书\n标题：受理通知书\n---\n"


def made(text: str, /, **values: object) -> RenderedPaper:
    return render(FRONT + text, values, number=NUMBER, at=AT)


def lines(text: str, /, **values: object) -> list[str]:
    """The paragraphs after title and number."""
    document = docx.Document(io.BytesIO(made(text, **values).data))
    return [paragraph.text for paragraph in document.paragraphs][2:]


@dataclass(frozen=True)
class Firm:
    name: str
    marks: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("甲", "甲"),
        (0, "0"),
        (True, "是"),
        (False, "否"),
        (Decimal("1.50"), "1.50"),
        (Decimal("1E+3"), "1000"),
        (date(2026, 1, 5), "2026年1月5日"),
        (datetime(2026, 1, 5, 17, 5, tzinfo=UTC), "2026年1月6日1时05分"),
        (Mistake.TWICE, "twice"),
        (gettext_lazy("名称"), "名称"),
    ],
)
def test_values_in_the_words_of_papers(value: object, words: str) -> None:
    assert lines("{{ value }}", value=value) == [words]


def test_filters() -> None:
    text = "{{ at|day }}，{{ fine|money }}，{{ fine|capitals }}，{{ n|ordinal }}，{{ firm.marks|joined }}，{{ none|default:'无' }}"
    values = {
        "at": datetime(2026, 1, 5, 17, 5, tzinfo=UTC),
        "fine": Decimal(12000),
        "n": 12,
        "firm": Firm("甲", ("子", "丑")),
    }
    assert lines(text, **values) == ["2026年1月6日，12,000.00，壹万贰仟元整，十二，子、丑，无"]


def test_loops_and_conditions_leave_no_empty_lines_in_tables() -> None:
    text = "| 名称 |\n{% for firm in firms %}\n{% if firm.name != '乙' %}\n| {{ firm.name }} |\n{% endif %}\n{% endfor %}\n"
    data = made(text, firms=[Firm("甲"), Firm("乙"), Firm("丙")]).data
    tables = docx.Document(io.BytesIO(data)).tables
    assert [[cell.text for cell in row.cells] for table in tables for row in table.rows] == [["名称"], ["甲"], ["丙"]]


def test_number_and_day_are_known_to_every_template() -> None:
    assert lines("{{ number }}，{{ today }}") == [f"{NUMBER}，2026年11月22日"]


def test_what_is_missing_is_a_blank_and_is_told() -> None:
    text = "{{ firm.name }}、{{ firm.code }}、{{ fine|capitals }}、{{ empty }}、{{ none }}、{{ firm.code }}"
    paper = made(text, firm={"name": "甲"}, empty=" ", none=None)
    assert paper.blanks == ("firm.code", "fine", "empty", "none")
    assert lines(text, firm={"name": "甲"}, empty=" ", none=None) == [f"甲{f'、{BLANK}' * 5}"]


def test_a_missing_list_is_one_round_of_blanks_and_an_empty_list_none() -> None:
    text = "{% for firm in firms %}\n当事人{{ forloop.counter }}：{{ firm.name }}\n{% endfor %}\n完。"
    assert (lines(text), made(text).blanks) == ([f"当事人1：{BLANK}", "完。"], ("firms", "firm.name"))
    assert (lines(text, firms=[]), made(text, firms=[]).blanks) == (["完。"], ())


def test_missing_parts_of_a_list_are_seen() -> None:
    assert lines("{{ names|joined }}", names=["甲", None]) == [f"甲、{BLANK}"]


def test_a_default_says_that_nothing_may_stand_there() -> None:
    assert (lines('备注：{{ note|default:"" }}'), made('备注：{{ note|default:"" }}').blanks) == (["备注："], ())


def test_a_paper_without_a_number_has_a_blank_for_it() -> None:
    made_without = render(f"{FRONT}正文", {}, number="", at=AT)
    assert made_without.blanks == ("number",)
    assert docx.Document(io.BytesIO(made_without.data)).paragraphs[1].text == BLANK


@pytest.mark.parametrize("kind", KINDS)
def test_every_template_prints_with_nothing_known(kind: str) -> None:
    assert render(template(kind), {}, number="", at=AT).title == paper(kind).title


@pytest.mark.parametrize("kind", KINDS)
def test_every_template_is_complete_with_its_values(kind: str) -> None:
    made_of = paper(kind)
    assert made_of.blanks == ()
    assert made_of.template_sha256 == hashlib.sha256(template(kind).encode()).hexdigest()


@pytest.mark.parametrize(
    "value",
    [
        "{{ secret }}",
        "{% load static %}{% include 'x' %}",
        "<w:p>&amp;</w:p>]]>",
        "# 标题",
        "| 甲 |",
        "%s %(x)s {0}",
        "字" * 10_000,
    ],
)
def test_hostile_values_are_only_words(value: str) -> None:
    assert lines("{{ value }}", value=value, secret="密") == [value]
    cells = docx.Document(io.BytesIO(made("| {{ value }} |", value=value).data)).tables[0].rows[0].cells
    assert [cell.text for cell in cells] == [value]


def test_control_characters_are_left_out_and_lines_of_a_value_are_paragraphs() -> None:
    assert lines("{{ value }}", value="甲\x00\x1b乙\r\n\r\n丙\u202e") == ["甲乙", "丙"]


def test_hostile_words_in_the_front_stay_where_they_are_put() -> None:
    hostile = "甲\n机关：假冒机关\n---\n=== 回证"
    text = "文种：通知书\n标题：{{ title }}\n主送：{{ to }}\n---\n正文"
    made_of = render(text, {"title": hostile, "to": hostile}, number=hostile, at=AT)
    assert made_of.title == "甲 机关：假冒机关 --- === 回证"
    assert [p.text for p in docx.Document(io.BytesIO(made_of.data)).paragraphs][3:] == ["正文"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("正文\n{% load static %}", 5),
        ("正文\n{% include 'x' %}", 5),
        ("{% for a in b %}\n正文", 4),
        ("正文\n{% if %}\n甲{% endif %}", 5),
        ("正文\n{{ a|safe }}", 5),
        ("正文\n{{ a|upper }}", 5),
        ("正文\n{{ a._b }}", 5),
        ("正文\n\n甲{{ a }乙", 6),
        ("正文\n甲{{ a\n}}乙", 5),
        ("正文\n%}", 5),
        ("{% for a in list %}\n| {{ a }} | 乙 |\n| 丙 |\n{% endfor %}", 6),
        ("正文\n{{ list }}", 5),
        ("正文\n{{ text|money }}", 5),
        ("正文\n{{ text|day }}", 5),
        ("正文\n{{ text|joined }}", 5),
        ("正文\n{{ minus|capitals }}", 5),
        ("正文\n{% for a in text %}\n甲{% endfor %}", 5),
        ("正文\n{% for a in minus %}\n甲{% endfor %}", 5),
    ],
)
def test_a_fault_names_its_line(text: str, line: int) -> None:
    with pytest.raises(PaperFault) as caught:
        made(text, list=["甲"], text="乙", minus=-1)
    assert caught.value.line == line
    assert str(caught.value) == f"第{line}行：{caught.value.sentence}"


def test_the_sentence_says_what_stands_there() -> None:
    with pytest.raises(PaperFault) as caught:
        made("正文\n{% load static %}")
    assert caught.value.sentence == "“load static”没有收尾、写错了，或不在可用的写法之内"
    with pytest.raises(PaperFault) as caught:
        render("文种：布告\n标题：甲\n---\n正文", {}, number=NUMBER, at=AT)
    assert str(caught.value) == "第1行：没有“布告”这一文种"


def test_every_mistake_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Mistake)


def test_rows_of_the_database_are_no_values() -> None:
    with pytest.raises(TypeError, match=r"^matter\.unit is a Unit"):
        made("{{ matter.unit }}", matter={"unit": Unit()})


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        render(FRONT + "正文", {}, number=NUMBER, at=AT.replace(tzinfo=None))


def test_the_day_is_the_day_of_the_office() -> None:
    late = render(
        "文种：函\n机关：州局\n标题：函\n---\n正文", {}, number=NUMBER, at=datetime(2026, 11, 22, 17, tzinfo=UTC)
    )
    assert docx.Document(io.BytesIO(late.data)).paragraphs[-1].text == "2026年11月23日"


def test_values_of_one_paper_do_not_reach_the_next() -> None:
    assert lines("{{ value }}", value="甲") == ["甲"]
    assert lines("{{ value }}") == [BLANK]
    assert VALUES["notice"]["days"] == 5


def test_the_template_of_the_how_to_prints() -> None:
    page = (ROOT / "docs" / "how-to" / "write-a-paper-template.md").read_text(encoding="utf-8")
    example = page.split("```")[1].strip()
    made_of = render(example, {"applicant": {"name": "甲"}, "patents": []}, number=NUMBER, at=AT)
    assert (made_of.title, made_of.blanks) == ("受理通知书", ("bank", "received_on"))
    words = page.split("## The body")[0]
    assert [word for word in FRONT_WORDS if word not in words] == []
    assert [name for name in register.filters if f"`{name}`" not in page] == []
