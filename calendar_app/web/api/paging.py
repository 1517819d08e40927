"""Long lists in parts: what stands behind a place, so that nothing is shown twice or missed while others come and go.

A cursor is such a place, written so that it fits into an address. Any place will do, whether or not something stands
there.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from re import compile as pattern

from calendar_app.model import Event
from calendar_app.web.catalogue import Catalogue, Events
from calendar_app.web.query import BadQueryError

# What base64url (RFC 4648 5) writes, without the signs that fill it up.
CURSOR = "^([A-Za-z0-9_-]{4})*([A-Za-z0-9_-]{2,3})?$"
_CURSOR = pattern(CURSOR)


def cursor_of(place: str) -> str:
    """A place as a cursor."""
    return urlsafe_b64encode(place.encode()).decode().rstrip("=")


def place_of(cursor: str) -> str:
    """The place that a cursor names; empty for none. Raises BadQueryError for what is no cursor."""
    if not _CURSOR.fullmatch(cursor):
        raise BadQueryError("the cursor is none that this site gave", remedy="take the address from “next”")
    return urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode(errors="replace")


def event_place(event: Event) -> str:
    """Where an event stands in the order of first days and ids."""
    return f"{event.start.isoformat()} {event.id}"


def events_behind(catalogue: Catalogue, found: Events, place: str) -> Iterator[Event]:
    """The events of a set that stand behind a place, in the order of first days and ids."""
    for _, day in groupby(catalogue.first(found & ~_days_before(catalogue, place)), key=lambda event: event.start):
        yield from sorted((event for event in day if event_place(event) > place), key=lambda event: event.id)


def _days_before(catalogue: Catalogue, place: str) -> Events:
    """The events of earlier days than that of a place, which need not be looked at."""
    try:
        return catalogue.before(date.fromisoformat(place.partition(" ")[0]))
    except ValueError:
        return 0
