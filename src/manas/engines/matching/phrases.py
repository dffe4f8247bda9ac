"""What everybody writes and nobody looks for: the set phrases of patents and of needs, as tables.

A problem is told in words that its solution does not repeat (成本高, 难以, 费时费力); left in a query they find those who
complain alike. The lists were written by hand, from what patents of `bench/matching_quality.py`'s tuning half say in their problem
clauses and seldom in the rest of their text.
"""

from __future__ import annotations

import re

# The patent speaks of itself.
PATENT = """
本发明 本申请 本实用新型 本公开 本技术方案 技术方案 本方案 本方法 本装置 本系统 该方法 该装置 该系统 该发明 该技术 所述 其特征在于 特征在于
权利要求 上述 以上 下述 如下 其中 另外 包括以下步骤
""".split()
# What is wrong, said in general.
COMPLAINT = """
旨在 目的在于 目的 为了 针对 借鉴 提出 提供 采用 切实 创造性地 巧妙地 进一步地 进一步 一定程度上 较好地 很好地 更好地 有效地 有效
能够 可以 不仅 而且 从而 进而 因此 由于 因为 以及 同时 并且 通过 使得 解决 克服 弥补 避免 改善
现有技术中 现有技术 背景技术 已有技术 先有技术 现有 目前 当前 传统 以往 原有 以前 常规 普通 过程中 情况下 技术中 技术问题 技术缺陷 技术难题
技术瓶颈 问题 不足 缺陷 缺点 难题 弊端 瓶颈 困难 困境 痛点 局限性 局限 难点 之处 矛盾
存在 具有 导致 造成 引起 引发 带来 产生 出现 发生 容易 易于 难以 难于 很难 较难 无法 不能 不便于 不便 不方便 不易 不够 不高 不好 不佳
不准确 不准 不稳定 不均匀 不均 不适用 不适合 不具备 不强 不大 不利于 不利 没有 缺乏 缺少 欠缺 受限于 受限 有限 单一 繁琐 繁杂 复杂 严重
高昂 昂贵 较高 较低 较差 较大 较小 较长 较短 较慢 较多 较少 过高 过低 过大 过小 过长 过多 过慢 太高 太低 太大 低下 偏低 偏高 太长 太多
费时费力 费时 费力 耗时 兼顾 如何 为何 彻底 大大 极大 十分 非常 比较 相对 有待提高 待提高 有待 可能 部分 相关 方面 一些 各种 多种 多个
一种 一定 一个 这一 这种 之间 其他 其它 等等 以便 实际 需要 需求 要求
""".split()
# Somebody asks.
ASKING = """
希望 引进 寻求 求购 急需 亟需 想要 征集 我县 我厂 我社 我们 本地 企业 合作社 技术支持 成套技术 相关技术 组合技术 技术
""".split()
# Characters that bind words and say nothing: a pair with one of them at its edge is half a word at best.
BINDING = frozenset("的了和与或及等在对将被把而且并以于是其之该此即则又也都还仅只很更最中")


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, set(phrases)), key=len, reverse=True)))


OFFER_PHRASES = _any_of(PATENT)
NEED_PHRASES = _any_of(PATENT + COMPLAINT + ASKING)
# The complaint at the end of a noun: 效率低, 成本较高, 强度太差; not 低温, 高度.
NEED_TAILS = re.compile(
    r"(?<=[度率性量能果本力耗格品速命间期积价贵长求值大])[较过太偏更很]?[低高差慢大小弱短长少多贵](?![度率温压速频密性能分子小于])"
)
