"""What firms answered on pushed patents, as a table in the fields of the national system."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from manas.engines.calendar.model import Status
from manas.facts.pool import Part, pool_fields
from manas.registers.models import PushAddressee, PushAnswer
from manas.reports.sheet import Cell, list_workbook

ANSWER: Final[dict[str, Callable[[PushAnswer], str]]] = {
    "prospect": lambda one: str(one.get_prospect_display()),
    "improvement": lambda one: one.improvement,
    "will": lambda one: str(one.get_will_display()),
}
WIDE: Final = {"title": 40, "holders": 30, "scene": 40, "improvement": 40}


def answers_workbook(questions: Iterable[PushAddressee], title: str) -> bytes:
    """This function will write questions, read by `with_answers`, into an xlsx workbook: a row for each firm that was asked.

    What the file said of a patent stands as it stood there. A head says of a field that is known from memory only that it
    is not verified, and of what only this system keeps that it is an addition.
    """
    columns = [(_head(one.name, one.status), WIDE.get(one.key, 16)) for one in pool_fields()]
    added = (_("单位"), _("所在县(市)"), _("不愿意的原因"), _("答复时间"), _("答复人"))
    return list_workbook(
        title, columns + [(_("%(name)s（补充项）") % {"name": name}, 18) for name in added], _rows(questions)
    )


def _head(name: str, status: Status) -> str:
    return _("%(name)s（未核实）") % {"name": name} if status is Status.MEMORY else name


def _rows(questions: Iterable[PushAddressee]) -> Iterator[list[Cell]]:
    for one in questions:
        answer = next(iter(one.answers.all()), None)
        yield [*_of_fields(one, answer), one.organization.name, str(one.organization.county or ""), *_added(answer)]


def _of_fields(question: PushAddressee, answer: PushAnswer | None) -> Iterator[Cell]:
    for field in pool_fields():
        if field.part is Part.ANSWER:
            yield ANSWER[field.key](answer) if answer else ""
        else:
            yield question.pushed.told.get(field.key) or _known(question, field.key)


def _known(question: PushAddressee, key: str) -> str:
    """What names a patent is taken from the register where the row said it otherwise, such as by its publication number."""
    patent = question.pushed.patent
    known = {
        "application_number": patent.application_number or patent.publication_number or "",
        "title": patent.title,
        "holders": "；".join(holder.name for holder in patent.holders.all()),
    }
    return known.get(key, "")


def _added(answer: PushAnswer | None) -> list[Cell]:
    if answer is None:
        return ["", _("未答复"), ""]
    why = "：".join(filter(None, (str(answer.get_reason_display()) if answer.reason else "", answer.reason_note)))
    return [why, timezone.localtime(answer.at).strftime("%Y-%m-%d %H:%M"), answer.actor.name]
