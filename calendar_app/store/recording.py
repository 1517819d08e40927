"""One release written into the store: looked up, reconciled, and its decisions turned into rows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection, delete, insert, select, union, update

from calendar_app.model import Event, Extraction, FoundEvent
from calendar_app.store.database import UnstorableError
from calendar_app.store.identity import write_marks
from calendar_app.store.loading import load_known
from calendar_app.store.merging import VISIBLE, Change, confidence, merged
from calendar_app.store.reconcile import (
    FARTHEST,
    Changed,
    Decision,
    Joined,
    KnownEvent,
    KnownRelease,
    New,
    Same,
    Untold,
    Withdrawn,
    is_revision,
    reconcile,
)
from calendar_app.store.schema import events, evidence, labels, meta, releases, revisions
from calendar_app.store.telling import StoredRelease, as_json, fingerprint, mark, quote, stored_release
from calendar_app.store.words import WordIndex, index_events

UNTOLD = date.min  # the day of an event that was moved from a day that is not told
_COUNTED = {
    New: "events_new",
    Changed: "events_changed",
    Same: "events_same",
    Joined: "events_joined",
    Untold: "events_untold",
    Withdrawn: "events_withdrawn",
}


def record_release(
    connection: Connection, index: WordIndex, extraction: Extraction, known: StoredRelease | None, now: datetime
) -> Counter[str]:
    """Stores a release, `known` as a stored one or new, and what it means for the events; gives how many of what,
    named as in Recorded."""
    release = stored_release(extraction, known)
    print_ = fingerprint(release, extraction)
    if known and print_ == connection.scalar(select(releases.c.fingerprint).where(releases.c.key == known.key)):
        return Counter(releases_known=1, events_same=len(extraction.events))
    # Under a key that is made of the text, no other text can stand.
    named = extraction.release.named
    if known and named and not extraction.events and not is_revision(release.text, known.text):
        raise UnstorableError("another text, without any event, stands where this release stood; it was left as it was")
    decisions = reconcile(extraction, _told(connection, known), _candidates(connection, extraction.events))
    _write_release(connection, release, print_, known, now)
    write_marks(connection, release, named=named)
    touched = [_write(connection, release.key, extraction, decision, now) for decision in decisions]
    _touch(connection, touched)
    index_events(connection, index, touched)
    return Counter(
        ["releases_known" if known else "releases_new", *(_COUNTED[type(decision)] for decision in decisions)]
    )


def _told(connection: Connection, release: StoredRelease | None) -> KnownRelease | None:
    if release is None:
        return None
    chosen = select(evidence.c.event).where(evidence.c.release == release.key)
    return KnownRelease(release.key, release.published, tuple(load_known(connection, chosen)))


def _candidates(connection: Connection, found: Sequence[FoundEvent]) -> list[KnownEvent]:
    """The events that begin on the days of the found ones or on those that they were moved from, and those that were
    moved away from their days; where a day that an event was moved from is not told, those of many days around."""
    starts = {event.start for event in found}
    if not starts:
        return []
    days = starts.union(event.moved_from for event in found if event.moved_from)
    moved = select(evidence.c.event).where(evidence.c.moved_from.in_({*starts, UNTOLD}))
    chosen = [moved, select(events.c.id).where(events.c.start.in_(days))]
    for event in found:
        if event.moved:
            around = (event.start - FARTHEST, event.start + FARTHEST)
            chosen.append(select(events.c.id).where(events.c.start.between(*around)))
    return load_known(connection, union(*chosen))


def _write_release(
    connection: Connection, release: StoredRelease, print_: str, known: StoredRelease | None, now: datetime
) -> None:
    row = {name: getattr(release, name) for name in StoredRelease.__slots__}
    row |= {"fingerprint": print_, "changed": now}
    if known:
        connection.execute(update(releases).where(releases.c.key == known.key), row)
    else:
        connection.execute(insert(releases), row | {"first_seen": now})


def _touch(connection: Connection, chosen: Sequence[str]) -> None:
    """Gives the events a number above all that were given before."""
    if chosen:
        connection.execute(update(meta).values(touched=meta.c.touched + 1))
        number = select(meta.c.touched).scalar_subquery()
        connection.execute(update(events).where(events.c.id.in_(chosen)).values(touched=number))


def _write(connection: Connection, release: str, extraction: Extraction, decision: Decision, now: datetime) -> str:
    """Writes a decision; gives the id of its event."""
    if isinstance(decision, Withdrawn):
        _withdraw(connection, decision.event, now)
    if isinstance(decision, Untold | Withdrawn):
        of_release = (evidence.c.event == decision.event.id, evidence.c.release == release)
        connection.execute(update(evidence).where(*of_release), {"told": False})
    event = _create(connection, decision, now) if isinstance(decision, New) else decision.event.id
    if isinstance(decision, Same | Changed | Joined | Untold):
        connection.execute(update(events).where(events.c.id == event), {"confidence": decision.confidence})
    if isinstance(decision, Changed):
        _change(connection, decision, now)
    if not isinstance(decision, Untold | Withdrawn) and decision.found is not None:
        _write_evidence(connection, event, release, extraction, decision.found)
    return event


def _create(connection: Connection, decision: New, now: datetime) -> str:
    event, uid, number = _mint(connection)
    values = merged([decision.said])
    row = {field: _plain(values[field]) for field in VISIBLE if field not in labels}
    row |= {"id": event, "uid": uid, "number": number, "sequence": 0, "created": now, "changed": now}
    connection.execute(insert(events), row | {"confidence": confidence([decision.said])})
    for name in labels:
        _write_labels(connection, event, name, values[name])
    return event


def _change(connection: Connection, decision: Changed, now: datetime) -> None:
    event = decision.event
    row = {change.field: _plain(change.after) for change in decision.changes if change.field not in labels}
    for change in decision.changes:
        if change.field in labels:
            _write_labels(connection, event.id, change.field, change.after)
    fields = [_in_words(change) for change in decision.changes]
    if decision.revived:
        row |= {"withdrawn": None}
        fields.append(("withdrawn", "yes", "no"))
    _revise(connection, event, row, fields, now)


def _withdraw(connection: Connection, event: Event, now: datetime) -> None:
    _revise(connection, event, {"withdrawn": now}, [("withdrawn", "no", "yes")], now)


def _revise(
    connection: Connection, event: Event, row: dict[str, Any], fields: list[tuple[str, str, str]], now: datetime
) -> None:
    """Writes the next revision of an event, and its row."""
    # A clock that went back must not hide the change from those who compare moments.
    changed = max(event.changed + timedelta(seconds=1), now)
    row = row | {"sequence": event.sequence + 1, "changed": changed}
    connection.execute(update(events).where(events.c.id == event.id), row)
    revision = {"event": event.id, "sequence": event.sequence + 1, "changed": changed, "fields": fields}
    connection.execute(insert(revisions), revision)


def _mint(connection: Connection) -> tuple[str, str, int]:
    """The id, uid and number of a new event: made of the store and that number, which is used once."""
    connection.execute(update(meta).values(events_minted=meta.c.events_minted + 1))
    store, name, number = connection.execute(select(meta.c.store_id, meta.c.uid_name, meta.c.events_minted)).one()
    uuid = uuid5(UUID(store), f"event {number}")
    digits = 12
    while connection.scalar(select(events.c.id).where(events.c.id == uuid.hex[:digits])) is not None:
        digits += 1
    return uuid.hex[:digits], f"{uuid}@{name}", number


def _write_labels(connection: Connection, event: str, name: str, slugs: Iterable[str]) -> None:
    table = labels[name]
    connection.execute(delete(table).where(table.c.event == event))
    rows = [{"event": event, "position": i, "slug": slug} for i, slug in enumerate(dict.fromkeys(slugs))]
    if rows:
        connection.execute(insert(table), rows)


def _write_evidence(connection: Connection, event: str, release: str, extraction: Extraction, index: int) -> None:
    found = extraction.events[index]
    start, stop = found.sentence
    mark_start, mark_stop = mark(extraction, found) or (None, None)
    row = {"event": event, "release": release, "ordinal": index, "start": start, "stop": stop}
    row |= {"quote": quote(extraction, found), "mark_start": mark_start, "mark_stop": mark_stop}
    connection.execute(delete(evidence).where(evidence.c.event == event, evidence.c.release == release))
    connection.execute(insert(evidence), row | {"found": as_json(found), "told": True, "moved_from": _left_day(found)})


def _left_day(found: FoundEvent) -> date | None:
    """The day that an event was moved from, as it is looked for."""
    return UNTOLD if found.moved else found.moved_from


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, StrEnum) else value


def _in_words(change: Change) -> tuple[str, str, str]:
    return change.field, _text(change.before), _text(change.after)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)
