"""A real server of the sample's site, and a page of a real browser on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import need

from tools.site import CHROMIUM_OPTIONS, chromium, sample_site

if TYPE_CHECKING:  # the modules of tests are skipped where it is missing
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response


@dataclass(frozen=True)
class Sample:
    """The sample's site: its address without a slash at the end, and the folder of the feeds that it serves."""

    address: str
    feeds: Path

    @property
    def host(self) -> str:
        return self.address.removeprefix("http://")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    folder = tmp_path_factory.mktemp("sample")
    with sample_site(folder) as address:
        yield Sample(address, folder / "feeds")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    found = chromium()
    need("chromium", found is not None, "there is no Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=list(CHROMIUM_OPTIONS))
        yield launched
        launched.close()


Opener = Callable[..., "Page"]


@pytest.fixture
def open_page(browser: Browser, sample: Sample) -> Iterator[Opener]:
    """Opens pages with paths of the site, each in a browser of its own, with what a context of Playwright takes. In
    the end, nothing may have gone wrong on any of them: no error of a script or of the Content-Security-Policy, nothing
    asked of another host (but those that the test names), no part missing."""
    faults: list[str] = []
    contexts = []

    def opened(*others: str, **given: Any) -> Page:
        # Colours that are on their way from light to dark are those of neither.
        context = browser.new_context(base_url=sample.address, reduced_motion="reduce", locale="en-GB", **given)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        watch(page, (sample.address, *others), faults)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def watch(page: Page, addresses: tuple[str, ...], faults: list[str]) -> None:
    """Notes what goes wrong on a page. That a page itself answers with an error is not of this."""

    def console(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            faults.append(f"{page.url}: {message.text}")

    def request(asked: Request) -> None:
        if not asked.url.startswith((*(f"{address}/" for address in addresses), "data:")):
            faults.append(f"{page.url} asks for {asked.url}")

    def response(answer: Response) -> None:
        if answer.status >= 400 and not answer.request.is_navigation_request():
            faults.append(f"{page.url} needs {answer.url}, which answers {answer.status}")

    page.on("console", console)
    page.on("request", request)
    page.on("response", response)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))


@pytest.fixture
def page(open_page: Opener) -> Page:
    """A page as most people have it."""
    return open_page()


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def any_page(open_page: Opener, request: pytest.FixtureRequest) -> Page:
    """A page with scripts, and one without."""
    return open_page(java_script_enabled=request.param)
