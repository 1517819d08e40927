"""The links that subscribe, to the byte, as they stand on the page; the address in the box; what is downloaded."""

from urllib.request import urlopen

import pytest

from .browsing import Page, expect
from .conftest import Opener, Sample

# By client, the link on a page; HOST is the site's host and port, and TAIL what stands behind it.
LINKS = {
    "Open in Calendar": "webcal://{host}{tail}",
    "Add to Google": "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2F{quoted_host}{quoted_tail}",
    "Add to Outlook.com": "https://outlook.live.com/calendar/0/addfromweb"
    "?url=http%3A%2F%2F{quoted_host}{quoted_tail}&name={name}",
    "Add to Microsoft 365": "https://outlook.office.com/calendar/0/addfromweb"
    "?url=http%3A%2F%2F{quoted_host}{quoted_tail}&name={name}",
}
# Page; the address of its calendar; the same inside another address; how Outlook is to name it; its events.
CALENDARS = {
    "all": ("/", "/feeds/all.ics", "%2Ffeeds%2Fall.ics", "OSCE%20events", 52),
    "text and dates": (
        "/?from=2023-07-01&q=training+course&region=central-asia",
        "/agenda.ics?region=central-asia&q=training%20course&from=2023-07-01",
        "%2Fagenda.ics%3Fregion%3Dcentral-asia%26q%3Dtraining%2520course%26from%3D2023-07-01",
        "OSCE%20events%3A%20Central%20Asia%2C%20%E2%80%9Ctraining%20course%E2%80%9D%2C%20from%201%20July%202023",
        6,
    ),
    "office": (
        "/offices/programme-office-in-bishkek",
        "/feeds/offices/programme-office-in-bishkek.ics",
        "%2Ffeeds%2Foffices%2Fprogramme-office-in-bishkek.ics",
        "OSCE%20Programme%20Office%20in%20Bishkek",
        5,
    ),
}
parametrised = pytest.mark.parametrize("calendar", CALENDARS.values(), ids=CALENDARS)


def _get(url: str) -> bytes:
    with urlopen(url, timeout=30) as answer:
        return bytes(answer.read())


@parametrised
def test_each_client_has_its_link(sample: Sample, any_page: Page, calendar: tuple[str, str, str, str, int]) -> None:
    path, tail, quoted_tail, name, events = calendar
    any_page.goto(path)
    any_page.locator(".subscribe-open").click()
    for client, link in LINKS.items():
        wanted = link.format(
            host=sample.host,
            tail=tail,
            quoted_host=sample.host.replace(":", "%3A"),
            quoted_tail=quoted_tail,
            name=name,
        )
        expect(any_page.get_by_role("link", name=client, exact=True)).to_have_attribute("href", wanted)
    address = any_page.get_by_label("Calendar address").input_value()
    assert address == sample.address + tail
    assert _get(address).count(b"\r\nBEGIN:VEVENT\r\n") == events
    with any_page.expect_download() as download:
        any_page.get_by_role("link", name="Download once").click()
    assert download.value.path().read_bytes() == _get(address)


def test_the_code_is_there_for_a_phone_when_the_box_is_open(page: Page) -> None:
    page.goto("/?q=media")
    code = page.locator(".qr-code")
    assert code.evaluate("picture => picture.complete && picture.naturalWidth") == 0, "asked for before it is seen"
    page.get_by_role("button", name="Subscribe to these events").click()
    code.scroll_into_view_if_needed()
    code.evaluate("picture => picture.decode()")
    assert code.evaluate("picture => picture.width") == 256


def test_the_address_is_copied(sample: Sample, open_page: Opener) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/?q=media")
    page.get_by_role("button", name="Subscribe to these events").click()
    page.get_by_role("button", name="Copy Calendar address").click()
    expect(page.get_by_role("status").filter(has_text="Copied to the clipboard.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{sample.address}/agenda.ics?q=media"


def test_one_event_is_added_by_its_file(any_page: Page) -> None:
    any_page.goto("/?q=digitalization")
    any_page.locator("article .u-url").click()
    with any_page.expect_download() as download:
        any_page.get_by_role("link", name="Calendar file (.ics)").click()
    assert download.value.path().read_bytes().count(b"\r\nBEGIN:VEVENT\r\n") == 1


@pytest.mark.parametrize("path", ["all.ics", "regions/central-asia.atom", "feeds.opml", "index.json"])
def test_a_feed_is_served_as_it_was_published(sample: Sample, path: str) -> None:
    assert _get(f"{sample.address}/feeds/{path}") == (sample.feeds / path).read_bytes()


def test_the_box_is_left_as_it_was_entered(page: Page) -> None:
    page.goto("/?region=central-asia")
    opener, box = page.get_by_role("button", name="Subscribe to these events"), page.get_by_role("dialog")
    opener.click()
    expect(box).to_have_accessible_name("Subscribe to “OSCE events: Central Asia”")
    expect(box.get_by_role("heading", level=2)).to_be_focused()
    for leave in (lambda: page.keyboard.press("Escape"), box.get_by_role("button", name="Close").click):
        leave()
        expect(box).to_be_hidden()
        expect(opener).to_be_focused()
        opener.click()
    page.mouse.click(5, 5)
    expect(box).to_be_hidden()
