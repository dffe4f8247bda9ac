"""Driving matters in a real browser as people do: signing in, opening, filling in, pressing the button of a step."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from docx import Document
from playwright.sync_api import BrowserContext, Page, expect

from manas.matters.docket.actions.telling import remind
from manas.matters.docket.models import Matter
from manas.office.models import Notice
from manas.web.management.commands.demo import PASSWORD
from manas.web.worker.deeds import HANDLERS
from manas.web.worker.loop import run_one

OpenContext = Callable[..., BrowserContext]


def enter(open_context: OpenContext, username: str) -> Page:
    """This function will sign a person of the demonstration in, by the form."""
    page = open_context().new_page()
    page.goto("/sign-in/")
    page.get_by_label("登录名").fill(username)
    page.get_by_label("口令").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.locator(".menu--end summary")).to_be_visible()
    return page


def fill(page: Page, values: Mapping[str, str]) -> None:
    """This function will fill in fields of the form on the page by their names: choices by their words, the rest as typed."""
    for name, value in values.items():
        field = page.locator(f"main [name='{name}']").first
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(label=value)
        elif field.get_attribute("type") == "checkbox":
            field.set_checked(value == "是")
        else:
            field.fill(value)


def open_case(page: Page, kind: str, values: Mapping[str, str]) -> Matter:
    """This function will open a matter of a kind by one's post, from the desk."""
    page.goto("/desk/")
    page.locator(f"main a[href='/desk/open/{kind}/']").click()
    fill(page, values)
    page.get_by_role("button", name="建立").click()
    expect(page.locator(".matter__state")).to_be_visible()
    return Matter.objects.get(pk=int(page.url.rstrip("/").rpartition("/")[2]))


def apply(page: Page, kind: str, values: Mapping[str, str], *, county: str, organization: str | None = None) -> Matter:
    """This function will apply in the portal: from the catalogue to the filled form, ready to be handed in."""
    page.goto("/services/")
    page.locator(f"main a[href='/services/{kind}/']").first.click()
    page.locator("main [name='county']").select_option(label=county)
    if organization is not None:
        page.locator("main [name='organization']").select_option(label=organization)
    page.get_by_role("button", name="开始填写").click()
    fill(page, values)
    found = re.search(r"/matters/(\d+)/", page.url)
    assert found is not None, page.url
    return Matter.objects.get(pk=int(found[1]))


def attach(page: Page, matter: Matter, label: str, name: str = "材料.txt") -> None:
    """This function will upload a document of a kind on the matter's page."""
    page.goto(f"/matters/{matter.pk}/")
    line = page.locator(".document-line", has=page.get_by_text(label, exact=True)).first
    choice = page.locator("#add-document [name='document']")
    if choice.count():  # a kind with many documents has one form for all of them
        line = page.locator("#add-document")
        choice.select_option(label=label)
    line.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": "材料".encode()}
    )
    line.get_by_role("button", name="上传").click()
    expect(page.get_by_text(name).first).to_be_visible()


def press(page: Page, matter: Matter, step: str, values: Mapping[str, str] | None = None) -> None:
    """This function will open a matter, choose a step by its name, fill in its form and take it."""
    page.goto(f"/matters/{matter.pk}/")
    page.locator("main").get_by_role("link", name=step, exact=True).click()
    fill(page, values or {})
    page.locator("#step-form").get_by_role("button", name=step, exact=True).click()
    expect(page.locator(".matter__state")).to_be_visible()


def state(page: Page, matter: Matter) -> str:
    """This function will read where a matter stands, as its page says it."""
    page.goto(f"/matters/{matter.pk}/")
    return page.locator(".matter__state strong").first.inner_text()


def act(page: Page, matter: Matter, summary: str, button: str, values: Mapping[str, str] | None = None) -> None:
    """This function will do what can be done with any matter: unfold it, fill it in, press its button."""
    page.goto(f"/matters/{matter.pk}/")
    fold = page.locator("details.more", has=page.locator("summary", has_text=summary)).first
    fold.locator("summary").click()
    for name, value in (values or {}).items():
        field = fold.locator(f"[name='{name}']")
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    fold.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".matter__state")).to_be_visible()


def nowhere(page: Page, *addresses: str) -> None:
    """This function will see that none of the addresses exists for whoever is signed in on the page."""
    for address in addresses:
        response = page.goto(address)
        assert response is not None, address
        assert response.status == 404, (address, response.status)


def work(at: datetime) -> None:
    """This function will let a worker do everything that is due."""
    while run_one(HANDLERS, "worker of the tests", lambda: at):
        pass


def reminded(matter: Matter, days: int, start: datetime) -> list[str]:
    """This function will let the reminders of so many days go out, twice each day, and give their subjects in order."""
    for day in range(days):
        for _ in range(2):
            remind(at=start + timedelta(days=day))
    sent = Notice.objects.filter(key__startswith=f"matters.matter:{matter.pk}:limit:").order_by("created_at", "pk")
    return [f"{notice.recipient.username} {notice.subject}" for notice in sent.select_related("recipient")]


def refused(page: Page, matter: Matter, step: str, reason: str, values: Mapping[str, str] | None = None) -> None:
    """This function will see that a step is not taken, and that its page says why."""
    page.goto(f"/matters/{matter.pk}/steps/{step}/")
    fill(page, values or {})
    page.locator("#step-form .button--first").click()
    expect(page.locator(".errors")).to_contain_text(reason)


def paper(page: Page, matter: Matter, title: str) -> str:
    """This function will download the newest paper of a title from the matter's page and read it as its reader would."""
    page.goto(f"/matters/{matter.pk}/")
    with page.expect_download() as download:
        page.locator("#papers + .rows").get_by_role("link", name=title).last.click()
    document = Document(str(download.value.path()))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
