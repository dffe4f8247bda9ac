"""A need from the firm to its answer, and a pair from the invitation to a recorded licence, by the people whom they concern."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from manas.matters.docket.models import Matter, TimeLimit
from manas.office.models import Person
from manas.office.values.actions import set_term
from manas.plan.models import WorkPlan
from manas.registers.matching import keeping
from manas.registers.models import PatentDeal, TechnologyNeed
from manas.registers.patents.actions import enter_patents
from manas.registers.patents.entries import Party, PatentEntry
from tests.demo import make_demo
from tests.matters.business import nothing_moves
from tests.web.business_in_a_browser import (
    OpenContext,
    apply,
    attach,
    enter,
    nowhere,
    open_case,
    paper,
    press,
    refused,
    reminded,
    state,
    work,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRM, SCHOOL, NUMBER = "天山机电有限公司（示例）", "帕米尔农业大学（示例）", "202310000011.9"
NEED = {
    "title": "高海拔水泵防沙轴封",
    "text": "多风沙地区水泵轴封磨损漏水，需要耐风沙的密封结构。",
    "problem": "轴封磨损漏水",
    "asker_kind": "企业",
    "confidentiality": "仅对接受邀请方",
    "sector": "新能源装备",
    "contact": "13900000000",
}


# As a university sends it: other names of columns, an older encoding, one row that nobody here needs.
FILE = (
    "专利申请号,发明名称,摘要,当前权利人,法律状态",
    f"ZL{NUMBER},耐风沙水泵轴封,轴封磨损漏水时补偿环压紧轴封，适于多风沙地区的水泵。,{SCHOOL},有效",
    "202310000012.3,甜瓜采收机,用于采收甜瓜。,某研究所,有效",
)


@pytest.fixture
def demo(transactional_db: None) -> None:
    """The demonstration, a patent of the university, and ten working days for whoever is asked."""
    now = timezone.now()
    make_demo(now)
    entry = PatentEntry(
        application_number=NUMBER, title="一种防沙轴封", legal_status="in_force", holders=(Party(SCHOOL),)
    )
    enter_patents(entries=[entry], source="测试", actor=Person.objects.get(username="office"), at=now)
    for rule in ("NEED-ANSWER", "PAIR-REPLY", "PAIR-FOLLOW"):
        set_term(
            key=rule, count=10, span="workday", valid_from=timezone.localdate() - timedelta(days=90),
            document="办理规程（示例）", actor=Person.objects.get(username="admin"), at=now, reproject=nothing_moves,
        )  # fmt: skip


def today(days: int = 0) -> str:
    day: date = timezone.localdate() + timedelta(days=days)
    return day.isoformat()


def asked(firm: Page) -> Matter:
    matter = apply(firm, "technology_need", NEED, county="阿图什市", organization=FIRM)
    firm.locator("#step-form").get_by_role("button", name="提交需求").click()
    expect(firm.locator(".matter__state")).to_contain_text("待核对")
    return matter


def handed_on(firm: Page, handler: Page) -> Matter:
    """The need, sent back once, published and handed to the university."""
    matter = asked(firm)
    press(handler, matter, "退回补正", {"opinion": "请写明使用场景"})
    assert state(firm, matter) == "待补正"
    expect(firm.get_by_text("请写明使用场景")).to_be_visible()
    press(firm, matter, "补正后提交", {"scene": "海拔两千米以上多风沙地区"})
    press(handler, matter, "登记并征集答复")
    press(handler, matter, "转办", {"partner_organization": SCHOOL, "handed_as": "高等学校、科研院所"})
    return matter


def test_a_need_is_published_handed_on_and_answered(demo: None, open_context: OpenContext) -> None:
    firm, handler, school = (enter(open_context, name) for name in ("firm", "handler", "university"))
    matter = handed_on(firm, handler)
    school.goto("/registers/needs/")
    expect(school.get_by_role("link", name=NEED["title"])).to_be_visible()
    state(school, matter)
    expect(school.get_by_text(NEED["text"])).to_have_count(0)  # the whole of it after accepting
    press(school, matter, "接受并承诺保密")
    state(school, matter)
    expect(school.get_by_text(NEED["text"])).to_be_visible()
    press(school, matter, "提交答复", {"answer": "可以采用本校的防沙轴封专利。"})
    assert state(firm, matter) == "待确认"
    expect(firm.get_by_text("可以采用本校的防沙轴封专利")).to_be_visible()
    press(firm, matter, "没有解决问题", {"opinion": "没有说明费用"})
    press(handler, matter, "直接答复", {"answer": "许可费每年一万元。"})
    press(firm, matter, "确认有用", {"useful_as": "进入供需对接"})
    work(timezone.now())
    assert state(firm, matter) == "已解决"
    assert "许可费每年一万元" in paper(firm, matter, "技术需求答复书")
    firm.goto("/registers/needs/")
    firm.get_by_role("link", name=NEED["title"]).click()
    expect(firm.get_by_text("进入供需对接")).to_be_visible()
    visitor = open_context().new_page()
    visitor.goto("/needs/")
    expect(visitor.get_by_text(NEED["title"])).to_have_count(0)


def test_a_need_that_is_refused_is_told_why(demo: None, open_context: OpenContext) -> None:
    firm, handler = enter(open_context, "firm"), enter(open_context, "handler")
    matter = asked(firm)
    press(handler, matter, "不予登记", {"opinion": "属于采购信息，不是技术需求"})
    work(timezone.now())
    assert state(firm, matter) == "不予登记"
    expect(firm.get_by_text("属于采购信息")).to_be_visible()
    assert "属于采购信息" in paper(firm, matter, "技术需求不予登记告知书")


def test_a_late_answer_is_reminded_rung_by_rung_until_it_comes(demo: None, open_context: OpenContext) -> None:
    firm, handler, school = (enter(open_context, name) for name in ("firm", "handler", "university"))
    matter = handed_on(firm, handler)
    press(school, matter, "接受并承诺保密")
    # Handed on in September, so that every day of the ladder lies in a year whose holidays are known.
    began = datetime(2026, 9, 1, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    TimeLimit.objects.filter(matter=matter, rule="NEED-ANSWER").update(event_at=began, due_on=date(2026, 9, 14))
    sent = reminded(matter, 18, began)
    late = "已超期：答复技术需求应于2026年9月14日前办理"
    assert sent == [
        "university 将于2026年9月14日到期：答复技术需求",
        "university 将于2026年9月14日到期：答复技术需求",
        "university 今日到期：答复技术需求",
        *(f"{name} {late}" for name in ("university", "approver")),
        *(f"{name} {late}" for name in ("university", "approver", "leader")),
    ]
    press(school, matter, "提交答复", {"answer": "可以。"})
    assert reminded(matter, 20, began + timedelta(days=18)) == sent


def signed(firm: Page, handler: Page, school: Page) -> Matter:
    """A pair that the office brings together, as far as its contract."""
    handler.goto("/registers/events/")
    for name, value in {"name": "防沙装备对接会", "held_on": today(), "organizer": "州知识产权局"}.items():
        handler.locator(f"main [name='{name}']").fill(value)
    handler.get_by_role("button", name="登记", exact=True).click()
    expect(handler.get_by_role("link", name="防沙装备对接会")).to_be_visible()
    values = {
        "title": "防沙轴封对接",
        "patent_number": f"ZL{NUMBER}",
        "applicant_organization": FIRM,
        "county": "阿图什市",
    }
    pair = open_case(handler, "pair", values)
    invited = {"source": "对接会", "event": f"{today()} 防沙装备对接会"}
    press(handler, pair, "邀请需求方", invited)
    nowhere(school, f"/matters/{pair.pk}/steps/demand_answers/")
    talked_over(firm, handler, school, pair)
    refused(firm, pair, "sign", "还缺材料：合同", {"contract_kind": "许可", "signed_on": today()})
    attach(firm, pair, "合同", "合同.txt")
    press(firm, pair, "登记许可、转让合同", {"contract_kind": "许可", "signed_on": today()})
    return pair


def talked_over(firm: Page, handler: Page, school: Page, pair: Matter) -> None:
    """From the invitation to terms that both agreed to."""
    press(firm, pair, "需求方答复", {"demand_standpoint": "愿意对接"})
    press(school, pair, "专利方答复", {"supply_standpoint": "有条件愿意", "supply_conditions": "先付一半"})
    press(handler, pair, "记录洽谈进展", {"opinion": "双方通了电话"})
    press(handler, pair, "登记现场对接", {"visited_on": today(), "visit_findings": "到厂看过水泵"})
    press(firm, pair, "登记商定条款", {"agreed_terms": "普通许可三年，三万元"})


def test_a_pair_is_carried_to_a_recorded_licence(demo: None, open_context: OpenContext) -> None:
    firm, handler, school, county = (
        enter(open_context, name) for name in ("firm", "handler", "university", "artux-handler")
    )
    pair = signed(firm, handler, school)
    refused(firm, pair, "record", "还没有这份合同的备案登记")
    firm.goto(f"/matters/{pair.pk}/")
    expect(firm.get_by_role("link", name="接着办理：专利许可备案")).to_be_visible()
    record = recorded(firm, handler, pair)
    work(timezone.now())
    assert (state(firm, record), state(firm, pair)) == ("已备案登记", "已备案登记")
    expect(firm.locator(".facts")).to_contain_text("商定的条款要点")
    deal = PatentDeal.objects.get()
    assert (deal.record_number, deal.open_price, deal.patent.changes.get().field) == ("X2026980000001", None, "license")
    assert "密封" in paper(firm, record, "专利许可备案信息表")
    state(county, record)
    expect(county.locator(".facts")).not_to_contain_text("许可转让金额")
    handler.goto("/registers/events/")
    expect(handler.locator(".rows li").first).to_contain_text("有结果 1")
    office = enter(open_context, "office")
    office.goto("/matters/?kind=pair&closed=1")
    expect(office.get_by_role("link", name="防沙轴封对接")).to_be_visible()
    assert "X2026980000001" in paper(firm, pair, "供需对接情况表")


def recorded(firm: Page, handler: Page, pair: Matter) -> Matter:
    """The licence of a pair's contract, put on record."""
    contract = {
        "title": "防沙轴封许可备案", "record_kind": "普通许可", "patent_number": NUMBER, "patent_count": "1",
        "given_by": SCHOOL, "given_to": FIRM, "effective_on": today(), "license_until": today(1000),
        "price_form": "一次性支付", "price": "30000", "sealed": "是", "contact": "13900000000",
        "continues": str(Matter.objects.get(pk=pair.pk)),
    }  # fmt: skip
    record = apply(firm, "license_record", {}, county="阿图什市", organization=FIRM)
    attach(firm, record, "合同", "合同.txt")
    press(firm, record, "提交许可合同备案", contract)
    press(handler, record, "核对通过，出具登记表")
    press(firm, record, "已向国家知识产权局提交", {"submitted_to_cnipa_on": today()})
    attach(handler, record, "备案证明", "备案证明.txt")
    press(firm, record, "登记备案结果", {"record_number": "X2026980000001", "recorded_on": today()})
    return record


def in_task_four(office: Page) -> str:
    """What stands about pairs in the margin of the plan's fourth task."""
    office.goto(f"/plan/{WorkPlan.objects.get().pk}/")
    return office.locator("p", has=office.get_by_role("link", name="专利供需对接", exact=True)).first.inner_text()


def imported(handler: Page) -> None:
    """A list of patents from a file, looked at, confirmed and entered."""
    handler.goto("/registers/imports/")
    handler.locator("input[type=file]").set_input_files(
        {"name": "高校专利.csv", "mimeType": "text/csv", "buffer": "\n".join(FILE).encode("gb18030")}
    )
    handler.get_by_role("button", name="上传并检查").click()
    work(timezone.now())
    handler.reload()
    handler.get_by_role("button", name="确认导入").click()
    work(timezone.now())
    handler.reload()
    expect(handler.get_by_role("button", name="撤销这次导入")).to_be_visible()
    keeping.bring_up_to_date(timezone.now())


def test_from_a_file_and_a_need_to_a_licence_that_moves_the_plan(demo: None, open_context: OpenContext) -> None:
    firm, handler, school, office = (enter(open_context, name) for name in ("firm", "handler", "university", "office"))
    before = in_task_four(office)
    imported(handler)
    press(handler, asked(firm), "登记并征集答复")
    need = TechnologyNeed.objects.latest("pk")
    handler.goto(f"/registers/needs/{need.pk}/")
    handler.get_by_role("link", name="查找可用专利").click()
    found = handler.locator(".offer", has_text="耐风沙水泵轴封")
    expect(found).to_contain_text("轴封磨损漏水时补偿环压紧")  # the sentence that speaks of the problem
    expect(handler.locator(".offer", has_text="甜瓜采收机")).to_have_count(0)
    found.get_by_role("button", name="发起对接").click()
    expect(handler.locator(".matter__state")).to_contain_text("待邀请")
    pair = Matter.objects.filter(kind="pair").latest("pk")
    press(handler, pair, "邀请需求方")
    talked_over(firm, handler, school, pair)
    attach(firm, pair, "合同", "合同.txt")
    press(firm, pair, "登记许可、转让合同", {"contract_kind": "许可", "signed_on": today()})
    record = recorded(firm, handler, pair)
    assert (state(firm, record), state(handler, pair)) == ("已备案登记", "已备案登记")
    closed = int(before.rsplit("今年办结", 1)[1])
    assert in_task_four(office) == before.replace(f"今年办结 {closed}", f"今年办结 {closed + 1}")


def test_a_pair_ends_with_a_coded_reason(demo: None, open_context: OpenContext) -> None:
    firm, handler, school = (enter(open_context, name) for name in ("firm", "handler", "university"))
    values = {"title": "防沙轴封对接", "patent_number": NUMBER, "contact": "13900000000"}
    pair = apply(firm, "pair", values, county="阿图什市", organization=FIRM)
    firm.locator("#step-form").get_by_role("button", name="提出对接").click()
    expect(firm.locator(".matter__state")).to_contain_text("待邀请")
    press(handler, pair, "需求方已愿意，邀请专利方", {"source": "企业自行提出", "demand_standpoint": "愿意对接"})
    refused(school, pair, "supply_answers", "请办理“终止对接”", {"supply_standpoint": "不愿意"})
    press(school, pair, "终止对接", {"exit_reason": "价格谈不拢"})
    assert state(firm, pair) == "对接终止"
    handler.goto("/registers/events/")
    expect(handler.get_by_role("rowheader", name="价格谈不拢")).to_be_visible()


def test_an_outsider_finds_nothing_anywhere(demo: None, open_context: OpenContext) -> None:
    firm, handler = enter(open_context, "firm"), enter(open_context, "handler")
    matter = handed_on(firm, handler)
    attach(handler, matter, "需求说明材料", "照片说明.txt")
    attachment = matter.attachments.get()
    entry = Matter.objects.get(pk=matter.pk).needrequest.need_id  # type: ignore[attr-defined]  # the kind's own row
    for name in ("coop", "bank", "admin", "science", "wuqia"):
        page = enter(open_context, name)
        nowhere(
            page, f"/matters/{matter.pk}/", f"/matters/{matter.pk}/steps/answer/", f"/matter-document/{attachment.pk}/",
            f"/registers/needs/{entry}/", f"/registers/needs/{entry}/amend/", f"/needs/{entry}/",
        )  # fmt: skip
        page.goto("/registers/needs/")
        assert NEED["title"] not in page.content()
