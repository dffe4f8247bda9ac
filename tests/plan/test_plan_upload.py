"""登记方案: a document handed in is read and kept, with its original, as a draft."""

from hashlib import sha256

import pytest

from manas.engines.policy.model import ReadError
from manas.office.files.actions import FileRefused, location
from manas.office.models import JournalEntry, StoredFile
from manas.plan.actions.drafting import DraftRefused, upload
from manas.plan.models import Document, PlanState, Task, WorkPlan
from tests.cast import AT, PLAN_TEXT, Cast, adopted, draft, journal_lines


def test_the_draft_keeps_document_and_original(cast: Cast) -> None:
    with journal_lines() as told:
        plan = draft(cast)
    data = PLAN_TEXT.encode()
    kept = plan.document.file
    assert (plan.state, plan.owner, plan.created_by, plan.created_at) == ("draft", cast.government, cast.office, AT)
    assert (plan.document.title, plan.document.issuer) == ("云岭州知识产权强州建设工作方案", "云岭州人民政府")
    assert str(plan.document.issued_on) == "2026-01-08"
    assert (kept.name, kept.size, kept.sha256) == ("方案.txt", len(data), sha256(data).hexdigest())
    assert location(kept.sha256).read_bytes() == data
    assert told.verbs == ["登记方案"]
    assert told.lines[0].detail == {"title": plan.document.title, "file": kept.sha256, "revises": None}
    assert (told.lines[0].actor, told.lines[0].unit) == (cast.office, cast.government)


def test_a_draft_has_no_rows_yet(cast: Cast) -> None:
    draft(cast)
    assert Task.objects.count() == 0


def test_the_same_file_twice_is_kept_once_on_disk(cast: Cast) -> None:
    first, second = draft(cast), draft(cast)
    assert first.document.file.sha256 == second.document.file.sha256
    assert StoredFile.objects.count() == 2
    assert len([path for path in location("").rglob("*") if path.is_file()]) == 1


def test_only_the_office_of_the_government_may(cast: Cast) -> None:
    for actor in cast.others("office"):
        with pytest.raises(DraftRefused, match="只有主管知识产权的部门可以登记工作方案"):
            upload(data=b"x", name="a.txt", owner=cast.government, actor=actor, at=AT)
    assert WorkPlan.objects.count() == 0


def test_an_office_may_not_plan_for_the_neighbor(cast: Cast) -> None:
    assert cast.elsewhere.parent is not None
    with pytest.raises(DraftRefused):
        upload(data=PLAN_TEXT.encode(), name="a.txt", owner=cast.elsewhere.parent, actor=cast.office, at=AT)


BAD = [
    (b"", "a.txt", (ReadError, FileRefused)),
    (b"\x00\x01\x02" * 400, "a.txt", (ReadError, FileRefused)),
    (b"%PDF-1.4 nothing", "a.pdf", (ReadError, FileRefused)),
    (PLAN_TEXT.encode(), "a.exe", (ReadError, FileRefused)),
]


@pytest.mark.parametrize(("data", "name", "refusal"), BAD, ids=["empty", "bytes", "broken pdf", "unknown kind"])
def test_what_cannot_be_read_leaves_nothing(
    cast: Cast, data: bytes, name: str, refusal: tuple[type[Exception], ...]
) -> None:
    lines = JournalEntry.objects.count()
    with pytest.raises(refusal):
        upload(data=data, name=name, owner=cast.government, actor=cast.office, at=AT)
    kept = (Document.objects.count(), WorkPlan.objects.count(), StoredFile.objects.count())
    assert kept == (0, 0, 0)
    assert JournalEntry.objects.count() == lines


def test_a_revision_must_revise_a_plan_in_force(cast: Cast) -> None:
    first = draft(cast)
    with pytest.raises(DraftRefused, match="只能修订正在执行的方案"):
        draft(cast, revises=first)


def test_a_revision_must_revise_a_plan_of_the_same_government(cast: Cast) -> None:
    assert cast.elsewhere.parent is not None
    plan = adopted(cast)
    with pytest.raises(DraftRefused, match="只能修订正在执行的方案"):
        upload(
            data=PLAN_TEXT.encode(),
            name="a.txt",
            owner=cast.elsewhere.parent,
            actor=cast.outsider,
            at=AT,
            revises=plan,
        )


def test_a_long_name_and_title_fit(cast: Cast) -> None:
    plan = upload(
        data=PLAN_TEXT.encode(), name="../" + "名" * 400 + ".txt", owner=cast.government, actor=cast.office, at=AT
    )
    assert len(plan.document.file.name) == 200
    assert plan.state == PlanState.DRAFT
