"""The papers of a case as they come out: the decision, and the list of what is bound in both volumes."""

import io
from datetime import date
from decimal import Decimal
from zipfile import ZipFile

from manas.matters.docket.models import Paper, PaperState
from manas.matters.protection.penalty_case.flow import KIND
from manas.matters.protection.penalty_case.queries import volumes
from manas.matters.protection.penalty_case.queries.volumes import INNER, MAIN
from manas.office.files.queries import location
from manas.reports.papers.making import make
from tests.cast import Cast
from tests.matters.penalty_case.cases import File, morning, punished, served


def printed(file: File, key: str) -> tuple[Paper, str]:
    """The latest paper of a kind, made as the worker makes it, and the text in its file."""
    paper = file.case.papers.filter(key=key).order_by("pk").last()
    assert paper is not None
    make({"paper": paper.pk}, morning(file.day))
    paper.refresh_from_db()
    assert (paper.state, paper.fault) == (PaperState.MADE, "")
    assert paper.file is not None
    with ZipFile(io.BytesIO(location(paper.file.sha256).read_bytes())) as document:
        return paper, document.read("word/document.xml").decode()


def test_a_decision_is_printed_with_its_amount_and_remedies(cast: Cast) -> None:
    file = punished(cast, remedy_office="云岭州人民政府", remedy_court="南河市人民法院")
    paper, text = printed(file, "penalty_decision")
    assert paper.blanks == []
    for words in ("南河市某商行", "50,000.00", "伍万元整", "云岭州人民政府", "南河市人民法院", "没有提出陈述、申辩"):
        assert words in text


def test_a_blank_that_nobody_filled_is_told(cast: Cast) -> None:
    paper, text = printed(punished(cast), "penalty_decision")
    assert paper.blanks == ["remedy_office", "remedy_court"]
    assert "＿＿＿＿" in text


def test_every_paper_of_a_whole_case_is_made(cast: Cast) -> None:
    file = served(cast).do("publish", published_on=date(2026, 3, 20)).on(date(2026, 4, 3))
    file.do("paid", paid_on=date(2026, 4, 3), paid_amount=Decimal(50000)).do(
        "propose_closing", closing_ground="executed"
    )
    file.do("close", "approver").do("archive", archive_number="2026-011", main_pages=42, inner_pages=18)
    for key in dict.fromkeys(file.case.papers.values_list("key", flat=True)):
        printed(file, key)
    _, index = printed(file, "file_index")
    for words in ("立案审批表", "evidence.pdf", "案件调查终结报告", "克市监知罚〔2026〕1号", "共42页"):
        assert words in index


def test_both_volumes_are_bound_in_the_order_of_the_rules(cast: Cast) -> None:
    file = served(cast).add("hearing_record")
    rows = volumes(file.case)
    main, inner = rows["main_volume"], rows["inner_volume"]
    assert isinstance(main, list)
    assert isinstance(inner, list)
    assert list(dict.fromkeys(row["place"] for row in main)) == [place.title for place in MAIN]
    assert list(dict.fromkeys(row["place"] for row in inner)) == [place.title for place in INNER]
    assert [
        (row["position"], row["name"]) for row in main if row["place"] in ("证据材料", "听证笔录", "财物处理单据")
    ] == [
        ("4", "evidence.pdf"),
        ("5", "hearing_record.pdf"),
        ("6", "无"),
    ]


def test_everything_that_a_case_may_hold_has_its_place() -> None:
    places = (*MAIN, *INNER)
    papers = [key for place in places for key in place.papers]
    documents = [key for place in places for key in place.documents]
    assert sorted(papers) == sorted(paper.key for paper in KIND.papers if paper.key != "file_index")
    assert sorted(documents) == sorted(document.key for document in KIND.documents)
