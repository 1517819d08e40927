"""Which events a filter lets through, and how many each further choice would show."""

from collections import Counter
from collections.abc import Iterable, Sequence

from calendar_app.model import Event
from calendar_app.profiles import Profile
from calendar_app.web.query import REPEATABLE, Filter
from calendar_app.web.text import folded


def matching(events: Iterable[Event], wanted: Filter, profile: Profile) -> list[Event]:
    """The events that the filter lets through, in the order given."""
    return [event for event in events if matches(event, wanted, profile)]


def matches(event: Event, wanted: Filter, profile: Profile) -> bool:
    if wanted.since and event.end < wanted.since:
        return False
    if wanted.until and event.start > wanted.until:
        return False
    for field in REPEATABLE.values():
        chosen = getattr(wanted, field)
        if chosen and not set(chosen) & set(values(event, field, profile)):
            return False
    return not wanted.text or _has_words(event, wanted.text, profile)


def values(event: Event, field: str, profile: Profile) -> Sequence[str]:
    """The slugs of an event in a dimension; those of offices as they are today."""
    slugs: tuple[str, ...] = getattr(event, field)
    return [office.slug for office in profile.offices_of(slugs)] if field == "offices" else slugs


def counts(events: Sequence[Event], wanted: Filter, name: str, profile: Profile) -> Counter[str]:
    """How many events each value of a dimension has among those that the rest of the filter lets through."""
    field, rest = REPEATABLE[name], wanted.without(name)
    return Counter(slug for event in matching(events, rest, profile) for slug in values(event, field, profile))


def _has_words(event: Event, text: str, profile: Profile) -> bool:
    hay = folded(" ".join(_words(event, profile)))
    return all(word in hay for word in folded(text).split())


def _words(event: Event, profile: Profile) -> Iterable[str]:
    yield event.title
    yield event.place or ""
    yield event.country or ""
    yield from (office.name for office in profile.offices_of(event.offices))
    named = (profile.regions, event.regions), (profile.topics, event.topics)
    for known, slugs in named:
        for slug in slugs:
            yield known[slug].name if slug in known else slug
    for evidence in event.evidence:
        yield evidence.quote
        yield evidence.title or ""
