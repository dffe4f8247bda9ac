"""A pledge loan from the need to the last registration, by the people whom it concerns."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from manas.matters.docket.models import Matter, TimeLimit
from manas.office import actions as office
from manas.office.models import MembershipRole, OrganizationKind, Person, Unit
from manas.web.management.commands.demo import PASSWORD
from tests.demo import make_demo
from tests.web.business_in_a_browser import (
    OpenContext,
    act,
    apply,
    attach,
    enter,
    nowhere,
    paper,
    press,
    refused,
    reminded,
    state,
    work,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRM, BANK, OTHER_BANK = "天山机电有限公司（示例）", "州域商业银行（示例）", "绿洲村镇银行（示例）"
NEED = {
    "title": "以发明专利质押贷款",
    "amount_wanted": "3000000",
    "term_wanted": "12",
    "purpose": "购置生产设备",
    "right_kind": "发明专利",
    "right_number": "ZL202310000001.2",
    "right_name": "一种戈壁温室的保温墙体",
    "contact": "13900000000",
}
# What an unencumbered invention patent of one owner looks like.
CLEAN = {
    "right_ends_on": "2043-01-01",
    "right_holders": FIRM,
    "right_pledgors": FIRM,
    **dict.fromkeys(("granted", "in_force", "annuity_paid"), "是"),
    **dict.fromkeys(("stayed", "preserved", "pledged_before", "invalidation_pending", "open_license"), "否"),
}
SECOND = {"right_kind": "发明专利", "right_number": "ZL202310000002.7", "right_name": "一种温室卷帘机", **CLEAN}


@pytest.fixture
def demo(transactional_db: None) -> None:
    """The demonstration, and one more bank with somebody who works there."""
    now = timezone.now()
    make_demo(now)
    founder = Person.objects.get(username="office")
    clerk = office.add_person(
        username="other-bank", name="另一银行信贷人员", password=PASSWORD, actor=founder, at=now, is_example=True
    )
    bank = office.add_organization(
        name=OTHER_BANK, kind=OrganizationKind.BANK, credit_code="91653001MA0000004K", actor=founder, at=now,
        county=Unit.objects.get(code="gov653001"), is_example=True,
    )  # fmt: skip
    office.add_membership(
        person=clerk, organization=bank, role=MembershipRole.REPRESENTATIVE, from_on=timezone.localdate(),
        actor=founder, at=now,
    )  # fmt: skip


def today(days: int = 0) -> str:
    day: date = timezone.localdate() + timedelta(days=days)
    return day.isoformat()


def submitted(firm: Page) -> Matter:
    matter = apply(firm, "pledge_loan", NEED, county="阿图什市", organization=FIRM)
    firm.locator("#step-form").get_by_role("button", name="提交融资需求").click()
    expect(firm.locator(".matter__state")).to_contain_text("需求核对")
    return matter


def recommended(firm: Page, handler: Page, bank: str) -> Matter:
    """The need, sent back once for what it lacks."""
    matter = submitted(firm)
    press(handler, matter, "退回补正", {"opinion": "请提交营业执照，写明贷款用途"})
    assert state(firm, matter) == "待补正"
    expect(firm.get_by_text("请提交营业执照，写明贷款用途")).to_be_visible()
    attach(firm, matter, "营业执照", "执照.txt")
    press(firm, matter, "补正后提交", {"purpose": "购置温室生产设备"})
    press(handler, matter, "推荐给银行", {"partner_organization": bank})
    return matter


def granted(bank: Page, matter: Matter) -> None:
    """What the bank does before there is anything to register."""
    press(bank, matter, "完成尽职调查", {"inspected_on": today()})
    outside = {"valuation_method": "委托评估机构评估", "valued_on": today(), "value": "4000000", "valuer": "某评估所"}
    refused(bank, matter, "value", "委托评估的，请提交评估报告", outside)
    attach(bank, matter, "评估报告", "评估报告.txt")
    press(bank, matter, "登记评估价值", outside)
    press(bank, matter, "同意授信", {"credit": "2500000"})
    contract = {
        "loan_contract": "云银借11号", "pledge_contract": "云银质11号", "signed_on": today(), "loan_amount": "2600000",
        "pledge_amount": "1500000", "rate": "4.35", "term_days": "365", "debt_ends_on": today(365),
    }  # fmt: skip
    attach(bank, matter, "借款合同和质押合同", "合同.txt")
    refused(bank, matter, "sign", "不能超过授信额度（元）2500000.00", contract)
    press(bank, matter, "登记合同", {**contract, "loan_amount": "2000000"})


def checked(handler: Page, matter: Matter) -> None:
    """One ground against the first right and nothing known of a second, until both are clear."""
    press(handler, matter, "记录核对情况", {**CLEAN, "contract_complete": "是", "pledged_before": "是"})
    refused(handler, matter, "pass_checks", "ZL202310000001.2 已有质押：权利正处于另一质押期间")
    handler.goto(f"/matters/{matter.pk}/")
    expect(handler.locator(".advice__line--stop")).to_have_text("ZL202310000001.2 已有质押：权利正处于另一质押期间")
    press(handler, matter, "记录核对情况", {"pledged_before": "否"})

    added(handler, matter, {name: SECOND[name] for name in ("right_kind", "right_number", "right_name")})
    refused(handler, matter, "pass_checks", "ZL202310000002.7 出质人：尚未核对")
    handler.goto(f"/matters/{matter.pk}/")
    handler.get_by_role("button", name="移出").click()
    expect(handler.get_by_text(SECOND["right_number"])).to_have_count(0)
    added(handler, matter, SECOND)
    press(handler, matter, "核对通过")


def added(page: Page, matter: Matter, values: dict[str, str]) -> None:
    page.goto(f"/matters/{matter.pk}/")
    page.get_by_role("link", name="添加").click()
    assert page.url.endswith(f"/matters/{matter.pk}/parts/rights/")
    for name, value in values.items():
        field = page.locator(f"main [name='{name}']")
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    page.get_by_role("button", name="添加").click()
    expect(page.get_by_role("cell", name=values["right_number"], exact=True)).to_be_visible()


def registered_late(bank: Page, matter: Matter) -> None:
    """The registry lets everybody wait; asked in September, so that every day of the ladder has known holidays."""
    press(bank, matter, "申请专利权质押登记", {"registration_asked_on": today()})
    began = datetime(2026, 9, 7, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    TimeLimit.objects.filter(matter=matter, rule="FIN-PLEDGE-EXAM").update(event_at=began, due_on=date(2026, 9, 10))
    sent = reminded(matter, 14, began)
    late = "已超期：专利权质押登记办结应于2026年9月10日前办理"
    assert sent == [
        "bank 将于2026年9月10日到期：专利权质押登记办结",
        "bank 今日到期：专利权质押登记办结",
        *(f"{name} {late}" for name in ("bank", "approver")),
        *(f"{name} {late}" for name in ("bank", "approver", "leader")),
    ]
    press(bank, matter, "登记已办理", {"pledge_number": "Y2026650000001", "registered_on": today()})
    assert reminded(matter, 30, began + timedelta(days=14)) == sent


def test_from_the_need_to_the_last_registration(demo: None, open_context: OpenContext) -> None:
    firm, handler, other, bank = (enter(open_context, name) for name in ("firm", "handler", "other-bank", "bank"))
    matter = recommended(firm, handler, OTHER_BANK)
    nowhere(bank, f"/matters/{matter.pk}/")
    press(other, matter, "不予授信", {"opinion": "本行今年不再增加设备贷款"})
    assert state(firm, matter) == "银行未予授信"
    press(handler, matter, "改推其他银行", {"partner_organization": BANK})
    nowhere(other, f"/matters/{matter.pk}/")

    granted(bank, matter)
    checked(handler, matter)
    registered_late(bank, matter)
    act(handler, matter, "中止办理", "中止", {"opinion": "法院通知权属有争议"})
    bank.goto(f"/matters/{matter.pk}/")
    expect(bank.get_by_text("已中止")).to_be_visible()
    nowhere(bank, f"/matters/{matter.pk}/steps/draw/")
    handler.get_by_role("button", name="恢复办理").click()
    expect(handler.get_by_text("已中止")).to_have_count(0)

    press(bank, matter, "放款", {"drawn_amount": "2000000", "drawn_on": today(), "first_loan": "是"})
    press(bank, matter, "还清", {"repaid_on": today()})
    press(bank, matter, "注销登记已办理", {"deregistered_on": today()})
    work(timezone.now())
    assert state(firm, matter) == "已结清"
    expect(firm.locator(".facts div", has_text="首贷").locator("dd")).to_have_text("是")
    expect(firm.get_by_text("法院通知权属有争议")).to_be_visible()  # why a loan stands still is the applicant's to know

    assert "请提交营业执照，写明贷款用途" in paper(firm, matter, "补正通知书")
    assert BANK in paper(firm, matter, "推荐函")
    read = paper(firm, matter, "登记前核对表")
    assert [read.count(words) for words in ("ZL202310000001.2", "ZL202310000002.7", "另一质押")] == [
        10,
        10,
        0,
    ]  # ten grounds a right
    assert NEED["right_name"] in paper(firm, matter, "质押融资需求登记表")
    assert "Y2026650000001" in paper(firm, matter, "办结通知")


def test_a_need_that_is_refused_is_told_why(demo: None, open_context: OpenContext) -> None:
    firm, handler = enter(open_context, "firm"), enter(open_context, "handler")
    matter = submitted(firm)
    press(handler, matter, "不予推荐", {"opinion": "专利权已经终止"})
    work(timezone.now())
    assert state(firm, matter) == "不予推荐"
    expect(firm.get_by_text("专利权已经终止")).to_be_visible()
    assert "专利权已经终止" in paper(firm, matter, "不予推荐告知书")
    nowhere(handler, f"/matters/{matter.pk}/parts/rights/", f"/matters/{matter.pk}/steps/recommend/")


def test_an_outsider_finds_nothing_anywhere(demo: None, open_context: OpenContext) -> None:
    firm, handler = enter(open_context, "firm"), enter(open_context, "handler")
    matter = recommended(firm, handler, BANK)
    attachment = matter.attachments.get()
    work(timezone.now())
    made = matter.papers.filter(key="recommendation").get()
    for name in ("coop", "other-bank", "admin", "wuqia"):
        page = enter(open_context, name)
        nowhere(
            page, f"/matters/{matter.pk}/", f"/matters/{matter.pk}/steps/inspect/", f"/matters/{matter.pk}/parts/rights/",
            f"/matter-document/{attachment.pk}/", f"/paper/{made.pk}/",
        )  # fmt: skip
        page.goto("/matters/")
        assert NEED["title"] not in page.content()
