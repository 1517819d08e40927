"""What an entry says in every feed format (RFC 4287, RSS 2.0, JSON Feed 1.1): one entry per event."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Any
from uuid import UUID

from calendar_app.model import Event
from calendar_app.publishing import clean, words
from calendar_app.publishing.ical import calendar_uid
from calendar_app.publishing.select import Selection
from calendar_app.publishing.timezones import known_zone
from calendar_app.publishing.timing import clock
from calendar_app.publishing.told import Tag, Told


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed; `title`, `summary` are plain text, `html` is markup made here by escaping alone.

    `published` and `updated` are when the entry appeared and last changed, never the event's date: readers sort future
    dates on top for ever. `extension` is what JSON Feed says of it to programs, by name.
    """

    id: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    releases: Sequence[str]
    tags: Sequence[Tag]
    ics_url: str
    ics_length: int
    extension: dict[str, Any] = field(default_factory=dict)


def entry(told: Told, ics_length: int) -> Entry:
    """An event as an entry; `ics_length` is the size of its calendar file in octets."""
    event = told.event
    return Entry(
        id=entry_id(told.uid),
        url=told.url,
        title=words.headline(event, told.site.language),
        summary=_summary(told),
        html=_html(told),
        published=told.created,
        updated=max(told.created, told.changed),
        releases=told.releases,
        tags=told.tags,
        ics_url=told.site.event_ics_url(event.id),
        ics_length=ics_length,
        extension={"_event": described(event)},
    )


def entry_id(uid: str) -> str:
    """The entry's id for life, a urn:uuid (RFC 9562) made of the stored UID alone."""
    try:
        return UUID(uid.partition("@")[0]).urn
    except ValueError:
        return calendar_uid(f"entry:{uid}").urn


def feed_id(selection: Selection) -> str:
    """The id of a selection's feeds, which survives a change of host; an archive is a page of the same feed."""
    return calendar_uid(f"feed:{selection.feed_identity}").urn


def described(event: Event) -> dict[str, Any]:
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


def anchors(told: Told) -> str:
    """The links below an entry: its releases, its page, its calendar file."""
    links = [
        (url, "The release" if len(told.releases) == 1 else f"Release {n}") for n, url in enumerate(told.releases, 1)
    ]
    links += [(told.url, "The event’s page"), (told.site.event_ics_url(told.event.id), "Add to a calendar")]
    found = [f'<a href="{escape(url)}">{name}</a>' for url, name in links]
    return f"<p>{' · '.join(found)}</p>"


def _summary(told: Told) -> str:
    """One plain sentence."""
    when_where = ", ".join(filter(None, (told.when, told.where)))
    names = " and ".join(told.offices)
    return f"{told.title.rstrip('.')}: {' – '.join(filter(None, (when_where, names)))}."


def _html(told: Told) -> str:
    facts = [
        f"<strong>{clean.markup(told.when)}</strong>",
        *map(clean.markup, filter(None, (told.where, *told.offices, *told.remarks))),
    ]
    blocks = [f"<p>{'<br>'.join(facts)}</p>"]
    before, phrase, after = map(clean.markup, told.quotation)
    if before or phrase or after:
        marked = f"<mark>{phrase}</mark>" if phrase else ""
        blocks.append(f"<p>Read automatically from:</p><blockquote><p>{before}{marked}{after}</p></blockquote>")
    return "".join((*blocks, anchors(told)))
