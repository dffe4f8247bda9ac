"""A firm hands in a file of its own patents: rows of others are refused with the reason, the office confirms."""

import pytest

from manas.office.models import Organization
from manas.registers.imports import actions, work
from manas.registers.imports.refusals import ImportRefused
from manas.registers.models import ImportRun, ImportState, Patent
from tests.cast import AT, Cast
from tests.registers.imports.files import HEAD, as_csv, clock, counts, entered, faults, finished, kept, patents

pytestmark = pytest.mark.django_db
OTHER = "丰泽机械有限公司"


def of(holder: str, rows: list[list[str]]) -> list[list[str]]:
    return [[row[0], row[1], holder, *row[3:]] for row in rows]


def handed_in(cast: Cast, rows: list[list[str]]) -> ImportRun:
    run = actions.hand_in_own(
        organization=cast.company, name="本单位专利.csv", data=as_csv([HEAD, *rows]), actor=cast.firm, at=AT
    )
    work.check(run=run, source=kept(run), clock=clock)
    run.refresh_from_db()
    return run


def test_own_patents_wait_for_the_office_and_those_of_others_are_refused(cast: Cast) -> None:
    rows = [*patents(1), *of(OTHER, patents(1, 2)), *of("", patents(1, 3))]
    run = handed_in(cast, rows)
    assert (run.state, run.total, run.refused, run.owner) == (ImportState.READY, 3, 2, cast.ip_office)
    assert faults(run) == [
        (3, "申请人", "权利人不是云岭机电有限公司，只能提交本单位的专利"),
        (4, "申请人", "没有写明权利人，不能确认是本单位的专利"),
    ]
    assert not Patent.objects.exists()
    run = finished(cast, run)
    assert counts(run) == {"created": 1, "changed": 0, "unchanged": 0, "refused": 2}
    assert Patent.objects.get().holders.filter(organization=cast.company).exists()


def test_a_number_that_the_register_gives_to_others_is_refused(cast: Cast) -> None:
    entered(cast, as_csv([HEAD, *of(OTHER, patents(1)), *patents(1, 2)]))
    claimed = of(cast.company.name, patents(2))
    claimed[0][1] = claimed[1][1] = "改名"
    run = finished(cast, handed_in(cast, claimed))
    assert counts(run) == {"created": 0, "changed": 1, "unchanged": 0, "refused": 1}
    assert [reason for _line, _column, reason in faults(run)] == [
        "名册中这件专利的权利人不是云岭机电有限公司，请核对号码"
    ]
    assert sorted(Patent.objects.values_list("title", flat=True)) == ["一种沙棘采收装置1", "改名"]


def test_nobody_hands_in_for_an_organization_of_others(cast: Cast) -> None:
    for person in cast.others("firm"):
        with pytest.raises(ImportRefused, match="只能提交本单位"):
            actions.hand_in_own(organization=cast.company, name="a.csv", data=b"x", actor=person, at=AT)


def test_an_organization_without_a_county_is_told_what_is_missing(cast: Cast) -> None:
    Organization.objects.filter(pk=cast.company.pk).update(county=None)
    cast.company.refresh_from_db()
    with pytest.raises(ImportRefused, match="所在县"):
        handed_in(cast, patents(1))


def test_a_member_cannot_confirm_and_others_do_not_see_the_file(cast: Cast) -> None:
    run = handed_in(cast, patents(1))
    with pytest.raises(ImportRefused, match="只有知识产权局"):
        actions.confirm(run=run, actor=cast.firm, at=AT)
    runs = ImportRun.objects.all()
    assert [part for part in ("firm", "coop", "bank") if runs.handed_in_by(cast.standing(part))] == ["firm"]
    assert not runs.visible_to(cast.standing("firm"))
    assert runs.visible_to(cast.standing("handler")).get() == run
