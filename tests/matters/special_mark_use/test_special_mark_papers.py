"""The papers of a special mark say who uses what, what was found, and by which day it is to be put right."""

import io
from collections.abc import Callable
from datetime import UTC, datetime

import docx
import pytest

from manas.matters.docket.models import Matter, Paper, PaperState
from manas.office.files.actions import location
from manas.reports.papers.making import make
from tests.cast import AT, TODAY, Cast
from tests.matters.business import step
from tests.matters.special_mark_use.marks import use_after

TOO_LATE = datetime(2026, 4, 2, 2, 0, tzinfo=UTC)


def words_of(matter: Matter, key: str) -> str:
    """Make the last paper of a kind, and give all its words, those of tables too."""
    paper = Paper.objects.filter(matter_id=matter.pk, key=key).latest("pk")
    make({"paper": paper.pk}, AT)
    paper.refresh_from_db()
    assert (paper.state, paper.fault, paper.blanks) == (PaperState.MADE, "", [])
    assert paper.file is not None
    document = docx.Document(io.BytesIO(location(paper.file.sha256).read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _accepted(cast: Cast) -> Matter:
    return use_after(cast, "accept")


def _returned(cast: Cast) -> Matter:
    return step(use_after(cast, "submit"), "county_return", cast.county_handler, opinion="检验报告没有盖章")


def _opposed(cast: Cast) -> Matter:
    use = use_after(cast, "accept")
    return step(use, "county_oppose", cast.county_handler, place_checked_on=TODAY, opinion="地块在产地范围以外")


def _approved(cast: Cast) -> Matter:
    return use_after(cast, "approve")


def _refused(cast: Cast) -> Matter:
    use = step(_opposed(cast), "propose_refusal", cast.handler, opinion="不在产地范围")
    return step(use, "refuse", cast.approver, opinion="生产地址不在产地范围以内")


def _ordered(cast: Cast) -> Matter:
    use = use_after(cast, "register")
    given = {"checked_on": TODAY, "mark_fits": False, "area_fits": True}
    use = step(use, "check", cast.county_handler, opinion="包装上没有信用代码", **given)
    return step(use, "order", cast.county_handler, correct_by=TOO_LATE.date(), opinion="包装上没有信用代码")


def _suggested(cast: Cast) -> Matter:
    use = step(use_after(cast, "order"), "not_corrected", cast.county_handler, TOO_LATE, opinion="期满没有改正")
    use = step(use, "suggest", cast.handler, TOO_LATE, cancel_ground="off_standard", opinion="期满没有改正")
    return step(use, "approve_cancel", cast.approver, TOO_LATE)


@pytest.mark.parametrize(
    ("carried", "key", "said"),
    [
        (
            _accepted,
            "acceptance",
            ("北山县杏林农民专业合作社", "现予受理", "J2026-018", "核准公告以前不得使用专用标志"),
        ),
        (_returned, "correction", ("检验报告没有盖章",)),
        (_opposed, "county_opinion", ("核验不符", "地块在产地范围以外", "120.000吨", "93530000MA00000B1W")),
        (_approved, "review_report", ("核验相符", "同意上报", "DB65/T 0001 北山杏", "2026年2月10日")),
        (_refused, "not_reported", ("生产地址不在产地范围以内", "核验不符")),
        (_ordered, "order", ("2026年4月2日前改正", "专用标志使用规范", "送达回证")),
        (_suggested, "suggestion", ("未按标准、规范生产，限期内未改正", "2026年4月1日前改正", "第612号公告")),
    ],
)
def test_a_paper_says_what_it_must(
    cast: Cast, carried: Callable[[Cast], Matter], key: str, said: tuple[str, ...]
) -> None:
    words = words_of(carried(cast), key)
    assert [part for part in said if part not in words] == []
