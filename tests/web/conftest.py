"""The site over a real store and really published files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from calendar_app.publishing import publish
from calendar_app.store import Store
from calendar_app.web import create_app

from .builders import IMPORTED, SITE, STORE_ID, TODAY, extractions, profile
from .wire import Address, serving


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("store") / "events.db"
    with Store.open(str(path), store_id=STORE_ID) as opened:
        recorded = opened.record(extractions(), IMPORTED)
        assert recorded.events_new == 5
        yield opened


@pytest.fixture(scope="session")
def feeds(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "feeds"
    with store.snapshot() as snapshot:
        publish(snapshot, profile(), SITE, folder)
    return folder


@pytest.fixture(scope="session")
def app(store: Store, feeds: Path) -> Flask:
    return create_app(store, profile(), SITE, feeds, lambda: TODAY)


@pytest.fixture(scope="session")
def address(app: Flask) -> Iterator[Address]:
    """Host and port of a real server of the site."""
    with serving(app) as found:
        yield found


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def ids(store: Store) -> dict[str, str]:
    """The ids of the events by the first word of their title."""
    return {event.title.split()[0]: event.id for event in store.events()}
