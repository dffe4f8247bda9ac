"""Who reads a loan: the firm, those who handle it, the bank it was recommended to; nobody from elsewhere."""

from manas.matters.docket.models import Matter
from manas.matters.docket.queries.page import matter_page
from tests.cast import AT, EVERYBODY, Cast
from tests.matters.pledge_loan.loans import draft, loan_after


def readers(cast: Cast, loan: Matter) -> list[str]:
    return [part for part in EVERYBODY if Matter.objects.visible_to(cast.standing(part)).filter(pk=loan.pk).exists()]


OFFICIALS = ["office", "leader", "county_leader", "handler", "approver", "reviewer", "county_handler"]


def test_a_draft_is_the_firm_s_alone(cast: Cast) -> None:
    assert readers(cast, draft(cast)) == ["firm"]


def test_the_bank_reads_what_was_recommended_to_it_and_nothing_before(cast: Cast) -> None:
    assert readers(cast, loan_after(cast, "submit")) == [*OFFICIALS, "firm"]
    assert readers(cast, loan_after(cast, "recommend")) == [*OFFICIALS, "firm", "bank"]


def test_the_page_gives_everyone_the_steps_that_are_theirs(cast: Cast) -> None:
    loan = loan_after(cast, "note", note={"annuity_paid": False})
    pages = {part: matter_page(loan, cast.standing(part), AT) for part in ("handler", "bank", "firm")}
    assert {part: [step.key for step in page.steps] for part, page in pages.items()} == {
        "handler": ["note", "pass_checks", "revise", "give_up"],
        "bank": ["note"],
        "firm": ["withdraw"],
    }
    assert [said.text for said in pages["handler"].advice if said.level == "stop"] == [
        "ZL202310000001.2 年费：没有按规定缴纳年费"
    ]
    assert pages["firm"].advice == ()
