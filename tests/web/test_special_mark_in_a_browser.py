"""The use of a special mark from the application to its cancellation, by the people whom it concerns."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from manas.matters.docket.models import Matter, TimeLimit
from manas.matters.indications.special_mark_use.models import SpecialMarkUse
from manas.office.models import Person
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
    paper,
    press,
    refused,
    reminded,
    state,
    work,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = {
    "title": "申请使用杏乡杏专用标志",
    "indication_name": "杏乡杏",
    "indication_kind": "地理标志产品",
    "production_address": "阿图什市杏林一村",
    "output": "120",
    "output_unit": "吨",
    "standard": "示例标准",
    "test_report": "J2026-018",
    "tested_on": "2026-02-10",
    "test_lab": "质量检验所（示例）",
    "contact": "13900000001",
}
COOPERATIVE = "杏乡农民专业合作社（示例）"


@pytest.fixture
def demo(transactional_db: None) -> None:
    """The demonstration; the office gives the counties five working days to look at the place."""
    make_demo(timezone.now())
    set_term(
        key="GI-COUNTY-CHECK", count=5, span="workday", valid_from=timezone.localdate() - timedelta(days=90),
        document="办理规程（示例）", actor=Person.objects.get(username="admin"), at=timezone.now(), reproject=nothing_moves,
    )  # fmt: skip


def today(days: int = 0) -> str:
    day: date = timezone.localdate() + timedelta(days=days)
    return day.isoformat()


def submitted(coop: Page) -> Matter:
    matter = apply(coop, "special_mark_use", WORDS, county="阿图什市", organization=COOPERATIVE)
    coop.locator("#step-form").get_by_role("button", name="提交申请").click()
    expect(coop.locator(".errors")).to_contain_text("还缺材料")
    for document in ("专用标志使用申请书", "特色质量检验检测报告"):
        attach(coop, matter, document, f"{document}.txt")
    press(coop, matter, "提交申请", WORDS)
    return matter


def registered(coop: Page, county: Page, handler: Page, approver: Page, matter: Matter, noticed: date) -> None:
    """Through the county, the prefecture, the region and the nation; the notice came long ago."""
    press(county, matter, "受理")
    press(county, matter, "退回补正", {"opinion": "请写明村组"})
    assert state(coop, matter) == "待补正"
    expect(coop.get_by_text("请写明村组")).to_be_visible()
    press(coop, matter, "补正后提交", {"production_address": "阿图什市杏林一村三组"})
    press(county, matter, "受理")
    act(county, matter, "中止办理", "中止", {"opinion": "杏果抽样送检"})
    assert TimeLimit.objects.get(matter=matter, rule="GI-COUNTY-CHECK", ended_at=None).due_on is None
    nowhere(county, f"/matters/{matter.pk}/steps/county_agree/")
    assert state(county, matter) == "产地核验"
    county.get_by_role("button", name="恢复办理").click()
    expect(county.get_by_text("已中止")).to_have_count(0)
    press(county, matter, "核验相符，同意上报", {"place_checked_on": today()})
    nowhere(county, f"/matters/{matter.pk}/steps/forward/")
    press(handler, matter, "拟同意上报")
    press(approver, matter, "同意上报")
    press(handler, matter, "登记自治区审核同意", {"region_notice": "示例1号", "region_on": noticed.isoformat()})
    press(handler, matter, "登记核准公告", {"national_notice": "示例公告2号", "national_on": noticed.isoformat()})


def supervised(coop: Page, county: Page, handler: Page, matter: Matter) -> None:
    """A check finds a label wanting; it is ordered to be put right, and is."""
    check = {"checked_on": today(), "area_fits": "是", "mark_fits": "否"}
    refused(county, matter, "check", "检查发现不符的，请写明情况", check)
    press(county, matter, "登记监督检查", {**check, "opinion": "包装没有标注代码"})
    nowhere(coop, f"/matters/{matter.pk}/steps/check/")
    press(county, matter, "责令限期改正", {"correct_by": today(10), "opinion": "请在包装上标注代码"})
    assert state(coop, matter) == "限期改正"
    press(coop, matter, "报告改正情况", {"corrected_on": today(), "opinion": "已经更换包装"})
    press(handler, matter, "确认已经改正")
    assert state(coop, matter) == "使用中"


def test_from_the_application_to_two_years_without_use(demo: None, open_context: OpenContext) -> None:
    coop, county, handler, approver = (enter(open_context, n) for n in ("coop", "artux-handler", "handler", "approver"))
    matter = submitted(coop)
    year = timezone.localdate().year - 3
    registered(coop, county, handler, approver, matter, date(year, 3, 10))

    report = {"year": str(year), "volume": "80.5", "sales": "1610000", "last_used_on": f"{year}-10-01"}
    press(coop, matter, "报送年度使用情况", report)
    expect(
        coop.get_by_role("cell", name="1,610,000.00").or_(coop.get_by_role("cell", name="1610000.00"))
    ).to_be_visible()
    refused(coop, matter, "report_year", f"{year}年度的使用情况已经报送", report)
    supervised(coop, county, handler, matter)

    press(handler, matter, "责令限期改正", {"correct_by": today(1), "opinion": "二年没有使用专用标志"})
    refused(handler, matter, "not_corrected", "尚未届满", {"opinion": "没有恢复使用"})
    SpecialMarkUse.objects.filter(pk=matter.pk).update(correct_by=timezone.localdate() - timedelta(days=1))  # days pass
    press(handler, matter, "逾期没有改正", {"opinion": "没有恢复使用"})
    press(handler, matter, "拟建议注销", {"cancel_ground": "满二年未使用专用标志，限期内未改正", "opinion": "期满未改"})
    press(approver, matter, "同意建议注销")
    press(handler, matter, "登记注销公告", {"cancel_notice": "示例公告9号", "canceled_on": today()})
    work(timezone.now())
    assert state(coop, matter) == "已注销"

    assert "请写明村组" in paper(coop, matter, "补正通知书")
    assert "杏林一村三组" in paper(coop, matter, "受理通知书")
    assert "核验相符" in paper(handler, matter, "产地核验意见")
    assert COOPERATIVE in paper(handler, matter, "专用标志使用申请审核报告")
    assert "二年没有使用专用标志" in paper(coop, matter, "限期改正通知书")
    assert "示例公告2号" in paper(coop, matter, "注销建议书")


def test_one_that_is_late_and_not_reported_above(demo: None, open_context: OpenContext) -> None:
    coop, county, handler, approver = (enter(open_context, n) for n in ("coop", "artux-handler", "handler", "approver"))
    matter = submitted(coop)
    # It came in September, so that every day of its ladder lies in a year whose holidays are known.
    began = datetime(2026, 9, 7, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    TimeLimit.objects.filter(matter=matter, rule="GI-COUNTY-CHECK").update(
        event_at=began, due_on=began.date() + timedelta(days=7)
    )
    sent = reminded(matter, 14, began)
    late = "已超期：产地核验（县级）应于2026年9月14日前办理"
    assert sent == [
        *["artux-handler 将于2026年9月14日到期：产地核验（县级）"] * 2,
        "artux-handler 今日到期：产地核验（县级）",
        *(f"{name} {late}" for name in ("artux-handler", "approver")),
        *(f"{name} {late}" for name in ("artux-handler", "approver", "leader")),
    ]
    press(county, matter, "受理")
    press(county, matter, "核验不符，不同意上报", {"place_checked_on": today(), "opinion": "地块在产地范围以外"})
    assert reminded(matter, 30, began + timedelta(days=14)) == sent
    refused(handler, matter, "forward", "县级核验结论是不符")
    press(handler, matter, "拟不予上报", {"opinion": "同意县级意见"})
    press(approver, matter, "决定不予上报", {"opinion": "生产地址不在产地范围以内"})
    work(timezone.now())
    assert state(coop, matter) == "不予上报"
    assert "生产地址不在产地范围以内" in paper(coop, matter, "不予上报告知书")
    assert "地块在产地范围以外" not in coop.content()  # what officials write for one another stays inside


def test_an_outsider_finds_nothing_anywhere(demo: None, open_context: OpenContext) -> None:
    coop, county = enter(open_context, "coop"), enter(open_context, "artux-handler")
    matter = submitted(coop)
    press(county, matter, "受理")
    work(timezone.now())
    attachment, made = matter.attachments.first(), matter.papers.get()
    assert attachment is not None
    for name in ("firm", "bank", "admin", "wuqia", "police"):
        page = enter(open_context, name)
        nowhere(
            page, f"/matters/{matter.pk}/", f"/matters/{matter.pk}/steps/county_agree/",
            f"/matters/{matter.pk}/parts/years/", f"/matter-document/{attachment.pk}/", f"/paper/{made.pk}/",
        )  # fmt: skip
        page.goto("/matters/")
        assert WORDS["title"] not in page.content()
