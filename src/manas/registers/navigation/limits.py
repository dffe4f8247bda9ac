"""风险与局限: what is known to be missing, written out before anybody writes a conclusion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from manas.engines.navigation.model import Landscape
from manas.engines.navigation.years import LAG_MONTHS
from manas.registers.navigation.needs import MOST

# What `reading` finds wanting, in words.
DOUBTS: Final[Mapping[str, str]] = {
    "no-filing-year": "既没有申请日也没有申请号，申请年份不明",
    "no-abstract": "没有摘要，没有读出功效",
    "no-class": "没有主分类号",
    "no-holder": "没有权利人",
    "no-status": "法律状态不明，其中可能有已经失效的",
    "example": "标有“示例”，不能当作真实情况引用",
}


def limits(landscape: Landscape, held: int, titles: int) -> str:
    """This function will write what a reader of a landscape must know, one line each; `titles` of the classification are loaded."""
    return "\n".join(f"{number}. {line}" for number, line in enumerate(_lines(landscape, held, titles), 1))


def _lines(landscape: Landscape, held: int, titles: int) -> Iterator[str]:
    total = landscape.total.count
    yield f"只统计本系统名册中的专利：名册当时有{held}件，符合检索条件的{total}件。名册不是全部公开专利，没有收录的不在其中。"
    yield "检索条件查找名称、号码、权利人和发明人以及各筛选项，不查摘要和权利要求；查全率、查准率没有抽样核验。"
    until = landscape.trend.known_until
    day = f"名册中最晚的日期是{until.isoformat()}；" if until else ""
    yield f"{day}发明专利申请自申请日起最迟{LAG_MONTHS}个月公开，最近的年份不完整，不能据此认为下降。"
    yield from (f"{share.figure.count}件{DOUBTS[share.name]}。" for share in landscape.doubts)
    yield "同一件申请只计一次；不同国家的同族专利没有合并，没有引证数据，全球、全国的态势不能由此推断。"
    yield "权利人只在名称相同（不计全半角、大小写、空格）或者同为一个登记机构时合并，更名、关联单位没有合并；发明人因重名没有统计。"
    read, silent = landscape.matrix.read.count, landscape.matrix.silent.count
    yield f"功效由名称和摘要中的词语读出，是申请人自己的说法：读了{read}件，其中{silent}件没有读出。没有经过人工标引。"
    yield "空白点只表示在选定的专利中找过、没有找到，不表示没有人做过，也不表示值得做。"
    yield f"需求只计公开的和本单位登记的、没有办结的（最多取最近{MOST}项），按对象和功能的用词与专利比对，没有经过人工核对。"
    if not titles:
        yield "没有导入国际专利分类表，分类号没有中文名称。"
