"""Subscribing: the box that each page with a calendar has; its links to the byte are in the tests of the site."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from calendar_app.web import create_app
from tests.store.builders import SKOPJE, extraction, found
from tests.web.builders import TODAY
from tests.web.reading import Page, get, words

from .life import SKOPJE as OFFICE
from .life import Life

PAGES = {
    "/": "/feeds/all.ics",
    "/?q=water": "/agenda.ics?q=water",
    f"/{OFFICE}": f"/feeds/{OFFICE}.ics",
    "/regions/south-eastern-europe": "/feeds/regions/south-eastern-europe.ics",
}


@pytest.fixture
def client(life: Life) -> FlaskClient:
    life.tell(extraction(found("Workshop on clean water", **SKOPJE)))
    return create_app(life.store, life.profile, life.site, life.out, lambda: TODAY).test_client()


def links(page: Page) -> dict[str, str]:
    """Where the buttons of the box lead, by their words."""
    return {words(link): link["href"] for link in page.all("a", class_="button-small")}


@pytest.mark.parametrize("path", PAGES)
def test_each_client_has_a_row_with_the_delay_to_expect(client: FlaskClient, path: str) -> None:
    """People take a slow client for a broken calendar."""
    page = get(client, path)
    delays = [words(delay) for delay in page.all("span", class_="delay")]
    assert len(delays) == 5 and all(delays)
    assert set(links(page)) == {"Open in Calendar", "Add to Google", "Add to Outlook.com", "Add to Microsoft 365"}


@pytest.mark.parametrize("path", PAGES)
def test_each_link_leads_to_the_calendar_of_the_page(client: FlaskClient, life: Life, path: str) -> None:
    """webcal for Apple, the same behind Google's cid, https for Outlook; webcals is unknown on iOS."""
    page = get(client, path)
    address = life.site.base_url + PAGES[path]
    found = links(page)
    webcal = address.replace("https:", "webcal:")
    assert found["Open in Calendar"] == webcal
    google = urlsplit(found["Add to Google"])
    assert (google.netloc, google.path) == ("calendar.google.com", "/calendar/r")
    assert parse_qs(google.query) == {"cid": [webcal]}
    for name, host in (("Add to Outlook.com", "outlook.live.com"), ("Add to Microsoft 365", "outlook.office.com")):
        outlook = urlsplit(found[name])
        assert (outlook.scheme, outlook.netloc, outlook.path) == ("https", host, "/calendar/0/addfromweb")
        assert parse_qs(outlook.query)["url"] == [address]
        assert parse_qs(outlook.query)["name"]
    assert "webcals:" not in page.source


@pytest.mark.parametrize("path", PAGES)
def test_the_address_can_be_copied_and_downloading_once_is_something_else(
    client: FlaskClient, life: Life, path: str
) -> None:
    """People import a file once and wonder why it never changes."""
    page = get(client, path)
    address = page.one("input", id="address")
    assert address["value"] == life.site.base_url + PAGES[path]
    assert "readonly" in address.attributes
    (once,) = [link for link in page.all("a") if "download" in link.attributes]
    assert (words(once), once["href"]) == ("Download once", PAGES[path])
    assert "will never change" in words(page.one("p", class_="once"))
    assert once["href"] not in links(page).values()
