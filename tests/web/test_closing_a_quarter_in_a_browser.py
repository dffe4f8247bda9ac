"""A quarter as an office lives it: four counties and two departments give their returns, they are approved, assessed, published;
a record changes, which is seen; what is late is supervised, answered, closed; the yearly report is drawn and taken away."""

import io
from datetime import timedelta

import docx
import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from manas.engines.periods import Period, Span
from manas.indicators.models import Assessment, Return, ReturnPeriod
from manas.indicators.workreports.models import WorkReport
from manas.office.models import Person, Unit
from manas.plan.actions import ledger
from manas.plan.models import Obligation, SupervisionOrder, WorkItem
from manas.plan.supervision.grounds import late_items
from manas.web.management.commands._demo_assessment import make_assessment
from manas.web.management.commands._demo_returns import UNITS, make_returns
from tests.demo import make_demo
from tests.web.business_in_a_browser import OpenContext, enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def period(transactional_db: None) -> ReturnPeriod:
    """The example year: of the quarter before this one some units have given their returns, others not."""
    now = timezone.now()
    make_demo(now)
    item_of_last_quarter(Period.of(timezone.localdate(now), Span.QUARTER).before)
    make_returns(now)
    make_assessment(now)
    return ReturnPeriod.objects.get(locked_at=None)


def item_of_last_quarter(quarter: Period) -> WorkItem:
    """An item of 阿图什市 that fell due in the quarter and was not done: a record to change, and a ground."""
    official, county = Person.objects.get(username="office"), Unit.objects.get(code="gov653001")
    obligation = Obligation.objects.get(task__plan__state="adopted", task__kind="task", task__number="1", position=0)
    return ledger.plan_item(
        obligation=obligation,
        unit=county,
        year=quarter.year,
        what="走访援疆城市企业（示例）",
        measure="签订协议",
        due_on=quarter.last - timedelta(days=20),
        actor=official,
        at=timezone.now() - timedelta(days=150),
    )


def give(open_context: OpenContext, username: str, filled: Return) -> None:
    """What records hold is there already; the unit gives the two figures that are asked."""
    page = enter(open_context, username)
    page.goto("/statistics/")
    page.locator(f"main a[href='/statistics/returns/{filled.pk}/']").first.click()
    for value in filled.values.filter(item__indicator=""):
        page.locator(f"[name='value-{value.item_id}']").fill("40")
        page.locator(f"[name='comment-{value.item_id}']").fill("本期培训班集中举办")
    page.get_by_role("button", name="上报").click()
    expect(page.locator("#notices")).to_contain_text("已上报")


def press(page: Page, name: str) -> None:
    """The first button of this name in the page, not in the bar."""
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def test_a_quarter_from_returns_to_the_yearly_report(open_context: OpenContext, period: ReturnPeriod) -> None:
    for code, username in UNITS.items():
        own = Return.objects.get(period=period, unit__code=code)
        if own.state == "open":
            give(open_context, username, own)
    office = enter(open_context, "office")
    approve(office, period)
    found = assess(open_context, office, period)
    changed_since(office, period)
    supervise(open_context, office)
    assert verify(office, found)
    yearly_report(office)


def approve(office: Page, period: ReturnPeriod) -> None:
    """The office approves all six and locks the quarter."""
    for own in Return.objects.filter(period=period, state="submitted"):
        office.goto(f"/statistics/returns/{own.pk}/")
        press(office, "批准")
        expect(office.locator("#notices")).to_contain_text("已批准")
    office.goto(f"/statistics/periods/{period.pk}/")
    expect(office.locator("main")).to_contain_text("应报 6 个单位，已报 6 个")
    press(office, "锁定统计期")
    expect(office.locator("main")).to_contain_text("锁定。")


def assess(open_context: OpenContext, office: Page, period: ReturnPeriod) -> Assessment:
    """The method that was signed is applied to the quarter; a county comments, is answered, and the result is published."""
    method = Assessment.objects.latest("pk").method
    office.goto(f"/assessments/methods/{method.pk}/")
    office.locator("main [name='period']").select_option(value=period.period)
    press(office, "测算")
    found = Assessment.objects.get(method=method, period=period.period)
    expect(office.locator("main")).to_contain_text("批准的报表")
    press(office, "征求意见")
    county = enter(open_context, "artux")
    county.goto(f"/assessments/{found.pk}/")
    county.locator("main [name='text']").fill("一件举措已与援疆城市商定改期，请核。")
    press(county, "提出意见")
    office.goto(f"/assessments/{found.pk}/")
    office.locator("main li [name='text']").fill("期限未变更，维持原结果。")
    press(office, "处理")
    press(office, "公布")
    expect(office.locator("main .hash")).to_have_text(Assessment.objects.get(pk=found.pk).fingerprint)
    expect(office.locator("main svg.span")).to_have_count(4)
    return found


def changed_since(office: Page, period: ReturnPeriod) -> None:
    """An item is withdrawn after all was approved: the return shows what was approved, and what records say now."""
    item = WorkItem.objects.get(what="走访援疆城市企业（示例）")
    own = Return.objects.get(period=period, unit=item.unit)
    office.goto(f"/item/{item.pk}/")
    office.get_by_text("撤销这件举措").click()
    office.locator("#withdraw-reason").fill("与另一件合并办理")
    press(office, "撤销")
    office.goto(f"/statistics/returns/{own.pk}/")
    expect(office.locator("main")).to_contain_text("批准后有变动")
    office.goto(f"/statistics/periods/{period.pk}/")
    expect(office.locator("main")).to_contain_text("1 项有变动")


def supervise(open_context: OpenContext, office: Page) -> None:
    """Something else is late by the records: an order is written, received, answered with a file, verified and closed."""
    known = {"gov653001": "artux", "gov653024": "wuqia", "kjj": "science", "nyncj": "farming", "scjgj": "market"}
    root = Unit.objects.get(code="gov653000")
    ground = next(one for one in late_items(root, timezone.localdate()) if one.unit.code in known)
    office.goto("/supervision/")
    office.locator(f"main a[href='/supervision/new/{ground.key}/']").click()
    office.locator("main [name='level']").select_option(label="督办")
    office.locator("main [name='what']").fill("说明原因，限期完成并报送佐证材料。")
    office.locator("main [name='answer_by']").fill(str(timezone.localdate() + timedelta(days=9)))
    press(office, "签发")
    order = SupervisionOrder.objects.get()
    unit = enter(open_context, known[ground.unit.code])
    unit.goto(f"/supervision/{order.pk}/")
    press(unit, "签收")
    unit.locator("#text-reply").fill("材料已补齐，见附件。")
    proof = FilePayload(name="情况说明.txt", mimeType="text/plain", buffer="情况说明".encode())
    unit.locator("#files").set_input_files(proof)
    press(unit, "回复")
    office.goto(f"/supervision/{order.pk}/")
    expect(office.locator("main")).to_contain_text("情况说明.txt")
    office.locator("#text-close").fill("经核实属实。")
    press(office, "核实销号")
    expect(office.locator("main .facts")).to_contain_text("已销号")


def verify(office: Page, found: Assessment) -> bool:
    """What was published is reckoned again to the same hash, though a record has changed since."""
    office.goto(f"/assessments/{found.pk}/")
    press(office, "重算核对")
    expect(office.locator("#notices")).to_contain_text("指纹相同")
    return True


def yearly_report(office: Page) -> None:
    """The report of the year is drawn by one click, finished, and opens as a Word file with its footnotes."""
    year = timezone.localdate().year
    office.goto("/work-reports/")
    office.locator("main form", has=office.locator(f"[name='period'][value='{year}']")).first.get_by_role(
        "button"
    ).click()
    report = WorkReport.objects.get(period=str(year))
    press(office, "定稿")
    expect(office.locator("main")).to_contain_text("已定稿")
    with office.expect_download() as taken:
        office.get_by_role("link", name="下载Word文件").click()
    paper = docx.Document(io.BytesIO(taken.value.path().read_bytes()))
    assert any(str(year) in paragraph.text for paragraph in paper.paragraphs[:8])
    assert len(paper.tables) >= 2
    assert report.numbers.exists()
