"""What is PostgreSQL's own: its driver, how a transaction begins, its index of words, and what its errors mean."""

import re

from sqlalchemy import URL, Connection, Engine, create_engine, event

from calendar_app.errors import StoreError

DRIVER = "postgresql+psycopg"
NO_DRIVER = "install calendar-app[postgresql], or give a path"

# What writers hold while they write. Readers and backups, which lock tables, need not wait for it.
_LOCK = int.from_bytes(b"calendar")

_SECRET = ("password", "sslpassword")

# How long a server is waited for, in seconds, unless the URL says otherwise.
_PATIENCE = {"connect_timeout": "10"}

_GONE = ("the server cannot be reached", "see that it runs, and that host and port in the URL are right")
_BUSY = ("the server has no connection to spare", "try again later, or let it have more of them")
_STOPPING = ("the server is starting or stopping", "try again in a moment")
_NO_RIGHT = ("this user may not read and write it", "give the user the right to, or give another user in the URL")
_DAMAGED = ("the database is damaged", "restore a backup, or import the releases into a new one")

# By SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
_STATES = {
    "55P03": ("another process is writing to the database", "try again when it is done"),
    "53100": ("the disk of the server is full", "free some space and try again"),
    "53300": _BUSY,
    "25006": ("the database cannot be written", "give the address of the server that is written to"),
    "42501": _NO_RIGHT,
    "57P01": _STOPPING,
    "57P02": _STOPPING,
    "57P03": _STOPPING,
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}

# A connection that does not come about has words and no SQLSTATE; the first that fits is taken.
_WORDS = (
    (r"authentication failed|no password supplied", "the server refuses this user and password", "correct the URL"),
    (r'database ".*" does not exist', "there is no such database", "make it with createdb, or correct the URL"),
    (r'role ".*" does not exist', "the server has no such user", "make it with createuser, or correct the URL"),
    (r"no pg_hba\.conf entry", "the server lets nobody in from here", "change its pg_hba.conf, or correct the URL"),
    (r"too many (clients|connections)|connection slots", *_BUSY),
    (r"starting up|shutting down|in recovery mode", *_STOPPING),
    (r"refused|No such file|resolve|translate|known|time(d )?out|unreachable|closed|lost", *_GONE),
)


def where(url: URL) -> str:
    """The URL, for people: without passwords."""
    return url.set(drivername="postgresql").difference_update_query(_SECRET).render_as_string()


def engine(url: URL) -> Engine:
    """The engine of a URL, whose transactions begin as `Database` promises.

    Connections are tried before they are used: a server that was started anew is not noticed.
    """
    made = create_engine(url.set(query=_PATIENCE | dict(url.query)), pool_pre_ping=True)
    event.listen(made, "begin", _begin)
    return made


def check_place(url: URL) -> None:
    """Does nothing: the server says what is wrong with a place."""


def make_ready(engine: Engine) -> None:
    """Raises StoreError if the database cannot hold the text of every language."""
    with engine.begin() as connection:
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise StoreError(
            f"the database holds {encoding}, not UTF-8",
            where=where(engine.url),
            remedy="give one that was made with createdb --encoding=UTF8 --template=template0",
        )


def meaning(error: BaseException) -> tuple[str, str]:
    """What an error of the driver means, and what to do."""
    said = " ".join(str(error).split()).rstrip(".")
    state = getattr(error, "sqlstate", None)
    if state is not None:
        return _STATES.get(state, (f"the database failed: {said}", "try again, or restore a backup"))
    for words, what, remedy in _WORDS:
        if re.search(words, said):
            return what, remedy
    return f"the server cannot be used: {said}", "correct the URL, or mend the server"


def make_index(connection: Connection) -> None:
    """The index of words, as they are (https://www.postgresql.org/docs/current/textsearch.html)."""
    connection.exec_driver_sql("CREATE TABLE event_words (number INTEGER PRIMARY KEY, words TSVECTOR NOT NULL)")
    connection.exec_driver_sql("CREATE INDEX ix_event_words_words ON event_words USING GIN (words)")


def write_words(connection: Connection, words: dict[int, str]) -> None:
    """Writes the words of events by their numbers."""
    if words:
        query = """INSERT INTO event_words VALUES (%s, array_to_tsvector(string_to_array(%s, ' ')))
            ON CONFLICT (number) DO UPDATE SET words = EXCLUDED.words"""
        connection.exec_driver_sql(query, list(words.items()))


def numbers_of(connection: Connection, word: str) -> list[int]:
    """The numbers of the events that have a word beginning with a folded one."""
    query = "SELECT number FROM event_words WHERE words @@ (quote_literal(%s) || ':*')::tsquery"
    return [number for (number,) in connection.exec_driver_sql(query, (word,))]


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
    if connection.get_execution_options().get("immediate"):
        # Whoever waited must see what was written meanwhile, whatever the server's default is.
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
