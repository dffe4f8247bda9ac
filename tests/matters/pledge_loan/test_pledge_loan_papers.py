"""The papers of a pledge loan say what was decided and on what."""

import io
from collections.abc import Callable
from datetime import timedelta

import docx
import pytest

from manas.matters.docket.models import Matter, Paper, PaperState
from manas.matters.finance.pledge_loan.actions import add_right
from manas.office.files.actions import location
from manas.reports.papers.making import make
from tests.cast import AT, TODAY, Cast
from tests.matters.business import step
from tests.matters.pledge_loan.loans import draft, loan_after

SECOND = {"right_kind": "design", "right_number": "ZL202330000003.X", "right_name": "红枣包装盒"}


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


def test_the_sheet_of_a_need_shows_amount_and_every_right(cast: Cast) -> None:
    loan = draft(cast)
    add_right(matter=loan, values=SECOND, actor=cast.firm, at=AT)
    words = words_of(step(loan, "submit", cast.firm), "need")
    for said in ("3,000,000.00", "ZL202310000001.2", "ZL202330000003.X", "91530000MA00000A12", "购置生产设备"):
        assert said in words


def test_the_letter_to_the_bank_recommends_and_vouches_for_nothing(cast: Cast) -> None:
    words = words_of(loan_after(cast, "recommend"), "recommendation")
    for said in ("云岭银行", "云岭机电有限公司", "3,000,000.00", "推荐不构成担保"):
        assert said in words


@pytest.mark.parametrize(("key", "paper"), [("return", "correction"), ("refuse", "refusal")])
def test_what_is_returned_or_refused_says_why(cast: Cast, key: str, paper: str) -> None:
    loan = step(loan_after(cast, "submit"), key, cast.handler, opinion="专利权人与申请单位不一致")
    assert "专利权人与申请单位不一致" in words_of(loan, paper)


def test_the_sheet_of_checks_shows_the_ten_blocks_and_the_contract(cast: Cast) -> None:
    words = words_of(loan_after(cast, "pass_checks"), "checks")
    for said in "出质人 权利状态 年费 中止和保全 有效期 共有人 已有质押 同日申请 无效宣告 开放许可 质押合同".split():
        assert said in words
    assert "2027年3月2日" in words


def _settled(cast: Cast) -> Matter:
    later = AT + timedelta(days=30)
    loan = step(loan_after(cast, "draw"), "repay", cast.bank, later, repaid_on=TODAY + timedelta(days=29))
    return step(loan, "deregister", cast.bank, later, deregistered_on=TODAY + timedelta(days=30))


def _closed(cast: Cast) -> Matter:
    loan = step(loan_after(cast, "recommend"), "decline", cast.bank, opinion="现金流不足")
    return step(loan, "close", cast.handler, opinion="已对接的银行都没有同意")


@pytest.mark.parametrize(
    ("carried", "said"),
    [
        (_settled, ("2,000,000.00", "Y2026650000001", "2026年3月31日还清", "质押登记已于2026年4月1日注销")),
        (_closed, ("未能对接，办结", "已对接的银行都没有同意")),
    ],
)
def test_the_last_notice_says_how_it_ended(
    cast: Cast, carried: Callable[[Cast], Matter], said: tuple[str, ...]
) -> None:
    words = words_of(carried(cast), "completion")
    for part in said:
        assert part in words
