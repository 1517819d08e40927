"""Calendars and feeds of events that are at hand, as the site writes them for filters."""

from calendar_app.errors import PublishError
from calendar_app.profiles import Profile
from calendar_app.publishing.entries import Entry, entry
from calendar_app.publishing.ical import calendar, calendar_part, single_of
from calendar_app.publishing.jsonfeed import json_feed_of, json_parts
from calendar_app.publishing.select import Selection, newest
from calendar_app.publishing.site import Site
from calendar_app.publishing.syndication import atom_of, atom_parts, rss_of, rss_parts
from calendar_app.publishing.told import Told


def document(suffix: str, selection: Selection, site: Site, profile: Profile) -> bytes:
    """A selection that holds its events, as "ics", "atom", "rss" or "json". Raises PublishError where it has none."""
    write = {"ics": calendar, "atom": atom, "rss": rss, "json": json_feed}[suffix]
    return write(selection, site, profile)


def atom(selection: Selection, site: Site, profile: Profile) -> bytes:
    """The Atom feed of a selection that holds its events."""
    entries = _entries(selection, site, profile)
    return b"".join(atom_of(atom_parts(entries), selection, site, max(entry.updated for entry in entries)))


def rss(selection: Selection, site: Site, profile: Profile) -> bytes:
    """The RSS feed of a selection that holds its events."""
    entries = _entries(selection, site, profile)
    return rss_of(rss_parts(entries), selection, site, max(entry.updated for entry in entries))


def json_feed(selection: Selection, site: Site, profile: Profile) -> bytes:
    """The JSON Feed of a selection that holds its events."""
    return json_feed_of(json_parts(_entries(selection, site, profile)), selection, site)


def _entries(selection: Selection, site: Site, profile: Profile) -> list[Entry]:
    if not selection.events:
        raise PublishError("a feed without events", where=selection.path, remedy="publish no file for it")
    told = [Told(event, site, profile) for event in newest(selection.events, site.most_entries)]
    return [entry(one, len(single_of(one, calendar_part(one)))) for one in told]
