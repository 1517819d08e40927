"""The same events as a list, a month, a year and a map, in six languages, and in a frame on another site."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from .browsing import Page, at, expect, shown, titles
from .conftest import Opener

FILTER = "region=central-asia&q=training"
VIEWS = {
    "List": f"/?{FILTER}",
    "Month": f"/month/2024-11?{FILTER}",
    "Year": f"/year/2024?{FILTER}",
    "Map": f"/map?{FILTER}",
}
# The page of a view, a link on it that tells its number of events, and where that leads.
LINKS = {
    "day": ("/month/2024-11", "Thursday, 21 November 2024: 12 events", "/?from=2024-11-21&to=2024-11-21", 12),
    "week": (
        "/year/2024",
        "OSCE-wide, 18–24 November 2024: 6 events",
        "/?region=osce-wide&from=2024-11-18&to=2024-11-24",
        6,
    ),
    "month of an office": (
        "/year/2024?by=office",
        "OSCE Mission to Skopje, 1–30 November 2024: 5 events",
        "/?office=mission-to-skopje&from=2024-11-01&to=2024-11-30",
        5,
    ),
    "town": ("/map", "Tashkent, Uzbekistan: 4 events", "/?q=Tashkent", 4),
}
# What each language calls itself, and the day of the first event as it writes it.
LANGUAGES = {
    "fr": ("Français", "lundi 25 novembre 2024"),
    "de": ("Deutsch", "Montag 25. November 2024"),
    "it": ("Italiano", "lunedì 25 novembre 2024"),
    "ru": ("Русский", "понедельник 25 ноября 2024 г."),
    "es": ("Español", "lunes 25 de noviembre de 2024"),
    "en": ("English", "Monday 25 November 2024"),
}


def test_the_switch_back_and_forward_keep_the_filter(any_page: Page) -> None:
    def kept(path: str) -> None:
        at(any_page, path)
        expect(any_page.locator(".chip bdi")).to_have_text(["Central Asia", "“training”"])
        expect(any_page.get_by_label("Text to look for")).to_have_value("training")
        expect(any_page.get_by_role("checkbox", name="Central Asia", include_hidden=True)).to_be_checked()

    views = any_page.get_by_role("navigation", name="Views")
    any_page.goto(VIEWS["List"])
    for name, path in VIEWS.items():
        views.get_by_role("link", name=name).click()
        kept(path)
        expect(views.locator("[aria-current=page]")).to_have_text(name)
    for path in list(VIEWS.values())[-2::-1]:
        any_page.go_back()
        kept(path)
    any_page.go_forward()
    kept(VIEWS["Month"])
    any_page.get_by_role("link", name="Previous month").click()
    kept(f"/month/2024-10?{FILTER}")


@pytest.mark.parametrize(("path", "name", "leads", "number"), LINKS.values(), ids=LINKS)
def test_a_number_leads_to_so_many_events(any_page: Page, path: str, name: str, leads: str, number: int) -> None:
    any_page.goto(path)
    any_page.get_by_role("link", name=name).first.click()
    shown(any_page, leads, number)


def test_a_condition_narrows_the_view_that_is_open(any_page: Page) -> None:
    any_page.goto("/map?region=central-asia")
    any_page.get_by_label("Text to look for").fill("training")
    any_page.get_by_role("button", name="Search").click()
    at(any_page, VIEWS["Map"])
    any_page.get_by_role("link", name="These events in the agenda").click()
    at(any_page, VIEWS["List"])


def test_each_language_is_chosen_in_the_footer_and_keeps_the_filter(any_page: Page) -> None:
    path = "?region=central-asia&from=2024-11-25"
    any_page.goto(f"/{path}")
    events = titles(any_page)
    for code, (name, day) in LANGUAGES.items():
        any_page.get_by_role("contentinfo").get_by_role("link", name=name, exact=True).click()
        shown(any_page, f"/{code}/{path}", len(events))
        expect(any_page.locator("html")).to_have_attribute("lang", code)
        expect(any_page.locator(".day-head").first).to_have_text(day)
        assert titles(any_page) == events
        any_page.locator("main .views").get_by_role("link").last.click()
        at(any_page, f"/{code}/map{path}")
        expect(any_page.locator(f".languages [lang={code}]")).to_have_attribute("aria-current", "true")
        any_page.go_back()


@contextmanager
def _another_site(body: str) -> Iterator[str]:
    """The address of a site of one page, whose host is not that of the sample."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """What is asked is no part of what tests say."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://localhost:{server.server_port}"
        finally:
            server.shutdown()


def test_the_frame_shows_events_on_another_site(page: Page, open_page: Opener) -> None:
    page.goto("/?region=central-asia#subscribe")
    code = page.locator("#embed-code").input_value()
    with _another_site(f'<!DOCTYPE html><title>A site</title><link rel="icon" href="data:,">{code}') as address:
        elsewhere = open_page(address)
        elsewhere.goto(address)
        frame = elsewhere.frame_locator("iframe")
        expect(frame.get_by_role("heading", level=1)).to_have_text("Central Asia")
        first = frame.locator(".p-name").first
        name = first.inner_text()
        with elsewhere.expect_popup() as opened:
            first.click()
        expect(opened.value.get_by_role("heading", level=1)).to_have_text(name)
