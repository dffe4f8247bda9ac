"""What an applicant does not see of their own matter, and what a lookup code opens: one's own matter and nothing else."""

import re
import time
from statistics import median

import pytest
from django.test import Client
from pytest_django import Settings

from manas.matters.docket.actions.opening import open_without_account, public
from manas.matters.docket.actions.stepping import take
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter, Paper
from manas.matters.docket.queries.lookup import by_code
from manas.matters.docket.queries.page import matter_page
from manas.office.models import SignIn
from manas.reports.papers.making import make
from tests.cast import AT, LATER, Cast
from tests.matters.business import AID, aid, step
from tests.matters.docket.test_matter_documents import put
from tests.matters.pledge_loan.loans import loan_after

SECRET = "对方是纳税大户，慎重"


def client_of(cast: Cast, part: str) -> Client:
    client = Client()
    client.force_login(cast.people()[part])
    return client


@pytest.fixture
def matter(cast: Cast) -> Matter:
    """A request that officials worked on: with words, a draft answer and documents of their own."""
    matter = step(aid(cast), "accept", cast.handler, LATER, opinion="材料齐全")
    put(matter, cast.handler, "note", "内部研究.txt")
    matter = step(matter, "draft_opinion", cast.handler, LATER, answer="拟认定构成近似", opinion=SECRET)
    return step(matter, "redraft", cast.approver, LATER, opinion="依据不足，重拟")


def without_account(cast: Cast) -> tuple[Matter, str]:
    draft, code = open_without_account(
        kind=kinds()["rights_aid"], county=cast.north, name="张三", contact="13900000000", at=AT, values=AID
    )
    return take(matter=draft, step="submit", turn=1, actor=public(), at=AT, values={}, by_code=True), code


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_applicant_reads_what_they_were_told_and_no_more(cast: Cast, matter: Matter) -> None:
    page = seen(client_of(cast, "firm"), f"/matters/{matter.pk}/")
    assert "材料齐全" in page
    for hidden in (SECRET, "依据不足", "拟认定构成近似", "内部研究"):
        assert hidden not in page, hidden


def test_officials_read_all_of_it(cast: Cast, matter: Matter) -> None:
    page = seen(client_of(cast, "approver"), f"/matters/{matter.pk}/")
    for shown in ("材料齐全", SECRET, "依据不足", "拟认定构成近似", "内部研究.txt"):
        assert shown in page, shown


def test_names_of_officials_stay_within_the_unit(cast: Cast, matter: Matter) -> None:
    client = client_of(cast, "firm")
    Matter.objects.filter(pk=matter.pk).update(handler=cast.handler)
    for official in (cast.handler, cast.approver):
        type(official).objects.filter(pk=official.pk).update(name=f"官员{official.pk}")
    Matter.objects.get(pk=matter.pk).turns.exclude(actor=cast.firm).update(actor_name="官员甲")
    for address in (f"/matters/{matter.pk}/", "/matters/", "/services/mine/"):
        page = seen(client, address)
        assert "官员" not in page, address
        assert "市场监管局" in page or address != f"/matters/{matter.pk}/"
    assert "官员甲" in seen(client_of(cast, "approver"), f"/matters/{matter.pk}/")


def test_an_answer_told_once_and_rewritten_is_hidden_until_it_is_told_again(cast: Cast) -> None:
    matter = step(step(aid(cast), "accept", cast.handler), "answer", cast.handler, answer="可以投诉")
    client = client_of(cast, "firm")
    assert "可以投诉" in seen(client, f"/matters/{matter.pk}/")
    matter = step(matter, "reopen", cast.approver, LATER, opinion="又有新情况")
    matter = step(matter, "draft_opinion", cast.handler, LATER, answer="改为不构成近似")
    assert "改为不构成近似" not in seen(client, f"/matters/{matter.pk}/")


def test_papers_for_the_inside_are_neither_listed_nor_served(cast: Cast) -> None:
    matter = step(aid(cast), "accept", cast.handler)
    paper = Paper.objects.get()
    make({"paper": paper.pk}, LATER)
    shown = client_of(cast, "firm").get(f"/paper/{paper.pk}/")
    assert shown.status_code == 200
    assert b"".join(shown.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]  # a file
    Paper.objects.filter(pk=paper.pk).update(key="inside")  # a paper that the kind does not tell the applicant of
    assert client_of(cast, "firm").get(f"/paper/{paper.pk}/").status_code == 404
    assert matter_page(matter, cast.standing("firm"), LATER).papers == ()
    assert len(matter_page(matter, cast.standing("handler"), LATER).papers) == 1


def test_the_partner_sees_no_inside_either(cast: Cast) -> None:
    loan = loan_after(cast, "recommend")
    put(loan, cast.handler, "inspection")
    put(loan, cast.handler, "license")
    shown = matter_page(loan, cast.standing("bank"), LATER)
    assert not shown.inside
    assert [attachment.document for attachment in shown.attachments] == ["license"]
    inside = loan.attachments.get(document="inspection")
    assert client_of(cast, "bank").get(f"/matter-document/{inside.pk}/").status_code == 404


def test_the_applicant_is_not_offered_what_officials_do(cast: Cast, matter: Matter) -> None:
    shown = matter_page(matter, cast.standing("firm"), LATER)
    assert (shown.pauses, shown.can_resume, shown.can_hand_over, shown.stays) == ((), False, False, ())
    assert [step.key for step in shown.steps] == ["withdraw"]


def look_up(client: Client, number: str, code: str) -> tuple[int, str]:
    answer = client.post("/follow/lookup/", {"number": number, "code": code})
    return answer.status_code, "" if answer.status_code == 302 else answer.content.decode()


def test_a_code_opens_its_own_matter_and_no_other(cast: Cast, matter: Matter) -> None:
    own, code = without_account(cast)
    other, other_code = without_account(cast)
    client = Client()
    assert client.get("/follow/").status_code == 404
    assert look_up(client, str(other.number), code)[0] == 422
    assert look_up(client, str(matter.number), code)[0] == 422
    assert client.get("/follow/").status_code == 404
    assert look_up(client, str(own.number), code)[0] == 302
    assert str(own.number) in seen(client, "/follow/")
    for pk in (own.pk, other.pk, matter.pk):
        assert client.get(f"/matters/{pk}/").status_code == 302  # to the sign-in page: the code is for /follow/ alone
    assert look_up(client, str(other.number), other_code)[0] == 302
    assert str(other.number) in seen(client, "/follow/")


def test_a_code_shows_what_an_applicant_sees(cast: Cast) -> None:
    own, code = without_account(cast)
    own = step(own, "accept", cast.handler, LATER, opinion="材料齐全")
    put(own, cast.handler, "note", "内部研究.txt")
    own = step(own, "draft_opinion", cast.handler, LATER, answer="拟认定构成近似", opinion=SECRET)
    client = Client()
    look_up(client, str(own.number), code)
    page = seen(client, "/follow/")
    assert "材料齐全" in page
    for hidden in (SECRET, "拟认定构成近似", "内部研究", "handler</"):
        assert hidden not in page
    paper = Paper.objects.get(key="acceptance")
    make({"paper": paper.pk}, LATER)
    shown = client.get(f"/follow/papers/{paper.pk}/")
    assert b"".join(shown.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]  # a file
    other = step(aid(cast), "accept", cast.handler)
    foreign = other.papers.get()
    make({"paper": foreign.pk}, LATER)
    assert client.get(f"/follow/papers/{foreign.pk}/").status_code == 404


def test_closing_it_closes_it(cast: Cast) -> None:
    own, code = without_account(cast)
    client = Client()
    look_up(client, str(own.number), code)
    client.post("/follow/close/")
    assert client.get("/follow/").status_code == 404


def without_moving(page: str, *words: str) -> str:
    """The page without what was typed and without the tokens that every page has anew."""
    for word in words:
        page = page.replace(word, "")
    return re.sub(r"[A-Za-z0-9]{64}", "", page)


def test_a_wrong_code_and_a_wrong_number_say_the_same(cast: Cast, matter: Matter) -> None:
    own, code = without_account(cast)
    tries = [(str(own.number), "ABCDEFGHJK"), ("克知援〔2026〕999号", code), (str(matter.number), "ABCDEFGHJK")]
    told = {
        without_moving(page, *words) for words in tries for status, page in [look_up(Client(), *words)] if status == 422
    }
    assert len(told) == 1
    assert "编号或者查询码不对" in told.pop()


def test_a_wrong_number_takes_as_long_as_a_wrong_code(cast: Cast, settings: Settings) -> None:
    """Measured with the hashing of an office, not with the fast one of the tests."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    own, _ = without_account(cast)

    def lasts(number: str) -> float:
        took = []
        for _ in range(5):
            began = time.perf_counter()
            assert by_code(number, "ABCDEFGHJK") is None
            took.append(time.perf_counter() - began)
        return median(took)

    wrong_code, wrong_number = lasts(str(own.number)), lasts("克知援〔2026〕999号")
    assert 0.4 < wrong_number / wrong_code < 2.5


def test_codes_cannot_be_tried_out(cast: Cast) -> None:
    own, code = without_account(cast)
    client = Client()
    for _ in range(5):
        assert "编号或者查询码不对" in look_up(client, str(own.number), "ABCDEFGHJK")[1]
    status, page = look_up(client, str(own.number), code)
    assert status == 422
    assert "尝试次数过多" in page
    other = Client(REMOTE_ADDR="10.0.0.7")
    assert look_up(other, str(own.number), code)[0] == 302  # whoever is elsewhere is not kept from their own matter
    assert set(SignIn.objects.values_list("username", flat=True)) == {"lookup@127.0.0.1", "lookup@10.0.0.7"}


def test_a_right_code_lets_one_begin_to_count_anew(cast: Cast) -> None:
    own, code = without_account(cast)
    client = Client()
    for _ in range(3):
        for _ in range(4):
            look_up(client, str(own.number), "ABCDEFGHJK")
        assert look_up(client, str(own.number), code)[0] == 302
