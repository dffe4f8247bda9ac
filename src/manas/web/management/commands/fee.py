"""`manas fee TOPIC …`: what to pay, as a table or as JSON. It touches no database."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import IO, Any, NoReturn, cast

from django.core.management.base import BaseCommand, CommandParser
from django.forms import BooleanField
from django.utils import timezone
from rich.console import Console
from rich.table import Table
from rich.text import Text

from manas.web.portal.fee_forms import TOPICS, Answer, BillForm, Topic
from manas.web.portal.fee_words import CURRENCIES, rows, sentences

USED_WRONGLY = 2  # exit code
PLAIN_WIDTH = 110  # columns when the output is no terminal
# What the parser may find wrong, in words; the rest of its message names the option.
FAULTS = (
    ("are required: TOPIC", f"请说明要算哪种费用（{'、'.join(topic.key for topic in TOPICS)}）"),
    ("argument TOPIC", "没有这种费用"),
    ("expected one argument", "选项后面缺少一个值"),
    ("unrecognized arguments", "没有这个选项"),
    ("ambiguous option", "选项名不完整"),
)


class OneSentence(ArgumentParser):
    """A parser that says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        said = next((words for shape, words in FAULTS if shape in message), "参数有误")
        self.exit(USED_WRONGLY, f"{said}：{_option(message)}\n")


class Command(BaseCommand):
    help = "Work out official fees. Exit code 2: the figures cannot be right (one sentence on stderr)."
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.error = lambda message: OneSentence.error(cast("OneSentence", parser), message)  # type: ignore[method-assign]  # the command's own parser is made by Django
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        topics = parser.add_subparsers(dest="topic", metavar="TOPIC", required=True, parser_class=OneSentence)
        for topic in TOPICS:
            self._add_topic(topics.add_parser(topic.key, help=str(topic.name)), topic)

    def _add_topic(self, parser: ArgumentParser, topic: Topic) -> None:
        """One option for each field of the form; what is left out is as the empty form has it."""
        for name, field in topic.form.base_fields.items():
            option, words = f"--{name.replace('_', '-')}", f"{field.label} {field.help_text}".replace("%", "%%")
            if isinstance(field, BooleanField):
                parser.add_argument(option, action="store_true", dest=f"given_{name}", help=words)
            else:
                choices = "|".join(str(value) for value, _ in getattr(field, "choices", ()) if value)
                metavar = choices if 0 < len(choices) < 40 else name.upper()
                parser.add_argument(option, dest=f"given_{name}", metavar=metavar, help=words)
        parser.add_argument("--json", action="store_true", help="print the bill as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        topic = next(one for one in TOPICS if one.key == options["topic"])
        form = _filled(topic, options)
        if form.answer is None:
            self.stderr.write(_first_fault(form))
            sys.exit(USED_WRONGLY)
        if options["json"]:
            self.stdout.write(json.dumps(to_json(form.answer), ensure_ascii=False, indent=2))
        else:
            self._print(topic, form.answer, options)

    def _print(self, topic: Topic, answer: Answer, options: dict[str, Any]) -> None:
        terminal = bool(self.stdout.isatty()) or options["force_color"]
        # Django's wrapper would end each piece with a line of its own; rich ends its lines itself.
        self.stdout.ending = ""
        console = Console(
            file=cast("IO[str]", self.stdout),
            force_terminal=terminal,
            no_color=options["no_color"] or not terminal,
            width=None if self.stdout.isatty() else PLAIN_WIDTH,
            highlight=False,
            emoji=False,
            markup=False,
        )
        console.print(table(topic, answer))
        for line in sentences(answer.bill):
            console.print(Text(f"· {line}", style="yellow"))


def table(topic: Topic, answer: Answer) -> Table:
    """This function will give a bill as something that rich prints."""
    bill, currency = answer.bill, CURRENCIES[answer.bill.currency]
    shown = Table(title=f"{topic.name} {bill.on}", title_justify="left", show_footer=True, expand=False)
    shown.add_column("项目", footer="合计" if bill.is_complete else "已查明部分合计", ratio=3, overflow="fold")
    shown.add_column("数量", justify="right", no_wrap=True)
    shown.add_column("标准", justify="right", no_wrap=True)
    shown.add_column("减缴、比例", no_wrap=True)
    shown.add_column("应缴", footer=f"{bill.total} {currency}", justify="right", no_wrap=True)
    shown.add_column("依据", footer=_settled(answer), ratio=4, overflow="fold")
    for row in rows(bill):
        doubt = "" if row.is_certain else f"（{row.status}）"
        name = Text.assemble(row.name, (doubt, "bold yellow"), (f"\n{row.note}" if row.note else "", "dim"))
        shown.add_row(
            name, f"{row.quantity} {row.unit}", str(row.price), row.relief, str(row.amount), Text(row.basis, "dim")
        )
    return shown


def to_json(answer: Answer) -> dict[str, Any]:
    """This function will give a bill as plain values: amounts as text with two places, days as ISO."""
    bill = answer.bill
    settled = (
        {"still_due": str(answer.still_due), "refundable": str(answer.refundable)} if answer.paid is not None else {}
    )
    return {
        "on": bill.on.isoformat(),
        "currency": bill.currency.value,
        "lines": [
            {
                "key": line.key,
                "name": line.name,
                "quantity": line.quantity,
                "per": line.per.value,
                "price": str(line.price),
                "reduction": str(line.reduction.rate) if line.reduction else None,
                "share": str(line.share) if line.share is not None else None,
                "amount": str(line.amount),
                "law": [{"law": one.law, "article": one.article} for one in line.citations],
                "status": line.status.value,
                "note": line.note,
            }
            for line in bill.lines
        ],
        "total": str(bill.total),
        "complete": bill.is_complete,
        **settled,
        "remarks": [
            {"why": remark.why.value, "says": says} for remark, says in zip(bill.remarks, sentences(bill), strict=True)
        ],
    }


def _option(message: str) -> str:
    """What the parser complains about: the option after "argument", or whatever stands last."""
    if message.startswith("argument "):
        return message.removeprefix("argument ").partition(": ")[0 if "expected" in message else 2]
    return message.rpartition(": ")[2]


def _settled(answer: Answer) -> str:
    if answer.paid is None:
        return ""
    return f"可以请求退还 {answer.refundable}" if answer.refundable else f"尚需补缴 {answer.still_due}"


def _filled(topic: Topic, options: dict[str, Any]) -> BillForm:
    """The form with what was given; fields left out hold what the empty form shows."""
    empty = topic.form(today=timezone.localdate())
    given = {name: options[f"given_{name}"] for name in empty.fields}
    usual = {name: field.initial for name, field in empty.fields.items()}
    form = topic.form(
        {name: usual[name] if value is None else value for name, value in given.items()}, today=timezone.localdate()
    )
    form.is_valid()
    return form


def _first_fault(form: BillForm) -> str:
    """The first thing that is wrong, with the option it concerns."""
    name, faults = next(iter(form.errors.items()))
    option = "" if name == "__all__" else f"--{name.replace('_', '-')}（{form.fields[name].label}）："
    return f"{option}{faults[0]}"
