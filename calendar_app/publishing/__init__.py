"""Stored events as calendars and feeds. The writers are pure and return bytes; `publish` puts them into a folder.

Output is a function of the events, the profile and the site: no clock, no environment, no order of hashes.
"""

from calendar_app.publishing.documents import atom, document, json_feed, rss
from calendar_app.publishing.ical import calendar, single
from calendar_app.publishing.publisher import Published, Source, publish
from calendar_app.publishing.select import Selection, every_selection, newest, recent, selections, standing, window
from calendar_app.publishing.site import Site, event_path

__all__ = [
    "Published",
    "Selection",
    "Site",
    "Source",
    "atom",
    "calendar",
    "document",
    "event_path",
    "every_selection",
    "json_feed",
    "newest",
    "publish",
    "recent",
    "rss",
    "selections",
    "single",
    "standing",
    "window",
]
