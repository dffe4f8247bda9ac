"""All that a template may say: three tags and a handful of filters. Loading anything else is not among them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Final

from django.template import Library
from django.template.defaultfilters import default, length
from django.template.defaulttags import do_for, do_if, do_with
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from manas.engines.paper.figures import capitals, chinese_day, grouped, ordinal

register = Library()
register.tag("for", do_for)
register.tag("if", do_if)
register.tag("with", do_with)
register.filter("default", default)
register.filter("length", length)


class Unsuitable(ValueError):
    """A value that a filter or a place in a paper cannot print; the sentence says why."""


def said(value: object) -> str | None:
    """This function will give a value in the words of a paper, or None where there is nothing to say.

    Days read 2026年11月22日, moments in the time zone of the office; raises Unsuitable for lists and groups of values.
    """
    for kind, words in WORDS.items():
        if isinstance(value, kind):
            return words(value).strip() or None
    if value is None:
        return None
    raise Unsuitable(_("这里要填一个值，得到的是一组值"))


def _moment(at: datetime) -> str:
    local = timezone.localtime(at, timezone.get_default_timezone()) if timezone.is_aware(at) else at
    return f"{chinese_day(local.date())}{local.hour}时{local.minute:02}分"


# In this order: a truth value is a whole number too, a moment is a day too, a choice is a text too.
WORDS: Final[Mapping[type, Callable[..., str]]] = {
    bool: lambda value: "是" if value else "否",
    Enum: lambda value: str(value.value),
    str: str,
    Promise: str,
    datetime: _moment,
    date: chinese_day,
    int: str,
    float: str,
    Decimal: lambda value: f"{value:f}",
}


@register.filter("day")
def day_of(value: object) -> str | None:
    """This function will give the day of a moment or a day: {{ decided_at|day }}."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return _moment(value).partition("日")[0] + "日"
    if isinstance(value, date):
        return chinese_day(value)
    raise Unsuitable(_("day 用于日期"))


@register.filter("money")
def money(value: object) -> str | None:
    """This function will give yuan with two places: {{ fine|money }} is 12,000.00."""
    return None if value is None else grouped(_amount(value))


@register.filter("capitals")
def in_capitals(value: object) -> str | None:
    """This function will give yuan in capital figures: {{ fine|capitals }} is 壹万贰仟元整."""
    if value is None:
        return None
    try:
        return capitals(_amount(value))
    except ValueError as error:
        raise Unsuitable(_("这一金额写不成大写")) from error


@register.filter("ordinal")
def ordinal_of(value: object) -> str | None:
    """This function will give a count in Chinese: {{ forloop.counter|ordinal }} is 一."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise Unsuitable(_("ordinal 用于整数"))
    return ordinal(value)


@register.filter("joined")
def joined(value: object, sign: str = "、") -> str | None:
    """This function will give a list of values in one line: {{ marks|joined }}; missing ones show as blanks."""
    if value is None:
        return None
    if not isinstance(value, list):
        raise Unsuitable(_("joined 用于一组值"))
    return sign.join(said(part) or BLANK for part in value)


def _amount(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Unsuitable(_("金额须是数"))
    return Decimal(value)


BLANK: Final = "＿＿＿＿"
