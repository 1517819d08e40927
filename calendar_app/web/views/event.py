"""The page of one event, and what machines read on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from calendar_app.model import Event, Evidence, Revision, Status
from calendar_app.publishing import clean, words
from calendar_app.web import paths, wording
from calendar_app.web.passages import Piece, quoted
from calendar_app.web.text import plain
from calendar_app.web.views.cards import Card, Link, Scene, card


@dataclass(frozen=True, slots=True)
class Source:
    """A release that tells of the event: the sentence in pieces, the release's page and its first publication."""

    quote: tuple[Piece, ...]
    release: str
    label: str
    published: str
    day: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """A revision in words."""

    when: str
    datetime: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class EventPage:
    """All that an event's page shows; `title` and `summary` are plain text for machines and window titles."""

    path: str
    title: str
    summary: str
    card: Card
    status: str
    sure: str
    percent: int
    topics: tuple[Link, ...]
    sources: tuple[Source, ...]
    changes: tuple[Change, ...]
    file: str
    structured: dict[str, Any]


def event_page(event: Event, revisions: Sequence[Revision], scene: Scene, base_url: str) -> EventPage:
    shown = card(event, scene)
    address = base_url.rstrip("/") + paths.event(event.id)
    return EventPage(
        path=paths.event(event.id),
        title=plain(words.title(event)),
        summary=plain(summary(shown)),
        card=shown,
        status=wording.status(event),
        sure=wording.sureness(event.confidence),
        percent=round(event.confidence * 100),
        topics=_topics(event, scene),
        sources=tuple(_source(evidence, event.id, scene) for evidence in event.evidence),
        changes=tuple(_change(revision, scene) for revision in revisions if revision.fields),
        file=paths.event_file(event.id),
        structured=structured(event, shown, address),
    )


def summary(shown: Card) -> str:
    """When, where and who in one line."""
    parts = (shown.when.words, shown.when.hours, shown.where, ", ".join(office.label for office in shown.offices))
    return " · ".join(part for part in parts if part)


def structured(event: Event, shown: Card, address: str) -> dict[str, Any]:
    """The event as schema.org describes it; a plain date where there are no hours."""
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": plain(event.title),
        "description": plain(summary(shown)),
        "startDate": shown.when.first,
        "eventStatus": "https://schema.org/Event" + ("Cancelled" if event.status is Status.CANCELLED else "Scheduled"),
    }
    if shown.when.last:
        found["endDate"] = shown.when.last
    if shown.where:
        found["location"] = {"@type": "Place", "name": plain(event.place) or shown.where, "address": plain(shown.where)}
    if shown.offices:
        found["organizer"] = [{"@type": "Organization", "name": plain(office.label)} for office in shown.offices]
    return found


def _source(evidence: Evidence, event_id: str, scene: Scene) -> Source:
    day = wording.long_date(evidence.published, scene.language) if evidence.published else ""
    return Source(
        quote=quoted(evidence),
        release=paths.release(evidence.release, event_id),
        label=clean.line(evidence.title),
        published=day,
        day=evidence.published.isoformat() if evidence.published else "",
        url=clean.url(evidence.url),
    )


def _change(revision: Revision, scene: Scene) -> Change:
    fields = tuple((name.replace("_", " "), clean.line(old), clean.line(new)) for name, old, new in revision.fields)
    day = revision.changed.date()
    return Change(wording.long_date(day, scene.language), revision.changed.isoformat(), fields)


def _topics(event: Event, scene: Scene) -> tuple[Link, ...]:
    known = (scene.profile.topics[slug] for slug in event.topics if slug in scene.profile.topics)
    return tuple(Link(topic.name, paths.by_topic(topic.slug)) for topic in known)
