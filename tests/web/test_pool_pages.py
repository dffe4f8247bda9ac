"""From the file to the table that goes back: imported, put to firms, answered, chased, exported, each seeing their part."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from manas.matters.pairing.pair.models import Pair
from manas.matters.pairing.technology_need.models import NeedRequest
from manas.office.models import Person
from manas.registers.imports import work
from manas.registers.imports.queries import source_of
from manas.registers.models import ImportRun, PushAddressee, PushAnswer, PushedPatent, PushList
from tests.cast import Cast, make_cast, queries_of
from tests.registers.imports.files import as_csv, clock, entered, number
from tests.registers.pool.lists import HEAD, answer, ask, pushed_list, row


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def read(person: Person, name: str, *arguments: object, **asked: str) -> str:
    response = signed_in(person).get(reverse(name, args=arguments), asked)
    assert response.status_code == 200
    return response.content.decode()


def send(person: Person, name: str, *arguments: object, **told: object) -> HttpResponse:
    response = signed_in(person).post(reverse(name, args=arguments), told)
    assert isinstance(response, HttpResponse)
    return response


def sheet(person: Person, push_list: PushList, **asked: str) -> tuple[bytes, list[list[object]]]:
    """The exported table, as bytes and as rows."""
    data = signed_in(person).get(reverse("push-list-file", args=[push_list.pk]), asked).content
    return data, CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def test_a_file_is_handed_in_looked_at_and_becomes_a_list(cast: Cast) -> None:
    assert "还没有推送批次" in read(cast.handler, "pool")
    file = SimpleUploadedFile("第一批.csv", as_csv([HEAD, row(1), row(2)]))
    send(cast.handler, "imports", kind="pool", file=file, source="", edition="")
    run = ImportRun.objects.get()
    source = source_of(run)
    assert source is not None
    work.check(run=run, source=source, clock=clock)
    page = read(cast.handler, "import", run.pk)
    for words in ("共 2 行数据", "应用场景（产业化前景）", "鲜杏产地预冷和短途运输", "许可、作价入股"):
        assert words in page
    assert "查看推送批次" not in page
    send(cast.handler, "import-deed", run.pk, "confirm")
    work.enter(run=ImportRun.objects.get(), source=source, clock=clock)
    page = read(cast.handler, "import", run.pk)
    made = PushList.objects.get()
    assert reverse("push-list", args=[made.pk]) in page
    assert "第一批" in read(cast.handler, "pool")
    assert "来文没有规定" in read(cast.handler, "push-list", made.pk)


def test_what_the_paper_says_is_entered_with_the_paper(cast: Cast) -> None:
    made = pushed_list(cast)
    told = {"title": "第一批", "segment": "", "pushed_on": "2026-02-01", "due_on": "2026-03-31", "due_basis": ""}
    refused = send(cast.handler, "push-list-describe", made.pk, **told)
    assert (refused.status_code, "请写明是哪份文件" in refused.content.decode()) == (422, True)
    assert (
        send(cast.handler, "push-list-describe", made.pk, **{**told, "due_basis": "关于征求意见的通知"}).status_code
        == 302
    )
    page = read(cast.handler, "push-list", made.pk)
    assert "2026-03-31" in page
    assert "关于征求意见的通知" in page


@pytest.mark.parametrize(
    ("told", "questions"),
    [
        ({}, 0),
        ({"county": "north"}, 8),
        ({"county": "north", "segment": "新能源装备"}, 4),
        ({"organizations": "company"}, 4),
        ({"organizations": "company", "county": "north", "patent": "1"}, 2),
    ],
    ids=["nobody", "county", "trade", "one-firm", "one-patent"],
)
def test_firms_are_chosen_by_county_one_by_one_and_by_trade(cast: Cast, told: dict[str, str], questions: int) -> None:
    made = pushed_list(cast, 4)
    parts = {name: getattr(cast, word).pk for name, word in told.items() if name in ("county", "organizations")}
    address = reverse("push-list-ask", args=[made.pk])
    if "patent" in told:
        address += f"?patent={made.patents.order_by('pk')[0].pk}"
    form = {**parts, "segment": told.get("segment", "")}
    response = signed_in(cast.handler).post(address, form)
    assert (response.status_code, PushAddressee.objects.count()) == (302 if questions else 422, questions)


def test_firms_of_elsewhere_cannot_be_chosen(cast: Cast) -> None:
    made = pushed_list(cast)
    assert send(cast.handler, "push-list-ask", made.pk, organizations=cast.lender.pk).status_code == 422
    assert PushAddressee.objects.count() == 0


def test_patents_are_put_to_firms_one_by_one_from_their_list(cast: Cast) -> None:
    made = pushed_list(cast)
    first = PushedPatent.objects.order_by("pk")[0]
    assert f"?patent={first.pk}" in read(cast.handler, "push-list-patents", made.pk)
    assert (
        "一种鲜杏保鲜方法"
        in signed_in(cast.handler)
        .get(reverse("push-list-ask", args=[made.pk]), {"patent": str(first.pk)})
        .content.decode()
    )
    ask(cast, made, cast.company)
    assert "这批专利都已转送" in read(cast.handler, "push-list-patents", made.pk, unasked="1")


def test_a_firm_reads_what_was_pushed_and_answers(cast: Cast) -> None:
    assert "还没有推送给您单位的专利" in read(cast.firm, "my-pushes")
    ask(cast, pushed_list(cast, 1), cast.company)
    question = PushAddressee.objects.get()
    assert "待答复" in read(cast.firm, "my-pushes")
    page = read(cast.firm, "push-answer", question.pk)
    for words in ("丰泽大学", "A级", "鲜杏产地预冷和短途运输", "张老师", "0908-0000009"):
        assert words in page
    told = {"prospect": "fair", "will": "unwilling", "improvement": "", "reason": "", "reason_note": ""}
    refused = send(cast.firm, "push-answer", question.pk, **told)
    assert (refused.status_code, "请选择原因" in refused.content.decode()) == (422, True)
    assert send(cast.firm, "push-answer", question.pk, **{**told, "will": "sometimes"}).status_code == 422
    assert send(cast.firm, "push-answer", question.pk, **{**told, "reason": "own"}).status_code == 302
    page = read(cast.firm, "push-answer", question.pk)
    assert "提出您真正需要的技术" in page
    assert "与专利权人发起对接" not in page
    send(cast.firm, "push-answer", question.pk, prospect="good", will="conditions", improvement="要耐低温")
    page = read(cast.firm, "push-answer", question.pk)
    assert "以前的答复" in page
    assert "与专利权人发起对接" in page
    assert PushAnswer.objects.count() == 2


def test_from_the_answer_begin_a_pair_and_a_need(cast: Cast) -> None:
    ask(cast, pushed_list(cast, 1), cast.company)
    question = PushAddressee.objects.get()
    assert send(cast.firm, "push-begin", question.pk, "pair").headers["Location"] == reverse(
        "push-answer", args=[question.pk]
    )
    answer(cast, question, will="conditions", improvement="要耐低温")
    begun = send(cast.firm, "push-begin", question.pk, "pair")
    assert begun.headers["Location"] == reverse("matter", args=[Pair._default_manager.get().pk])
    send(cast.firm, "push-begin", question.pk, "need")
    assert NeedRequest._default_manager.count() == 1
    assert "查看对接" in read(cast.firm, "push-answer", question.pk)
    assert send(cast.firm, "push-begin", question.pk, "anything").status_code == 404


def test_nobody_reads_what_another_firm_was_asked(cast: Cast) -> None:
    ask(cast, pushed_list(cast, 1), cast.company)
    question = PushAddressee.objects.get()
    for person in (cast.coop, cast.handler, cast.outsider, cast.county_liaison):
        assert signed_in(person).get(reverse("push-answer", args=[question.pk])).status_code == 404
        assert send(person, "push-answer", question.pk, prospect="good", will="willing").status_code == 404
        assert send(person, "push-begin", question.pk, "pair").status_code == 404


def test_the_page_counts_and_each_number_leads_to_its_rows(cast: Cast) -> None:
    made = pushed_list(cast)
    ask(cast, made, cast.company, cast.cooperative)
    answer(cast, PushAddressee.objects.filter(organization=cast.company).order_by("pk")[0])
    page = read(cast.handler, "push-list", made.pk)
    assert f'href="?organization={cast.company.pk}&amp;state=answered#questions">1</a>' in page
    assert f'href="?county={cast.north.pk}&amp;state=open#questions">3</a>' in page
    narrowed = read(cast.handler, "push-list", made.pk, organization=str(cast.company.pk), state="open")
    assert narrowed.count("撤回") == 1
    for odd in ({"organization": "x"}, {"county": "９" * 9}, {"state": "x"}, {"organization": "9" * 40}):
        assert signed_in(cast.handler).get(reverse("push-list", args=[made.pk]), odd).status_code == 200


def test_the_office_reminds_ends_and_takes_back(cast: Cast) -> None:
    made = pushed_list(cast, 1)
    ask(cast, made, cast.company, cast.cooperative)
    first, second = PushAddressee.objects.order_by("pk")
    answer(cast, first)
    assert send(cast.handler, "push-take-back", first.pk).status_code == 302
    assert send(cast.handler, "push-take-back", second.pk).status_code == 302
    assert list(PushAddressee.objects.all()) == [first]
    assert send(cast.county_liaison, "push-list-remind", made.pk).status_code == 302
    assert send(cast.county_leader, "push-list-remind", made.pk).status_code == 404
    assert send(cast.county_liaison, "push-list-deed", made.pk, "close").status_code == 404
    send(cast.handler, "push-list-deed", made.pk, "close")
    assert "已经截止答复" in read(cast.firm, "push-answer", first.pk)
    assert "恢复答复" in read(cast.handler, "push-list", made.pk)
    send(cast.handler, "push-list-deed", made.pk, "reopen")
    assert PushList.objects.get().closed_at is None


def test_the_table_that_goes_back_has_the_fields_of_the_template_and_says_what_is_not_verified(cast: Cast) -> None:
    made = pushed_list(cast, 1)
    ask(cast, made, cast.company, cast.cooperative)
    answer(
        cast, PushAddressee.objects.get(organization=cast.company), will="unwilling", reason="own", reason_note="刚上"
    )
    _, (head, *rows) = sheet(cast.handler, made)
    assert head == [
        "专利号（申请号）（未核实）", "专利名称（未核实）", "专利权人（未核实）", "产业细分领域", "是否财政资助项目形成",
        "实施状态（含产业化）", "转化意愿（可接受方式）", "技术成熟度", "专利价值分级自评", "应用场景（产业化前景）",
        "产业化前景（未核实）", "改进需求（未核实）", "产学研合作意愿（未核实）", "单位（补充项）", "所在县(市)（补充项）",
        "不愿意的原因（补充项）", "答复时间（补充项）", "答复人（补充项）",
    ]  # fmt: skip
    by_firm = {row[13]: row for row in rows}
    answered, waiting = by_firm["云岭机电有限公司"], by_firm["北山县杏林农民专业合作社"]
    assert answered[:10] == [
        f"ZL{number(1)}", "一种鲜杏保鲜方法1", "丰泽大学", "林果加工", "是", "未实施", "许可、作价入股", "6级", "A级",
        "鲜杏产地预冷和短途运输",
    ]  # fmt: skip
    assert answered[10:] == [
        "前景较好", "", "不愿意合作", "云岭机电有限公司", "北山县", "已有其他合适的技术：刚上", "2026-03-03 09:00", "firm",
    ]  # fmt: skip
    assert waiting[10:13] == ["", "", ""]
    assert waiting[16] == "未答复"


def test_what_was_exported_can_be_read_in_again(cast: Cast) -> None:
    made = pushed_list(cast, 2)
    ask(cast, made, cast.company)
    data, _ = sheet(cast.handler, made)
    entered(cast, data, name="回传.xlsx", kind="pool")
    again = PushList.objects.get(title="回传")
    assert [one.told for one in again.patents.all()] == [
        {name: word for name, word in one.told.items() if name not in ("contact", "phone")}
        for one in made.patents.all()
    ]


def test_an_export_holds_what_one_sees_narrowed_as_the_page_is(cast: Cast) -> None:
    made = pushed_list(cast, 2)
    cast.cooperative.county = cast.south
    cast.cooperative.save()
    ask(cast, made, cast.company, cast.cooperative)
    answer(cast, PushAddressee.objects.filter(organization=cast.company).order_by("pk")[0])
    assert len(sheet(cast.handler, made)[1]) == 5
    assert len(sheet(cast.handler, made, state="answered")[1]) == 2
    assert {row[13] for row in sheet(cast.county_liaison, made)[1][1:]} == {"云岭机电有限公司"}


def test_pages_ask_as_often_for_one_row_as_for_three(cast: Cast) -> None:
    made = pushed_list(cast, 3)
    ask(cast, made, cast.company)
    spare = list(PushAddressee.objects.order_by("pk")[1:])
    PushAddressee.objects.filter(pk__in=[one.pk for one in spare]).delete()
    handler, firm = signed_in(cast.handler), signed_in(cast.firm)
    pages = ((handler, reverse("push-list", args=[made.pk])), (firm, reverse("my-pushes")))
    for client, address in pages:
        client.get(address)  # the first request of a session writes it down
    one = [queries_of(client.get, address) for client, address in pages]
    ask(cast, made, cast.company)
    assert [queries_of(client.get, address) for client, address in pages] == one
