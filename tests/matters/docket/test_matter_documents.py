"""Documents with a matter: who may put which there, when, and who takes them back."""

import pytest

from manas.matters.docket.actions.attaching import attach, detach
from manas.matters.docket.actions.opening import open_without_account, public
from manas.matters.docket.actions.refusals import Overtaken, StepRefused
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Attachment, Matter
from manas.office.files.kinds import FileRefused
from manas.office.models import Person
from tests.cast import AT, LATER, Cast, journal_lines
from tests.matters.business import aid, aid_draft, step
from tests.matters.pledge_loan.loans import loan_after

TEXT = "网店销售页面截图说明".encode()


def put(
    matter: Matter, actor: Person, document: str = "evidence", name: str = "线索.txt", *, by_code: bool = False
) -> Attachment:
    matter.refresh_from_db()
    return attach(matter=matter, document=document, name=name, data=TEXT, actor=actor, at=AT, by_code=by_code)


def test_the_applicant_puts_documents_with_the_draft(cast: Cast) -> None:
    draft = aid_draft(cast)
    with journal_lines() as told:
        put(draft, cast.firm)
    assert told.verbs == ["提交材料"]
    assert told.lines[0].detail["document"] == "evidence"
    assert draft.attachments.get().file.owner == cast.ip_office
    draft.refresh_from_db()
    assert draft.turn == 1


def test_the_applicant_only_while_it_is_their_turn(cast: Cast) -> None:
    matter = aid(cast)
    with pytest.raises(StepRefused, match="现在不能提交材料"):
        put(matter, cast.firm)
    step(matter, "return", cast.handler, opinion="补充证据")
    put(matter, cast.firm)


def test_officials_who_handle_it_while_it_runs(cast: Cast) -> None:
    draft = aid_draft(cast)
    with pytest.raises(StepRefused, match="现在不能提交材料"):
        put(draft, cast.handler)
    matter = aid(cast)
    for part in ("handler", "approver", "reviewer", "county_handler"):
        put(matter, cast.people()[part], "note")
    over = step(matter, "refuse", cast.handler, opinion="不属于本州管辖")
    with pytest.raises(StepRefused, match="现在不能提交材料"):
        put(over, cast.handler)


def test_nobody_else(cast: Cast) -> None:
    matter = aid(cast)
    for other in cast.others("handler", "approver", "reviewer", "county_handler"):
        with pytest.raises(StepRefused, match="现在不能提交材料"):
            put(matter, other)


def test_what_stays_inside_is_not_for_the_applicant_to_put_there(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="现在不能提交材料"):
        put(aid_draft(cast), cast.firm, "note")


def test_the_partner_only_while_it_is_their_turn(cast: Cast) -> None:
    loan = loan_after(cast, "recommend")
    put(loan, cast.bank, "valuation")
    with pytest.raises(StepRefused, match="现在不能提交材料"):
        put(loan, cast.bank, "inspection")
    with pytest.raises(StepRefused, match="现在不能提交材料"):
        put(loan, cast.firm, "valuation")


def test_only_what_the_kind_lists_and_only_what_is_a_document(cast: Cast) -> None:
    draft = aid_draft(cast)
    with pytest.raises(StepRefused, match="本类办件没有这种材料"):
        put(draft, cast.firm, "passport")
    with pytest.raises(FileRefused):
        put(draft, cast.firm, name="程序.exe")
    assert Attachment.objects.count() == 0


def test_with_the_code_like_an_applicant(cast: Cast) -> None:
    draft, _ = open_without_account(
        kind=kinds()["rights_aid"], county=cast.north, name="张三", contact="139", at=AT, values={"title": "仿冒"}
    )
    with pytest.raises(StepRefused, match="现在不能提交材料"):
        put(draft, public())
    put(draft, public(), by_code=True)
    with pytest.raises(StepRefused, match="现在不能提交材料"):
        put(draft, public(), "note", by_code=True)


def test_a_document_taken_back_stays_on_record_and_is_taken_back_once(cast: Cast) -> None:
    draft = aid_draft(cast)
    put(draft, cast.firm)
    with journal_lines() as told:
        detach(attachment=Attachment.objects.get(), actor=cast.firm, at=LATER)
    assert (Attachment.objects.get().removed_at, told.verbs) == (LATER, ["撤下材料"])
    with pytest.raises(StepRefused, match="已经撤下"):
        detach(attachment=Attachment.objects.get(), actor=cast.firm, at=LATER)


def test_only_whoever_put_it_there_takes_it_back_and_only_on_their_turn(cast: Cast) -> None:
    draft = aid_draft(cast)
    put(draft, cast.firm)
    attachment = Attachment.objects.get()
    for other in cast.others("firm"):
        with pytest.raises(StepRefused, match="只有提交人"):
            detach(attachment=attachment, actor=other, at=LATER)
    step(draft, "submit", cast.firm)
    with pytest.raises(StepRefused, match="轮到自己办理时"):
        detach(attachment=Attachment.objects.get(), actor=cast.firm, at=LATER)


def test_on_a_page_that_is_out_of_date_it_is_overtaken(cast: Cast) -> None:
    matter = aid(cast)
    seen = Matter.objects.get(pk=matter.pk)
    step(matter, "accept", cast.handler)
    with pytest.raises(Overtaken):
        attach(matter=seen, document="evidence", name="线索.txt", data=TEXT, actor=cast.handler, at=AT)
