"""The links that subscribe, to the byte, and the code that a phone reads."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from flask.testing import FlaskClient

from calendar_app.web.qr import code, fits
from calendar_app.web.query import Filter
from calendar_app.web.subscribe import subscription, webcal

from .builders import SITE
from .reading import Element, Page, get, words

HOSTILE = [
    "a b",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "' & \" ' + %20 %2B ? # / ; =",
    "https://evil.example/?x=1&past=5#y",
    "Скопье, Žďár & 東京 𝄞",
    "{{ 7*7 }} %(title)s",
]
WHERE = "https://calendar.example.org"
OFFICES = [
    "mission-to-skopje",
    "mission-to-serbia",
    "mission-to-montenegro",
    "mission-to-bosnia-and-herzegovina",
    "mission-to-moldova",
    "presence-in-albania",
    "programme-office-in-bishkek",
    "programme-office-in-dushanbe",
    "programme-office-in-astana",
    "centre-in-ashgabat",
    "project-co-ordinator-in-uzbekistan",
    "office-for-democratic-institutions-and-human-rights",
    "transnational-threats-department",
    "high-commissioner-on-national-minorities",
    "representative-on-freedom-of-the-media",
]


def test_each_client_gets_the_link_that_it_understands() -> None:
    box = subscription("Water & wells", WHERE, "/agenda", "office=mission-to-skopje&q=a%20b")
    address = "https://calendar.example.org/agenda.ics?office=mission-to-skopje&q=a%20b"
    assert box.address == address
    assert [client.href for client in box.clients] == [
        "webcal://calendar.example.org/agenda.ics?office=mission-to-skopje&q=a%20b",
        "https://calendar.google.com/calendar/r?cid="
        "webcal%3A%2F%2Fcalendar.example.org%2Fagenda.ics%3Foffice%3Dmission-to-skopje%26q%3Da%2520b",
        "https://outlook.live.com/calendar/0/addfromweb?url=https%3A%2F%2Fcalendar.example.org%2Fagenda.ics"
        "%3Foffice%3Dmission-to-skopje%26q%3Da%2520b&name=Water%20%26%20wells",
        "https://outlook.office.com/calendar/0/addfromweb?url=https%3A%2F%2Fcalendar.example.org%2Fagenda.ics"
        "%3Foffice%3Dmission-to-skopje%26q%3Da%2520b&name=Water%20%26%20wells",
        None,
    ]
    assert box.shorter == f"{address}&past=90"
    assert box.download == "/agenda.ics?office=mission-to-skopje&q=a%20b"
    assert [feed.href for feed in box.feeds] == [
        f"/agenda.{suffix}?office=mission-to-skopje&q=a%20b" for suffix in ("ics", "atom", "rss", "json")
    ]
    assert box.embed == "/embed?office=mission-to-skopje&q=a%20b"
    assert all(client.delay for client in box.clients)


def test_a_published_calendar_has_no_query() -> None:
    box = subscription("All", "http://127.0.0.1:5000/", "/feeds/all")
    assert box.address == "http://127.0.0.1:5000/feeds/all.ics"
    assert box.shorter == "http://127.0.0.1:5000/feeds/all.ics?past=90"
    assert box.clients[0].href == "webcal://127.0.0.1:5000/feeds/all.ics"
    assert box.embed == "/embed"


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_looked_for_arrives_at_each_client_as_it_is(text: str) -> None:
    """Nobody but the calendar's own server takes the filter's query string apart."""
    box = subscription(text, WHERE, "/agenda", Filter(text=text).query)
    assert re.fullmatch(r"https://calendar\.example\.org/agenda\.ics\?q=[\w.~%/-]+", box.address, re.ASCII)
    assert parse_qs(urlsplit(box.address).query) == {"q": [text]}
    assert parse_qs(urlsplit(box.shorter).query) == {"q": [text], "past": ["90"]}
    apple, google, *outlooks, others = (client.href for client in box.clients)
    assert apple == box.address.replace("https:", "webcal:")
    assert parse_qs(urlsplit(google).query) == {"cid": [apple]}
    assert [parse_qs(urlsplit(href).query) for href in outlooks] == [{"url": [box.address], "name": [text]}] * 2
    assert others is None


@pytest.mark.parametrize("text", HOSTILE)
def test_a_phone_reads_the_webcal_address(text: str) -> None:
    box = subscription(text, WHERE, "/agenda", Filter(text=text).query)
    assert read(code(webcal(box.address))) == [box.address.replace("https:", "webcal:")]


@pytest.mark.parametrize("sign", ["a", "7", "A", "%2F"])
def test_an_address_that_no_camera_could_read_has_no_code(sign: str) -> None:
    longest = "webcal://x/" + sign * ((520 - 11) // len(sign))
    assert fits(longest)
    assert not fits(longest + 3 * sign)
    assert side_of(code(longest)) <= 77 + 2 * 4
    assert read(code(longest)) == [longest]


def test_the_code_is_dark_on_white_with_its_quiet_zone_and_no_style() -> None:
    drawn = code("webcal://calendar.example.org/feeds/all.ics")
    page, side = Page(drawn.decode()), side_of(drawn)
    ground, dark = page.all("path")
    assert (ground["fill"], ground["d"]) == ("#fff", f"M0 0h{side}v{side}h-{side}z")
    assert dark["stroke"] == "#000"
    modules = list(dark_modules(dark["d"]))
    assert min(x for x, _ in modules) == min(y for _, y in modules) == 4
    assert max(x for x, _ in modules) == max(y for _, y in modules) == side - 5
    assert not [element for element in page.elements if "style" in element.attributes]


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/", "/feeds/all.ics"),
        ("/de/", "/feeds/all.ics"),
        ("/?q=course", "/agenda.ics?q=course"),
        ("/offices/mission-to-skopje", "/feeds/offices/mission-to-skopje.ics"),
        ("/regions/south-eastern-europe", "/feeds/regions/south-eastern-europe.ics"),
    ],
)
def test_the_box_of_a_page_has_the_code_under_a_name(client: FlaskClient, path: str, address: str) -> None:
    picture = get(client, path).one("img", class_="qr-code")
    assert picture["alt"].startswith(("QR code with the address", "QR-Code mit der Adresse"))
    assert picture["loading"] == "lazy"
    answer = client.get(picture["src"])
    assert answer.status_code == 200
    assert answer.content_type == "image/svg+xml; charset=utf-8"
    assert read(answer.data) == [f"webcal://calendar.example.org{address}"]


@pytest.mark.parametrize(
    "path",
    [
        "/qr/feeds/offices/no-such-office.svg",
        "/qr/feeds/../agenda.svg",
        "/qr/feeds/all.ics.svg",
        "/qr/https://evil.example/agenda.svg",
        f"/qr/agenda.svg?{'&'.join(f'office={slug}' for slug in OFFICES)}",
    ],
)
def test_no_code_is_drawn_for_what_is_no_calendar(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_code_of_a_filter_says_it_in_one_way(client: FlaskClient) -> None:
    office = "office=mission-to-skopje"
    assert (
        client.get(f"/qr/agenda.svg?q=water+wells&{office}").data
        == client.get(f"/qr/agenda.svg?{office}&q=water%20wells").data
    )
    assert client.get(f"/qr/agenda.svg?{office}&office=no-such-office").status_code == 400


def test_a_page_with_a_long_address_says_why_there_is_no_code(client: FlaskClient) -> None:
    offices = "&".join(f"office={slug}" for slug in OFFICES)
    page = get(client, f"/?{offices}")
    assert not page.all("img", class_="qr-code")
    assert "too long for a code" in words(page.one("section", **{"aria-labelledby": "subscribe-phone"}))


@pytest.mark.parametrize("path", ["/", "/?q=course", "/offices/mission-to-skopje", "/feeds/"])
def test_what_is_copied_is_what_is_shown(client: FlaskClient, path: str) -> None:
    page = get(client, path)
    copied = [button["data-copy"] for button in page.all("button", class_="copy")]
    shown = [field["value"] for field in page.all("input") if "readonly" in field.attributes]
    shown += [field.text for field in page.all("textarea")]
    shown += [
        link["href"].replace("webcal:", "https:") for link in page.all("a") if path == "/feeds/" and subscribes(link)
    ]
    assert copied == shown
    assert len(copied) >= 3
    assert len([element for element in page.elements if "data-told" in element.attributes]) == 1
    for button in page.all("button", class_="copy"):
        assert "hidden" in button.attributes, "it does nothing without scripts"
        assert words(button).startswith("Copy ")


def subscribes(link: Element) -> bool:
    return link["href"].startswith("webcal:")


def test_every_calendar_of_the_list_can_be_subscribed_to_there(client: FlaskClient) -> None:
    page = get(client, "/feeds/")
    links = {words(link): link["href"] for link in page.all("a") if subscribes(link)}
    assert links["Subscribe: OSCE Mission to Skopje"] == (
        "webcal://calendar.example.org/feeds/offices/mission-to-skopje.ics"
    )
    files = [link["href"] for link in page.all("a") if link["href"].endswith(".ics")]
    shown = [href.removeprefix(f"webcal://{SITE.base_url.removeprefix('https://')}") for href in links.values()]
    assert sorted(file for file in files if not file.startswith("webcal:")) == sorted(shown)


def side_of(svg: bytes) -> int:
    """The modules of a side of a code, those of its quiet zone included."""
    return int(Page(svg.decode()).one("svg")["viewbox"].split()[2])


def read(svg: bytes) -> list[str]:
    """The texts of the codes that a decoder finds in a picture of the SVG."""
    page = Page(svg.decode())
    side, scale = side_of(svg), 4
    picture = bytearray(b"\xff" * (side * scale) ** 2)
    for x, y in dark_modules(page.all("path")[-1]["d"]):
        for row in range(y * scale, (y + 1) * scale):
            start = row * side * scale + x * scale
            picture[start : start + scale] = bytes(scale)
    image = memoryview(picture).cast("B", shape=[side * scale, side * scale])
    return [found.text for found in zxingcpp.read_barcodes(image)]


def dark_modules(path: str) -> list[tuple[int, int]]:
    """The squares that the lines of a path go through, each one high."""
    x, y = 0.0, 0.0
    found = []
    for command, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", path):
        if command == "h":
            found += [(int(x) + step, int(y)) for step in range(int(first))]
            x += int(first)
        else:
            x, y = (float(first), float(second)) if command == "M" else (x + float(first), y + float(second))
    return found
