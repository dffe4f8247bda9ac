"""A penalty case from the clue to the archive, on the spot, to the police and back, and kept from everybody else."""

import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from docx import Document
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from manas.matters.docket.actions.opening import open_case as opened_case
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter, Paper, PaperState, TimeLimit
from manas.matters.protection.penalty_case.models import PenaltyCase
from manas.office import actions as office
from manas.office.models import Notice, Person, Role, Unit
from tests.demo import make_demo
from tests.matters.business import step
from tests.web.business_in_a_browser import (
    OpenContext,
    attach,
    enter,
    fill,
    nowhere,
    open_case,
    press,
    reminded,
    state,
    work,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "某机电商行涉嫌销售假冒商标商品"
CLUE = {"title": TITLE, "summary": "有人举报该商行销售假冒注册商标的水泵。"}
PARTY = {"party_name": "某机电商行", "party_kind": "法人或者其他组织", "party_address": "阿图什市光明路1号"}
OFFICERS = {"officer_one": "市场监管局办件人员（示例）", "officer_two": "第二办案人员（示例）"}
FACTS = {"facts_found": "当事人销售标有他人注册商标的水泵八台。"}
EVIDENCE = {"evidence_found": "现场笔录、进货单据、权利人辨认意见。"}
LAW = {"legal_basis": "《中华人民共和国商标法》第六十条第二款"}
BREACH = {"breach": "侵犯注册商标专用权"}
OUTSIDERS = ("admin", "security", "auditor", "firm", "leader", "office", "wuqia", "artux-handler", "police")


@pytest.fixture
def demo(transactional_db: None) -> None:
    """The demonstration, with a second officer: a case is handled by two."""
    make_demo(timezone.now())
    founder, began = Person.objects.get(username="office"), timezone.now() - timedelta(days=90)
    second = office.add_person(
        username="second", name=OFFICERS["officer_two"], password=None, actor=founder, at=began, is_example=True
    )
    bureau = Unit.objects.get(code="scjgj")
    office.appoint(person=second, unit=bureau, role=Role.HANDLER, from_on=began.date(), actor=founder, at=began)


def opened(at: datetime) -> PenaltyCase:
    """A case whose clue came in today and is being verified."""
    unit, handler = Unit.objects.get(code="scjgj"), Person.objects.get(username="handler")
    case = opened_case(kind=kinds()["penalty_case"], unit=unit, actor=handler, at=at, values=CLUE)
    day = timezone.localtime(at).date()
    step(case, "register", handler, at, clue_source="report", clue_received_on=day, party_kind="entity")
    return PenaltyCase.objects.get(pk=case.pk)


def investigated() -> PenaltyCase:
    """A case that was filed today."""
    now, case, people = timezone.now(), opened(timezone.now()), Person.objects
    officers = {"officer_one": people.get(username="handler"), "officer_two": people.get(username="second")}
    values = {"party_name": "某机电商行", "party_kind": "entity", "breach": "mark-infringement", **FACTS}
    step(case, "propose_filing", people.get(username="handler"), now, **values, **officers)
    step(case, "file_case", people.get(username="approver"), now, **officers)
    return PenaltyCase.objects.get(pk=case.pk)


def today() -> str:
    return str(timezone.localdate())


def refused(page: Page, matter: Matter, name: str, values: dict[str, str], why: str) -> None:
    """This function will try a step in vain and find the reason beside what was typed."""
    page.goto(f"/matters/{matter.pk}/")
    page.locator("main").get_by_role("link", name=name, exact=True).click()
    fill(page, values)
    page.locator("#step-form").get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_text(why).first).to_be_visible()


def paper(page: Page, matter: Matter, title: str) -> str:
    """This function will download a paper from the matter's page and read it as a word processor would."""
    page.goto(f"/matters/{matter.pk}/")
    with page.expect_download() as download:
        page.get_by_role("link", name=title, exact=True).first.click()
    opened = Document(str(download.value.path()))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in opened.paragraphs), *cells])


def test_from_the_clue_to_the_archive(demo: None, open_context: OpenContext) -> None:
    handler, approver, reviewer = (enter(open_context, name) for name in ("handler", "approver", "reviewer"))
    matter = open_case(handler, "penalty_case", CLUE)
    press(handler, matter, "登记线索并核查", {"clue_source": "举报", "clue_received_on": today()})
    press(handler, matter, "报请立案", {**PARTY, **BREACH, **FACTS, **OFFICERS})
    approver.goto("/desk/")
    expect(approver.get_by_role("link", name=TITLE)).to_be_visible()
    press(approver, matter, "退回继续核查", {"opinion": "请查清商品来源"})
    assert state(handler, matter) == "核查中"
    expect(handler.get_by_text("请查清商品来源")).to_be_visible()
    press(handler, matter, "报请立案", EVIDENCE)
    press(approver, matter, "批准立案")
    assert state(handler, matter) == "调查取证"

    the_rules_speak_while_amounts_are_typed(handler, matter)
    seizing_testing_standing_still(handler, approver, matter)
    reporting_and_reviewing(handler, reviewer, matter)
    telling_and_hearing(handler, approver, reviewer, matter)
    deciding_and_performing(handler, approver, matter)

    assert state(handler, matter) == "已归档"
    work(timezone.now())
    assert not Paper.objects.filter(matter=matter).exclude(state=PaperState.MADE).exists()
    decision = paper(handler, matter, "行政处罚决定书")
    for words in ("某机电商行", FACTS["facts_found"], LAW["legal_basis"], "罚款120000元"):
        assert words in decision, words
    index = paper(handler, matter, "卷内目录")
    assert "行政处罚决定书" in index
    assert "听证笔录" in index


def the_rules_speak_while_amounts_are_typed(handler: Page, matter: Matter) -> None:
    """Nothing is kept until the button is pressed; what the rules say follows each key."""
    handler.goto(f"/matters/{matter.pk}/steps/note_findings/")
    advice, sold = handler.locator("#advice"), handler.locator("main [name='sold_amount']")
    expect(advice.locator(".advice__line--stop")).to_have_count(0)
    sold.press_sequentially("60000")
    expect(advice.locator(".advice__line--stop", has_text="销售假冒注册商标的商品")).to_be_visible()
    assert PenaltyCase.objects.get(pk=matter.pk).sold_amount is None
    sold.fill("12000")
    expect(advice.locator(".advice__line--stop")).to_have_count(0)
    press(handler, matter, "登记调查情况", {"sold_amount": "12000", "illegal_turnover": "62000", "is_complex": "是"})


def seizing_testing_standing_still(handler: Page, approver: Page, matter: Matter) -> None:
    seizure = {
        "seizure_kind": "查封",
        "seized_on": today(),
        "seizure_basis": "《中华人民共和国商标法》第六十二条",
        "seizure_list": "水泵八台",
        "seizure_place": "该商行仓库",
    }
    press(handler, matter, "报请查封扣押", seizure)
    press(approver, matter, "批准查封扣押")
    refused(handler, matter, "制作延长查封扣押决定书", {"opinion": "案情复杂"}, "负责人还没有批准延长")
    press(handler, matter, "送检测鉴定", {"examiner": "产品质量检验所", "examined_matter": "是否为权利人所产"})
    assert state(handler, matter) == "检测鉴定中"
    assert limit(matter, "PEN-DECIDE").state == limit(matter, "PEN-SEIZE").state == "stopped"
    refused(handler, matter, "收到检测鉴定意见", {}, "检测鉴定意见")
    attach(handler, matter, "检测鉴定意见", "鉴定意见.txt")
    press(handler, matter, "收到检测鉴定意见")
    press(handler, matter, "报请中止调查", {"suspension_ground": "因不可抗力暂时无法调查", "opinion": "大雪封路"})
    press(approver, matter, "批准中止")
    assert state(handler, matter) == "调查中止"
    now = handler.locator(".flow__state--now").evaluate(
        "s => [s, s.closest('.scroll')].map(e => e.getBoundingClientRect()).flatMap(r => [r.left, r.right])"
    )
    assert now[2] <= now[0] < now[1] <= now[3]  # the picture is wider than the page and opens where the matter stands
    assert (limit(matter, "PEN-DECIDE").state, limit(matter, "PEN-SEIZE").state) == ("stopped", "running")
    press(handler, matter, "恢复调查", {"opinion": "道路已通"})


def limit(matter: Matter, rule: str) -> TimeLimit:
    return TimeLimit.objects.get(matter=matter, rule=rule)


def reporting_and_reviewing(handler: Page, reviewer: Page, matter: Matter) -> None:
    attach(handler, matter, "证据材料", "进货单据.txt")
    report = {**EVIDENCE, **LAW, "proposal": "给予行政处罚", "review_kind": "法制审核"}
    press(handler, matter, "提交调查终结报告", report)
    press(reviewer, matter, "建议纠正", {"opinion": "请写明裁量理由"})
    expect(handler.get_by_text("已办理").first).to_be_visible()
    press(handler, matter, "纠正后重新送审", {"discretion": "初次违法，主动配合调查。"})
    press(reviewer, matter, "审核同意", {"opinion": "事实清楚，证据确凿"})


def telling_and_hearing(handler: Page, approver: Page, reviewer: Page, matter: Matter) -> None:
    """The party is told, asks for a hearing, and is heard when the day has come."""
    notice = {"proposed_penalty": "没收水泵八台，罚款120000元", "proposed_fine": "120000"}
    handler.goto(f"/matters/{matter.pk}/steps/propose_notice/")
    fill(handler, notice)
    expect(handler.locator("#advice").get_by_text("应当告知当事人有要求听证的权利")).to_be_visible()
    press(handler, matter, "报请处罚告知", {**notice, "hearing_told": "是"})
    press(approver, matter, "批准处罚告知")
    press(handler, matter, "登记处罚告知书送达", {"notice_served_on": today()})
    refused(handler, matter, "期满未提出意见", {}, "期限未满")
    press(handler, matter, "登记听证要求", {"hearing_requested_on": today(), "plea": "处罚过重，请求从轻。"})
    hearing = {"hearing_place": "三楼会议室", "hearing_host": "市场监管局法制审核人员（示例）"}
    later = timezone.localdate() + timedelta(days=30)
    press(handler, matter, "确定听证安排", {**hearing, "hearing_on": str(later)})
    press(handler, matter, "登记听证通知书送达")
    attach(handler, matter, "听证笔录", "笔录.txt")
    refused(handler, matter, "登记听证举行", {}, "听证日期还没有到")
    PenaltyCase.objects.filter(pk=matter.pk).update(hearing_on=timezone.localdate())  # a month has gone by
    press(handler, matter, "登记听证举行")
    attach(handler, matter, "听证报告", "报告.txt")
    press(handler, matter, "提交听证报告", {"plea_answer": "已从轻，不再减少。"})
    press(reviewer, matter, "法制审核同意", {"opinion": "听证程序合法"})


def deciding_and_performing(handler: Page, approver: Page, matter: Matter) -> None:
    refused(handler, matter, "报请决定", {}, "应当由负责人集体讨论决定")
    press(handler, matter, "提请集体讨论")
    attach(approver, matter, "集体讨论记录", "记录.txt")
    press(approver, matter, "登记集体讨论结果", {"discussed_on": today(), "opinion": "一致同意"})
    decision = {
        "decided_on": today(),
        "penalty": "没收水泵八台，罚款120000元",
        "fine": "120000",
        **LAW,
        **FACTS,
        **EVIDENCE,
    }
    press(approver, matter, "决定给予行政处罚", decision)
    press(handler, matter, "登记送达（当事人在本自治区登记）", {"served_on": today(), "service_means": "直接送达"})
    press(handler, matter, "登记处罚信息公示", {"published_on": today()})
    press(handler, matter, "登记履行完毕", {"paid_on": today(), "paid_amount": "120000"})
    press(handler, matter, "报请结案", {"closing_ground": "处罚决定执行完毕"})
    press(approver, matter, "批准结案")
    press(handler, matter, "立卷归档", {"archive_number": "2026-31", "main_pages": "86", "inner_pages": "14"})


def test_punished_on_the_spot(demo: None, open_context: OpenContext) -> None:
    matter, handler = opened(timezone.now()), enter(open_context, "handler")
    spot = {
        **PARTY,
        "breach": "使用驰名商标字样",
        **FACTS,
        **LAW,
        **OFFICERS,
        "penalty": "警告，罚款1000元",
        "decided_on": today(),
    }
    refused(handler, matter, "当场作出处罚决定", {**spot, "fine": "5000"}, "应当适用普通程序")
    expect(handler.locator("main [name='penalty']")).to_have_value("警告，罚款1000元")
    press(handler, matter, "当场作出处罚决定", {**spot, "fine": "1000"})
    press(handler, matter, "当场收缴罚款", {"cash_collected_on": today(), "paid_on": today(), "paid_amount": "1000"})
    refused(handler, matter, "当场处罚材料归档", {"archive_number": "2026-32"}, "罚款还没有上交")
    press(handler, matter, "上交当场收缴的罚款")
    press(handler, matter, "当场处罚材料归档", {"archive_number": "2026-32"})
    press(handler, matter, "确认履行完毕")
    assert state(handler, matter) == "当场处罚办结"
    work(timezone.now())
    decision = paper(handler, matter, "当场行政处罚决定书")
    assert "某机电商行" in decision
    assert "警告，罚款1000元" in decision


def test_to_the_police_and_back_and_a_clue_that_is_not_filed(demo: None, open_context: OpenContext) -> None:
    matter = investigated()
    handler, approver, police = (enter(open_context, name) for name in ("handler", "approver", "police"))
    nowhere(police, f"/matters/{matter.pk}/")
    attach(handler, matter, "移送涉嫌犯罪案件报告", "移送报告.txt")
    attach(handler, matter, "涉案物品清单", "清单.txt")
    crime = {
        "team_one": OFFICERS["officer_one"],
        "team_two": OFFICERS["officer_two"],
        "offence": "销售假冒注册商标的商品",
        "crime_suspected": "销售金额六万元。",
    }
    press(handler, matter, "报请移送公安机关", crime)
    press(approver, matter, "批准移送", {"partner_unit": "公安局（示例）"})
    press(handler, matter, "移送公安机关")

    police.goto("/desk/")
    expect(police.get_by_role("link", name=TITLE)).to_be_visible()
    press(police, matter, "签收移送案件")
    press(police, matter, "公安机关不予立案", {"opinion": "主观明知的证据不足"})
    assert state(handler, matter) == "公安机关不予立案"
    expect(handler.get_by_text("主观明知的证据不足")).to_be_visible()
    press(handler, matter, "提请公安机关复议", {"opinion": "补充进货聊天记录"})
    press(police, matter, "复议决定立案", {"police_number": "克公立〔2026〕5号"})
    press(handler, matter, "移交涉案物品和案件材料", {"handed_over_on": today()})
    press(police, matter, "查明仅属违法，退回行政机关", {"opinion": "销售金额未达追诉标准"})
    assert state(handler, matter) == "调查取证"
    expect(handler.get_by_text("作出决定的期限如何计算，法律没有写明").first).to_be_visible()

    clue = opened(timezone.now())
    press(handler, clue, "报请不予立案", {**FACTS, "opinion": "商品来自权利人授权的经销商"})
    press(approver, clue, "批准不予立案")
    work(timezone.now())
    assert state(handler, clue) == "不予立案"
    assert "商品来自权利人授权的经销商" in paper(handler, clue, "不予立案审批表")
    assert "某机电商行" in paper(handler, matter, "涉嫌犯罪案件移送书")


def test_a_late_one_is_reminded_and_nobody_else_finds_it(demo: None, open_context: OpenContext) -> None:
    matter, handler = opened(timezone.now()), enter(open_context, "handler")
    attach(handler, matter, "案源材料", "举报信.txt")
    # It came in in September, so that every day of its ladder lies in a year whose holidays are known.
    began = datetime(2026, 9, 7, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    TimeLimit.objects.filter(matter=matter).update(event_at=began, due_on=date(2026, 9, 14))
    assert reminded(matter, 14, began) == [
        "handler 将于2026年9月14日到期：核查线索并决定是否立案",
        "handler 将于2026年9月14日到期：核查线索并决定是否立案",
        "handler 今日到期：核查线索并决定是否立案",
        "handler 已超期：核查线索并决定是否立案应于2026年9月14日前办理",
        "approver 已超期：核查线索并决定是否立案应于2026年9月14日前办理",
        "handler 已超期：核查线索并决定是否立案应于2026年9月14日前办理",
        "approver 已超期：核查线索并决定是否立案应于2026年9月14日前办理",
    ]
    handler.goto("/matters/?q=假冒商标")
    expect(handler.get_by_role("link", name=TITLE)).to_be_visible()

    work(timezone.now())
    made, attachment = Paper.objects.get(matter=matter), matter.attachments.get()
    inside = [f"/matters/{matter.pk}/", f"/matters/{matter.pk}/steps/propose_filing/"]
    inside += [f"/matter-document/{attachment.pk}/", f"/paper/{made.pk}/"]
    for name in OUTSIDERS:
        page = enter(open_context, name)
        nowhere(page, *inside)
        nothing_is_found(page, matter)
        assert not Notice.objects.filter(
            recipient__username=name, about__startswith=f"matters.matter:{matter.pk}"
        ).exists()


def nothing_is_found(page: Page, matter: Matter) -> None:
    """This function will look for a matter in lists, counts, search and the workbook, where it must not be."""
    for address in (
        "/matters/",
        "/matters/?q=假冒商标",
        f"/matters/?q={matter.number}",
        "/desk/?tray=late",
        "/search/?q=假冒商标",
    ):
        page.goto(address)
        assert TITLE not in page.locator("main").inner_text(), address
        assert page.get_by_role("link", name=TITLE).count() == 0, address
    page.goto("/desk/")
    assert set(page.locator(".tabs .section__count").all_inner_texts()) == {"0"}
    answer = page.request.get("/matters.xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.body())).get_sheet_by_index(0).to_python()
    assert TITLE not in [cell for row in rows for cell in row]
