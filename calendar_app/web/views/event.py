"""The page of one event, and what machines read on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from babel.numbers import format_percent

from calendar_app.extraction.places import ONLINE
from calendar_app.model import Event, Evidence, Precision, Revision, Status
from calendar_app.publishing import Site, clean, words
from calendar_app.publishing.changes import NOT_STATED, Line, differences, stages
from calendar_app.publishing.told import Told
from calendar_app.store import StoredRelease
from calendar_app.web import paths, wording
from calendar_app.web.adding import Addition, additions
from calendar_app.web.geography import locate
from calendar_app.web.languages import N_
from calendar_app.web.passages import Piece, around, quoted
from calendar_app.web.related import Reason, Related
from calendar_app.web.text import plain
from calendar_app.web.views.cards import Card, Link, Scene, card, office_links, region_links
from calendar_app.web.views.release import text_begins

PICTURE = "/static/og.png"

_REASONS = {
    Reason.SERIES: N_("Same series"),
    Reason.OFFICE_AND_PLACE: N_("Same office and place, around the same time"),
    Reason.OFFICE: N_("Same office, around the same time"),
    Reason.PLACE: N_("Same place, around the same time"),
}
# Of the remarks that calendars make, those that the page does not say elsewhere.
_REMARKS = (N_("The exact days are not stated."), N_("The end is not stated: one hour is assumed."))
_NOTICES = {
    Status.CANCELLED: N_("This event is cancelled."),
    Status.TENTATIVE: N_(
        "The date of this event is tentative: it was inferred, the release does not state it in full."
    ),
}
_CHANGED = (
    N_("Status"), N_("Date"), N_("Title"), N_("Place"), N_("Offices"), N_("Closed"), N_("Regions"), N_("Topics"),
)  # fmt: skip
_VALUES = {
    "Status": (N_("confirmed"), N_("tentative"), N_("cancelled")),
    "Closed": (N_("yes"), N_("no")),
    "": (N_("not stated"),),
}


@dataclass(frozen=True, slots=True)
class Source:
    """A release that tells of the event: the sentence in pieces with what stands around it, the language of both (None
    if not known), the release's page and its first publication."""

    before: str
    quote: tuple[Piece, ...]
    behind: str
    language: str | None
    release: str
    label: str
    published: str
    day: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """A revision in words: what changed, what it was and what it became."""

    when: str
    datetime: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A related event, and in words why it is."""

    card: Card
    reason: str


@dataclass(frozen=True, slots=True)
class EventPage:
    """All that an event's page shows; `title` and `summary` are plain text for machines and window titles.

    `notice` must be seen first; `remarks` say what a calendar cannot show.
    """

    path: str
    title: str
    summary: str
    language: str | None
    card: Card
    notice: str
    status: str
    sure: str
    percent: str
    remarks: tuple[str, ...]
    topics: tuple[Link, ...]
    sources: tuple[Source, ...]
    changes: tuple[Change, ...]
    additions: tuple[Addition, ...]
    file: str
    related: tuple[Neighbour, ...]
    structured: dict[str, Any]


def event_page(
    event: Event,
    revisions: Sequence[Revision],
    releases: Mapping[str, StoredRelease],
    neighbours: Sequence[Related],
    scene: Scene,
    site: Site,
) -> EventPage:
    """The page of an event; `revisions` have the oldest first, `releases` are by key, those it was read from."""
    shown = card(event, scene)
    remarks = tuple(scene.gettext(remark) for remark in words.remarks(event) if remark in _REMARKS)
    sources = tuple(_source(evidence, event.id, releases.get(evidence.release), scene) for evidence in event.evidence)
    language = next((source.language for source in sources), None)
    cancelled = event.status is Status.CANCELLED
    return EventPage(
        path=paths.event(event.id),
        title=plain(words.title(event)),
        summary=plain(summary(shown)),
        language=language,
        card=shown,
        notice=scene.gettext(_NOTICES[event.status]) if event.status in _NOTICES else "",
        status=scene.gettext(wording.status(event)),
        sure=scene.gettext(wording.sureness(event.confidence)),
        percent=format_percent(event.confidence, locale=words.locale_of(scene.language)),
        remarks=remarks,
        topics=_topics(event, scene),
        sources=sources,
        changes=tuple(_changes(event, revisions, scene, site)),
        additions=() if cancelled else additions(event, _description(event, shown, remarks, scene, site)),
        file=paths.event_file(event.id),
        related=tuple(Neighbour(card(one.event, scene), scene.gettext(_REASONS[one.reason])) for one in neighbours),
        structured=structured(event, revisions, shown, language, site),
    )


def summary(shown: Card) -> str:
    """When, where and who in one line."""
    parts = (shown.when.words, shown.when.hours, shown.where, ", ".join(office.label for office in shown.offices))
    return " · ".join(part for part in parts if part)


def structured(
    event: Event, revisions: Sequence[Revision], shown: Card, language: str | None, site: Site
) -> dict[str, Any]:
    """The event as schema.org describes it (https://schema.org/Event); a plain date where there are no hours.

    What is not known is left out: the kind of attendance where no place is, the organiser where no office is.
    """
    address = site.event_url(event.id)
    former = _former_starts(event, revisions)
    state = "Cancelled" if event.status is Status.CANCELLED else "Rescheduled" if former else "Scheduled"
    return _without_gaps(
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "@id": address,
            "url": address,
            "name": plain(event.title),
            "description": plain(summary(shown)),
            "startDate": shown.when.first,
            "endDate": shown.when.last,
            "previousStartDate": former,
            "eventStatus": f"https://schema.org/Event{state}",
            "eventAttendanceMode": _attendance(event),
            "location": _location(event, address),
            "organizer": [
                {"@type": "Organization", "name": plain(office.label), "url": site.base_url + office.href}
                for office in shown.offices
            ],
            "image": [site.base_url + PICTURE],
            "inLanguage": language,
        }
    )


def _former_starts(event: Event, revisions: Sequence[Revision]) -> list[str]:
    """The days on which the event was to begin before it was moved, the latest first; a day that became known where
    only a month was is no move."""
    newest_first = ((event, revision) for revision in reversed(revisions))
    moves = [(before, now) for _, before, now in stages(newest_first) if before.start != now.start]
    exact = [before.start for before, now in moves if {before.precision, now.precision} == {Precision.DAY}]
    return [day.isoformat() for day in exact]


def _attendance(event: Event) -> str | None:
    online, spot = _is_online(event), locate(event.place, event.country)
    if not event.place and spot is None:
        return None
    mode = "Offline" if not online else "Mixed" if spot else "Online"
    return f"https://schema.org/{mode}EventAttendanceMode"


def _location(event: Event, address: str) -> list[dict[str, Any]]:
    """The place with its postal address, as far as it is known, and the net where the event is online."""
    spot, where = locate(event.place, event.country), plain(words.where(event))
    found: list[dict[str, Any]] = []
    if spot or (where and not _is_online(event)):
        postal = {
            "@type": "PostalAddress",
            "addressLocality": spot.town if spot else None,
            "addressCountry": spot.code if spot else plain(event.country),
        }
        known = any(postal[name] for name in ("addressLocality", "addressCountry"))
        place = {
            "@type": "Place",
            "name": plain(event.place) or where,
            "address": _without_gaps(postal) if known else where,
        }
        found.append(place)
    if _is_online(event):
        found.append({"@type": "VirtualLocation", "url": address})
    return found


def _is_online(event: Event) -> bool:
    return ONLINE in (part.strip().casefold() for part in clean.line(event.place).split(","))


def _without_gaps(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _description(event: Event, shown: Card, remarks: Sequence[str], scene: Scene, site: Site) -> str:
    """What stands in the notes of a calendar's entry: no words of a release, and so nothing that could be markup."""
    read = scene.gettext("Read automatically from a press release: %(address)s") % {"address": site.event_url(event.id)}
    when = f"{shown.when.words}, {shown.when.hours}" if shown.when.hours else shown.when.words
    return "\n".join((f"{when}.", *remarks, read))


def _source(evidence: Evidence, event_id: str, release: StoredRelease | None, scene: Scene) -> Source:
    day = wording.long_date(evidence.published, scene.language) if evidence.published else ""
    before, behind = around(release, evidence.sentence, scene.profile, text_begins(release)) if release else ("", "")
    return Source(
        before=before,
        quote=quoted(evidence),
        behind=behind,
        language=release.language if release else None,
        release=paths.release(evidence.release, event_id),
        label=clean.line(evidence.title),
        published=day,
        day=evidence.published.isoformat() if evidence.published else "",
        url=clean.url(evidence.url),
    )


def _changes(event: Event, revisions: Sequence[Revision], scene: Scene, site: Site) -> list[Change]:
    """What readers see of the revisions, the newest first."""
    local = replace(site, language=scene.language)
    found = []
    for (_, revision), before, now in stages((event, revision) for revision in reversed(revisions)):
        told = differences(Told(before, local, scene.profile), Told(now, local, scene.profile))
        lines = [line for line in told if line[0] != "Offices"] + _labels_changed(before, now, scene)
        if lines:
            day = wording.long_date(revision.changed.date(), scene.language)
            found.append(Change(day, revision.changed.isoformat(), tuple(_in_words(line, scene) for line in lines)))
    return found


def _labels_changed(before: Event, now: Event, scene: Scene) -> list[Line]:
    """The changes of what has a name in the reader's language: of offices, regions and topics."""
    pairs = (
        ("Offices", *(_names(office_links(event.offices, scene)) for event in (before, now))),
        ("Regions", *(_names(region_links(event.regions, scene)) for event in (before, now))),
        ("Topics", *(_names(_topics(event, scene)) for event in (before, now))),
    )
    return [(name, old or NOT_STATED, new or NOT_STATED) for name, old, new in pairs if old != new]


def _names(links: Sequence[Link]) -> str:
    return ", ".join(link.label for link in links)


def _in_words(line: Line, scene: Scene) -> Line:
    """A change with the words in it that are not the releases' in the reader's language."""
    name, *values = line
    own = (*_VALUES[""], *_VALUES.get(name, ()))
    old, new = (scene.gettext(value) if value in own else value for value in values)
    return scene.gettext(name), old, new


def _topics(event: Event, scene: Scene) -> tuple[Link, ...]:
    known = (scene.profile.topics[slug] for slug in event.topics if slug in scene.profile.topics)
    named = ((topic.slug, scene.name(topic)) for topic in known)
    return tuple(Link(name.text, paths.by_topic(slug), lang=name.lang) for slug, name in named)
