"""Headers, conditional requests, errors, and a real server."""

import http.client
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from calendar_app.model import Event
from calendar_app.publishing import Site, publish
from calendar_app.store import Store
from calendar_app.web import create_app
from calendar_app.web.http import Freshness

from .builders import IMPORTED, SITE, STORE_ID, TODAY, extractions, profile
from .reading import get, words

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
KEPT = [
    "/",
    "/?q=course",
    "/feeds/all.ics",
    "/feeds/all.atom",
    "/agenda.rss?q=course",
    "/offices/",
    "/robots.txt",
    "/static/style.css",
    "/favicon.ico",
]
ARGUMENTS = {
    "language": "de",
    "slug": "mission-to-skopje",
    "key": "skopje",
    "address": "all.ics",
    "selection": "offices/mission-to-skopje",
    "suffix": "ics",
    "filename": "style.css",
    "month": "2024-12",
    "year": 2024,
}


def addresses(app: Flask, event_id: str) -> list[str]:
    """One address for each rule of the site."""
    with app.test_request_context() as context:
        adapter = context.url_adapter
        assert adapter is not None
        rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
        values = ARGUMENTS | {"event_id": event_id}
        found = [
            adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments}, force_external=False)
            for rule in rules
        ]
    return [path.replace("regions/mission-to-skopje", "regions/central-asia") for path in found]


def test_every_route_has_the_headers_of_the_site(app: Flask, client: FlaskClient, ids: dict[str, str]) -> None:
    paths = addresses(app, ids["Course"])
    assert len(paths) == len(list(app.url_map.iter_rules()))
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        framed = path.endswith("/embed")
        policy = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *") if framed else POLICY
        assert answer.headers["Content-Security-Policy"] == policy, path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Referrer-Policy" in answer.headers
        assert "Permissions-Policy" in answer.headers
        assert "Set-Cookie" not in answer.headers
        assert answer.headers.get("Vary", "Accept-Encoding") in ("Accept-Encoding", "Accept-Encoding, Accept-Language")
        assert "charset=utf-8" in answer.headers["Content-Type"] or path in ("/healthz",)


def test_the_published_index_may_use_its_own_style_and_nothing_else(client: FlaskClient) -> None:
    policy = client.get("/feeds/index.html").headers["Content-Security-Policy"]
    assert policy.replace(policy.partition("style-src 'self' ")[2].partition(";")[0], "").replace("' ;", "';") == POLICY
    assert "sha256-" in policy


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/nowhere", "GET", 404),
        ("/?office=nowhere", "GET", 400),
        ("/feeds/nothing.ics", "GET", 404),
        ("/agenda.ics?from=x", "GET", 400),
        ("/", "POST", 405),
        ("/feeds/all.ics", "DELETE", 405),
        ("/?q=" + "a" * 5000, "GET", 414),
        ("/static/nothing.css", "GET", 404),
        ("/static/../http.py", "GET", 404),
        ("/agenda.txt", "GET", 404),
    ],
)
def test_errors_have_the_headers_of_the_site(client: FlaskClient, path: str, method: str, status: int) -> None:
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert ("Allow" in answer.headers) == (status == 405)


@pytest.mark.parametrize("path", KEPT)
def test_what_a_client_has_is_not_sent_again(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    assert not etag.startswith("W/")
    assert first.headers["Cache-Control"] == "public, max-age=900"
    for headers in ({"If-None-Match": etag}, {"If-Modified-Since": modified}, {"If-None-Match": f'"x", W/{etag}'}):
        again = client.get(path, headers=headers)
        assert again.status_code == 304
        assert again.data == b""
        assert again.headers["ETag"] == etag
        assert again.headers["Last-Modified"] == modified
        assert again.headers["Content-Security-Policy"] == POLICY
    changed = client.get(path, headers={"If-None-Match": '"other"', "If-Modified-Since": modified})
    assert changed.status_code == 200


@pytest.mark.parametrize("path", [*KEPT, "/nowhere", "/agenda.ics?q=nothinglikethis", "/healthz"])
def test_head_tells_the_same_without_the_body(client: FlaskClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert head.status_code == got.status_code
    assert head.data == b""
    assert dict(head.headers) == dict(got.headers)
    assert int(head.headers["Content-Length"]) == len(got.data)


def test_last_modified_moves_when_an_event_goes() -> None:
    moment = [datetime(2024, 12, 1, 12, 0, 0, 5, tzinfo=UTC)]
    seen = Freshness(lambda: moment[0], most=2)
    first = seen.since("/", "a")
    moment[0] += timedelta(hours=1)
    assert seen.since("/", "a") == first == datetime(2024, 12, 1, 12, tzinfo=UTC)
    second = seen.since("/", "b")
    assert second == moment[0].replace(microsecond=0)
    assert seen.since("/", "c") == second + timedelta(seconds=1)
    for path in ("/1", "/2", "/3"):
        seen.since(path, "a")
    moment[0] += timedelta(hours=1)
    assert seen.since("/", "c") == moment[0].replace(microsecond=0)


HOSTS = ["evil.example", "evil.example:99999", "", "a b", "[::1", "evil.example/path", "<script>"]


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", ["/", "/agenda.atom?q=course", "/offices", "//offices//", "/feeds"])
def test_what_a_request_says_of_its_host_changes_nothing(client: FlaskClient, host: str, path: str) -> None:
    claimed = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher", "X-Original-URL": "/healthz"}
    asked = {"PATH_INFO": path.partition("?")[0], "QUERY_STRING": path.partition("?")[2]}
    plain = client.get(environ_overrides=asked)
    answer = client.get(environ_overrides=asked, headers={"Host": host, **claimed})
    assert answer.status_code in (200, 404)
    assert answer.status_code == plain.status_code
    assert answer.data == plain.data
    assert "Location" not in answer.headers
    assert "evil.example" not in str(answer.headers)


def test_links_stay_below_the_root_that_the_site_is_mounted_at(app: Flask) -> None:
    page = get(app.test_client(), "/")
    assert page.one("form")["action"] == "/"
    mounted = app.test_client().get("/", base_url="http://localhost/calendar").text
    assert 'action="/calendar/"' in mounted
    assert 'href="/calendar/offices/"' in mounted
    assert 'href="/calendar/static/style.css' in mounted


def test_nothing_is_fetched_from_elsewhere(client: FlaskClient, ids: dict[str, str]) -> None:
    for path in (
        "/",
        f"/events/{ids['Course']}",
        "/releases/skopje",
        "/offices/mission-to-skopje",
        "/feeds/",
        "/embed",
        "/nowhere",
    ):
        page = get(client, path, 404 if path == "/nowhere" else 200)
        loaded = [element["src"] for element in page.elements if "src" in element.attributes]
        loaded += [link["href"] for link in page.all("link") if link["rel"] in ("stylesheet", "icon")]
        assert len(loaded) >= 3
        assert all(address.startswith(("/static/", "/qr/")) for address in loaded)
        for address in loaded:
            text = client.get(address).text
            assert "url(" not in text
            assert "@import" not in text
            assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
        assert not [element for element in page.elements if "style" in element.attributes or element.tag == "style"]


def test_a_static_file_has_a_new_address_when_it_changes(client: FlaskClient) -> None:
    styles = [link["href"] for link in get(client, "/").all("link", rel="stylesheet")]
    (style,) = [href for href in styles if href.startswith("/static/style.css?v=")]
    assert client.get(style).headers["Cache-Control"] == "public, max-age=900"


def failing() -> None:
    raise RuntimeError("the secret reason")


@pytest.mark.parametrize(("path", "status"), [("/", 500), ("/offices/", 500), ("/agenda.json?q=a", 503)])
def test_a_fault_is_told_by_its_number(
    store: Store, feeds: Path, caplog: pytest.LogCaptureFixture, path: str, status: int
) -> None:
    app = create_app(store, profile(), SITE, feeds, failing)  # type: ignore[arg-type]
    answer = app.test_client().get(path)
    assert answer.status_code == status
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["Content-Security-Policy"] == POLICY
    (record,) = [record for record in caplog.records if record.levelname == "ERROR"]
    number = record.getMessage().split()[1]
    assert number in answer.text
    assert record.exc_info


def test_encryption_is_asked_for_only_where_the_site_has_it(store: Store, feeds: Path) -> None:
    secure = create_app(store, profile(), SITE, feeds, lambda: TODAY).test_client()
    assert "max-age" in secure.get("/").headers["Strict-Transport-Security"]
    plain = create_app(store, profile(), Site("http://127.0.0.1:5000", "x", "x"), feeds, lambda: TODAY).test_client()
    assert "Strict-Transport-Security" not in plain.get("/").headers


def fetch(
    address: tuple[str, int], path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(*address, timeout=10)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_over_a_real_server(address: tuple[str, int], feeds: Path, ids: dict[str, str]) -> None:
    answer, body = fetch(address, "/feeds/all.ics")
    assert (answer.status, body) == (200, (feeds / "all.ics").read_bytes())
    etag, modified = answer.headers["ETag"], answer.headers["Last-Modified"]
    answer, body = fetch(address, "/feeds/all.ics", If_None_Match=etag)
    assert (answer.status, body, answer.headers["ETag"]) == (304, b"", etag)
    assert answer.headers["Last-Modified"] == modified
    answer, body = fetch(address, "/feeds/all.ics", "HEAD")
    assert (answer.status, body) == (200, b"")
    assert int(answer.headers["Content-Length"]) == (feeds / "all.ics").stat().st_size
    answer, body = fetch(address, f"/events/{ids['Course']}")
    assert "Course for social workers" in body.decode()
    answer, body = fetch(address, "/releases/https%3A%2F%2Fwww.osce.org%2Fvienna%3Fpage%3D2")
    assert answer.status == 200
    for path in ("/feeds/../events.db", "/feeds/%2e%2e/%2e%2e/etc/passwd", "/feeds/..%2f..%2fetc%2fpasswd"):
        answer, body = fetch(address, path)
        assert answer.status == 404
        assert answer.headers["Content-Security-Policy"] == POLICY


def test_header_lines_cannot_be_made_by_an_address(address: tuple[str, int]) -> None:
    for path in (b"/feeds/all.ics%0d%0aX-Bad:%201", b"/?q=%0d%0aX-Bad:%201", b"/events/x%0d%0aX-Bad:%201.ics"):
        with socket.create_connection(address, timeout=10) as raw:
            raw.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            received = b""
            while piece := raw.recv(65536):
                received += piece
        assert b"\r\nX-Bad" not in received.partition(b"\r\n\r\n")[0]


def test_a_new_event_is_seen_at_once(tmp_path: Path) -> None:
    with Store.open(str(tmp_path / "events.db")) as store:
        client = create_app(store, profile(), SITE, tmp_path, lambda: TODAY).test_client()
        before = client.get("/")
        assert client.get("/agenda.ics").status_code == 404
        store.record(extractions()[:1], IMPORTED)
        events: list[Event] = store.events()
        after = client.get("/", headers={"If-None-Match": before.headers["ETag"]})
        assert after.status_code == 200
        assert after.headers["Last-Modified"] != before.headers["Last-Modified"]
        assert events[0].title in after.text
        assert client.get("/agenda.ics").status_code == 200
        assert words(get(client, "/").one("p", role="status")) == "1 event now or to come."


def put(store: Store, feeds: Path) -> None:
    with store.snapshot() as snapshot:
        publish(snapshot, profile(), SITE, feeds)


def test_a_withdrawn_event_is_gone_and_comes_back(tmp_path: Path) -> None:
    """CONVENTIONS: a withdrawn event leaves the calendar and its page answers 410."""
    told = extractions()[2]
    nothing = replace(told, events=())
    feeds = tmp_path / "feeds"
    with Store.open(str(tmp_path / "events.db"), store_id=STORE_ID) as store:
        client = create_app(store, profile(), SITE, feeds, lambda: TODAY).test_client()
        store.record(extractions(), IMPORTED)
        put(store, feeds)
        (event_id,) = (event.id for event in store.events() if event.title.startswith("Café"))
        addresses = (f"/events/{event_id}", f"/events/{event_id}.ics", f"/feeds/events/{event_id}.ics")
        assert [client.get(address).status_code for address in addresses] == [200, 200, 200]
        store.record([nothing], IMPORTED)
        put(store, feeds)
        assert [client.get(address).status_code for address in addresses] == [410, 410, 410]
        assert b"Caf" not in client.get("/feeds/all.ics").data
        assert event_id not in client.get("/releases/water").text
        store.record([told], IMPORTED)
        put(store, feeds)
        assert [client.get(address).status_code for address in addresses] == [200, 200, 200]
        assert [change.sequence for change in store.revisions(event_id)] == [1, 2]
