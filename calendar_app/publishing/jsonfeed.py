"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), with an extension that tells the event's dates to programs."""

from typing import Any

from calendar_app.model import Event
from calendar_app.profiles import Profile
from calendar_app.publishing import clean, json_text
from calendar_app.publishing.entries import Entry, entries
from calendar_app.publishing.ical import Components
from calendar_app.publishing.select import Selection
from calendar_app.publishing.site import Site
from calendar_app.publishing.timezones import known_zone
from calendar_app.publishing.timing import clock


def json_feed(selection: Selection, site: Site, profile: Profile, components: Components | None = None) -> bytes:
    """The JSON Feed of a selection."""
    found = entries(selection, components or Components(site, profile))
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean.line(selection.title),
        "description": clean.line(selection.description),
        "home_page_url": site.page_url(selection),
        "feed_url": site.address(selection, "json"),
        "language": site.language,
        "authors": [{"name": clean.line(site.author), "url": f"{site.base_url}/"}],
        "items": [_item(entry) for entry in found],
    }
    return json_text.to_bytes(feed)


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
    }
    if entry.releases:
        item["external_url"] = entry.releases[0]
    item["tags"] = list(dict.fromkeys(tag.label for tag in entry.tags))
    item["attachments"] = [{"url": entry.ics_url, "mime_type": "text/calendar", "size_in_bytes": entry.ics_length}]
    item["_event"] = _event(entry.event)
    return item


def _event(event: Event) -> dict[str, Any]:
    """The event as its JSON in `extract`: `end` is inclusive, times are wall times in `timezone`."""
    begins, ends = clock(event.start_time), clock(event.end_time)
    return {
        "start": event.start.isoformat(),
        "end": max(event.start, event.end).isoformat(),
        "start_time": begins and begins.strftime("%H:%M"),
        "end_time": ends and ends.strftime("%H:%M"),
        "timezone": known_zone(event.timezone),
        "place": clean.line(event.place) or None,
        "country": clean.line(event.country) or None,
        "status": event.status.value,
        "offices": [clean.line(slug) for slug in event.offices],
        "regions": [clean.line(slug) for slug in event.regions],
    }
