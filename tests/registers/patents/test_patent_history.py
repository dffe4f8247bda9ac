"""The history of a patent is only added to; what a person put right holds against files; what a file changed is taken back."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from manas.registers.imports import actions, work
from manas.registers.models import ImportRun, Patent, PatentChange
from manas.registers.patents.actions import correct_patent, lift_shield
from manas.registers.patents.refusals import PatentRefused
from tests.cast import LATER, Cast, journal_lines
from tests.registers.imports.files import HEAD, as_csv, clock, entered, number

pytestmark = pytest.mark.django_db
REWRITING = (
    "UPDATE registers_patentchange SET after = 'x'",
    "DELETE FROM registers_patentchange",
    "INSERT INTO registers_patentchange SELECT * FROM registers_patentchange",
)
EMPTYING = {
    "sqlite": "REPLACE INTO registers_patentchange SELECT * FROM registers_patentchange",
    "postgresql": "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE registers_patentchange CASCADE",
}


def row(title: str = "一种沙棘采收装置", holder: str = "云岭机电有限公司", status: str = "授权") -> list[str]:
    return [number(1), title, holder, "2021-05-03", "A01D46/00", status]


def file_of(cast: Cast, *rows: list[str], name: str) -> ImportRun:
    return entered(cast, as_csv([HEAD, *rows]), name=name)


def correct(cast: Cast, title: str = "沙棘采收机") -> Patent:
    known = Patent.objects.get()
    return correct_patent(patent=known, field="title", value=title, reason="与公告一致", actor=cast.office, at=LATER)


def taken_back(cast: Cast, run: ImportRun) -> ImportRun:
    actions.undo(run=run, actor=cast.handler, at=clock())
    work.undo_job({"run": run.pk}, clock)
    run.refresh_from_db()
    return run


@pytest.mark.parametrize("statement", REWRITING)
def test_the_database_refuses_to_rewrite_it(cast: Cast, statement: str) -> None:
    file_of(cast, row(), name="一.csv")
    correct(cast)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert PatentChange.objects.get().after == "沙棘采收机"


def test_sqlite_does_not_replace_a_line_and_postgres_does_not_empty_the_table(cast: Cast) -> None:
    file_of(cast, row(), name="一.csv")
    correct(cast)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(EMPTYING[connection.vendor])


def test_it_goes_after_its_patent_and_never_before(cast: Cast) -> None:
    file_of(cast, row(), name="一.csv")
    correct(cast)
    with transaction.atomic():
        Patent.objects.all().delete()
        PatentChange.objects.all().delete()
    assert PatentChange.objects.count() == 0


def test_what_was_put_right_stays_and_the_file_is_told(cast: Cast) -> None:
    file_of(cast, row(), name="一.csv")
    correct(cast)
    run = file_of(cast, row("一种采收装置", status="专利权终止"), name="二.csv")
    known = Patent.objects.get()
    assert (known.title, known.legal_status, run.changed) == ("沙棘采收机", "lapsed", 1)
    (fault,) = run.faults.all()
    assert (fault.line, fault.column, fault.said, fault.refuses) == (2, "专利名称", "一种采收装置", False)
    assert fault.reason == f"保留“沙棘采收机”：由{cast.office.name}于{LATER.date()}更正"


def test_a_file_that_says_the_same_is_told_nothing(cast: Cast) -> None:
    file_of(cast, row(), name="一.csv")
    correct(cast)
    run = file_of(cast, row("沙棘采收机"), name="二.csv")
    assert (run.unchanged, run.faults.count()) == (1, 0)


def test_a_shield_is_lifted_and_files_change_it_again(cast: Cast) -> None:
    file_of(cast, row(), name="一.csv")
    known = correct(cast)
    with pytest.raises(PatentRefused, match="只有知识产权局"):
        lift_shield(patent=known, field="title", actor=cast.firm, at=LATER)
    with journal_lines() as told:
        lift_shield(patent=known, field="title", actor=cast.office, at=LATER)
    assert told.verbs == ["解除更正保留"]
    with pytest.raises(PatentRefused, match="没有保留"):
        lift_shield(patent=known, field="title", actor=cast.office, at=LATER)
    file_of(cast, row("一种采收装置"), name="二.csv")
    assert Patent.objects.get().title == "一种采收装置"


def test_the_page_shows_a_shield_and_lifts_it(cast: Cast, client: Client) -> None:
    file_of(cast, row(), name="一.csv")
    known = correct(cast)
    client.force_login(cast.office)
    assert "解除保留" in client.get(reverse("patent", args=[known.pk])).content.decode()
    assert client.post(reverse("patent-lift", args=[known.pk, "title"])).status_code == 302
    assert "解除保留" not in client.get(reverse("patent", args=[known.pk])).content.decode()
    assert client.post(reverse("patent-lift", args=[known.pk, "title"])).status_code == 404


def test_what_a_file_changed_is_taken_back(cast: Cast) -> None:
    file_of(cast, row(), name="一.csv")
    before = Patent.objects.get()
    second = file_of(cast, row("一种采收装置", "丰泽大学", "专利权终止"), name="二.csv")
    assert (second.created, second.changed) == (0, 1)
    taken_back(cast, second)
    after = Patent.objects.get()
    names = ("title", "legal_status", "legal_status_text", "words", "year", "main_subclass")
    assert [getattr(after, name) for name in names] == [getattr(before, name) for name in names]
    assert [holder.name for holder in after.holders.all()] == ["云岭机电有限公司"]
    assert (second.state, second.trouble, second.faults.count()) == ("undone", "1 件恢复到导入以前", 0)
    assert {one.reason for one in PatentChange.objects.filter(run=second)} == {"", "撤销导入"}


def test_what_somebody_changed_since_stays_and_is_told(cast: Cast) -> None:
    file_of(cast, row(), name="一.csv")
    second = file_of(cast, row("一种采收装置", status="专利权终止"), name="二.csv")
    correct(cast)
    taken_back(cast, second)
    after = Patent.objects.get()
    assert (after.title, after.legal_status) == ("沙棘采收机", "in_force")
    assert second.trouble == "1 件恢复到导入以前；其中 1 项之后又有人改过，没有恢复，见错误清单"
    (fault,) = second.faults.all()
    assert (fault.column, fault.said) == ("专利名称", "一种采收装置")
    assert fault.reason.endswith(f"之后由{cast.office.name}于{LATER.date()}改为“沙棘采收机”，没有恢复")
