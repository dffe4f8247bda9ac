"""A template and its values, joined by Django's template engine: what is missing shows as a blank and is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, Final

from django.template import Context, Engine, Template, TemplateSyntaxError
from django.template.base import FilterExpression, Lexer, TokenType, VariableNode
from django.template.defaultfilters import default
from django.template.defaulttags import ForNode
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from manas.engines.paper.lines import guarded, numbered, unnumbered
from manas.reports.papers.faults import PaperFault
from manas.reports.papers.vocabulary import BLANK, Unsuitable, said

SIMPLE: Final = (str, int, float, Decimal, date, Enum, Promise)
HALF_MARKS: Final = ("{{", "}}", "{%", "%}", "{#", "#}")


class PaperEngine(Engine):
    """Django's engine without its tags, its filters, its files and its escaping for pages."""

    default_builtins = ["manas.reports.papers.vocabulary"]


class Filling(Context):
    """The values of one paper, and the names of those that were asked for and not there."""

    def __init__(self, values: Mapping[str, object]) -> None:
        super().__init__(dict(values), autoescape=False, use_l10n=False, use_tz=False)
        self.blanks: dict[str, None] = {}


@dataclass(frozen=True, slots=True)
class Printed:
    """Stands in for the expression of a `{{ … }}`: its value in words and in disguise, or a blank."""

    expression: FilterExpression
    line: int

    def resolve(self, context: Filling) -> str:
        """This function will give what is printed; raises PaperFault for a value that cannot be."""
        try:
            words = said(self.expression.resolve(context, ignore_failures=True))
        except (Unsuitable, TypeError) as error:
            raise PaperFault(self.line, _unsuitable(self.expression, error)) from error
        if words is None and any(function is default for function, _arguments in self.expression.filters):
            return ""  # {{ note|default:"" }} says that nothing may stand there
        if words is None:
            context.blanks[_name(self.expression)] = None
        return guarded(words or BLANK)


@dataclass(frozen=True, slots=True)
class Repeated:
    """Stands in for the list of a `{% for %}`: a list that is missing is one round of blanks, not none."""

    expression: FilterExpression
    line: int

    def resolve(self, context: Filling, ignore_failures: bool = False) -> list[object]:  # noqa: ARG002, FBT001 - Django's
        """This function will give the list; raises PaperFault where the value is none."""
        found = self.expression.resolve(context, ignore_failures=True)
        if found is None:
            context.blanks[_name(self.expression)] = None
            return [None]
        if isinstance(found, str) or not hasattr(found, "__iter__"):
            raise PaperFault(self.line, _unsuitable(self.expression, Unsuitable(_("这里要的是一组值"))))
        return list(found)


def fill(template: str, values: Mapping[str, object]) -> tuple[str, tuple[str, ...]]:
    """This function will give the filled template, lines numbered and values guarded, and the names of missing values.

    Raises PaperFault for a template that Django cannot compile and for values that do not fit where they are used,
    TypeError for values that are not plain (texts, numbers, days, lists, mappings, dataclasses).
    """
    context = Filling({name: plain(value, name) for name, value in values.items()})
    filled = _compiled(template).render(context)
    return filled, tuple(context.blanks)


def plain(value: object, path: str) -> object:
    """This function will give a value made of nothing but texts, numbers, days, lists and dicts; raises TypeError otherwise.

    A template reaches into what it is given. Rows of a database would let it ask and change; plain values cannot.
    """
    if value is None or isinstance(value, SIMPLE):
        return value
    if isinstance(value, list | tuple):
        return [plain(part, f"{path}.{at}") for at, part in enumerate(value)]
    if isinstance(value, Mapping):
        return {str(name): plain(part, f"{path}.{name}") for name, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name), f"{path}.{field.name}") for field in fields(value)}
    raise TypeError(f"{path} is a {type(value).__name__}: a paper is made from plain values")


@lru_cache(maxsize=256)
def _compiled(template: str) -> Template:
    text = numbered(template)
    _require_whole_marks(text)
    try:
        compiled = PaperEngine().from_string(text)
    except TemplateSyntaxError as error:
        token = getattr(error, "token", None)
        written = unnumbered(token.contents) if token else ""
        raise PaperFault(
            token.lineno if token else 1, _("“%(found)s”没有收尾、写错了，或不在可用的写法之内") % {"found": written}
        ) from error
    for node in _of_kind(compiled, VariableNode):
        node.filter_expression = Printed(node.filter_expression, node.token.lineno)
    for node in _of_kind(compiled, ForNode):
        node.sequence = Repeated(node.sequence, node.token.lineno)
    return compiled


def _of_kind(compiled: Template, kind: type) -> Iterator[Any]:
    """Nodes as Any: Django's types do not name their parts."""
    yield from compiled.nodelist.get_nodes_by_type(kind)


def _require_whole_marks(text: str) -> None:
    """Django lets half a mark stand as text; on a paper it is always an error."""
    for token in Lexer(text).tokenize():
        if token.token_type != TokenType.TEXT:
            continue
        for at, line in enumerate(token.contents.split("\n"), start=token.lineno or 1):
            if any(mark in line for mark in HALF_MARKS):
                raise PaperFault(at, _("这一行的花括号没有成对：%(found)s") % {"found": unnumbered(line).strip()})


def _name(expression: FilterExpression) -> str:
    return str(expression.token).partition("|")[0].strip()


def _unsuitable(expression: FilterExpression, error: Exception) -> str:
    why = str(error) if isinstance(error, Unsuitable) else _("值与写法不合")
    return _("“%(found)s”填不进去：%(why)s") % {"found": expression.token, "why": why}
