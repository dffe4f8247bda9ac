"""Papers are made in the background from the template of their kind, kept with their hash, and made once."""

import io

import docx
import pytest

from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter, Paper, PaperState
from manas.office.files.actions import location
from manas.office.models import Job, StoredFile
from manas.reports.papers.making import make
from manas.web.worker.deeds import HANDLERS
from manas.web.worker.loop import run_one
from tests.cast import LATER, Cast
from tests.matters.business import aid, step


def accepted(cast: Cast) -> Paper:
    step(aid(cast), "accept", cast.handler)
    return Paper.objects.get()


def test_the_worker_makes_the_paper_of_a_step(cast: Cast) -> None:
    paper = accepted(cast)
    while run_one(HANDLERS, "worker", lambda: LATER):
        pass
    paper.refresh_from_db()
    assert (paper.state, paper.blanks, paper.made_at) == (PaperState.MADE, [], LATER)
    assert paper.file is not None
    assert paper.file.name == "克知援〔2026〕1号 维权援助受理通知书.docx"
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(location(paper.file.sha256).read_bytes())).paragraphs)
    assert "有人仿冒我们的商标" in text
    assert cast.company.name in text
    assert Job.objects.get(kind="paper").state == "done"


def test_begun_twice_it_is_made_once_and_the_same(cast: Cast) -> None:
    paper = accepted(cast)
    make({"paper": paper.pk}, LATER)
    make({"paper": paper.pk}, LATER)
    assert StoredFile.objects.count() == 1
    again = step(Matter.objects.get(), "answer", cast.handler, LATER, answer="请保存证据。")
    assert list(again.papers.values_list("key", "version")) == [("acceptance", 1), ("answer", 1)]


def test_a_paper_of_a_later_turn_is_a_new_version(cast: Cast) -> None:
    matter = step(aid(cast), "return", cast.handler, opinion="请补充注册证")
    matter = step(step(matter, "resubmit", cast.firm), "return", cast.handler, LATER, opinion="请补充照片")
    papers = list(matter.papers.values_list("key", "version", "number"))
    assert papers == [("correction", 1, "克知援〔2026〕1号"), ("correction", 2, "克知援〔2026〕1号-2")]


def test_a_value_that_is_missing_is_a_blank_that_is_listed(cast: Cast) -> None:
    matter = step(step(aid(cast), "accept", cast.handler), "draft_opinion", cast.handler, answer="初步认为构成近似。")
    step(matter, "approve", cast.approver)
    paper = Paper.objects.get(key="opinion")
    make({"paper": paper.pk}, LATER)
    paper.refresh_from_db()
    assert paper.blanks == ["right_number", "other_party"]


@pytest.mark.parametrize(("kind", "paper"), [(k.key, p.key) for k in kinds().values() for p in k.papers])
def test_every_paper_has_a_template(kind: str, paper: str) -> None:
    assert kinds()[kind].template(paper).startswith("文种：")
