"""A real Chromium for tests: offline but for the server under test, with no patience for complaints."""

import importlib.util
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, sync_playwright

CANDIDATES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The driver's own list (a later switch takes the place of an earlier one), and what newer browsers keep ready for the address
# bar of every window: two processes each, for a bar that nobody sees.
FEATURES_OFF = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
)
ARGUMENTS = (
    f"--disable-features={','.join(FEATURES_OFF)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing has an address but this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
SERIOUS = {"serious", "critical"}
HERE = {"127.0.0.1", "localhost"}


@dataclass
class Complaints:
    """What a browser held against the pages of one test. A test that provokes one takes it off the list."""

    lines: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """This function will listen to a page: errors in scripts, refused content, missing files, failing answers."""
        page.on("pageerror", lambda error: self.lines.append(f"script error: {error}"))
        page.on("console", self.hear)
        page.on("request", self.ask)
        page.on("response", self.see)

    def hear(self, message: ConsoleMessage) -> None:
        """This function will note errors and warnings on the console; failed loads are noted by `see`."""
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.lines.append(f"console: {message.text}")

    def see(self, response: Response) -> None:
        """This function will note a failing server or a missing part of a page; a page may answer 403 or 404."""
        part = response.request.resource_type not in {"document", "xhr", "fetch"}
        if response.status >= (400 if part else 500):
            self.lines.append(f"{response.status} {response.url}")

    def ask(self, request: Request) -> None:
        """This function will note whatever is asked of another machine (none has an address for this browser)."""
        if (host := urlsplit(request.url).hostname) and host not in HERE:
            self.lines.append(f"asked for another machine: {request.url}")


def find_chromium() -> str:
    """This function will find the browser on this machine: CHROMIUM, or the usual names on the PATH."""
    import os

    for candidate in (os.environ.get("CHROMIUM", ""), *CANDIDATES):
        if candidate and (path := shutil.which(candidate)):
            return path
    pytest.fail("No Chromium on this machine: run `sh tools/setup_browser.sh`.", pytrace=False)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser a worker, started when the first test asks for it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """The list of complaints; it must be empty when the test ends."""
    heard = Complaints()
    yield heard
    assert heard.lines == []


@pytest.fixture
def open_context(
    chromium: Browser, complaints: Complaints, live_server: object
) -> Iterator[Callable[..., BrowserContext]]:
    """This fixture gives a function that opens a fresh visitor: no cookies, Chinese, 1440 px wide."""
    opened: list[BrowserContext] = []

    def visitor(**options: object) -> BrowserContext:
        usual: dict[str, object] = {
            "base_url": str(live_server),
            "locale": "zh-CN",
            "timezone_id": "Asia/Shanghai",
            "viewport": {"width": 1440, "height": 900},
            "reduced_motion": "reduce",
            "service_workers": "block",
        }
        context = chromium.new_context(**{**usual, **options})  # type: ignore[arg-type]  # options pass through
        context.set_default_timeout(30_000)  # a busy machine compiles the index on the first question
        context.on("page", complaints.watch)
        opened.append(context)
        return context

    yield visitor
    for context in opened:
        context.close()


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    """A page of a fresh visitor; addresses may be given without the server: `page.goto("/")`."""
    return open_context().new_page()


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The accessibility rules (axe-core), from the wheel that carries them."""
    found = importlib.util.find_spec("axe_playwright_python")
    assert found is not None, "axe-playwright-python is not installed: run `make environment`."
    assert found.origin is not None
    return Path(found.origin).with_name("axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def axe(axe_source: str) -> Callable[[Page], None]:
    """This fixture gives a function that fails on serious and critical WCAG 2.2 AA violations, naming them."""

    def check(page: Page) -> None:
        page.evaluate(axe_source)
        options = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
        found = page.evaluate(f"axe.run(document, {json.dumps(options)}).then(result => result.violations)")
        assert [line for violation in found for line in describe(violation)] == [], page.url

    return check


def describe(violation: dict[str, object]) -> list[str]:
    """This function will put one violation into lines, one a place, or into none where it is minor."""
    if violation["impact"] not in SERIOUS:
        return []
    nodes = violation["nodes"]
    assert isinstance(nodes, list)
    return [f"{violation['id']} ({violation['impact']}): {node['target']} {node['html'][:160]}" for node in nodes]
