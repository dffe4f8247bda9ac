"""The administrator changes days and terms: what would move is shown first, nothing is written until it is confirmed."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from manas.matters.docket.models import Matter
from manas.office.models import CalendarDay, CalendarYear, JournalEntry, LocalValue
from manas.web.shared.year_days import year_page
from tests.cast import Cast, make_cast, queries_of
from tests.matters.business import aid, term
from tests.office import hostile

FIFTH, SIXTH = date(2026, 3, 9), date(2026, 3, 10)
DAY = {"place": "national", "day": "2026-03-05", "off": "1", "name": "调休", "document": "通知"}
NOTICE = (
    '{"days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true},'
    ' {"name": "春节", "date": "2027-02-14", "isOffDay": false}]}'
)


@pytest.fixture
def cast(db: None) -> Cast:
    """The invented prefecture."""
    return make_cast()


@pytest.fixture
def admin(cast: Cast) -> Client:
    """The administrator, signed in."""
    client = Client()
    client.force_login(cast.administrator)
    return client


def text(answer: HttpResponse) -> str:
    """This function will give what a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


def kept(answer: HttpResponse) -> dict[str, str]:
    """This function will give the hidden fields of the confirming form."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.content.decode())
    return {name: value.replace("&quot;", '"') for name, value in found if name != "csrfmiddlewaretoken"}


def messages(client: Client, answer: HttpResponse) -> str:
    """This function will follow a deed and give what the next page says."""
    assert answer.status_code == 302
    return text(client.get(answer.headers["Location"]))


def test_a_day_is_previewed_then_entered_then_withdrawn(admin: Client, cast: Cast) -> None:
    term(cast, "AID-ACCEPT", 5)
    matter = aid(cast)
    lines = JournalEntry.objects.count()
    seen = admin.post(reverse("calendar-day-add"), DAY)
    assert seen.status_code == 200
    assert "1 项未办结的期限将变动" in text(seen)
    assert re.search(rf"{matter.number} 决定是否受理维权援助申请 2026-03-09 \S+ 2026-03-10", text(seen))
    assert (CalendarDay.objects.count(), JournalEntry.objects.count()) == (0, lines)
    assert "有人仿冒" not in seen.content.decode()  # the administrator reads no business
    done = admin.post(reverse("calendar-day-add"), {**kept(seen), "confirm": "1"})
    assert "已登记；重算办理期限1项" in messages(admin, done)
    entry = CalendarDay.objects.get()
    assert Matter.objects.get(pk=matter.pk).due_on == SIXTH
    assert entry.entered_by == cast.administrator
    back = reverse("calendar-day-withdraw", args=[entry.pk])
    assert "1 项未办结的期限将变动" in text(admin.post(back))
    assert "已撤销；重算办理期限1项" in messages(admin, admin.post(back, {"confirm": "1"}))
    assert Matter.objects.get(pk=matter.pk).due_on == FIFTH
    assert "已经撤销" in messages(admin, admin.post(back, {"confirm": "1"}))
    history = text(admin.get(reverse("facts-local")))
    assert "2026-03-05 全国 调休 放假" in history
    assert "撤销" in history


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"document": ""}, "这个字段是必填项"),
        ({"day": "2026-02-30"}, "输入一个有效的日期"),
        ({"place": "moon"}, "选择一个有效的选项"),
        ({"off": "0"}, "本来就不放假"),
    ],
)
def test_what_is_wrong_is_said_at_the_form(admin: Client, wrong: dict[str, str], why: str) -> None:
    answer = admin.post(reverse("calendar-day-add"), {**DAY, **wrong})
    assert (answer.status_code, CalendarDay.objects.count()) == (422, 0)
    assert why in text(answer)


def test_a_year_is_declared_once(admin: Client) -> None:
    year = {"place": "national", "year": "2027", "document": "通知"}
    seen = admin.post(reverse("calendar-year-declare"), year)
    assert "2027年的放假安排已经登记齐全" in text(seen)
    assert not CalendarYear.objects.exists()
    admin.post(reverse("calendar-year-declare"), {**kept(seen), "confirm": "1"})
    assert CalendarYear.objects.get().year == 2027
    again = admin.post(reverse("calendar-year-declare"), year)
    assert again.status_code == 422
    assert "2027年已经登记齐全" in text(again)


def test_a_file_is_previewed_and_entered_whole(admin: Client) -> None:
    asked = {"place": "national", "year": "2027", "document": "通知", "complete": "on"}
    seen = admin.post(reverse("calendar-import"), {**asked, "file": SimpleUploadedFile("2027.json", NOTICE.encode())})
    assert "登记放假1天、调休上班1天；已有相同登记的0天不再登记" in text(seen)
    assert not CalendarDay.objects.exists()
    done = admin.post(reverse("calendar-import"), {**kept(seen), "confirm": "1"})
    assert "已登记" in messages(admin, done)
    assert list(CalendarDay.objects.values_list("day", "off", "document")) == [
        (date(2027, 1, 1), True, "通知"),
        (date(2027, 2, 14), False, "通知"),
    ]
    assert CalendarYear.objects.get().document == "通知"
    again = admin.post(reverse("calendar-import"), {**kept(seen), "confirm": "1"})
    assert again.status_code == 422
    assert "没有要改的" in text(again)


def test_a_file_with_a_wrong_row_is_not_entered_at_all(admin: Client) -> None:
    asked = {"place": "national", "year": "2027", "document": "通知", "confirm": "1"}
    table = "2027-01-01,元旦\n2027-02-30,春节\n2027-03-03,某日,班\n".encode()
    answer = admin.post(reverse("calendar-import"), {**asked, "file": SimpleUploadedFile("days.csv", table)})
    assert (answer.status_code, CalendarDay.objects.count()) == (422, 0)
    assert "第2行： “2027-02-30”不是日期" in text(answer)
    assert "第3行： 2027-03-03不是周末" in text(answer)


def test_a_row_against_what_was_entered_is_a_fault_and_what_the_file_lacks_is_told(admin: Client) -> None:
    admin.post(reverse("calendar-day-add"), {**DAY, "day": "2027-02-14", "confirm": "1"})
    admin.post(reverse("calendar-day-add"), {**DAY, "day": "2027-03-01", "confirm": "1"})
    asked = {"place": "national", "year": "2027", "document": "通知"}
    answer = admin.post(reverse("calendar-import"), {**asked, "file": SimpleUploadedFile("2027.json", NOTICE.encode())})
    assert answer.status_code == 422
    assert "第2行： 2027-02-14已经登记为放假，要改请先撤销" in text(answer)
    assert "2027-03-01调休放假" in text(answer)


def test_without_a_file_or_with_another_thing_the_form_says_so(admin: Client) -> None:
    asked = {"place": "national", "year": "2027", "document": "通知"}
    assert "请选择文件" in text(admin.post(reverse("calendar-import"), asked))
    answer = admin.post(reverse("calendar-import"), {**asked, "file": SimpleUploadedFile("a.pdf", b"%PDF-1")})
    assert answer.status_code == 422
    assert "请上传 json、xlsx 或 csv 文件" in text(answer)


def test_a_hostile_workbook_is_answered_in_words(admin: Client) -> None:
    asked = {"place": "national", "year": "2027", "document": "通知"}
    answer = admin.post(
        reverse("calendar-import"), {**asked, "file": SimpleUploadedFile("2027.xlsx", hostile.monstrous())}
    )
    assert answer.status_code == 422
    assert "工作簿太大或者已经损坏" in text(answer)


def test_a_term_is_set_and_ended(admin: Client, cast: Cast) -> None:
    matter = aid(cast)
    page = reverse("term", args=["AID-ACCEPT"])
    asked = {"count": "5", "span": "workday", "valid_from": "2026-01-01", "document": "规程"}
    seen = admin.post(page, asked)
    assert "决定是否受理维权援助申请：5个工作日" in text(seen)
    assert "未定 2026-03-09" in text(seen)
    assert "已设定；重算办理期限1项" in messages(admin, admin.post(page, {**kept(seen), "confirm": "1"}))
    assert Matter.objects.get(pk=matter.pk).due_on == FIFTH
    value = LocalValue.objects.get()
    end = reverse("term-end", args=[value.pk])
    assert "1 项未办结的期限将变动" in text(admin.post(end, {"last_on": "2026-02-01"}))
    assert "已止用" in messages(admin, admin.post(end, {"last_on": "2026-02-01", "confirm": "1"}))
    assert LocalValue.objects.get().valid_to == date(2026, 2, 1)
    refused = admin.post(end, {"last_on": "2026-03-01", "confirm": "1"})
    assert (refused.status_code, "已于2026-02-01止用" in text(refused)) == (422, True)


@pytest.mark.parametrize("key", ["PEN-DECIDE", "NO-SUCH"])
def test_a_limit_of_the_law_has_no_page_to_set_it(admin: Client, key: str) -> None:
    assert admin.get(reverse("term", args=[key])).status_code == 404


def test_anybody_reads_calendar_and_rules_and_finds_no_way_to_change_them(admin: Client, cast: Cast) -> None:
    admin.post(reverse("calendar-day-add"), {**DAY, "confirm": "1"})
    visitor = Client()
    seen = visitor.get(reverse("calendar"), {"year": "2026"})
    assert "2026-03-05 调休 放假 全国 通知" in text(seen)
    assert "预计放假" in text(seen)
    rules = visitor.get(reverse("rules"), {"family": "aid"})
    assert "法律没有规定 本单位尚未设定" in text(rules)
    assert "未核实" in text(rules)
    for page in (seen, rules):
        assert "/facts/" not in page.content.decode()


@pytest.mark.parametrize("year", ["", "1999", "9" * 30, "²", "-1", "2026.5"])
def test_an_odd_year_shows_this_year(db: None, year: str) -> None:
    assert Client().get(reverse("calendar"), {"year": year}).status_code == 200


def test_a_year_without_a_notice_is_said_to_be_unknown(db: None) -> None:
    page = year_page(2030)
    assert [(one.known, one.partly) for one in page.knowledge] == [(False, False), (False, False)]
    assert page.runs == ()
    assert "尚未登记" in text(Client().get(reverse("calendar"), {"year": "2030"}))


def test_a_year_takes_as_many_queries_with_many_days(admin: Client) -> None:
    none = queries_of(year_page, 2026)
    for day in ("2026-03-05", "2026-03-06"):
        admin.post(reverse("calendar-day-add"), {**DAY, "day": day, "confirm": "1"})
    assert queries_of(year_page, 2026) == none


def test_doubtful_facts_are_listed_by_their_reason(admin: Client) -> None:
    every, memory = (admin.get(reverse("facts-doubts"), {"concern": asked}) for asked in ("", "memory"))
    assert "凭记忆，未核实" in text(every)
    assert every.context["total"] >= memory.context["page"].total > 0
    assert "没有待核的依据" in text(admin.get(reverse("facts-doubts"), {"concern": "unsourced"}))


@pytest.mark.parametrize("name", ["calendar-day-add", "calendar-year-declare"])
def test_reading_never_writes(admin: Client, name: str) -> None:
    assert admin.get(reverse(name)).status_code == 405


def test_only_the_administrator_has_the_door(admin: Client, cast: Cast) -> None:
    assert reverse("facts") in admin.get(reverse("facts")).content.decode()
    for part in ("security", "auditor", "office", "handler"):
        client = Client()
        client.force_login(cast.people()[part])
        assert client.get(reverse("facts")).status_code == 404
        assert client.post(reverse("calendar-day-add"), {**DAY, "confirm": "1"}).status_code == 404
    assert not CalendarDay.objects.exists()
