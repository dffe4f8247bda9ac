"""功效: what a patent says it is good for, read by words from its title and abstract.

An effect is a change (提高, 降低) and what changes (效率, 成本) in one clause, or a set word (结构简单). The tables were written by
hand from what abstracts of Chinese patents say; what they do not know is not read, and a claim of an effect is the
applicant's own. (A need tells what is wanted, which `engines.matching.need` reads; a patent tells what is better: no cue is shared.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from types import MappingProxyType
from typing import Final

UP: Final = "提高 提升 增强 增加 改善 优化 保证 确保 延长 加快 扩大".split()
DOWN: Final = "降低 减少 减小 减轻 减弱 避免 防止 消除 抑制 节约 节省 缩短 简化 杜绝".split()
# Effect → what rises, what falls, and set words that say it alone.
EFFECTS: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "提高效率": ("效率 速度 时效 产能", "时间 周期 耗时 工时", "省时"),
        "降低成本": ("经济效益", "成本 费用 造价 投资", "成本低 价格低廉 造价低 成本低廉"),
        "节能降耗": ("能效 热效率 能量利用率", "能耗 功耗 电耗 能源 电能 热损失 热量损失 耗电量", "节能 低能耗"),
        "节约原料": ("利用率 回收率", "用量 耗材 原料 材料 用水量 水资源 资源 浪费 消耗", ""),
        "提高质量": ("质量 品质 口感 风味 外观 纯度 平整度 均匀性 合格率", "次品 残次品 杂质 不良率", "品质好"),
        "提高产量": ("产量 收率 产率 得率 提取率 转化率 成活率 单产", "", "产量高 收率高"),
        "提高精度": ("精度 准确性 准确率 准确度 精确度 灵敏度 分辨率", "误差 误判 误检 漏检 偏差", "精度高"),
        "提高稳定可靠": ("稳定性 可靠性 牢固性 平稳性 鲁棒性 稳定", "故障 故障率 晃动 振动 抖动 脱落 松动", "稳定可靠"),
        "提高安全": ("安全性 安全", "事故 危险 安全隐患 隐患 风险 伤害", "安全可靠"),
        "减少损伤损耗": ("完整性 完好率", "损伤 破损 损坏 磨损 损失 损耗 断裂 开裂 腐烂", ""),
        "延长寿命": ("寿命 耐久性 耐磨性 耐腐蚀性 保质期 保鲜期 贮藏期", "老化 腐蚀 锈蚀", "使用寿命长"),
        "减少污染": ("", "污染 排放 排放量 粉尘 扬尘 废水 废气 残留 噪音 噪声 异味", "绿色环保 环保 无污染 零排放"),
        "节省人力": (
            "自动化程度 自动化 智能化",
            "人工 人力 劳动强度 劳动力 工作量 工作强度 劳动量",
            "省力 自动化程度高",
        ),
        "便于操作": (
            "便捷性 便利性 灵活性 舒适度 舒适性",
            "操作难度 难度 步骤 工序 操作流程 流程",
            "操作简单 操作方便 使用方便 操作简便 便于操作 简单方便 方便快捷 便于清洗 便于拆卸 便于安装 便于携带 安装方便",
        ),
        "结构简化": ("", "体积 占地面积 占用空间 重量 复杂度 空间", "结构简单 结构紧凑 体积小 占地面积小"),
        "提高强度性能": (
            "强度 硬度 韧性 承载力 力学性能 机械性能 抗压强度 密封性 导热性 散热效果 保温性 保温效果",
            "",
            "强度高 密封性好",
        ),
        "扩大适用": (
            "适用性 适用范围 适应性 通用性 兼容性 应用范围 实用性",
            "",
            "适用范围广 实用性强 适应性强 通用性强",
        ),
    }
)
REACH: Final = 16  # characters between a change and what changes


def _terms(column: int) -> dict[str, str]:
    return {word: effect for effect, columns in EFFECTS.items() for word in columns[column].split()}


_RISES, _FALLS, _SET = _terms(0), _terms(1), _terms(2)


def _any(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_END: Final = re.compile("[,，。;；:：!！?？\n]")
# Only where the first character of a change stands are the changes tried: most of a text is passed over at once.
_FIRST: Final = "".join(sorted({word[0] for word in (*UP, *DOWN)}))
_CHANGE: Final = re.compile(f"(?=[{_FIRST}])(?:(?P<up>{_any(UP)})|{_any(DOWN)})")
_WHAT: Final = re.compile(_any([*_RISES, *_FALLS]))


def effects(text: str) -> tuple[str, ...]:
    """This function will name the effects that a text claims, in the order of the table."""
    found = {effect for word, effect in _SET.items() if word in text}
    changes = list(_CHANGE.finditer(text))
    for one, after in zip_longest(changes, changes[1:]):
        stretch = text[one.end() : after.start() if after else len(text)]
        found.update(_changed(_RISES if one["up"] else _FALLS, _END.split(stretch, maxsplit=1)[0]))
    return tuple(effect for effect in EFFECTS if effect in found)


def _changed(named: Mapping[str, str], clause: str) -> Iterator[str]:
    """提高效率和质量: one change, two things; each within reach of the one before."""
    begun = 0
    for match in _WHAT.finditer(clause):
        if match[0] in named and match.start() - begun <= REACH:
            yield named[match[0]]
            begun = match.end()
