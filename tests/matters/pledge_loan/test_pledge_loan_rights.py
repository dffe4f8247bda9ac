"""Several rights are pledged for one loan: each is added, noted and looked at; one taken out stays on record."""

import pytest
from django.db import IntegrityError, transaction

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.finance.pledge_loan.actions import add_right, note_right, remove_right
from manas.matters.finance.pledge_loan.models import PledgedRight
from manas.matters.finance.pledge_loan.queries import findings, more_rights, paper_values, pledged
from manas.matters.finance.pledge_loan.rules import Standpoint
from tests.cast import AT, Cast, journal_lines
from tests.matters.business import step
from tests.matters.pledge_loan.loans import CLEAN, draft, loan_after

SECOND = {"right_kind": "utility_model", "right_number": "zl202320000002.7 ", "right_name": "一种红枣分级装置"}


def test_a_second_right_is_added_by_the_firm_while_it_drafts(cast: Cast) -> None:
    loan = draft(cast)
    with journal_lines() as told:
        right = add_right(matter=loan, values=SECOND, actor=cast.firm, at=AT)
    assert (right.right_number, right.added_by, told.verbs) == ("ZL202320000002.7", cast.firm, ["增加质押的权利"])
    assert [one.right_number for one in pledged(loan)] == ["ZL202310000001.2", "ZL202320000002.7"]
    assert str(right) == "实用新型专利 ZL202320000002.7"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"right_number": " zl202310000001.2"}, "ZL202310000001.2已经列为质押的权利"),
        ({"right_number": ""}, "请填写质押权利的种类、权利号和名称"),
        ({"right_kind": ""}, "请填写质押权利的种类、权利号和名称"),
        ({"right_name": ""}, "请填写质押权利的种类、权利号和名称"),
        ({"right_kind": "copyright"}, "copyright"),
    ],
)
def test_a_right_that_is_there_or_not_whole_is_refused(cast: Cast, wrong: dict[str, str], said: str) -> None:
    with pytest.raises(StepRefused, match=said):
        add_right(matter=draft(cast), values={**SECOND, **wrong}, actor=cast.firm, at=AT)


def test_every_right_must_be_clear(cast: Cast) -> None:
    loan = loan_after(cast, "note")
    right = add_right(matter=loan, values=SECOND, actor=cast.bank, at=AT)
    assert len(findings(loan)) == 21
    with pytest.raises(StepRefused, match="年费：尚未核对"):
        step(loan, "pass_checks", cast.handler)
    answers = {**CLEAN, "same_day_invention": False}
    with journal_lines() as told:
        note_right(right=right, values={**answers, "annuity_paid": False}, actor=cast.handler, at=AT)
    assert told.verbs == ["记录质押权利情况"]
    with pytest.raises(StepRefused, match="没有按规定缴纳年费"):
        step(loan, "pass_checks", cast.handler)
    note_right(right=right, values={"annuity_paid": True}, actor=cast.bank, at=AT)
    assert {finding.standpoint for finding in findings(loan)} == {Standpoint.CLEAR}
    assert step(loan, "pass_checks", cast.handler).state == "registering"


def test_a_right_taken_out_stays_on_record_and_may_come_back(cast: Cast) -> None:
    loan = loan_after(cast, "note")
    right = add_right(matter=loan, values=SECOND, actor=cast.handler, at=AT)
    with journal_lines() as told:
        remove_right(row=right, actor=cast.handler, at=AT)
    assert (more_rights(loan), PledgedRight.objects.count(), told.verbs) == ((), 1, ["移出质押的权利"])
    for deed in (
        lambda: remove_right(row=right, actor=cast.handler, at=AT),
        lambda: note_right(right=right, values={}, actor=cast.handler, at=AT),
    ):
        with pytest.raises(StepRefused, match="已经移出"):
            deed()
    assert add_right(matter=loan, values=SECOND, actor=cast.handler, at=AT).pk != right.pk


def test_what_is_pledged_changes_no_more_once_registration_is_asked_for(cast: Cast) -> None:
    loan = loan_after(cast, "apply_patent")
    with pytest.raises(StepRefused, match="现在不能改动质押的权利"):
        add_right(matter=loan, values=SECOND, actor=cast.bank, at=AT)


def test_only_whose_turn_it_is_changes_what_is_pledged(cast: Cast) -> None:
    loan = loan_after(cast, "recommend")
    for person in cast.others("bank"):
        with pytest.raises(StepRefused, match="现在不能改动质押的权利"):
            add_right(matter=loan, values=SECOND, actor=person, at=AT)


def test_the_database_holds_a_right_once(cast: Cast) -> None:
    loan = draft(cast)
    add_right(matter=loan, values=SECOND, actor=cast.firm, at=AT)
    twin = PledgedRight(loan=loan, **{**SECOND, "right_number": "ZL202320000002.7"}, added_by=cast.firm, added_at=AT)
    with pytest.raises(IntegrityError, match=r"right_number|pledged_right_once"), transaction.atomic():
        twin.save()


def test_the_papers_print_every_right_and_every_finding(cast: Cast) -> None:
    loan = loan_after(cast, "note")
    add_right(matter=loan, values=SECOND, actor=cast.bank, at=AT)
    values = paper_values(loan)
    assert [one["number"] for one in values["rights"]] == ["ZL202310000001.2", "ZL202320000002.7"]
    assert len(values["findings"]) == 21
    assert values["findings"][0] == {"right": "ZL202310000001.2", "label": "出质人", "words": "符合"}
