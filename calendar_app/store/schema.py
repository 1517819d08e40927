"""The tables of the store. A change here needs a migration beside it; a test compares the two."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    true,
)

# The newest migration, so that opening a database that has it does not load Alembic.
SCHEMA_VERSION = "0005"

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A moment in whole seconds: UTC without a zone in the database, aware in Python."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None, microsecond=0)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


# One row: what a store is, how many events it has minted, how often one was touched, and when releases were last read.
meta = Table(
    "meta",
    metadata,
    Column("store_id", String(36), primary_key=True),
    Column("uid_name", Text, nullable=False),
    Column("events_minted", Integer, nullable=False),
    Column("touched", Integer, nullable=False, server_default="1"),
    Column("read", Date),
)

# `fingerprint` is a hash of the text and of all that was read from it: the same again changes nothing.
releases = Table(
    "releases",
    metadata,
    Column("key", String, primary_key=True),
    Column("source", Text, nullable=False),
    Column("offset", Integer, nullable=False),
    Column("url", Text),
    Column("title", Text),
    Column("published", Date),
    Column("language", String),
    Column("text", Text, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    Index(None, "url"),
)

# The sketches of the releases that have neither an id of their source's nor an address, by which one that was
# corrected is found again.
release_marks = Table(
    "release_marks",
    metadata,
    Column("release", String, ForeignKey("releases.key", ondelete="CASCADE"), primary_key=True),
    Column("band", Integer, primary_key=True),
    Column("mark", BigInteger, nullable=False),
    Index(None, "band", "mark"),
)

# `withdrawn` is when the last release that told of an event told of it no more; such events are kept, not shown.
# `touched` is the store's number of the last import that wrote anything of an event: what a publisher has not seen yet.
# `number` is the event's own, by which the index of words knows it; that index is a table of its own kind in each
# database, and stands in `sqlite` and `postgresql`.
events = Table(
    "events",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("uid", String, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("created", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    Column("title", Text, nullable=False),
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=False),
    Column("start_time", String(5)),
    Column("end_time", String(5)),
    Column("timezone", String),
    Column("place", Text),
    Column("country", Text),
    Column("status", String, nullable=False),
    Column("precision", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("withdrawn", Moment),
    Column("touched", Integer, nullable=False, server_default="1"),
    Column("number", Integer, nullable=False, server_default="0"),
    UniqueConstraint("uid"),
    Index(None, "start", "end"),
    Index(None, "touched", "id"),
    Index(None, "number", unique=True),
)


def _labels(name: str) -> Table:
    """The slugs of one kind that events have, in the order in which an event names them."""
    return Table(
        f"event_{name}",
        metadata,
        Column("event", String(32), ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("slug", String, nullable=False),
        Index(None, "slug", "event"),
    )


# Keyed by the field of Event that they hold.
labels = {name: _labels(name) for name in ("offices", "regions", "topics")}

# What a release says of an event: `found` as it was read there, `ordinal` its place among the release's events; `told`
# is false once its text, or a newer reading of it, says so no more, `moved_from` the day from which it moved the event.
evidence = Table(
    "evidence",
    metadata,
    Column("event", String(32), ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("release", String, ForeignKey("releases.key"), primary_key=True),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("mark_start", Integer),
    Column("mark_stop", Integer),
    Column("found", JSON, nullable=False),
    Column("told", Boolean, nullable=False, server_default=true()),
    Column("moved_from", Date),
    Index(None, "release"),
    Index(None, "moved_from"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("event", String(32), ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("changed", Moment, nullable=False),
    Column("fields", JSON, nullable=False),
    Index(None, "changed"),
)
