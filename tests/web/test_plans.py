"""How the site asks the database: through an index, whatever the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, event

from calendar_app.publishing import publish
from calendar_app.store import Store
from calendar_app.web import create_app

from .builders import IMPORTED, SITE, TODAY, extraction, extractions, found, profile
from .test_http import addresses

FILTERS = (
    "/?q=course+water",
    "/?office=mission-to-skopje&q=cafe",
    "/?from=2024-12-01&to=2024-12-31",
    "/agenda.ics?q=course",
)
# One row; no row; and the words, which are found in an index that SQLite calls a table.
SMALL = ("SCAN meta", "SCAN CONSTANT ROW", "SCAN (subquery", "SCAN event_words VIRTUAL TABLE INDEX")


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """A site that nobody has asked anything."""
    with Store.open(str(tmp_path / "events.db")) as store:
        store.record(extractions(), IMPORTED)
        with store.snapshot() as snapshot:
            publish(snapshot, profile(), SITE, tmp_path / "feeds")
        yield create_app(store, profile(), SITE, tmp_path / "feeds", lambda: TODAY)


def scans(connection: Connection, statement: str, parameters: object) -> list[str]:
    """The steps of a query that look at every row of a table."""
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]
    steps = [str(row[-1]) for row in plan]
    return [step for step in steps if step.startswith("SCAN") and "USING" not in step and not step.startswith(SMALL)]


def test_every_query_uses_an_index(app: Flask) -> None:
    asked: dict[str, object] = {}

    def listen(_: Connection, __: object, statement: str, parameters: object, *___: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            asked.setdefault(statement, parameters)

    client = app.test_client()
    store: Store = app.extensions["calendar_app"].store
    known = store.events()[0].id
    event.listen(Engine, "before_cursor_execute", listen)
    try:
        for path in (*addresses(app, known), *FILTERS):
            assert client.get(path).status_code == 200, path
        store.record([extraction("new", "A forum.", found("Forum", TODAY, sentence=(0, 8)))], IMPORTED)
        assert client.get("/").status_code == 200
    finally:
        event.remove(Engine, "before_cursor_execute", listen)
    assert len(asked) > 10
    with store._database.reading() as connection:
        assert {
            statement: bad for statement, known in asked.items() if (bad := scans(connection, statement, known))
        } == {}
