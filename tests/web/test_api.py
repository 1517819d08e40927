"""The API: what it answers is what its document says, its lists are whole, and its refusals are told as problems."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from sqlalchemy import Connection, Engine, event
from werkzeug.test import TestResponse

from calendar_app.pipeline import Refusals
from calendar_app.pipeline import extractions as read
from calendar_app.publishing import publish
from calendar_app.store import Store
from calendar_app.web import create_app
from calendar_app.web.api.operations import OPERATIONS
from calendar_app.web.api.paging import cursor_of, place_of
from calendar_app.web.query import BadQueryError

from .builders import HOSTILE, IMPORTED, SITE, SKOPJE, TODAY, extraction, extractions, found, profile
from .reading import Page, get, titles, words
from .test_hostile import ATTACKS, check

MANY = 60
LISTS = ("/api/v1/events", "/api/v1/releases")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A site with many events, several on each day, and many releases, some without events."""
    folder = tmp_path_factory.mktemp("api")
    told = [
        extraction(
            f"r/{n}",
            f"Meeting {n} of experts is held.",
            *([found(f"Meeting {n} of experts", TODAY + timedelta(days=n % 7 - 3), sentence=(0, 9))] if n % 5 else []),
            named=True,
        )
        for n in range(MANY)
    ]
    with Store.open(str(folder / "events.db")) as store:
        store.record([*extractions(), *told], IMPORTED)
        with store.snapshot() as snapshot:
            publish(snapshot, profile(), SITE, folder / "feeds")
        yield create_app(store, profile(), SITE, folder / "feeds", lambda: TODAY).test_client()


def ask(client: FlaskClient, path: str, status: int = 200) -> Any:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    return answer.json


def here(address: str) -> str:
    """The path of an address of the site."""
    assert address.startswith(SITE.base_url + "/")
    return address.removeprefix(SITE.base_url)


def following(answer: TestResponse) -> str | None:
    """The address of the next part, which the body and the Link header tell alike."""
    assert answer.json is not None
    address: str | None = answer.json["next"]
    assert answer.headers.get("Link") == (f'<{address}>; rel="next"' if address else None)
    return address


def walk(client: FlaskClient, path: str, most: int) -> list[dict[str, Any]]:
    """All items of a list, from part to part."""
    items: list[dict[str, Any]] = []
    while path:
        answer = client.get(path)
        assert answer.status_code == 200 and answer.json is not None, answer.text
        assert 0 < len(answer.json["items"]) <= most
        items += answer.json["items"]
        address = following(answer)
        path = here(address) if address else ""
    return items


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    return dict(ask(client, "/api/openapi.json"))


def conforms(document: dict[str, Any], path: str, answer: TestResponse) -> None:
    """The answer is one that the document knows for the operation, in status, media type, headers and shape."""
    told = document["paths"][path]["get"]["responses"][str(answer.status_code)]
    if "$ref" in told:
        told = document["components"]["responses"][told["$ref"].rpartition("/")[2]]
    for name in set(told.get("headers", ())) - {"Link"}:
        assert name in answer.headers
    if "content" not in told:
        assert answer.data == b""
        return
    schema = told["content"][answer.mimetype]["schema"]
    validator = Draft202012Validator({**document, **schema}, format_checker=FormatChecker())
    assert list(validator.iter_errors(answer.json)) == []
    shape = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    assert answer.json is not None and set(answer.json) == set(shape["properties"])


def questions(event_id: str) -> dict[str, str]:
    """An address for each operation."""
    names = {"{event_id}": event_id, "{key}": "https%3A%2F%2Fwww.osce.org%2Fvienna%3Fpage%3D2"}
    found = {}
    for operation in OPERATIONS:
        path = operation.path
        for name, value in names.items():
            path = path.replace(name, value)
        found[operation.path] = path
    return found


def test_the_document_is_one_of_openapi_and_names_every_address(app: Flask, document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    rules = {rule.rule.replace("<anything:", "{").replace(">", "}") for rule in app.url_map.iter_rules()}
    assert set(document["paths"]) == {rule for rule in rules if rule.startswith("/api/v1/")}
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
        assert schema["description"]


def test_every_reference_of_the_document_leads_somewhere(document: dict[str, Any]) -> None:
    def follow(value: Any) -> None:
        if isinstance(value, dict):
            if "$ref" in value:
                at: Any = document
                for name in value["$ref"].removeprefix("#/").split("/"):
                    at = at[name]
            for inner in value.values():
                follow(inner)
        elif isinstance(value, list):
            for inner in value:
                follow(inner)

    follow(document)


def test_answers_have_the_shapes_of_the_document(
    client: FlaskClient, document: dict[str, Any], ids: dict[str, str]
) -> None:
    for path, address in questions(ids["Course"]).items():
        answer = client.get(address)
        assert answer.status_code == 200, address
        conforms(document, path, answer)
        again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
        conforms(document, path, again)
        refused = client.get(address, headers={"If-Match": '"other"'})
        assert refused.status_code == 412
        conforms(document, path, refused)
        long = client.get(f"{address}?x={'a' * 5000}")
        assert long.status_code == 414
        conforms(document, path, long)


def test_a_list_of_events_tells_all_that_is_known_but_the_evidence(client: FlaskClient, ids: dict[str, str]) -> None:
    answer = ask(client, "/api/v1/events?office=mission-to-skopje")
    (course,) = answer["items"]
    assert answer["total"] == 1
    assert answer["next"] is None
    expected = {
        "id": ids["Course"],
        "title": "Course for social workers",
        "start": "2024-12-03",
        "end": "2024-12-04",
        "start_time": "10:00",
        "end_time": "16:00",
        "timezone": "Europe/Skopje",
        "place": "Hotel Arka, Skopje",
        "country": "North Macedonia",
        "offices": ["mission-to-skopje", "transnational-threats-department"],
        "regions": ["south-eastern-europe"],
        "topics": ["policing"],
        "status": "confirmed",
        "precision": "day",
        "closed": True,
        "created": "2024-11-20T09:00:00Z",
    }
    assert {name: course[name] for name in expected} == expected
    assert "evidence" not in course


def test_links_lead_to_what_they_name(client: FlaskClient, ids: dict[str, str]) -> None:
    course = ask(client, f"/api/v1/events/{ids['Course']}")
    links = course["links"]
    assert ask(client, here(links["resource"])) == course
    assert words(get(client, here(links["page"])).one("h1")) == course["title"]
    assert client.get(here(links["calendar"])).data.startswith(b"BEGIN:VCALENDAR")
    for release in ask(client, "/api/v1/releases")["items"]:
        assert ask(client, here(release["links"]["resource"]))["key"] == release["key"]
        assert client.get(here(release["links"]["page"])).status_code == 200
    for name in ("offices", "regions", "topics"):
        for item in ask(client, f"/api/v1/{name}")["items"]:
            assert ask(client, here(item["links"]["events"]))["total"] == item["events"]
            assert client.get(here(item["links"]["page"])).status_code == 200
            calendar = item["links"]["calendar"]
            assert bool(calendar) == bool(item["events"])
            assert not calendar or client.get(here(calendar)).mimetype == "text/calendar"


def test_the_evidence_of_an_event_points_into_its_release(client: FlaskClient, ids: dict[str, str]) -> None:
    (evidence,) = ask(client, f"/api/v1/events/{ids['Course']}")["evidence"]
    release = ask(client, here(evidence["links"]["resource"]))
    assert release["text"] == SKOPJE
    assert release["text"][evidence["sentence"]["start"] : evidence["sentence"]["stop"]] == evidence["quote"]
    assert evidence["published"] == release["published"] == "2024-11-19"
    assert [told["id"] for told in release["events"]] == [ids["Course"]]


def test_a_date_phrase_is_marked_where_it_stands_in_the_quote(tmp_path: Path) -> None:
    source = tmp_path / "told.txt"
    source.write_text(
        "The Mission holds  a course\u202e on policing in Skopje on 3-4 December 2024.\n", encoding="utf-8"
    )
    with Store.open(str(tmp_path / "events.db")) as store:
        store.record(read((str(source),), None, profile(), TODAY, Refusals()), IMPORTED)
        client = create_app(store, profile(), SITE, tmp_path, lambda: TODAY).test_client()
        (known,) = ask(client, "/api/v1/events")["items"]
        (evidence,) = ask(client, f"/api/v1/events/{known['id']}")["evidence"]
    assert evidence["quote"][evidence["mark"]["start"] : evidence["mark"]["stop"]] == "3-4 December 2024"
    assert "\u202e" not in evidence["quote"]


@given(limit=st.integers(1, 200), query=st.sampled_from(["", "region=osce-wide", "q=meeting", "from=2024-12-01"]))
def test_every_event_comes_once_whatever_the_limit(large: FlaskClient, limit: int, query: str) -> None:
    walked = walk(large, f"/api/v1/events?limit={limit}&{query}", limit)
    whole = ask(large, f"/api/v1/events?limit=200&{query}")
    assert walked == whole["items"]
    assert len({item["id"] for item in walked}) == len(walked) == whole["total"]
    assert [(item["start"], item["id"]) for item in walked] == sorted((item["start"], item["id"]) for item in walked)


@given(limit=st.integers(1, 200))
def test_every_release_comes_once_whatever_the_limit(large: FlaskClient, limit: int) -> None:
    walked = [item["key"] for item in walk(large, f"/api/v1/releases?limit={limit}", limit)]
    assert walked == sorted({f"r/{n}" for n in range(MANY)} | {told.release.key for told in extractions()})


def test_what_comes_or_goes_meanwhile_moves_nothing(tmp_path: Path) -> None:
    """Nothing is skipped or told twice when events before the cursor are new or withdrawn."""
    days = [extraction(f"k{n}", f"Talk {n} is held.", found(f"Talk {n}", TODAY + timedelta(days=n))) for n in range(6)]
    with Store.open(str(tmp_path / "events.db")) as store:
        store.record(days, IMPORTED)
        client = create_app(store, profile(), SITE, tmp_path, lambda: TODAY).test_client()
        first = ask(client, "/api/v1/events?limit=3")
        gone = extraction("k1", "Talk 1 is held.")
        early = extraction("early", "A forum is held.", found("Forum", TODAY - timedelta(days=9)))
        store.record([gone, early], IMPORTED)
        rest = ask(client, here(first["next"]))
    assert [item["title"] for item in first["items"] + rest["items"]] == [f"Talk {n}" for n in range(6)]


SLUGS = {
    "office": ["mission-to-skopje", "mission-to-serbia"],
    "region": ["osce-wide", "south-eastern-europe", "central-asia"],
    "topic": ["policing", "water-management"],
}
DAYS = st.dates(date(2024, 11, 1), date(2025, 4, 1)).map(str)
FILTERS = st.fixed_dictionaries(
    {name: st.lists(st.sampled_from(slugs), max_size=2) for name, slugs in SLUGS.items()}
    | {"q": st.sampled_from(["", "course", "meet water", "vienna", "zzz"])},
    optional={"from": DAYS, "to": DAYS},
).filter(lambda given: given.get("from", "") <= given.get("to", "9"))


@given(query=FILTERS)
def test_filters_let_the_same_events_through_as_in_the_agenda(app: Flask, query: dict[str, Any]) -> None:
    client = app.test_client()
    answer = client.get("/api/v1/events", query_string=query).json
    agenda = client.get("/", query_string=query)
    assert answer is not None
    assert agenda.status_code == 200
    assert sorted(item["title"] for item in answer["items"]) == sorted(
        title.replace("\u202e", "") for title in titles(Page(agenda.text))
    )


REFUSED = [
    ("/api/v1/events?office=nowhere", 400, "there is no office “nowhere”", "choose a office from the list"),
    ("/api/v1/events?from=x", 400, "“x” is not a date", "year-month-day"),
    ("/api/v1/events?from=2024-12-02&to=2024-12-01", 400, "behind the last", "exchange"),
    ("/api/v1/events?limit=0", 400, "“0” is no number from 1 to 200", "limit=50"),
    ("/api/v1/events?limit=201", 400, "“201” is no number", "limit=50"),
    ("/api/v1/events?limit=1&limit=2", 400, "more than once", "once"),
    ("/api/v1/releases?limit=-1", 400, "“-1” is no number", "limit=50"),
    ("/api/v1/events?cursor=a%20b", 400, "the cursor is none", "next"),
    ("/api/v1/releases?cursor=%C3%A9", 400, "the cursor is none", "next"),
    ("/api/v1/events/nothing", 404, "there is no such event", "look for it"),
    ("/api/v1/events/a/b", 404, "there is no such event", "look for it"),
    ("/api/v1/releases/nothing", 404, "there is no such release", "/api/v1/releases"),
]


@pytest.mark.parametrize(("path", "status", "detail", "remedy"), REFUSED)
def test_a_refusal_is_a_problem(
    client: FlaskClient, document: dict[str, Any], path: str, status: int, detail: str, remedy: str
) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    problem = answer.json
    assert problem is not None
    assert problem["type"] == "about:blank"
    assert problem["status"] == status
    assert problem["instance"] == quote(path.partition("?")[0])
    assert detail in problem["detail"]
    assert remedy in problem["remedy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    known = {"/api/v1/events": LISTS[0], "/api/v1/releases": LISTS[1]}.get(path.partition("?")[0])
    conforms(document, known or f"{path.rpartition('/')[0].removesuffix('/a')}/{{{_name(path)}}}", answer)


def _name(path: str) -> str:
    return "event_id" if "/events/" in path else "key"


@pytest.mark.parametrize(
    "path", ["/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v2/events", "/api/v1/events/", "/api/x"]
)
def test_what_is_not_there_is_a_problem_too(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_nothing_can_be_written(client: FlaskClient, method: str) -> None:
    answer = client.open("/api/v1/events", method=method)
    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_pages_of_other_sites_may_ask(client: FlaskClient, ids: dict[str, str]) -> None:
    for path in (*questions(ids["Course"]).values(), "/api/openapi.json"):
        preflight = client.options(path, headers={"Origin": "https://example.net"})
        assert (preflight.status_code, preflight.data) == (204, b"")
        assert preflight.headers["Allow"] == preflight.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        answer = client.get(path, headers={"Origin": "https://example.net"})
        assert answer.headers["Access-Control-Allow-Origin"] == preflight.headers["Access-Control-Allow-Origin"] == "*"
        assert "Link" in answer.headers["Access-Control-Expose-Headers"]
        assert answer.headers["Vary"] == "Accept-Encoding"


def test_an_answer_is_kept_compressed_and_told_by_head(client: FlaskClient, ids: dict[str, str]) -> None:
    for path in (*questions(ids["Course"]).values(), "/api/openapi.json"):
        answer, head = client.get(path), client.head(path)
        assert dict(head.headers) == dict(answer.headers)
        assert head.data == b""
        assert answer.headers["Cache-Control"] == "public, max-age=900"
        packed = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert packed.headers.get("Content-Encoding") == ("gzip" if len(answer.data) >= 500 else None)
        assert packed.headers["ETag"] != answer.headers["ETag"] or len(answer.data) < 500


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
@pytest.mark.parametrize("name", ["q", "office", "region", "topic", "from", "to", "limit", "cursor"])
def test_what_is_asked_for_comes_back_as_json_and_no_more(client: FlaskClient, name: str, attack: str) -> None:
    for path in LISTS:
        answer = client.get(path, query_string={name: attack})
        assert answer.status_code in (200, 400)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.mimetype == ("application/json" if answer.status_code == 200 else "application/problem+json")
        assert not {"\x00", "\x1b", "\u202e", "\u2066"} & set(json.dumps(answer.json, ensure_ascii=False))


def test_names_that_mean_harm_name_nothing(client: FlaskClient) -> None:
    for attack in ATTACKS:
        for folder in ("events", "releases"):
            answer = client.get(f"/api/v1/{folder}/{quote(attack)}")
            assert (answer.status_code, answer.mimetype) == (404, "application/problem+json"), attack


def test_what_releases_say_is_told_as_it_is_and_leads_nowhere_that_could_run(client: FlaskClient) -> None:
    release = ask(client, "/api/v1/releases/glued")
    assert release["text"].startswith(HOSTILE)
    assert release["url"] is None
    (told,) = release["events"]
    assert told["title"] == HOSTILE.replace("\u202e", "")
    assert told["status"] == "cancelled"


@given(place=st.text())
def test_a_place_is_found_again_by_its_cursor(place: str) -> None:
    assert place_of(cursor_of(place)) == place


@given(cursor=st.text())
def test_a_cursor_is_a_place_or_refused(app: Flask, cursor: str) -> None:
    client = app.test_client()
    try:
        place_of(cursor)
    except BadQueryError:
        return
    for path in LISTS:
        assert client.get(path, query_string={"cursor": cursor}).status_code == 200


def test_a_withdrawn_event_is_gone(tmp_path: Path, document: dict[str, Any]) -> None:
    with Store.open(str(tmp_path / "events.db")) as store:
        store.record([extraction("k", "A forum is held.", found("Forum", TODAY))], IMPORTED)
        client = create_app(store, profile(), SITE, tmp_path, lambda: TODAY).test_client()
        address = f"/api/v1/events/{store.events()[0].id}"
        assert client.get(address).status_code == 200
        store.record([extraction("k", "A forum is held.")], IMPORTED)
        answer = client.get(address)
        assert answer.status_code == 410
        conforms(document, "/api/v1/events/{event_id}", answer)
        assert ask(client, "/api/v1/events") == {"items": [], "total": 0, "next": None}
        assert ask(client, "/api/v1/releases/k")["events"] == []


def test_a_database_that_fails_is_a_problem(tmp_path: Path, document: dict[str, Any]) -> None:
    database = tmp_path / "events.db"
    with Store.open(str(database)) as store:
        client = create_app(store, profile(), SITE, tmp_path, lambda: TODAY).test_client()
        store.close()
        for extra in ("", "-wal", "-shm"):
            database.with_name(database.name + extra).unlink(missing_ok=True)
        database.write_bytes(b"this was a database " * 1000)
        for path, address in questions("x").items():
            answer = client.get(address)
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "120")
            conforms(document, path, answer)
        assert client.get("/api/openapi.json").status_code == 200


def test_every_query_uses_an_index(tmp_path: Path) -> None:
    asked: dict[str, Any] = {}

    def listen(_: Connection, __: object, statement: str, parameters: object, *___: object) -> None:
        if statement.startswith("SELECT"):
            asked.setdefault(statement, parameters)

    with Store.open(str(tmp_path / "events.db")) as store:
        store.record(extractions(), IMPORTED)
        client = create_app(store, profile(), SITE, tmp_path, lambda: TODAY).test_client()
        known = store.events()[0].id
        event.listen(Engine, "before_cursor_execute", listen)
        try:
            for address in questions(known).values():
                assert client.get(address).status_code == 200
        finally:
            event.remove(Engine, "before_cursor_execute", listen)
        with store._database.reading() as connection:
            plans = {
                statement: [
                    str(row[-1]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                ]
                for statement, parameters in asked.items()
            }
    (paged,) = (plan for statement, plan in plans.items() if "releases" in statement and "LIMIT" in statement)
    assert paged == ["SEARCH releases USING INDEX sqlite_autoindex_releases_1 (key>?)"]
    assert not [step for plan in plans.values() for step in plan if step.startswith("SCAN") and step != "SCAN meta"]


def test_the_page_describes_what_the_document_describes(client: FlaskClient, document: dict[str, Any]) -> None:
    page = get(client, "/api/")
    check(page)
    shown = {element["id"] for element in page.elements if element.get("id")}
    operations = {told["get"]["operationId"] for told in document["paths"].values()}
    assert operations | set(document["components"]["schemas"]) <= shown
    for link in page.all("a"):
        if link["href"].startswith("#"):
            assert link["href"][1:] in shown
    assert [link["href"] for link in page.all("link", rel="service-desc")] == [f"{SITE.base_url}/api/openapi.json"]
    for example in page.all("pre"):
        address = words(example).removeprefix("curl --compressed '").removesuffix("'")
        assert client.get(here(address)).status_code == 200
    for path in ("/", "/de/"):
        assert f"{path}api/" in [link["href"] for link in get(client, path).all("a")]
    assert get(client, "/de/api/").one("html")["lang"] == "de"
    assert urlsplit(get(client, "/de/api/").one("link", rel="canonical")["href"]).path == "/de/api/"
    assert client.get("/api").status_code == 200
