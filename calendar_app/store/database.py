"""A database that is opened, migrated and locked; what goes wrong with it becomes a StoreError."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, String, column, create_engine, event, inspect, make_url, select, table
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from calendar_app.errors import StoreError
from calendar_app.store.schema import SCHEMA_VERSION, meta

_PRAGMAS = ("PRAGMA foreign_keys = ON", "PRAGMA busy_timeout = 5000")

# What SQLite says, what it means and what to do; the first that fits is taken.
_FAILURES = (
    ("locked", "another process is writing to the database", "try again when it is done"),
    ("full", "the disk is full", "free some space and try again"),
    ("readonly", "the database cannot be written", "give yourself write permission, or give another path"),
    ("not a database", "the file is not a database", "give a calendar-app database or the path of a new one"),
    ("malformed", "the database is damaged", "restore a backup, or import the releases into a new one"),
    ("disk I/O", "the disk cannot be read or written", "look at the disk, then try again"),
    ("unable to open", "the database cannot be opened", "give a path where you may read and write"),
)


class UnstorableError(StoreError):
    """One release that cannot be stored; others can."""


class Database:
    """A migrated database; `where` names it for people, without its password."""

    def __init__(self, address: str) -> None:
        url = _url(address)
        self.where = url.database if url.drivername.startswith("sqlite") and url.database else url.render_as_string()
        self._file = _file(url)
        try:
            self._engine = create_engine(url)
        except (ImportError, SQLAlchemyError) as error:
            raise StoreError(
                f"no driver for this kind of database: {error}", where=self.where, remedy="install it, or give a path"
            ) from error
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _prepare)
            event.listen(self._engine, "begin", _begin)

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

    def is_current(self) -> bool:
        """Whether the schema is this program's. Raises StoreError for a newer one and for another program's."""
        self._check_place()
        with self.reading() as connection:
            return _is_current(connection, self.where)

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A writing transaction, at the start of which the schema is brought up to date."""
        self._log_ahead()
        with self.writing() as connection:
            # Another process may have migrated since we looked.
            if not _is_current(connection, self.where):
                _upgrade(connection)
            yield connection

    def close(self) -> None:
        self._engine.dispose()

    def _check_place(self) -> None:
        if self._file is None:
            return
        if self._file.is_dir():
            raise StoreError("this is a directory", where=self.where, remedy="give the path of a database file")
        if not self._file.parent.is_dir():
            raise StoreError(
                "there is no such directory", where=str(self._file.parent), remedy="make it, or give another path"
            )

    def _log_ahead(self) -> None:
        """Sets WAL, which stays with the file: readers go on while one writes."""
        if self._engine.dialect.name == "sqlite":
            with self._named(), closing(self._engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA journal_mode = WAL")

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except (IntegrityError, DataError) as error:
            raise UnstorableError(f"the database refuses it: {error.orig}", where=self.where) from error
        except self._engine.dialect.loaded_dbapi.Error as error:
            raise _failure(str(error), self.where) from error
        except DBAPIError as error:
            raise _failure(str(error.orig), self.where) from error


def _url(address: str) -> URL:
    if "://" not in address:
        return URL.create("sqlite", database=address)
    try:
        return make_url(address)
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise StoreError("this is no database URL", where=address, remedy="give a path, or sqlite:///path") from error


def _file(url: URL) -> Path | None:
    """The file of an SQLite URL; None where there is none to look at."""
    name = url.database
    if not url.drivername.startswith("sqlite") or not name or name == ":memory:" or name.startswith("file:"):
        return None
    return Path(name)


def _prepare(connection: Any, record: object) -> None:
    # The sqlite3 module would begin transactions of its own, and late; `_begin` does it instead.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    # A reader that turns writer fails at once when another writes, so writers say so first.
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _failure(said: str, where: str) -> StoreError:
    for sign, what, remedy in _FAILURES:
        if sign in said:
            return StoreError(what, where=where, remedy=remedy)
    return StoreError(f"the database failed: {said}", where=where, remedy="try again, or restore a backup")


def _is_current(connection: Connection, where: str) -> bool:
    tables = inspect(connection).get_table_names()
    version = _version(connection) if "alembic_version" in tables else None
    ours = meta.name in tables and version is not None and version.isdigit()
    if not ours and set(tables) - {"alembic_version"}:
        raise StoreError("this is another program's database", where=where, remedy="give the path of a new one")
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
