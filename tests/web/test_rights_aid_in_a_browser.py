"""Rights aid from the question to the rating, by the people whom it concerns."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from manas.matters.docket.models import Matter, TimeLimit
from manas.office.models import Notice
from manas.office.values.actions import set_term
from tests.demo import make_demo
from tests.matters.business import nothing_moves
from tests.web.business_in_a_browser import (
    OpenContext,
    act,
    apply,
    attach,
    enter,
    nowhere,
    press,
    reminded,
    state,
    work,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = {
    "title": "网店仿冒我公司商标",
    "summary": "某网店销售仿冒我公司注册商标的机电产品，请求出具参考意见。",
    "aid_kind": "侵权判断参考意见",
    "right_kind": "商标",
    "contact": "13900000000",
}
FIRM = "天山机电有限公司（示例）"


@pytest.fixture
def demo(transactional_db: None) -> None:
    """The demonstration; the office gives itself five working days to decide whether it takes a request on."""
    from manas.office.models import Person

    make_demo(timezone.now())
    set_term(
        key="AID-OPINION", count=5, span="workday", valid_from=timezone.localdate() - timedelta(days=90),
        document="办理规程（示例）", actor=Person.objects.get(username="admin"), at=timezone.now(), reproject=nothing_moves,
    )  # fmt: skip


def submitted(firm: Page, **words: str) -> Matter:
    matter = apply(firm, "rights_aid", {**WORDS, **words}, county="阿图什市", organization=FIRM)
    firm.locator("#step-form").get_by_role("button", name="提交申请").click()
    expect(firm.locator(".matter__state")).to_contain_text("待受理")
    return matter


def test_from_the_question_to_the_rating(demo: None, open_context: OpenContext) -> None:
    firm, handler, approver = (enter(open_context, name) for name in ("firm", "handler", "approver"))
    matter = submitted(firm)
    handler.goto("/desk/")
    expect(handler.get_by_role("link", name=WORDS["title"])).to_be_visible()

    press(handler, matter, "退回补正", {"opinion": "请补充商标注册证"})
    firm.goto("/notices/")
    expect(firm.get_by_text("待办：").first).to_be_visible()
    assert state(firm, matter) == "待补正"
    expect(firm.get_by_text("请补充商标注册证")).to_be_visible()
    attach(firm, matter, "权利证明", "注册证.txt")
    press(firm, matter, "补正后提交", {"right_number": "12345678"})

    press(handler, matter, "受理")
    act(handler, matter, "中止办理", "中止", {"ground": "等待对方或其他机关处理结果", "opinion": "等待平台处理"})
    expect(handler.get_by_text("已中止")).to_be_visible()
    handler.get_by_role("button", name="恢复办理").click()
    expect(handler.get_by_text("已中止")).to_have_count(0)

    press(handler, matter, "拟出参考意见", {"answer": "两商标构成近似，建议先向平台投诉。"})
    press(approver, matter, "退回重拟", {"opinion": "请写明比对过程"})
    press(handler, matter, "拟出参考意见", {"answer": "经比对，读音和字形近似，构成近似商标。"})
    press(approver, matter, "同意出具")
    work(timezone.now())

    assert state(firm, matter) == "已办结"
    expect(firm.get_by_text("经比对，读音和字形近似")).to_be_visible()
    with firm.expect_download() as download:
        firm.get_by_role("link", name="侵权判断参考意见书").click()
    assert download.value.suggested_filename.endswith("侵权判断参考意见书.docx")
    firm.goto(f"/matters/{matter.pk}/")
    firm.locator("[name='score']").select_option(label="很满意")
    firm.get_by_role("button", name="提交评价").click()
    expect(firm.get_by_text("申请人评价 5 分")).to_be_visible()
    assert "请写明比对过程" not in firm.content()  # what officials write for one another stays inside


def test_a_refusal_is_told_with_its_reason_and_paper(demo: None, open_context: OpenContext) -> None:
    firm, handler = enter(open_context, "firm"), enter(open_context, "handler")
    matter = submitted(firm)
    press(handler, matter, "不予受理", {"opinion": "被控行为发生在外省，请向当地机关申请"})
    work(timezone.now())
    assert state(firm, matter) == "不予受理"
    expect(firm.get_by_text("被控行为发生在外省")).to_be_visible()
    expect(firm.get_by_role("link", name="维权援助不予受理通知书")).to_be_visible()


def test_without_an_account_it_is_followed_by_number_and_code(demo: None, open_context: OpenContext) -> None:
    somebody, handler = open_context().new_page(), enter(open_context, "handler")
    somebody.goto("/services/rights_aid/")
    somebody.get_by_role("link", name="没有账号，直接填写").click()
    somebody.locator("main [name='county']").select_option(label="乌恰县")
    for name, value in {"applicant_name": "张三", "contact": "13900000001", "title": "苹果商标被仿冒"}.items():
        somebody.locator(f"main [name='{name}']").fill(value)
    somebody.locator("main [name='summary']").fill("集市上有人仿冒。")
    somebody.locator("main [name='aid_kind']").select_option(label="咨询")
    somebody.locator("main [name='right_kind']").select_option(label="商标")
    somebody.get_by_role("button", name="提交申请").click()
    number, code = (somebody.locator("main dd").nth(n).inner_text() for n in (0, 1))
    matter = Matter.objects.get(number=number)
    press(handler, matter, "退回补正", {"opinion": "请说明摊位位置"})

    later = open_context().new_page()
    later.goto("/follow/lookup/")
    later.get_by_label("办件编号").fill(number)
    later.get_by_label("查询码").fill("WRONGCODE1")
    later.get_by_role("button", name="查询").click()
    expect(later.get_by_text("编号或者查询码不对")).to_be_visible()
    later.get_by_label("查询码").fill(code)
    later.get_by_role("button", name="查询").click()
    expect(later.get_by_text("请说明摊位位置")).to_be_visible()
    later.get_by_role("link", name="补正后提交").click()
    later.locator("#step-form [name='summary']").fill("集市东门第三个摊位。")
    later.locator("#step-form").get_by_role("button", name="补正后提交").click()
    expect(later.locator(".matter__state")).to_contain_text("待受理")


def test_a_late_one_is_reminded_rung_by_rung(demo: None, open_context: OpenContext) -> None:
    firm, handler = enter(open_context, "firm"), enter(open_context, "handler")
    matter = submitted(firm)
    press(handler, matter, "受理")
    # It was taken on in September, so that every day of its ladder lies in a year whose holidays are known.
    began = datetime(2026, 9, 7, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    TimeLimit.objects.filter(matter=matter, rule="AID-OPINION").update(
        event_at=began, due_on=began.date() + timedelta(days=7)
    )
    sent = reminded(matter, 14, began)
    assert sent == [
        "handler 将于2026年9月14日到期：出具意见书",
        "handler 将于2026年9月14日到期：出具意见书",
        "handler 今日到期：出具意见书",
        "handler 已超期：出具意见书应于2026年9月14日前办理",
        "approver 已超期：出具意见书应于2026年9月14日前办理",
        "handler 已超期：出具意见书应于2026年9月14日前办理",
        "approver 已超期：出具意见书应于2026年9月14日前办理",
        "leader 已超期：出具意见书应于2026年9月14日前办理",
    ]
    press(handler, matter, "答复并办结", {"answer": "请保存证据。"})
    assert reminded(matter, 30, began + timedelta(days=14)) == sent
    assert not Notice.objects.filter(about=f"matters.matter:{matter.pk}", withdrawn_at=None).exists()


def test_an_outsider_finds_nothing_anywhere(demo: None, open_context: OpenContext) -> None:
    firm, handler = enter(open_context, "firm"), enter(open_context, "handler")
    matter = submitted(firm)
    attach(handler, matter, "侵权线索和证据", "证据.txt")
    attachment = matter.attachments.get()
    for name in ("coop", "bank", "admin", "security", "auditor", "science", "wuqia"):
        page = enter(open_context, name)
        nowhere(
            page, f"/matters/{matter.pk}/", f"/matters/{matter.pk}/steps/accept/", f"/matter-document/{attachment.pk}/"
        )
        page.goto("/matters/")
        assert WORDS["title"] not in page.content()
