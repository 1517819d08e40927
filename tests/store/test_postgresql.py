"""PostgreSQL alone: what goes wrong with a server, in sentences, and who waits for whom."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy
from conftest import postgresql
from servers import PASSWORD, Server

from calendar_app.errors import StoreError
from calendar_app.store import Recorded, Store
from calendar_app.store import postgresql as postgresql_index
from calendar_app.store.recording import record_release

from .builders import NOW, execute, extraction, found

PROGRAM = str(Path(sys.executable).parent / "calendar-app")


@pytest.fixture
def url(server: Server) -> Iterator[str]:
    with server.database() as made:
        yield made


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server that a test may stop."""
    with postgresql() as made:
        yield made


def _name(url: str) -> str:
    return sqlalchemy.make_url(url).database or ""


def _wrong_password(server: Server) -> str:
    return server.url(password="wr/ong")


def _no_such_user(server: Server) -> str:
    return server.url(user="nobody")


def _no_such_database(server: Server) -> str:
    return server.url("nowhere")


def _no_socket(server: Server) -> str:
    return server.url().replace(str(server.folder), f"{server.folder}/nowhere")


def _no_server(server: Server) -> str:
    return server.url().replace("@/postgres", "@127.0.0.1:1/postgres").partition("?")[0]


def _no_host(server: Server) -> str:
    return "postgresql:///calendar?host=nowhere.invalid&password=wr/ong"


def _no_option(server: Server) -> str:
    return f"{server.url()}&colour=red"


PLACES = [
    (_wrong_password, "the server refuses this user and password; correct the URL"),
    (_no_such_user, "the server refuses this user and password; correct the URL"),
    (_no_such_database, "there is no such database; make it"),
    (_no_socket, "the server cannot be reached; see that it runs"),
    (_no_server, "the server cannot be reached; see that it runs"),
    (_no_host, "the server cannot be reached; see that it runs"),
    (_no_option, "the server cannot be used: .*colour.*; correct the URL"),
]


@pytest.mark.parametrize(("place", "what"), PLACES)
def test_a_place_without_a_store_is_named_without_its_password(
    server: Server, place: Callable[[Server], str], what: str
) -> None:
    with pytest.raises(StoreError, match=what) as refused:
        Store.open(place(server))
    assert refused.value.where.startswith("postgresql://")
    assert not [part for part in (PASSWORD, "told", "wr/ong", "wr%2Fong") if part in str(refused.value)]


def test_the_program_says_it_in_a_sentence(server: Server) -> None:
    done = subprocess.run(
        [PROGRAM, "publish", "--database", _no_such_database(server)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("calendar-app: postgresql://calendar:***@/nowhere")
    assert done.stderr.endswith(": there is no such database; make it with createdb, or correct the URL.\n")


def test_a_driver_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"driver.*missing.*install calendar-app\[postgresql\]") as refused:
        Store.open("postgresql://calendar:secret@localhost/calendar")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_the_driver_need_not_be_named(url: str, scheme: str) -> None:
    with Store.open(url.replace("postgresql", scheme, 1)) as store:
        assert store.record([extraction(found())], NOW).events_new == 1


def test_a_database_of_another_encoding_is_refused(server: Server) -> None:
    options = "ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0"
    with server.database(options) as url, pytest.raises(StoreError, match="LATIN1, not UTF-8; give one that was made"):
        Store.open(url)


def test_a_user_without_rights_is_told(server: Server, url: str) -> None:
    server.execute("CREATE ROLE guest LOGIN PASSWORD 'guest'")
    guest = server.url(_name(url), user="guest", password="guest")
    with pytest.raises(StoreError, match="may not read and write it; give the user the right"):
        Store.open(guest)
    Store.open(url).close()
    with pytest.raises(StoreError, match="may not read and write it; give the user the right"):
        Store.open(guest)


def test_a_database_that_cannot_be_written_says_so(url: str) -> None:
    Store.open(url).close()
    with Store.open(f"{url}&options=-cdefault_transaction_read_only%3Don") as store:
        assert store.events() == []
        with pytest.raises(StoreError, match="cannot be written; give the address"):
            store.record([extraction(found())], NOW)


def test_a_locked_database_is_waited_for_then_named_and_can_be_read(url: str) -> None:
    with Store.open(url) as store, Store.open(url) as other:
        with other._database.writing():
            with pytest.raises(StoreError, match=r"another process is writing.*try again"):
                store.record([extraction(found())], NOW)
            assert store.events() == []
        assert store.record([extraction(found())], NOW).events_new == 1


@pytest.mark.parametrize("level", ["read committed", "repeatable read", "serializable"])
def test_a_writer_that_waited_sees_what_was_written_meanwhile(url: str, level: str) -> None:
    """Whatever the server takes for a transaction that does not say."""
    execute(url, f"ALTER DATABASE {_name(url)} SET default_transaction_isolation = '{level}'")
    told = extraction(found())
    with Store.open(url) as store, Store.open(url) as other:
        done: list[Recorded] = []
        waiting = threading.Thread(target=lambda: done.append(other.record([told], NOW)))
        with store._database.writing() as connection:
            waiting.start()
            waiting.join(0.3)
            assert waiting.is_alive()
            record_release(connection, postgresql_index, told, None, NOW)
        waiting.join()
        assert done == [Recorded(releases_known=1, events_same=1)]


def test_a_reader_sees_one_state_throughout(url: str) -> None:
    with Store.open(url) as store, store._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM events").scalar_one() == 0
        store.record([extraction(found())], NOW)
        assert connection.exec_driver_sql("SELECT count(*) FROM events").scalar_one() == 0


def test_a_server_that_goes_is_named_and_one_that_comes_back_is_used(own_server: Server) -> None:
    with own_server.database() as url, Store.open(url) as store:
        store.record([extraction(found(), key="before")], NOW)
        with (
            pytest.raises(StoreError, match=r"starting or stopping|cannot be reached"),
            store._database.reading() as connection,
        ):
            own_server.stop()
            connection.exec_driver_sql("SELECT 1")
        with pytest.raises(StoreError, match="the server cannot be reached; see that it runs"):
            store.events()
        own_server.start()
        assert len(store.events()) == 1
        assert store.record([extraction(found(), key="after")], NOW).releases_new == 1


def test_a_server_without_a_connection_to_spare_says_so(own_server: Server) -> None:
    with own_server.database() as url:
        Store.open(url).close()
        own_server.execute("CREATE ROLE guest LOGIN PASSWORD 'guest' CONNECTION LIMIT 0")
        guest = url.replace(url[len("postgresql://") : url.index("@/")], "guest:guest")
        with pytest.raises(StoreError, match="no connection to spare; try again later"):
            Store.open(guest)


def test_the_tables_of_the_server_are_in_the_order_of_a_language(server: Server) -> None:
    """Or the tests that compare orders would compare nothing."""
    with psycopg.connect(server.url()) as connection:
        row = connection.execute(
            "SELECT array_agg(t ORDER BY t) FROM unnest(ARRAY['b', 'B', 'a', 'A', '_', 'é']) t"
        ).fetchone()
    assert row == (["_", "a", "A", "b", "B", "é"],)
