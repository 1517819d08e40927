"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), with an extension that tells the event's dates to programs."""

from collections.abc import Sequence
from typing import Any

from calendar_app.publishing import clean, json_text
from calendar_app.publishing.entries import Entry
from calendar_app.publishing.parts import Part
from calendar_app.publishing.select import Selection
from calendar_app.publishing.site import Site


def json_parts(entries: Sequence[Entry]) -> list[Part]:
    """Entries as items."""
    return [Part(json_text.to_line(_item(entry)), entry.updated) for entry in entries]


def json_feed_of(parts: Sequence[Part], selection: Selection, site: Site) -> bytes:
    """The JSON Feed of a selection out of its items."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean.line(selection.title),
        "description": clean.line(selection.description),
        "home_page_url": site.page_url(selection),
        "feed_url": site.address(selection, "json"),
        "language": site.language,
        "authors": [{"name": clean.line(site.author), "url": f"{site.base_url}/"}],
    }
    if site.hub:
        feed["hubs"] = [{"type": "WebSub", "url": site.hub}]
    return json_text.with_list(feed, "items", [part.body for part in parts])


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
    return item | entry.extension
