"""Words of exports and what they mean here: legal status, kind, willingness. The original is always kept beside it."""

from __future__ import annotations

import re
from types import MappingProxyType

# The first that is found in the words decides: what ended a patent stands before what happened to it meanwhile. Codes are
# those of the register's legal status.
STATUS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, re.compile(words, re.IGNORECASE))
    for code, words in (
        ("in_force", r"权利恢复|恢复权利|部分无效"),
        ("invalidated", r"全部无效|宣告无效|全部撤销|无效宣告(?!请求|审查)|revoked|invalidated"),
        ("rejected", r"驳回(?!复审)|rejected|refused"),
        ("withdrawn", r"撤回|withdrawn|避免重复授权|避重|视为放弃|放弃-|主动放弃|abandoned"),
        ("expired", r"期限届满|届满|期满|expired(?!\s*[-(]?\s*fee)"),
        ("lapsed", r"未缴年费|未交年费|欠费|费用终止|权利终止|专利权终止|专利权的终止|lapsed|ceased|expired"),
        ("in_force", r"授权|有权|维持|专利权(?:有效|存续)|granted|in force|active"),
        ("pending", r"实审|实质审查|公开|公布|审查中|在审|审中|受理|复审|申请|初审|pending|published|application"),
        # An application is passed on or licensed too: these say that it stands only where nothing else is said.
        ("in_force", r"转让|转移|许可|质押|保全"),
    )
)
# 有效/无效 and 失效 alone (有效性 of commercial exports) say less than the words above: 失效 is how it stands, not why.
WHOLE_STATUS = MappingProxyType(
    {
        "有效": "in_force",
        "有效专利": "in_force",
        "审中": "pending",
        "在审": "pending",
        "无效": "unknown",
        "失效": "unknown",
    }
)

KIND = MappingProxyType(
    {
        "发明": "invention",
        "发明专利": "invention",
        "发明申请": "invention",
        "发明授权": "invention",
        "发明公开": "invention",
        "发明专利申请": "invention",
        "中国发明专利": "invention",
        "中国专利发明": "invention",
        "发明专利授权": "invention",
        "授权发明": "invention",
        "发明公布": "invention",
        "invention": "invention",
        "a": "invention",
        "b": "invention",
        "实用新型": "utility_model",
        "实用新型专利": "utility_model",
        "新型": "utility_model",
        "中国实用新型专利": "utility_model",
        "utility model": "utility_model",
        "utility_model": "utility_model",
        "u": "utility_model",
        "外观设计": "design",
        "外观设计专利": "design",
        "外观": "design",
        "中国外观设计专利": "design",
        "design": "design",
        "s": "design",
        "1": "invention",
        "2": "utility_model",
        "3": "design",
    }
)

# Several ways may stand in one cell; the register keeps the first of this order, which asks least of a firm that has nothing.
WILLINGNESS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, re.compile(words))
    for code, words in (
        ("none", r"^(?:无|否|没有|不愿意?|暂无|暂不|无意愿|暂无意愿|不转化|自用)$|暂无意愿|无转化意愿|不转让不许可"),
        ("use_first", r"先使用后付费|先用后付|先试用后付费"),
        ("open_license", r"开放许可"),
        ("license", r"许可"),
        ("transfer", r"转让|作价|入股|出售"),
        ("unknown", r"未填报|其他|面议|均可|都可以|^是$|^有$|愿意"),
    )
)

YES = frozenset("是 有 y yes true 1 √ 对 已 属于 t ✓ ☑".split())
NO = frozenset("否 无 n no false 0 × 不是 没有 未 不属于 f x ✗ ☐".split())
WORKED_YES = re.compile(r"^(?:已|有|是)|已实施|已产业化|自行实施|产业化中|规模化|投产|量产")
WORKED_NO = re.compile(r"^(?:未|否|无|没)|未实施|尚未|闲置")
EMPTY = frozenset(
    {"", "-", "--", "---", "—", "——", "/", "\\", "n/a", "na", "null", "none", "nan", "#n/a", "\\n", "暂缺", "待补充"}
)


def status_of(words: str) -> str:
    """This function will give the code of a legal status; `unknown` for words that say nothing of it."""
    if words.strip() in WHOLE_STATUS:
        return WHOLE_STATUS[words.strip()]
    return next((code for code, pattern in STATUS if pattern.search(words)), "unknown")
