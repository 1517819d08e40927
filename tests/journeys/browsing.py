"""What a reader does on the site, in a real browser. Modules that import it are skipped where Playwright is missing."""

from importlib.util import find_spec
from urllib.parse import urljoin

from conftest import need

need("playwright", find_spec("playwright") is not None, "Playwright is not installed")

from playwright.sync_api import Browser, Locator, Page, expect  # noqa: E402

__all__ = ["Browser", "Locator", "Page", "at", "expect", "open_choice", "shown", "titles"]


def titles(page: Page) -> list[str]:
    """The titles of the events on the page, from top to bottom."""
    return page.locator("article .p-name").all_inner_texts()


def at(page: Page, path: str) -> None:
    """Waits until the page is the one whose canonical address is the path's."""
    expect(page.locator("link[rel=canonical]")).to_have_attribute("href", urljoin(page.url, path))


def shown(page: Page, path: str, number: int) -> None:
    """Waits until the page is the one whose canonical address is the path's, and it shows so many events."""
    at(page, path)
    expect(page.locator("article .p-name")).to_have_count(number)


def open_choice(page: Page, label: str) -> Locator:
    """A choice of the filter, opened."""
    choice = page.locator("details.choice", has=page.locator("summary", has_text=label))
    choice.locator("summary").click()
    return choice
