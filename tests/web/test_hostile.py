"""Releases that mean harm: their text is shown, and nothing of it runs or moves."""

import json

import pytest
from flask.testing import FlaskClient

from .builders import HOSTILE
from .reading import Page, get, words

SCRIPT_TYPES = {"", "application/ld+json"}


def pages(ids: dict[str, str]) -> list[str]:
    harm = ids[HOSTILE.split()[0]]
    office = "office=mission-to-serbia"
    listed = ["/", f"/?{office}", f"/month/?{office}", "/embed", "/offices/mission-to-serbia"]
    return [*listed, f"/events/{harm}", "/releases/glued"]


def test_text_of_a_release_is_inert(client: FlaskClient, ids: dict[str, str]) -> None:
    for path in pages(ids):
        page = get(client, path)
        assert "alert(1)" in client.get(path).text, path
        check(page)


def check(page: Page) -> None:
    assert all(image["src"].startswith("/qr/") for image in page.all("img"))
    for script in page.all("script"):
        assert script.get("type") in SCRIPT_TYPES
        assert script.get("src").startswith("/static/") or script.get("type")
    for element in page.elements:
        assert not [name for name in element.attributes if name.startswith("on")]
        for name in ("href", "src", "action"):
            assert not element.get(name).lower().startswith(("javascript:", "data:"))


def test_the_title_is_shown_as_it_is_written(client: FlaskClient, ids: dict[str, str]) -> None:
    page = get(client, f"/events/{ids[HOSTILE.split()[0]]}")
    shown = " ".join(HOSTILE.replace("\u202e", "").split())
    assert words(page.one("h1")) == shown
    assert [element.text for element in page.all("bdi") if element.text == shown]
    assert "\u202e" not in page.one("title").text
    assert "\u202e" not in page.one("meta", property="og:title")["content"]
    assert "49" not in page.one("h1").text
    data = page.one("script", type="application/ld+json")
    assert json.loads(data.text)["name"] == shown
    assert not set("<>&'") & set(data.text)


def test_a_release_leads_nowhere_that_could_run(client: FlaskClient) -> None:
    assert "javascript:" not in client.get("/releases/glued").text


ATTACKS = [
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "'-alert(1)-'",
    "{{7*7}}${7*7}",
    "' OR 1=1 --",
    "%_%",
    "\u202egnp\u2066",
    "\x00\x1b[31m",
    "]]>",
    "javascript:alert(1)",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
]


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
@pytest.mark.parametrize("name", ["q", "office", "region", "topic", "type", "from", "before"])
def test_what_is_asked_for_is_inert_too(client: FlaskClient, name: str, attack: str) -> None:
    answer = client.get("/", query_string={name: attack})
    assert answer.status_code in (200, 400)
    check(Page(answer.text))
    assert not {"\x00", "\x1b", "\u202e", "\u2066"} & set(answer.text)
    calendar = client.get("/agenda.ics", query_string={name: attack})
    assert calendar.status_code in (200, 400, 404)
    assert calendar.mimetype == ("text/calendar" if calendar.status_code == 200 else "text/plain")


def test_addresses_are_inert(client: FlaskClient) -> None:
    for attack in ATTACKS:
        for place in ("/events/", "/releases/", "/offices/", "/regions/", "/"):
            answer = client.get(place + attack.replace("?", "%3F").replace("#", "%23"))
            assert answer.status_code == 404, (place, attack)
            check(Page(answer.text))
