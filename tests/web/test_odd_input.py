"""Whatever is typed, sent or asked for: an answer in words, never an error page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from manas.office.models import Person
from manas.plan.models import Obligation, Report, ReportState, WorkItem, WorkPlan
from tests.demo import make_demo

ODD = (
    "",
    "   ",
    "\x00",
    "a\x00b",
    "长" * 5000,
    "-1",
    "9" * 40,
    "99999999999999.99",
    "-999999999999.99",
    "999999999999.99",
    "1e400",
    "NaN",
    "0001-01-01",
    "9999-12-31",
    "\u202e\u0627\u06c7\r\n",
    "😀<script>alert(1)</script>",
    "' OR 1=1 --",
)
FIELDS = (
    "text figure evidence completes reason verified_figure unit what measure due_on target_figure figure_unit verb task_key "
    "sentence value role name ends_on username password organization email code kind parent full_name short_name source "
    "opened_on valid_from closed_on deputy from_on last_on reason credit_code organization_name county again"
).split()


@pytest.fixture
def plan(db: None) -> WorkPlan:
    return make_demo(timezone.now())


def signed_in(username: str) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(Person.objects.get(username=username))
    return client


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_odd_words_in_every_field_get_an_answer(plan: WorkPlan, odd: str) -> None:
    official, unit, administrator, security = (signed_in(name) for name in ("office", "artux", "admin", "security"))
    artux = Person.objects.get(username="artux")
    item = WorkItem.objects.get(unit__code="gov653001", what__startswith="引进")
    waiting = Report.objects.filter(state=ReportState.SUBMITTED)[0]
    obligation = Obligation.objects.filter(task__plan=plan)[0]
    everything = dict.fromkeys(FIELDS, odd)
    deeds = [
        (unit, "report", item.pk),
        (official, "plan-item", obligation.pk),
        (official, "withdraw", item.pk),
        (official, "return", waiting.pk),
        (official, "accept", waiting.pk),
        (administrator, "people-add", None),
        (administrator, "unit-add", None),
        (administrator, "unit-rename", item.unit.pk),
        (administrator, "unit-close", item.unit.pk),
        (security, "appoint", artux.pk),
        (security, "membership-add", artux.pk),
        (unit, "delegate", artux.posts.get().pk),
        (unit, "email", None),
        (unit, "second-factor", None),
        (unit, "recovery-codes", None),
        (Client(), "register", None),
        (security, "password-reset", artux.pk),
    ]
    answers = {name: c.post(reverse(name, args=[pk] if pk else []), everything).status_code for c, name, pk in deeds}
    assert {name: status for name, status in answers.items() if status not in (302, 422)} == {}


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_odd_words_in_an_address_get_an_answer(plan: WorkPlan, odd: str) -> None:
    client = signed_in("office")
    asked = [
        ("home", [], {"unit": odd, "light": odd}),
        ("search", [], {"q": odd}),
        ("changes", [plan.pk], {"since": odd}),
    ]
    assert [client.get(reverse(name, args=args), query).status_code for name, args, query in asked] == [200, 200, 200]
    lists = [
        ("admin", "people", {"q": odd, "page": odd}),
        ("security", "posts", {"q": odd, "page": odd}),
        ("auditor", "audit", dict.fromkeys("person verb kind from_on to_on page".split(), odd)),
        ("auditor", "audit-file", dict.fromkeys("person verb kind from_on to_on".split(), odd)),
        ("auditor", "sign-in-records", dict.fromkeys("username address outcome page".split(), odd)),
    ]
    found = [signed_in(username).get(reverse(name), query).status_code for username, name, query in lists]
    assert found == [200] * len(lists)


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_odd_words_do_not_sign_in(plan: WorkPlan, odd: str) -> None:
    assert Client().post(reverse("sign-in"), {"username": odd, "password": odd}).status_code == 200


@pytest.mark.parametrize("name", ["living", "obligation", "item", "draft", "evidence", "original", "board"])
def test_a_number_beyond_all_records_is_not_there(plan: WorkPlan, name: str) -> None:
    client = signed_in("office")
    assert [client.get(reverse(name, args=[n])).status_code for n in (0, 10**9, 10**18, 10**30)] == [404] * 4


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.txt", b""),
        ("方案.exe", b"MZ"),
        ("方案.docx", b"not a zip"),
        ("方案.pdf", b"%PDF-1.4 broken"),
        ("方案.txt", bytes(range(128, 256)) * 40),
    ],
)
def test_a_document_that_cannot_be_read_says_why_at_the_field(plan: WorkPlan, name: str, data: bytes) -> None:
    answer = signed_in("office").post(reverse("drafts"), {"document": SimpleUploadedFile(name, data)})
    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()
    assert WorkPlan.objects.count() == 1


def test_what_people_typed_is_shown_as_words(plan: WorkPlan) -> None:
    item = WorkItem.objects.get(unit__code="gov653001", what__startswith="引进")
    unit = signed_in("artux")
    unit.post(reverse("report", args=[item.pk]), {"text": "<script>alert(1)</script>", "submit": "1"})
    page = signed_in("office").get(reverse("item", args=[item.pk])).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_a_refused_submission_leaves_nothing_behind(plan: WorkPlan) -> None:
    item = WorkItem.objects.get(unit__code="gov653001", what__startswith="引进")
    before = Report.objects.count()
    sent = {"text": "已签订", "completes": "on", "submit": "1", "evidence": SimpleUploadedFile("合同.txt", b"one")}
    answer = signed_in("artux").post(reverse("report", args=[item.pk]), sent)
    assert (answer.status_code, Report.objects.count()) == (422, before)
    assert "请填写完成数值" in answer.content.decode()
    assert "已签订" in answer.content.decode()


@pytest.mark.parametrize("name", ["inbox", "matters", "my-applications", "needs", "public-needs", "patents"])
def test_a_page_number_of_thousands_of_digits_is_a_page(plan: WorkPlan, name: str) -> None:
    client = Client()
    client.force_login(Person.objects.get(username="handler"))
    assert client.get(f"{reverse(name)}?page={'9' * 5000}").status_code == 200
