"""Events, releases and names in the shapes of the API. All addresses are whole: they begin with the site's."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from calendar_app import model
from calendar_app.profiles import Profile
from calendar_app.publishing import clean
from calendar_app.store import StoredRelease
from calendar_app.web import paths
from calendar_app.web.api import models
from calendar_app.web.passages import quoted
from calendar_app.web.query import Filter
from calendar_app.web.text import plain

ROOT = "/api/v1"


def event(event: model.Event, profile: Profile, base: str) -> models.Event:
    """An event without its evidence; its offices by the slugs that they have today."""
    return models.Event(**_fields(event, profile, base))


def event_detail(event: model.Event, profile: Profile, base: str) -> models.EventDetail:
    """An event with its evidence."""
    told = tuple(_evidence(one, base) for one in event.evidence)
    return models.EventDetail(**_fields(event, profile, base), evidence=told)


def release(release: StoredRelease, base: str) -> models.Release:
    """A release without its text."""
    return models.Release(**_release_fields(release, base))


def release_detail(
    release: StoredRelease, events: Iterable[model.Event], profile: Profile, base: str
) -> models.ReleaseDetail:
    """A release with its text and events."""
    told = tuple(event(one, profile, base) for one in events)
    return models.ReleaseDetail(**_release_fields(release, base), text=release.text, events=told)


def offices(profile: Profile, counts: Mapping[str, int], base: str) -> models.OfficeList:
    """All offices of a profile; `counts` are the numbers of events by slug."""
    return models.OfficeList(
        items=tuple(_office(one, counts.get(one.slug, 0), base) for one in profile.offices.values())
    )


def regions(profile: Profile, counts: Mapping[str, int], base: str) -> models.RegionList:
    """All regions of a profile; `counts` are the numbers of events by slug."""
    return models.RegionList(
        items=tuple(_region(one, counts.get(one.slug, 0), base) for one in profile.regions.values())
    )


def topics(profile: Profile, counts: Mapping[str, int], base: str) -> models.TopicList:
    """All topics of a profile; `counts` are the numbers of events by slug."""
    several = (_topic(topic, counts.get(topic.slug, 0), base) for topic in profile.topics.values())
    return models.TopicList(items=tuple(several))


def _fields(event: model.Event, profile: Profile, base: str) -> dict[str, Any]:
    return {
        "id": event.id,
        "uid": event.uid,
        "sequence": event.sequence,
        "created": event.created,
        "changed": event.changed,
        "title": plain(event.title),
        "start": event.start,
        "end": event.end,
        "start_time": event.start_time,
        "end_time": event.end_time,
        "timezone": event.timezone,
        "place": plain(event.place) or None,
        "country": plain(event.country) or None,
        "offices": tuple(office.slug for office in profile.offices_of(event.offices)),
        "regions": tuple(slug for slug in event.regions if slug in profile.regions),
        "topics": tuple(slug for slug in event.topics if slug in profile.topics),
        "status": event.status,
        "precision": event.precision,
        "confidence": event.confidence,
        "closed": event.closed,
        "links": models.EventLinks(
            resource=f"{base}{ROOT}{paths.event(event.id)}",
            page=base + paths.event(event.id),
            calendar=base + paths.event_file(event.id),
        ),
    }


def _evidence(evidence: model.Evidence, base: str) -> models.Evidence:
    pieces = quoted(evidence)
    ends = [sum(len(piece.text) for piece in pieces[:number]) for number in range(len(pieces) + 1)]
    marks = [models.Stretch(start=ends[n], stop=ends[n + 1]) for n, piece in enumerate(pieces) if piece.date]
    return models.Evidence(
        release=evidence.release,
        title=plain(evidence.title) or None,
        published=evidence.published,
        quote="".join(piece.text for piece in pieces),
        mark=next(iter(marks), None),
        sentence=models.Stretch(start=evidence.sentence[0], stop=evidence.sentence[1]),
        links=_release_links(evidence.release, base),
    )


def _release_fields(release: StoredRelease, base: str) -> dict[str, Any]:
    return {
        "key": release.key,
        "title": plain(release.title) or None,
        "published": release.published,
        "language": release.language,
        "url": clean.url(release.url),
        "links": _release_links(release.key, base),
    }


def _release_links(key: str, base: str) -> models.ReleaseLinks:
    return models.ReleaseLinks(resource=f"{base}{ROOT}/releases/{quote(key, safe='')}", page=base + paths.release(key))


def _region(region: model.Region, number: int, base: str) -> models.Region:
    links = _links(Filter(regions=(region.slug,)), paths.region(region.slug), f"regions/{region.slug}", number, base)
    return models.Region(slug=region.slug, name=region.name, about=region.about, events=number, links=links)


def _office(office: model.Office, number: int, base: str) -> models.Office:
    return models.Office(
        slug=office.slug,
        name=office.name,
        about=office.about,
        events=number,
        region=office.region,
        country=office.country,
        place=office.place,
        since=office.since,
        until=office.until,
        part_of=office.part_of,
        links=_links(Filter(offices=(office.slug,)), paths.office(office.slug), f"offices/{office.slug}", number, base),
    )


def _topic(topic: model.Topic, number: int, base: str) -> models.Topic:
    wanted = Filter(topics=(topic.slug,))
    calendar = f"{base}/agenda.ics?{wanted.query}" if number else None
    links = models.NameLinks(events=_events(wanted, base), page=base + paths.agenda(wanted), calendar=calendar)
    return models.Topic(slug=topic.slug, name=topic.name, events=number, links=links)


def _links(wanted: Filter, page: str, selection: str, number: int, base: str) -> models.NameLinks:
    calendar = f"{base}{paths.feed(selection)}.ics" if number else None
    return models.NameLinks(events=_events(wanted, base), page=base + page, calendar=calendar)


def _events(wanted: Filter, base: str) -> str:
    return f"{base}{ROOT}/events?{wanted.query}"
