"""The paths of the site, all of them below its root and never with a host."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import quote, urlencode

from calendar_app.web.query import Filter

EVERYTHING = Filter()
REGION = "region"


def agenda(wanted: Filter = EVERYTHING, *, before: date | None = None, after: date | None = None) -> str:
    days = [(name, day.isoformat()) for name, day in (("before", before), ("after", after)) if day]
    return _filtered("/", wanted, days)


def month(first: date, wanted: Filter = EVERYTHING) -> str:
    return _filtered(f"/month/{first.isoformat()[:7]}", wanted)


def year(number: int, wanted: Filter = EVERYTHING, by: str = REGION) -> str:
    """The year by region or, where `by` says so, by office."""
    return _filtered(f"/year/{number:04}", wanted, (("by", by),) if by != REGION else ())


def map_(wanted: Filter = EVERYTHING) -> str:
    return _filtered("/map", wanted)


def embed(wanted: Filter = EVERYTHING) -> str:
    """The page of the next events for a frame on another site."""
    return _filtered("/embed", wanted)


def month_now(wanted: Filter = EVERYTHING) -> str:
    """The month that the site shows by itself."""
    return _filtered("/month/", wanted)


def year_now(wanted: Filter = EVERYTHING) -> str:
    """The year that the site shows by itself."""
    return _filtered("/year/", wanted)


def event(event_id: str) -> str:
    return f"/events/{quote(event_id, safe='')}"


def event_file(event_id: str) -> str:
    return f"{event(event_id)}.ics"


def release(key: str, event_id: str = "") -> str:
    fragment = f"#{quote(anchor(event_id), safe='')}" if event_id else ""
    return f"/releases/{quote(key, safe='')}{fragment}"


def anchor(event_id: str) -> str:
    """The name of the place in a release where an event was read."""
    return f"read-{event_id}"


def office(slug: str) -> str:
    return f"/offices/{slug}"


def region(slug: str) -> str:
    return f"/regions/{slug}"


def feed(selection: str) -> str:
    """The path of a published calendar or feed, without its suffix."""
    return f"/feeds/{selection}"


def qr(calendar: str, query: str = "") -> str:
    """The QR code of the address of a calendar, whose path is given without suffix."""
    return f"/qr{calendar}.svg{'?' if query else ''}{query}"


def by_topic(slug: str) -> str:
    """The agenda of one topic, which has no page of its own."""
    return agenda(Filter(topics=(slug,)))


def _filtered(path: str, wanted: Filter, more: Sequence[tuple[str, str]] = ()) -> str:
    query = urlencode((*wanted.pairs, *more), quote_via=quote)
    return f"{path}?{query}" if query else path
