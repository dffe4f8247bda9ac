"""The papers of an office's week: templates as a civil servant writes them, and what is known when they are made."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from manas.reports.papers.render import RenderedPaper, render

AT = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
FOLDER = Path(__file__).parent / "paper_templates"
KINDS = ("notice", "sheet", "decision", "letter", "record", "proof_of_service")
NUMBER = "云知押〔2026〕3号"
PARTY = {
    "name": "云岭红枣种植农民专业合作社",
    "code": "93659001MA00000000",
    "address": "云岭州南县枣园镇一村",
    "phone": "0900-0000000",
}
VALUES: dict[str, dict[str, object]] = {
    "notice": {
        "applicant": {"name": "云岭新材料科技有限公司", "code": "91659001MA00000000"},
        "received_on": date(2026, 11, 20),
        "amount": Decimal("5000000.00"),
        "bank": "云岭农村商业银行",
        "basis": "《专利权质押登记办法》",
        "patents": [
            {
                "number": "ZL202310000001.2",
                "name": "一种戈壁温室的保温墙体及其施工方法",
                "granted_on": date(2025, 3, 7),
            },
            {"number": "ZL202310000002.7", "name": "一种红枣分级装置", "granted_on": date(2025, 8, 1)},
        ],
        "days": 5,
        "due_on": date(2026, 11, 27),
        "suspensions": ["检验、检测所需时间", "申请人补正材料所需时间"],
    },
    "sheet": {
        "case": {
            "source": "投诉举报",
            "entered_at": datetime(2026, 11, 20, 4, 5, tzinfo=UTC),
            "cause": "涉嫌销售侵犯注册商标专用权的商品",
            "facts": "2026年11月20日接到举报，称当事人在集贸市场销售假冒地理标志专用标志的红枣。\n经现场核查，情况属实。",
            "basis": "《市场监督管理行政处罚程序规定》第十九条",
        },
        "parties": [PARTY],
        "opinion": "建议立案调查。",
        "officers": ["阿依古丽", "李卫东"],
        "proposed_on": date(2026, 11, 22),
    },
    "decision": {
        "party": PARTY,
        "facts": "经查，当事人自2026年9月起销售标有他人注册商标的红枣礼盒。\n上述事实有现场笔录、询问笔录、销售单据等证据证实。",
        "proofs": [
            {"name": "现场笔录一份", "shows": "现场查获涉案商品的数量"},
            {"name": "销售单据三张", "shows": "涉案商品的售价和违法经营额"},
        ],
        "law": {"broken": "《中华人民共和国商标法》第五十七条", "sanction": "《中华人民共和国商标法》第六十条第二款"},
        "seized": 120,
        "fine": Decimal("12000.00"),
        "service": {"way": "直接送达", "place": "当事人住所"},
    },
    "letter": {
        "receiver": "云岭州公安局",
        "party": PARTY,
        "cause": "销售假冒注册商标的商品",
        "basis": "《行政执法机关移送涉嫌犯罪案件的规定》第五条",
        "pages": 36,
        "days": 3,
        "contact": {"name": "李卫东", "phone": "0900-0000001"},
    },
    "record": {
        "began_at": datetime(2026, 11, 21, 3, 0, tzinfo=UTC),
        "place": "云岭州市场监督管理局询问室",
        "person": {"name": "买买提江", "sex": "男", "phone": "0900-0000002"},
        "officers": ["阿依古丽", "李卫东"],
        "clerk": "王芳",
        "turns": [
            {"question": f"第{at}批货物从哪里进的？", "answer": "从外地批发市场进的，有进货单。"} for at in range(1, 25)
        ],
    },
    "proof_of_service": {
        "paper": "行政处罚决定书",
        "paper_number": "云市监罚〔2026〕8号",
        "receiver": PARTY["name"],
        "place": "当事人住所",
        "way": "直接送达",
    },
}


def template(kind: str) -> str:
    return (FOLDER / f"{kind}.txt").read_text(encoding="utf-8")


def paper(kind: str) -> RenderedPaper:
    return render(template(kind), VALUES[kind], number=NUMBER, at=AT)
