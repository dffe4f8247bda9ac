"""Reports of work on their pages: one click, wording, renewing, finishing, taking away."""

import io
import re
from datetime import timedelta
from html import unescape

import docx
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from manas.engines.periods import Period, Span
from manas.indicators.workreports import queries
from manas.indicators.workreports.models import ReportSection, WorkReport
from manas.plan.actions import ledger
from manas.plan.models import WorkItem, WorkPlan
from tests import cast as people
from tests.cast import FIFTY, FIRST, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def work(cast: Cast) -> WorkItem:
    """An item that falls due today, on which nothing was reported yet."""
    made = people.adopted(cast)
    return people.item(cast, made, text=FIFTY, due_on=timezone.localdate())


def signed_in(cast: Cast, part: str = "office") -> Client:
    client = Client()
    client.force_login(cast.people()[part])
    return client


def drawn(cast: Cast) -> WorkReport:
    """This function will let the office press the button of this quarter."""
    plan, period = WorkPlan.objects.get(), Period.of(timezone.localdate(), Span.QUARTER)
    answer = signed_in(cast).post(reverse("work-reports"), {"plan": plan.pk, "period": period.code})
    made = WorkReport.objects.get()
    assert answer.headers["Location"] == reverse("work-report", args=[made.pk])
    return made


def page(cast: Cast, name: str, *arguments: object, part: str = "office") -> str:
    answer = signed_in(cast, part).get(reverse(name, args=arguments))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def text_of(html: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


def position(report: WorkReport, heading: str) -> int:
    return ReportSection.objects.get(report=report, heading=heading).position


def test_one_click_draws_the_report_and_each_number_leads_to_its_list(cast: Cast, work: WorkItem) -> None:
    report = drawn(cast)
    html = page(cast, "work-report", report.pk)
    assert "到期的任务举措1件，按期完成0件，任务举措按期完成率0%。" in text_of(html)
    row = report.numbers.get(indicator="items_in_time", part="out_of", period=report.period)
    address = f"{reverse('indicator-evidence', args=['items_in_time'])}?unit=yunling&period={row.period}&part=out_of"
    assert f'href="{address}"' in html
    assert "共 1 条记录" in unescape(signed_in(cast).get(address).content.decode())


def test_a_second_click_says_that_the_draft_is_there(cast: Cast, work: WorkItem) -> None:
    report = drawn(cast)
    answer = signed_in(cast).post(reverse("work-reports"), {"plan": report.plan_id, "period": report.period})
    assert (answer.status_code, "正在修改" in answer.content.decode()) == (422, True)


def test_the_office_words_a_section_and_undoes_it(cast: Cast, work: WorkItem) -> None:
    report = drawn(cast)
    place = position(report, FIRST)
    address = reverse("work-report-section", args=[report.pk, place])
    answer = signed_in(cast).post(address, {"text": "各单位正在推进。", "seen": 1})
    assert answer.headers["Location"] == f"{reverse('work-report', args=[report.pk])}#section-{place}"
    assert "各单位正在推进。" in page(cast, "work-report", report.pk)
    signed_in(cast).post(reverse("work-report-undo", args=[report.pk, place]))
    versions = page(cast, "work-report-section", report.pk, place)
    assert "各单位正在推进。" in versions
    assert "已撤销" in versions
    assert "各单位正在推进。" not in page(cast, "work-report", report.pk)


def test_a_typed_number_comes_back_with_the_reason(cast: Cast, work: WorkItem) -> None:
    report = drawn(cast)
    address = reverse("work-report-section", args=[report.pk, 1])
    answer = signed_in(cast).post(address, {"text": "按期完成30件。", "seen": 1})
    assert answer.status_code == 422
    assert "数字只能来自记录，不能直接填写：30件" in answer.content.decode()
    assert "按期完成30件。" in answer.content.decode()


def test_a_changed_number_is_told_and_renewed_before_the_report_is_finished(cast: Cast, work: WorkItem) -> None:
    report = drawn(cast)
    now = timezone.now()
    told = ledger.write_report(item=work, text="已入库", completes=True, actor=cast.liaison, at=now)
    ledger.submit_report(report=told, actor=cast.liaison, at=now)
    ledger.accept_report(report=told, actor=cast.office, at=now)
    count = len(queries.changed(report))
    html = page(cast, "work-report", report.pk)
    assert f"{count}个数据与记录不一致" in html
    assert "1条本期核验的进展没有写入" in html
    client = signed_in(cast)
    client.post(reverse("work-report-deed", args=[report.pk, "take-up"]))
    assert "科技局：已入库。" in text_of(page(cast, "work-report", report.pk))
    refused = client.post(reverse("work-report-deed", args=[report.pk, "finish"]), follow=True)
    assert "请先更新数据" in refused.content.decode()
    client.post(reverse("work-report-deed", args=[report.pk, "renew"]))
    html = page(cast, "work-report", report.pk)
    assert "与记录不一致" not in html
    assert "按期完成1件，任务举措按期完成率100%。" in text_of(html)
    client.post(reverse("work-report-deed", args=[report.pk, "finish"]))
    html = page(cast, "work-report", report.pk)
    assert "与内容一致" in html
    assert reverse("work-report-section", args=[report.pk, 1]) not in html


def test_a_final_report_that_was_tampered_with_says_so(cast: Cast, work: WorkItem) -> None:
    report = drawn(cast)
    signed_in(cast).post(reverse("work-report-deed", args=[report.pk, "finish"]))
    WorkReport.objects.filter(pk=report.pk).update(computed_at=report.computed_at - timedelta(days=1))
    assert "与内容不一致" in page(cast, "work-report", report.pk)


def test_the_word_file_names_the_address_of_every_list(cast: Cast, work: WorkItem) -> None:
    report = drawn(cast)
    answer = signed_in(cast, "leader").get(reverse("work-report-file", args=[report.pk]))
    document = docx.Document(io.BytesIO(answer.content))
    assert document.paragraphs[0].text == report.title
    notes = next(part for part in document.part.package.iter_parts() if part.partname == "/word/footnotes.xml")
    assert f"{reverse('indicator-evidence', args=['items_in_time'])}?unit=yunling&amp;period=" in notes.blob.decode()


def test_the_leader_reads_and_changes_nothing(cast: Cast, work: WorkItem) -> None:
    report = drawn(cast)
    html = page(cast, "work-report", report.pk, part="leader")
    assert "到期的任务举措1件" in text_of(html)
    assert "定稿" not in html
    assert "生成" not in page(cast, "work-reports", part="leader").split("已有报告")[0].split("</p>")[-1]


def test_a_deed_that_there_is_not_and_a_section_that_there_is_not(cast: Cast, work: WorkItem) -> None:
    report = drawn(cast)
    client = signed_in(cast)
    assert client.post(reverse("work-report-deed", args=[report.pk, "burn"])).status_code == 404
    assert client.get(reverse("work-report-section", args=[report.pk, 999])).status_code == 404
