"""What goes over the wire: both forms of each answer, their tags, methods, and the bytes of a published file's answer."""

import gzip
import os
from pathlib import Path

import pytest
from flask import Flask

from calendar_app.store import Store
from calendar_app.web import create_app
from calendar_app.web.memory import Memory

from .builders import SITE, TODAY, profile
from .wire import Address, Answer, ask, serving

COMPRESSED = ["/", "/offices/", "/feeds/all.ics", "/feeds/all.ics?x=1", "/feeds/index.html", "/feeds/feeds.opml",
              "/agenda.ics", "/agenda.atom?q=course", "/static/style.css", "/static/site.js"]  # fmt: skip
PUBLISHED = ["all.ics", "all.rss", "all.atom", "all.json", "index.html", "index.json", "feeds.opml",
             "offices/mission-to-skopje.ics", "nothing.ics", "all.ICS", "offices/"]  # fmt: skip


ACCEPTED = {
    None: "",
    "": "",
    "gzip": "gzip",
    "GZip": "gzip",
    "x-gzip": "gzip",
    "gzip, deflate, br, zstd": "gzip",
    "br;q=1.0, gzip;q=0.8, *;q=0.1": "gzip",
    "gzip;q=0.001": "gzip",
    "*": "gzip",
    "br, *;q=0.5": "gzip",
    "identity;q=0.5, gzip": "gzip",
    "identity, gzip": "gzip",
    "identity, gzip;q=0.5": "",
    "gzip;q=0": "",
    "gzip;q=0, *": "",
    "gzip;q=0.0, deflate": "",
    "*;q=0": "",
    "identity": "",
    "identity;q=0": "",
    "br": "",
    "deflate": "",
    "gzip2": "",
    ",,;=": "",
    "gzip," + "a," * 200: "",
}


@pytest.mark.parametrize("accepted", ACCEPTED, ids=range(len(ACCEPTED)))
def test_what_a_client_takes_says_which_form_it_gets(address: Address, accepted: str | None) -> None:
    for path in ("/feeds/all.ics", "/agenda.ics", "/"):
        answer = ask(address, "GET", path, {} if accepted is None else {"Accept-Encoding": accepted})
        assert answer.status == 200
        assert answer.headers.get("content-encoding", "") == ACCEPTED[accepted]
        assert answer.headers["vary"].startswith("Accept-Encoding")


@pytest.mark.parametrize("path", COMPRESSED)
def test_both_forms_are_the_same_bytes_under_different_tags(address: Address, path: str) -> None:
    plain, packed = ask(address, "GET", path), ask(address, "GET", path, {"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body)
    assert ask(address, "GET", path, {"Accept-Encoding": "gzip"}).raw == packed.raw
    assert packed.body[4:8] == bytes(4)  # RFC 1952 2.3.1: no time stamp
    for answer in (plain, packed):
        assert int(answer.headers["content-length"]) == len(answer.body)
        assert answer.headers["etag"].startswith('"')
        assert answer.headers["etag"].endswith('"')
    differ = {"etag", "content-length", "content-encoding"}
    assert _without(plain, differ) == _without(packed, differ)
    assert plain.headers["etag"] != packed.headers["etag"]


@pytest.mark.parametrize("path", COMPRESSED)
def test_head_says_what_get_says_in_both_forms(address: Address, path: str) -> None:
    for headers in ({}, {"Accept-Encoding": "gzip"}):
        got, told = ask(address, "GET", path, headers), ask(address, "HEAD", path, headers)
        assert told.body == b""
        assert told.headers == got.headers


# The tags that a client has, what it takes, the status, and the form whose tag is in the answer.
HELD = [
    ("plain", None, 304, "plain"),
    ("packed", "gzip", 304, "packed"),
    ("plain", "gzip", 304, "plain"),
    ("packed", None, 304, "packed"),
    ("both", "gzip", 304, "packed"),
    ("both", "identity", 304, "plain"),
    ("packed", "identity", 200, "plain"),  # it could not read what it would be told to keep
    ("plain", "gzip, identity;q=0", 200, "packed"),
    ("weak plain", None, 304, "plain"),
    ("weak packed", "gzip", 304, "packed"),
    ("any", None, 304, "plain"),
    ("any", "gzip", 304, "packed"),
    ("other", None, 200, "plain"),
    ("other", "gzip", 200, "packed"),
]


@pytest.mark.parametrize(("held", "accepted", "status", "form"), HELD)
@pytest.mark.parametrize("path", ["/", "/feeds/all.ics", "/feeds/all.ics?x=1", "/agenda.ics", "/static/style.css"])
def test_a_client_may_have_either_form(
    address: Address, path: str, held: str, accepted: str | None, status: int, form: str
) -> None:
    tags = {
        "plain": ask(address, "GET", path).headers["etag"],
        "packed": ask(address, "GET", path, {"Accept-Encoding": "gzip"}).headers["etag"],
    }
    known = {
        **tags,
        "both": f"{tags['plain']}, {tags['packed']}",
        "weak plain": f'"x", W/{tags["plain"]}',
        "weak packed": f"W/{tags['packed']}",
        "any": "*",
        "other": '"other"',
    }
    headers = {"If-None-Match": known[held]} | ({} if accepted is None else {"Accept-Encoding": accepted})
    for method in ("GET", "HEAD"):
        answer = ask(address, method, path, headers)
        assert (answer.status, answer.headers["etag"]) == (status, tags[form])
        assert answer.headers["vary"].startswith("Accept-Encoding")
        assert "last-modified" in answer.headers
        assert ("content-length" in answer.headers) == (status == 200)
        assert bool(answer.body) == (status == 200 and method == "GET")


# Conditions on the moment of change, before it (-1), at it (0), after it (1), and what is answered.
CONDITIONS = [
    ({"If-Modified-Since": -1}, 200),
    ({"If-Modified-Since": 0}, 304),
    ({"If-Modified-Since": 1}, 304),
    ({"If-Modified-Since": "soon"}, 200),
    ({"If-Modified-Since": f"Sat, 30 Nov {'9' * 20} 20:53:19 GMT"}, 200),
    ({"If-Unmodified-Since": f"Sat, 30 Nov 2024 20:53:19 +{'9' * 20}"}, 200),
    ({"If-Modified-Since": 1, "If-None-Match": '"other"'}, 200),
    ({"If-Unmodified-Since": -1}, 412),
    ({"If-Unmodified-Since": 0}, 200),
    ({"If-Match": '"other"'}, 412),
    ({"If-Match": "*"}, 200),
    ({"If-Match": "*", "If-Unmodified-Since": -1}, 200),
    ({"Range": "bytes=0-9"}, 200),
]


@pytest.mark.parametrize(("conditions", "status"), CONDITIONS)
def test_conditions_are_kept(tmp_path: Path, store: Store, conditions: dict[str, int | str], status: int) -> None:
    moments = {
        -1: "Sat, 30 Nov 2024 20:53:19 GMT",
        0: "Sat, 30 Nov 2024 20:53:20 GMT",
        1: "Sat, 30 Nov 2024 20:53:21 GMT",
    }
    headers = {name: value if isinstance(value, str) else moments[value] for name, value in conditions.items()}
    with serving(_site_of(tmp_path, store, b"x" * 500)) as address:
        for path in ("/feeds/all.ics", "/feeds/all.ics?x=1"):
            assert ask(address, "GET", path, headers).status == status


@pytest.mark.parametrize(("size", "coding"), [(1, ""), (499, ""), (500, "gzip")])
def test_what_is_small_is_not_compressed(tmp_path: Path, store: Store, size: int, coding: str) -> None:
    with serving(_site_of(tmp_path, store, b"x" * size)) as address:
        answer = ask(address, "GET", "/feeds/all.ics", {"Accept-Encoding": "gzip"})
        assert answer.headers.get("content-encoding", "") == coding
        assert answer.status == 200
        held = {"Accept-Encoding": "gzip, identity;q=0", "If-None-Match": answer.headers["etag"]}
        assert ask(address, "GET", "/feeds/all.ics", held).status == 304


HEAD = b"""\
HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Cache-Control: public, max-age=900
Connection: close
Content-Disposition: inline; filename="all.ics"
Content-Length: 500
Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
Content-Type: text/calendar; charset=utf-8
Cross-Origin-Opener-Policy: same-origin
Etag: "c38c2bf3055c516a98ac5d97f30e7c36"
Last-Modified: Sat, 30 Nov 2024 20:53:20 GMT
Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()
Referrer-Policy: strict-origin-when-cross-origin
Server: waitress
Strict-Transport-Security: max-age=31536000
Vary: Accept-Encoding
X-Content-Type-Options: nosniff

""".replace(b"\n", b"\r\n")
UNCHANGED = (
    HEAD.replace(b"200 OK", b"304 NOT MODIFIED")
    .replace(b"Content-Length: 500\r\n", b"")
    .replace(b"Content-Type: text/calendar; charset=utf-8\r\n", b"")
)


def test_the_bytes_of_a_published_file(tmp_path: Path, store: Store) -> None:
    with serving(_site_of(tmp_path, store, b"x" * 500)) as address:
        for path in ("/feeds/all.ics", "/feeds/all%2Eics", "/feeds/all.ics?x=1"):
            assert ask(address, "GET", path).raw == HEAD + b"x" * 500
            assert ask(address, "HEAD", path).raw == HEAD
            assert ask(address, "GET", path, {"If-None-Match": "*"}).raw == UNCHANGED
            assert ask(address, "HEAD", path, {"If-None-Match": "*"}).raw == UNCHANGED


@pytest.mark.parametrize("file", PUBLISHED)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("headers", [{}, {"Accept-Encoding": "gzip"}, {"If-None-Match": "*"}])
def test_a_file_is_answered_alike_from_memory_and_by_the_application(
    address: Address, file: str, method: str, headers: dict[str, str]
) -> None:
    path = f"/feeds/{file}"
    assert ask(address, method, path, headers).raw == ask(address, method, f"{path}?x=1", headers).raw


def test_a_file_that_is_published_anew_is_served_at_once(tmp_path: Path, store: Store) -> None:
    file = tmp_path / "all.ics"
    with serving(_site_of(tmp_path, store, b"one")) as address:
        first = ask(address, "GET", "/feeds/all.ics")
        other = tmp_path / ".other"
        other.write_bytes(b"two")
        os.utime(other, (1733000000, 1733000000))  # the same size and moment: only the file is another
        other.replace(file)
        second = ask(address, "GET", "/feeds/all.ics", {"If-None-Match": first.headers["etag"]})
        assert (first.body, second.body) == (b"one", b"two")


OPTIONS = [
    ("/feeds/all.ics", True),
    ("/feeds/offices/mission-to-skopje.json", True),
    ("/agenda.atom?q=course", True),
    ("/", False),
    ("/feeds/", False),
    ("/static/style.css", False),
    ("/robots.txt", False),
]


@pytest.mark.parametrize(("path", "public"), OPTIONS)
def test_options_say_what_can_be_done_and_let_other_sites_read_feeds(address: Address, path: str, public: bool) -> None:
    asked = {"Origin": "https://other.example", "Access-Control-Request-Method": "GET"}
    answer = ask(address, "OPTIONS", path, asked)
    allowed = {name: value for name, value in answer.headers.items() if name.startswith("access-control")}
    assert (answer.status, answer.body, answer.headers["allow"]) == (204, b"", "GET, HEAD, OPTIONS")
    assert not {"content-type", "content-length", "set-cookie"} & answer.headers.keys()
    assert allowed == (
        {
            "access-control-allow-origin": "*",
            "access-control-allow-methods": "GET, HEAD, OPTIONS",
            "access-control-allow-headers": "*",
            "access-control-max-age": "86400",
        }
        if public
        else {}
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "PROPFIND", "REPORT", "NONSENSE"])
@pytest.mark.parametrize("path", ["/feeds/all.ics", "/agenda.ics", "/", "/static/style.css", "/robots.txt"])
def test_other_methods_are_refused(address: Address, method: str, path: str) -> None:
    answer = ask(address, method, path)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.headers["cache-control"] == "no-store"


def test_memory_holds_no_more_bytes_than_it_may() -> None:
    memory: Memory[str] = Memory(100)
    for name in ("a", "b", "c"):
        memory.put(name, name, 40)
    assert [memory.get(name) for name in ("a", "b", "c")] == [None, "b", "c"]
    memory.get("b")
    memory.put("d", "d", 40)
    assert [memory.get(name) for name in ("b", "c", "d")] == ["b", None, "d"]
    memory.put("d", "longer", 60)
    assert [memory.get(name) for name in ("b", "d")] == ["b", "longer"]
    memory.put("e", "too long", 101)
    assert [memory.get(name) for name in ("b", "d", "e")] == ["b", "longer", None]
    memory.put("d", "too long", 101)
    assert [memory.get(name) for name in ("b", "d")] == ["b", None]


def _site_of(folder: Path, store: Store, body: bytes) -> Flask:
    """A site whose one published file has these bytes."""
    file = folder / "all.ics"
    file.write_bytes(body)
    os.utime(file, (1733000000, 1733000000))
    return create_app(store, profile(), SITE, folder, lambda: TODAY)


def _without(answer: Answer, names: set[str]) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in names}
