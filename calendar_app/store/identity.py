"""Which stored release a release is: by its id, else its address, else its text."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, and_, delete, func, insert, or_, select

from calendar_app.model import Extraction
from calendar_app.store.loading import load_found, load_release, load_releases, load_releases_at
from calendar_app.store.reconcile import is_revision
from calendar_app.store.resemblance import Telling, resemblance
from calendar_app.store.schema import release_marks
from calendar_app.store.sketches import marks
from calendar_app.store.telling import StoredRelease

# Of a text that is told anew every day thousands share bands; the one that was corrected shares most of them.
_MOST = 32


@dataclass(frozen=True, slots=True)
class Held:
    """A release whose text corrects a stored one, if that does not come by itself; `fits` has the keys of such
    releases, each with the resemblance of its text."""

    extraction: Extraction
    fits: Mapping[str, float]


def known_release(connection: Connection, extraction: Extraction) -> StoredRelease | None:
    """The stored release that this one is for sure: of the same key, or an earlier text under the same address."""
    release = extraction.release
    known = load_release(connection, release.key)
    if known or release.url is None:
        return known
    at_address = load_releases_at(connection, release.url)
    return next((stored for stored in at_address if is_revision(release.text, stored.text)), None)


def fitting(connection: Connection, extraction: Extraction, seen: Collection[str]) -> dict[str, float]:
    """The stored releases, but those that were `seen`, that a release without id and address can be a correction of:
    their keys, each with the resemblance of its text."""
    release = extraction.release
    if release.named or release.url is not None:
        return {}
    told = Telling(release.source, release.text, extraction.published, extraction.events)
    near = [key for key in _near(connection, release.text) if key not in seen]
    found = load_found(connection, near)
    fits = {}
    for stored in load_releases(connection, near):
        before = Telling(stored.source, stored.text, stored.published, found.get(stored.key, ()))
        alike = resemblance(told, before)
        if alike is not None:
            fits[stored.key] = alike
    return fits


def corrected(held: Iterable[Held], seen: Collection[str]) -> list[tuple[Extraction, str | None]]:
    """Which stored release each of the held ones corrects, now that all are known that were `seen`; None for those
    that are new. No release is corrected by two texts; the likest come first, then those of the lower key."""
    waiting = list(held)
    pairs = {
        (-alike, key, one.extraction.release.key)
        for one in waiting
        for key, alike in one.fits.items()
        if key not in seen
    }
    chosen: dict[str, str] = {}
    taken: set[str] = set()
    for _, key, told in sorted(pairs):
        if told not in chosen and key not in taken:
            chosen[told] = key
            taken.add(key)
    return [(one.extraction, chosen.get(one.extraction.release.key)) for one in waiting]


def write_marks(connection: Connection, release: StoredRelease, *, named: bool) -> None:
    """Keeps the sketch of a release that is to be found by its text; of one with an id or an address, none."""
    connection.execute(delete(release_marks).where(release_marks.c.release == release.key))
    found = () if named or release.url is not None else marks(release.text)
    rows = [{"release": release.key, "band": band, "mark": mark} for band, mark in enumerate(found)]
    if rows:
        connection.execute(insert(release_marks), rows)


def _near(connection: Connection, text: str) -> list[str]:
    """The keys of the releases that share a band with a text, those that share most of them first."""
    table = release_marks.c
    shared = [and_(table.band == band, table.mark == mark) for band, mark in enumerate(marks(text))]
    if not shared:
        return []
    query = select(table.release).where(or_(*shared)).group_by(table.release)
    return list(connection.scalars(query.order_by(func.count().desc(), table.release).limit(_MOST)))
