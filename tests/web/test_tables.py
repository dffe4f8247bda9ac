"""Lists can be sorted by their heads and copied into a sheet."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, expect

from tests.demo import make_demo
from tests.web.test_whole_job import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_head_sorts_and_a_button_copies(open_context: Callable[..., BrowserContext]) -> None:
    plan = make_demo(timezone.now())
    page = sign_in(open_context(permissions=["clipboard-read", "clipboard-write"]), "leader")
    page.goto(f"/plan/{plan.pk}/board/")
    table = page.locator("#table-tasks")
    first = table.locator("tbody tr").first

    expect(first).to_contain_text("系统谋划新时代知识产权援疆工作")
    head = table.get_by_role("columnheader", name="任务")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(first).to_contain_text("12.夯实知识产权人才基础")

    page.get_by_role("button", name="复制表格").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    lines = [line.split("\t") for line in page.evaluate("navigator.clipboard.readText()").splitlines()]
    assert [len(line) for line in lines] == [7] * 13
    assert lines[0][0] == "任务"
    assert [line[0].split(".")[0] for line in lines[1:]] == [str(n) for n in range(12, 0, -1)]
