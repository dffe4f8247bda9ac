"""A light as it is shown: mark, word and reason, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manas.engines import light
from manas.engines.light import Light, Rule, State

MARKS = {State.LATE: "▲", State.SOON: "◐", State.FINE: "●", State.IDLE: "○", State.DONE: "✓", State.NONE: "–"}
WORDS = {
    State.LATE: gettext_lazy("逾期"),
    State.SOON: gettext_lazy("将到期"),
    State.FINE: gettext_lazy("正常"),
    State.IDLE: gettext_lazy("未到期"),
    State.DONE: gettext_lazy("完成"),
    State.NONE: gettext_lazy("无计划"),
}
REASONS = {
    Rule.DONE: gettext_lazy("%(day)s 提交，核验办结"),
    Rule.DONE_LATE: gettext_lazy("%(day)s 提交，核验办结，比期限晚 %(days)s 天"),
    Rule.HANDED_IN: gettext_lazy("%(day)s 已申请办结，等待核验"),
    Rule.LATE: gettext_lazy("应于 %(day)s 完成，已逾期 %(days)s 天"),
    Rule.DUE_TODAY: gettext_lazy("今天（%(day)s）到期"),
    Rule.DUE_SOON: gettext_lazy("%(day)s 到期，还有 %(days)s 天"),
    Rule.BEGUN: gettext_lazy("已有进展，%(day)s 到期，还有 %(days)s 天"),
    Rule.WAITING: gettext_lazy("尚未填报进展，%(day)s 到期，还有 %(days)s 天"),
    Rule.NO_ITEMS: gettext_lazy("尚未分解举措"),
    Rule.ALL_DONE: gettext_lazy("%(total)s 件举措全部办结"),
    Rule.SOME_DONE: gettext_lazy("%(total)s 件举措中 %(count)s 件已办结，其余未到期"),
    Rule.WORST: gettext_lazy("%(total)s 件举措中 %(count)s 件%(word)s"),
}


@dataclass(frozen=True, slots=True)
class ShownLight:
    state: str
    mark: str
    word: str
    reason: str
    light: Light


def show(found: Light) -> ShownLight:
    """This function will put a light into words."""
    word = str(WORDS[found.state])
    inputs = {"day": found.day, "days": found.days, "count": found.count, "total": found.total, "word": word}
    return ShownLight(found.state.value, MARKS[found.state], word, _(str(REASONS[found.rule])) % inputs, found)


def show_many(lights: Iterable[ShownLight]) -> ShownLight:
    """This function will give the light that stands for several."""
    return show(light.of_many([shown.light for shown in lights]))
