"""A database that is opened, migrated and locked; what goes wrong with it becomes a StoreError."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from sqlalchemy import URL, Connection, Engine, String, column, inspect, make_url, select, table
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError

from calendar_app.errors import StoreError
from calendar_app.store import postgresql, sqlite
from calendar_app.store.schema import SCHEMA_VERSION, meta
from calendar_app.store.words import WordIndex


class Kind(WordIndex, Protocol):
    """What one kind of database has of its own; a module for each."""

    DRIVER: str
    NO_DRIVER: str

    def where(self, url: URL) -> str: ...
    def engine(self, url: URL) -> Engine: ...
    def check_place(self, url: URL) -> None: ...
    def make_ready(self, engine: Engine) -> None: ...
    def meaning(self, error: BaseException) -> tuple[str, str]: ...


# By the words that a URL begins with
_KINDS: dict[str, Kind] = {
    "sqlite": sqlite,
    sqlite.DRIVER: sqlite,
    "postgresql": postgresql,
    "postgres": postgresql,
    postgresql.DRIVER: postgresql,
}


class UnstorableError(StoreError):
    """One release that cannot be stored; others can."""


class Database:
    """A migrated database; `where` names it for people, without its password."""

    def __init__(self, address: str) -> None:
        self._kind, self._url = _kind_and_url(address)
        self.where = self._kind.where(self._url)
        try:
            self._engine = self._kind.engine(self._url)
        except ImportError as error:
            what = f"the driver for this kind of database is missing ({error})"
            raise StoreError(what, where=self.where, remedy=self._kind.NO_DRIVER) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state throughout."""
        with self._named(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its first moment; all of it is stored, or nothing."""
        with self._named(), self._engine.execution_options(immediate=True).begin() as connection:
            yield connection

    @property
    def index(self) -> WordIndex:
        """The index of words."""
        return self._kind

    def is_current(self) -> bool:
        """Whether the schema is this program's. Raises StoreError for a newer one and for another program's."""
        self._kind.check_place(self._url)
        with self.reading() as connection:
            return _is_current(connection, self.where)

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A writing transaction, at the start of which the schema is brought up to date."""
        with self._named():
            self._kind.make_ready(self._engine)
        with self.writing() as connection:
            # Another process may have migrated since we looked.
            if not _is_current(connection, self.where):
                _upgrade(connection)
            yield connection

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except (IntegrityError, DataError) as error:
            raise UnstorableError(f"the database refuses it: {_line(error.orig)}", where=self.where) from error
        except self._engine.dialect.loaded_dbapi.Error as error:
            raise self._failure(error) from error
        except DBAPIError as error:
            raise self._failure(error.orig or error) from error

    def _failure(self, error: BaseException) -> StoreError:
        what, remedy = self._kind.meaning(error)
        return StoreError(what, where=self.where, remedy=remedy)


def _kind_and_url(address: str) -> tuple[Kind, URL]:
    if "://" not in address:
        return sqlite, URL.create(sqlite.DRIVER, database=address)
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise StoreError("this is no database URL", where=_bare(address), remedy=_URLS) from error
    kind = _KINDS.get(url.drivername)
    if kind is None:
        raise StoreError("this kind of database is not known", where=_bare(address), remedy=_URLS)
    return kind, url.set(drivername=kind.DRIVER)


_URLS = "give a path, sqlite:///path or postgresql://user@host/name"


def _bare(address: str) -> str:
    """What may be shown of an address that cannot be taken apart: not its middle, where a password may stand."""
    return f"{address.partition('://')[0]}://…"


def _line(text: object) -> str:
    return " ".join(str(text).split()).rstrip(".")


def _is_current(connection: Connection, where: str) -> bool:
    tables = inspect(connection).get_table_names()
    version = _version(connection) if "alembic_version" in tables else None
    ours = meta.name in tables and version is not None and version.isdigit()
    if not ours and set(tables) - {"alembic_version"}:
        raise StoreError("this is another program's database", where=where, remedy="give the path or URL of a new one")
    if version is not None and version > SCHEMA_VERSION:
        raise StoreError(
            f"the database has schema version {version}, this program knows {SCHEMA_VERSION}",
            where=where,
            remedy="install the calendar-app that wrote it, or give another path",
        )
    return version == SCHEMA_VERSION


def _version(connection: Connection) -> str | None:
    return connection.scalar(select(column("version_num", String)).select_from(table("alembic_version")))


def _upgrade(connection: Connection) -> None:
    # Alembic takes as long to import as a small import of releases takes to run.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "calendar_app.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
