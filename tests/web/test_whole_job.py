"""The main job from end to end, in a real browser, by the people whom it concerns."""

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from manas.office.journal.queries import verify
from manas.plan.models import PlanState, WorkPlan
from manas.web.management.commands.demo import PASSWORD
from tests.demo import make_demo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LINES = (
    "克州知识产权公共服务提升工作方案",
    "为提升公共服务水平，制定本方案。",
    "一、工作任务",
    (
        "1.建设信息服务网点。在产业园区设立服务网点，2030年12月底前不少于5个。定期发布专利信息。"
        "（自治州市场监管局牵头，自治州科技局、商务局按职责分工负责）"
    ),
    "2.培训服务人员。每年组织一次培训。（自治州人力资源和社会保障局负责）",
    "二、保障措施",
    "（一）加强领导。各单位明确一名负责人。",
    "克孜勒苏柯尔克孜自治州人民政府",
    "2026年3月2日",
)


def document() -> bytes:
    """This function will make the Word file that the office uploads."""
    paper = docx.Document()
    for line in LINES:
        paper.add_paragraph(line)
    target = BytesIO()
    paper.save(target)
    return target.getvalue()


def sign_in(context: BrowserContext, username: str) -> Page:
    """This function will sign a person of the demonstration in, by the form."""
    page = context.new_page()
    page.goto("/sign-in/")
    page.get_by_label("登录名").fill(username)
    page.get_by_label("口令").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("link", name="我的单位")).to_be_visible()
    return page


def test_a_plan_from_upload_to_a_finished_work_item(open_context: Callable[..., BrowserContext]) -> None:
    make_demo(timezone.now())
    office = sign_in(open_context(), "office")
    unit = sign_in(open_context(), "science")

    upload_and_adopt(office)
    plan = WorkPlan.objects.get(state=PlanState.ADOPTED, document__title=LINES[0])
    assert [r.full_name for r in plan.tasks.get(number="1").responsibilities.all()] == [
        "自治州市场监管局",
        "自治州科技局",
        "自治州教育局",
    ]

    break_down(office, plan)
    expect(note(office, plan)).to_contain_text("未到期")

    report(unit, "已设立2个网点。", figure="2", completes=False)
    decide_return(office, "请附网点名单")
    unit.reload()
    expect(unit.get_by_text("请附网点名单").first).to_be_visible()

    report(unit, "已设立5个网点，名单见附件。", figure="5", completes=True)
    decide_accept(office, "5")
    expect(note(office, plan)).to_contain_text("完成")
    expect(note(office, plan)).to_contain_text("1/1")

    office.goto(f"/plan/{plan.pk}/changes/")
    for verb in ("分解举措", "提交进展", "退回进展", "核验进展", "启用方案"):
        expect(office.get_by_text(verb).first).to_be_visible()
    assert verify().intact


def upload_and_adopt(page: Page) -> None:
    """Upload, exchange one unit for another by clicking, adopt."""
    page.goto("/drafts/")
    page.get_by_label("方案文件").set_input_files({"name": "方案.docx", "mimeType": WORD, "buffer": document()})
    page.get_by_role("button", name="上传并读取").click()
    card = page.locator("article", has=page.get_by_role("link", name="建设信息服务网点"))
    card.get_by_text("校正").click()
    card.get_by_role("button", name="移除 自治州商务局").click()
    expect(card.get_by_text("商务局")).to_have_count(0)
    card.get_by_label("增加单位").fill("自治州教育局")
    card.get_by_role("button", name="增加").click()
    expect(card.locator(".units")).to_contain_text("教育局")
    page.get_by_role("button", name="启用方案").first.click()
    expect(page.get_by_text("方案已启用")).to_be_visible()


def break_down(page: Page, plan: WorkPlan) -> None:
    """Open a sentence in the living plan and make one work item of it, beside the text."""
    page.goto(f"/plan/{plan.pk}/")
    page.get_by_role("link", name="在产业园区设立服务网点").click()
    panel = page.locator("#panel")
    panel.get_by_label("承办单位").select_option(label="科技局")
    panel.get_by_label("举措内容").fill("设立园区服务网点")
    panel.get_by_label("完成标准").fill("网点挂牌并有专人值守")
    panel.get_by_label("完成期限").fill("1999-12-31")
    panel.get_by_label("目标值").fill("5")
    panel.get_by_label("计量单位").fill("个")
    panel.get_by_role("button", name="记入台账").click()
    expect(panel.get_by_role("heading", name="请先改正")).to_be_visible()  # a refusal is seen in the panel
    panel.get_by_label("完成期限").fill("2030-12-31")
    panel.get_by_label("目标值").fill("5")
    panel.get_by_label("计量单位").fill("个")
    panel.get_by_role("button", name="记入台账").click()
    expect(panel.get_by_role("link", name="设立园区服务网点")).to_be_visible()


def note(page: Page, plan: WorkPlan) -> "object":
    """The margin note of the first task, looked at anew."""
    page.goto(f"/plan/{plan.pk}/")
    return page.locator(f"#note-{plan.tasks.get(number='1').pk}")


def report(page: Page, text: str, *, figure: str, completes: bool) -> None:
    """From "my unit" to the report in two clicks; with a file."""
    page.goto("/")
    page.get_by_role("link", name="我的单位").click()
    page.get_by_role("link", name="填报进展").first.click()
    page.get_by_label("进展情况").fill(text)
    page.get_by_label("完成数值").fill(figure)
    page.get_by_label("佐证材料").set_input_files(
        {"name": "网点名单.txt", "mimeType": "text/plain", "buffer": "一号网点".encode()}
    )
    page.get_by_label("申请办结").set_checked(completes)
    page.get_by_role("button", name="提交核验").click()
    expect(page.get_by_text("已提交，等待核验", exact=True)).to_be_visible()


def open_waiting(page: Page) -> None:
    page.get_by_role("link", name="待核验").first.click()
    page.get_by_role("link", name="设立园区服务网点").click()


def decide_return(page: Page, reason: str) -> None:
    open_waiting(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="网点名单.txt").first.click()
    assert download.value.suggested_filename == "网点名单.txt"
    page.get_by_label("退回理由").fill(reason)
    page.get_by_role("button", name="退回", exact=True).click()
    expect(page.get_by_text("已退回，对方会看到理由")).to_be_visible()


def decide_accept(page: Page, figure: str) -> None:
    open_waiting(page)
    page.get_by_label("核验值").fill(figure)
    page.get_by_role("button", name="核验通过").click()
    expect(page.get_by_text("已核验通过")).to_be_visible()
