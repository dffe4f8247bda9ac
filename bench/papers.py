"""How long official papers take: each form once, and a hundred notices with tables of growing length, in one run.

Filling, reading, setting and packing; medians of 15 after one warm-up, a hundred papers as one sum. `python bench/papers.py`
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

AT = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
RUNS = 15
ROWS = (10, 100, 1000)
NOTICE = """文种：通知书
机关：云岭州知识产权局
标题：受理通知书
主送：{{ name }}
附件：材料清单
抄送：云岭州财政局
---
你单位提交的申请收悉，现予受理。

# 受理事项
| 序号 | 名称 | 日期 |
{% for row in rows %}
| {{ forloop.counter }} | {{ row.name }} | {{ row.day }} |
{% endfor %}

# 办理时限
自受理之日起五个工作日内作出决定。
"""
SHEET = """文种：审批表
标题：立案审批表
---
{% for row in rows %}
【名称】{{ row.name }} 【日期】{{ row.day }}
{% endfor %}
【承办人意见】{{ name }}（签名）
【负责人意见】（签名）
"""


def median(work: Callable[[], object]) -> float:
    """This function will give the median time of a piece of work in milliseconds, after one warm-up."""
    work()
    times = []
    for _run in range(RUNS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def values(rows: int, name: str = "云岭新材料科技有限公司") -> dict[str, object]:
    """This function will give the values of one paper with a table of `rows`."""
    return {"name": name, "rows": [{"name": f"一种红枣分级装置{at}", "day": AT.date()} for at in range(rows)]}


def main() -> None:
    """This function will print the table for docs/benchmarks.md."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manas.settings")
    import django

    django.setup()
    from manas.reports.papers.render import render

    print("| paper | rows | ms | KB |\n|---|---|---|---|")
    for label, template in (("notice with a table", NOTICE), ("approval sheet", SHEET)):
        for rows in ROWS:
            filled = values(rows)
            size = len(render(template, filled, number="云知〔2026〕1号", at=AT).data)
            spent = median(partial(render, template, filled, number="云知〔2026〕1号", at=AT))
            print(f"| {label} | {rows} | {spent:.0f} | {size / 1024:.0f} |")
    start = time.perf_counter()
    for at in range(100):
        render(NOTICE, values(10, f"第{at}家公司"), number=f"云知〔2026〕{at}号", at=AT)
    print(f"| 100 different notices | 10 each | {(time.perf_counter() - start) * 1000:.0f} | |")


if __name__ == "__main__":
    main()
