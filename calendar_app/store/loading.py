"""Rows into values, many at once: the number of queries never depends on the number of events.

Texts are put in order here and not by the database, where the order is that of a language.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Select, select

from calendar_app.model import Event, Evidence, FoundEvent, Precision, Revision, Status
from calendar_app.store.merging import Said
from calendar_app.store.reconcile import KnownEvent
from calendar_app.store.schema import events, evidence, labels, releases, revisions
from calendar_app.store.telling import StoredRelease, from_json

# Ids of events, as a query of one column; None stands for all events.
Chosen = Select[tuple[str]] | CompoundSelect[tuple[str]] | None

# The fields of Event that stand in its row, in their order; its labels stand before the status.
_FIELDS = (
    "id", "uid", "sequence", "created", "changed", "title", "start", "end", "start_time", "end_time", "timezone",
    "place", "country", "status", "precision", "confidence", "closed",
)  # fmt: skip
_RELEASE = ("key", "source", "offset", "url", "title", "published", "language", "text")


def load_events(connection: Connection, chosen: Chosen = None, *, withdrawn: bool = False) -> list[Event]:
    """The chosen events with their evidence, ordered by start, start time and id; on demand the withdrawn ones, too."""
    return [event for event, _, gone in load_marked(connection, chosen) if withdrawn or not gone]


def load_marked(connection: Connection, chosen: Chosen = None, *, quoted: bool = True) -> list[tuple[Event, int, bool]]:
    """The chosen events in the same order, each with its number among all events and whether it was withdrawn; with
    their evidence, if it is wanted."""
    slugs = {name: _slugs(connection, name, chosen) for name in labels}
    quotes = _evidence(connection, chosen) if quoted else {}
    query = select(events.c.number, events.c.withdrawn, *(events.c[name] for name in _FIELDS))
    if chosen is not None:
        query = query.where(events.c.id.in_(chosen))
    loaded = []
    for known in connection.execute(query).all():  # by position: by name takes three times as long
        (number, gone, id_, *fields, status, precision, confidence, closed) = known
        labelled = (tuple(slugs[name].get(id_, ())) for name in ("offices", "regions", "topics"))
        standing = (Status(status), Precision(precision), confidence, closed, tuple(quotes.get(id_, ())))
        values: list[Any] = [id_, *fields, *labelled, *standing]
        loaded.append((Event(*values), number, gone is not None))
    return sorted(loaded, key=lambda one: (one[0].start, one[0].start_time or "", one[0].id))


def load_known(connection: Connection, chosen: Chosen) -> list[KnownEvent]:
    """The chosen events with what each of their releases says of them."""
    query = select(evidence.c.event, evidence.c.release, releases.c.published, evidence.c.found, evidence.c.told).join(
        releases, releases.c.key == evidence.c.release
    )
    if chosen is not None:
        query = query.where(evidence.c.event.in_(chosen))
    said: defaultdict[tuple[str, bool], list[Said]] = defaultdict(list)
    for row in connection.execute(query):
        said[row.event, row.told].append(Said(row.release, row.published, from_json(row.found)))
    for told in said.values():
        told.sort(key=lambda one: one.place)
    return [
        KnownEvent(event, tuple(said[event.id, True]), tuple(said[event.id, False]))
        for event in load_events(connection, chosen, withdrawn=True)
    ]


def load_release(connection: Connection, key: str) -> StoredRelease | None:
    """The release that is stored under a key."""
    query = select(*(releases.c[name] for name in _RELEASE)).where(releases.c.key == key)
    row = connection.execute(query).one_or_none()
    return None if row is None else _release(row)


def load_releases(connection: Connection, keys: Collection[str]) -> list[StoredRelease]:
    """The releases that are stored under some keys."""
    query = select(*(releases.c[name] for name in _RELEASE)).where(releases.c.key.in_(keys)).order_by(releases.c.key)
    return [_release(row) for row in connection.execute(query)]


def load_releases_behind(connection: Connection, key: str, most: int) -> list[StoredRelease]:
    """The first releases behind a key, in the database's order of keys."""
    query = select(*(releases.c[name] for name in _RELEASE)).where(releases.c.key > key).order_by(releases.c.key)
    return [_release(row) for row in connection.execute(query.limit(most))]


def load_found(connection: Connection, keys: Collection[str]) -> dict[str, tuple[FoundEvent, ...]]:
    """What releases tell of, by their keys, in the order of their texts."""
    query = select(evidence.c.release, evidence.c.found).where(evidence.c.release.in_(keys), evidence.c.told)
    found: defaultdict[str, tuple[FoundEvent, ...]] = defaultdict(tuple)
    for release, told in connection.execute(query.order_by(evidence.c.release, evidence.c.ordinal)):
        found[release] += (from_json(told),)
    return found


def load_releases_at(connection: Connection, url: str) -> list[StoredRelease]:
    """The releases of an address, ordered by key."""
    query = select(*(releases.c[name] for name in _RELEASE)).where(releases.c.url == url)
    return sorted((_release(row) for row in connection.execute(query)), key=lambda release: release.key)


def load_revisions(connection: Connection, event: str) -> list[Revision]:
    """The changes of an event, the oldest first."""
    query = select(revisions).where(revisions.c.event == event).order_by(revisions.c.sequence)
    return [_revision(row) for row in connection.execute(query)]


def load_latest_revisions(connection: Connection, most: int) -> list[Revision]:
    """The last changes of events that were not withdrawn, the newest first."""
    query = select(revisions).join(events, events.c.id == revisions.c.event).where(events.c.withdrawn.is_(None))
    query = query.order_by(revisions.c.changed.desc(), revisions.c.event, revisions.c.sequence.desc()).limit(most)
    return [_revision(row) for row in connection.execute(query)]


def _revision(row: Any) -> Revision:
    return Revision(row.event, row.sequence, row.changed, tuple((name, old, new) for name, old, new in row.fields))


def _release(row: Any) -> StoredRelease:
    return StoredRelease(**{name: row._mapping[name] for name in _RELEASE})


def _slugs(connection: Connection, name: str, chosen: Chosen) -> dict[str, list[str]]:
    table = labels[name]
    query = select(table.c.event, table.c.slug).order_by(table.c.position)
    if chosen is not None:
        query = query.where(table.c.event.in_(chosen))
    found: defaultdict[str, list[str]] = defaultdict(list)
    for event, slug in connection.execute(query).all():
        found[event].append(slug)
    return found


def _evidence(connection: Connection, chosen: Chosen) -> dict[str, list[Evidence]]:
    """The evidence of each event, that of its earliest release first (as in merging)."""
    query = select(
        evidence.c.event,
        evidence.c.release,
        evidence.c.start,
        evidence.c.stop,
        evidence.c.quote,
        evidence.c.mark_start,
        evidence.c.mark_stop,
        releases.c.source,
        releases.c.url,
        releases.c.title,
        releases.c.published,
    ).join(releases, releases.c.key == evidence.c.release)
    query = query.where(evidence.c.told)
    if chosen is not None:
        query = query.where(evidence.c.event.in_(chosen))
    rows = sorted(
        connection.execute(query), key=lambda row: (row.published is None, row.published or date.max, row.release)
    )
    found: defaultdict[str, list[Evidence]] = defaultdict(list)
    for row in rows:
        mark = None if row.mark_start is None else (row.mark_start, row.mark_stop)
        sentence = (row.start, row.stop)
        piece = Evidence(row.release, row.source, row.url, row.title, row.published, sentence, row.quote, mark)
        found[row.event].append(piece)
    return found
