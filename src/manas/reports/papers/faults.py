"""What is wrong with a template, said to the person who wrote it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext as _

from manas.engines.paper.blocks import MarkupFault, Mistake


class PaperFault(ValueError):
    """A template that gives no paper: `line` counts from 1, `sentence` says what to mend there."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(_("第%(line)d行：%(sentence)s") % {"line": line, "sentence": sentence})
        self.line, self.sentence = line, sentence


SENTENCES: Final[dict[Mistake, Callable[[], str]]] = {
    Mistake.NO_CUT: lambda: _("缺少分隔行：模板的开头部分以一行“---”结束"),
    Mistake.NOT_FRONT: lambda: _("“%(found)s”不是“名称：内容”的写法"),
    Mistake.UNKNOWN_WORD: lambda: _("开头部分没有“%(found)s”这一项"),
    Mistake.TWICE: lambda: _("“%(found)s”只能写一次"),
    Mistake.NO_FORM: lambda: _("开头部分缺少“文种”"),
    Mistake.UNKNOWN_FORM: lambda: _("没有“%(found)s”这一文种"),
    Mistake.NO_TITLE: lambda: _("开头部分缺少“标题”"),
    Mistake.NO_BODY: lambda: _("没有正文"),
    Mistake.OPEN_ROW: lambda: _("表格的一行应以“|”开头、以“|”结束：%(found)s"),
    Mistake.RAGGED_ROW: lambda: _("这一行的格数与表头不同：%(found)s"),
    Mistake.EMPTY_HEADING: lambda: _("小标题没有文字"),
    Mistake.DEEP_HEADING: lambda: _("小标题最多四级"),
    Mistake.SKIPPED_LEVEL: lambda: _("小标题“%(found)s”跳过了上一级"),
    Mistake.OPEN_BOX: lambda: _("栏目应写成“【名称】内容”，名称不能为空：%(found)s"),
    Mistake.CROWDED_BOXES: lambda: _("一行最多三个栏目：%(found)s"),
    Mistake.UNNAMED_SLIP: lambda: _("回执缺少名称，应写成“=== 送达回证”"),
    Mistake.EMPTY_SLIP: lambda: _("回执“%(found)s”没有内容"),
}


def of_markup(fault: MarkupFault) -> PaperFault:
    """This function will put what the reader of the markup found into words."""
    return PaperFault(fault.line, SENTENCES[fault.mistake]() % {"found": fault.found})
