"""Stored events as calendars and feeds. Writers are pure and return bytes; `files` alone puts them on disk.

Output is a function of the events, the profile and the site: no clock, no environment, no order of hashes.
"""

from collections.abc import Iterable

from calendar_app.model import Event
from calendar_app.profiles import Profile
from calendar_app.publishing.ical import Components, calendar, single
from calendar_app.publishing.index import index_html, index_json
from calendar_app.publishing.jsonfeed import json_feed
from calendar_app.publishing.opml import opml
from calendar_app.publishing.select import Selection, newest, selections, window
from calendar_app.publishing.site import Site, event_path
from calendar_app.publishing.syndication import atom, rss

__all__ = [
    "WRITERS",
    "Components",
    "Selection",
    "Site",
    "atom",
    "calendar",
    "event_path",
    "index_html",
    "index_json",
    "json_feed",
    "newest",
    "opml",
    "render",
    "rss",
    "selections",
    "single",
    "window",
]

WRITERS = {"ics": calendar, "rss": rss, "atom": atom, "json": json_feed}


def render(events: Iterable[Event], profile: Profile, site: Site) -> dict[str, bytes]:
    """All files of the feeds folder by their path in it; none at all where there are no events."""
    chosen = selections(events, profile)
    if not chosen:
        return {}
    components = Components(site, profile)
    files = {event_path(event.id): components.single(event) for event in chosen[0].events}
    for selection in chosen:
        for suffix, write in WRITERS.items():
            files[f"{selection.path}.{suffix}"] = write(selection, site, profile, components)
    files["feeds.opml"] = opml(chosen, site)
    files["index.html"] = index_html(chosen, site, profile)
    files["index.json"] = index_json(chosen, site, profile)
    return files
