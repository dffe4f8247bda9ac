"""The pages of the three administrators, and registering, as their people use them."""

import io

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from manas.engines.credit_code import check_character
from manas.office.models import JournalEntry, Membership, Organization, Person, Role, Unit
from tests.cast import Cast, adopted, item, make_cast
from tests.database import triggers_asleep

BODY = "91530000MA00000D1"
CODE = BODY + check_character(BODY)
SECRET = "Xk7-quiet-river"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_an_account_is_opened_by_one_and_appointed_by_another(cast: Cast) -> None:
    form = {"username": "wangming", "name": "王明", "password": SECRET}
    assert as_(cast.administrator).post("/people/add/", form).status_code == 302
    person = Person.objects.get(username="wangming")
    assert person.must_change_password
    appointed = {"unit": cast.science.pk, "role": "handler"}
    assert as_(cast.administrator).post(f"/people/{person.pk}/appoint/", appointed).status_code == 404
    as_(cast.security).post(f"/people/{person.pk}/appoint/", appointed)
    assert person.posts.get().role == Role.HANDLER
    assert as_(cast.security).post("/people/add/", form).status_code == 404


def test_a_refused_appointment_is_told(cast: Cast) -> None:
    security = as_(cast.security)
    wrong = {"unit": cast.science.pk, "role": "county_liaison"}
    page = security.post(f"/people/{cast.nobody.pk}/appoint/", wrong, follow=True).content.decode()
    assert "县(市)联络员只设在县级人民政府，科技局是部门" in page


def test_lists_are_found_and_turned_over(cast: Cast) -> None:
    client = as_(cast.administrator)
    assert "county_liaison" not in client.get("/people/", {"q": "bank"}).content.decode()
    for n in range(60):
        Person.objects.create(username=f"more-{n}", name="某人", password="!")
    first, last = (client.get("/people/", {"page": n}).content.decode() for n in (1, 99))
    assert ('rel="next"' in first, 'rel="prev"' in first) == (True, False)
    assert ('rel="next"' in last, 'rel="prev"' in last) == (False, True)


def test_a_list_asks_as_often_for_many_as_for_few(cast: Cast) -> None:
    from tests.cast import queries_of

    def page(path: str, person: Person) -> int:
        client = as_(person)
        client.get(path)
        return queries_of(client.get, path)

    few = [page("/posts/", cast.security), page("/people/", cast.administrator), page("/units/", cast.administrator)]
    for n in range(5):
        Person.objects.create(username=f"more-{n}", name="某人", password="!")
        Unit.objects.create(code=f"more-{n}", kind="department", parent=cast.government, short_name=f"局{n}")
    many = [page("/posts/", cast.security), page("/people/", cast.administrator), page("/units/", cast.administrator)]
    assert few == many


def test_a_unit_is_entered_renamed_and_closed(cast: Cast) -> None:
    client = as_(cast.administrator)
    told = {"code": "jyj", "kind": "department", "parent": cast.government.pk, "full_name": "云岭州教育局"}
    assert client.post("/units/add/", {**told, "short_name": "教育局", "source": "州委编办文件"}).status_code == 302
    unit = Unit.objects.get(code="jyj")
    names = {"full_name": "云岭州教育体育局", "short_name": "教体局", "valid_from": "2026-03-01", "source": "文件"}
    client.post(f"/units/{unit.pk}/rename/", names)
    client.post(f"/units/{unit.pk}/close/", {"closed_on": "2026-12-31"})
    unit.refresh_from_db()
    assert (unit.short_name, str(unit.closed_on)) == ("教体局", "2026-12-31")


def test_closing_a_unit_with_work_tells_what_stands_in_the_way(cast: Cast) -> None:
    item(cast, adopted(cast), unit=cast.south)
    page = as_(cast.administrator).post(f"/units/{cast.south.pk}/close/", {"closed_on": "2026-12-31"}, follow=True)
    assert "南河市还不能撤销：承办的1件举措尚未办结，请先办结或撤销" in page.content.decode()


def test_the_auditor_reads_who_did_what_and_nothing_of_the_business(cast: Cast) -> None:
    work = item(cast, adopted(cast))
    client = as_(cast.auditor)
    page = client.get("/audit/", {"kind": "plan.workitem"}).content.decode()
    assert (f"举措 {work.pk}" in page, "office（office）" in page, work.what in page) == (True, True, False)
    none = client.get("/audit/", {"to_on": "2020-01-01"}).content.decode()
    assert "没有符合条件的日志" in none


def test_the_journal_leaves_as_a_workbook(cast: Cast) -> None:
    answer = as_(cast.auditor).get("/audit/journal.xlsx", {"person": "office", "verb": "任职"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    appointed = JournalEntry.objects.filter(verb="任职")
    assert rows[0] == ["序号", "时间", "经办人", "代何人", "动作", "对象", "单位"]
    assert [row[0] for row in rows[1:]] == [line.number for line in appointed.order_by("-number")]
    assert {(row[2], row[4]) for row in rows[1:]} == {("office（office）", "任职")}


def test_checking_the_chain_is_told_and_is_a_line_itself(cast: Cast) -> None:
    client = as_(cast.auditor)
    lines = JournalEntry.objects.count()
    assert f"共{lines}行" in client.post("/audit/verify/", follow=True).content.decode()
    assert JournalEntry.objects.latest("number").verb == "校验操作日志"
    with triggers_asleep():
        JournalEntry.objects.filter(number=3).update(verb="没做过的事")
    assert "第 3 行的内容与校验值不符" in client.post("/audit/verify/", follow=True).content.decode()


def test_the_auditor_sees_tries_at_signing_in(cast: Cast) -> None:
    Client().post("/sign-in/", {"username": "no-such-name", "password": "a secret typed in the wrong place"})
    page = as_(cast.auditor).get("/audit/sign-ins/", {"outcome": "failed"}).content.decode()
    assert ("no-such-name" in page, "a secret typed" in page) == (True, False)


def registered(username: str, credit_code: str) -> Client:
    client = Client()
    form = {
        "credit_code": credit_code, "organization_name": "云岭新材料有限公司", "kind": "enterprise", "name": "李华",
        "username": username, "password": SECRET, "again": SECRET,
    }  # fmt: skip
    assert client.post("/register/", form).status_code == 200
    return client


def test_an_enterprise_registers_and_is_confirmed(cast: Cast) -> None:
    first = registered("lihua", f" {CODE.lower()}")
    assert "待核实" in first.get("/account/").content.decode()
    made = Membership.objects.get(person__username="lihua")
    assert (made.organization.credit_code, made.role) == (CODE, "representative")
    as_(cast.office).post(f"/membership/{made.pk}/confirm/")
    assert "待核实" not in first.get("/account/").content.decode()
    second = registered("wangfang", CODE)
    assert Organization.objects.filter(credit_code=CODE).count() == 1
    waiting = Membership.objects.get(person__username="wangfang")
    assert second.post(f"/membership/{waiting.pk}/confirm/").status_code == 404
    assert "王芳" not in first.get("/account/").content.decode()
    assert first.post(f"/membership/{waiting.pk}/confirm/").status_code == 302
    waiting.refresh_from_db()
    assert waiting.confirmed_by == Person.objects.get(username="lihua")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("credit_code", "914403001922038215", "校验位不符"),
        ("username", "office", "已经有人用"),
        ("again", "something else", "两遍口令不一致"),
        ("password", "short", "口令"),
    ],
)
def test_a_registration_that_cannot_stand_says_why(cast: Cast, field: str, value: str, sentence: str) -> None:
    form = {
        "credit_code": CODE, "organization_name": "某公司", "kind": "enterprise", "name": "李华",
        "username": "lihua", "password": SECRET, "again": SECRET, field: value,
    }  # fmt: skip
    if field == "password":
        form["again"] = value
    answer = Client().post("/register/", form)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not Person.objects.filter(username="lihua").exists()


def test_a_membership_is_given_by_code_and_ended(cast: Cast) -> None:
    security = as_(cast.security)
    security.post(f"/people/{cast.nobody.pk}/membership/", {"organization": cast.lender.credit_code, "role": "member"})
    made = cast.nobody.memberships.get()
    assert (made.organization, made.confirmed_by) == (cast.lender, cast.security)
    security.post(f"/membership/{made.pk}/end/")
    made.refresh_from_db()
    assert made.to_on == timezone.localdate(timezone.now())
