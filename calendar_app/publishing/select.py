"""Which events stand in which calendar and feed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from calendar_app.model import Event
from calendar_app.profiles import Profile

MOST_EVENTS = 1000  # Google is reported to stop at about 1,100 events or 1 MB
MOST_BYTES = 900_000
MOST_ENTRIES = 100


@dataclass(frozen=True)
class Selection:
    """The events of one calendar and its feeds; `path` is their address below feeds/, without the suffix.

    A "filter" selection is made for a query of the agenda: its `path` is "agenda", its `slug` the canonical query
    string ("office=mission-to-skopje&q=water").
    """

    path: str
    kind: Literal["all", "office", "region", "filter"]
    slug: str
    title: str
    description: str
    events: tuple[Event, ...]


def selections(events: Iterable[Event], profile: Profile) -> list[Selection]:
    """All events, then each office and each region of the profile that has events, in the profile's order."""
    known = tuple(sorted(events, key=_by_date))
    if not known:
        return []
    everything = f"Events of the {profile.name} ({profile.short}), read automatically from its press releases."
    found = [Selection("all", "all", "", f"{profile.short} events", everything, known)]
    for office in profile.offices.values():
        chosen = tuple(event for event in known if office.slug in event.offices)
        told = f"Events of the {office.name}, read automatically from press releases."
        found.append(Selection(f"offices/{office.slug}", "office", office.slug, office.name, told, chosen))
    for region in profile.regions.values():
        chosen = tuple(event for event in known if region.slug in event.regions)
        named = region.name.startswith(profile.short)
        title = f"{region.name} events" if named else f"{profile.short} events: {region.name}"
        told = f"{title}, read automatically from press releases. {region.about}".strip()
        found.append(Selection(f"regions/{region.slug}", "region", region.slug, title, told, chosen))
    return [selection for selection in found if selection.events]


def window(
    events: Iterable[Event], size: Callable[[Event], int] | None = None, room: int = MOST_BYTES
) -> tuple[Event, ...]:
    """The newest 1,000 events by date that fit into `room` octets, oldest first; the newest is always there."""
    kept: list[Event] = []
    for event in sorted(events, key=_by_date, reverse=True)[:MOST_EVENTS]:
        room -= size(event) if size else 0
        if room < 0 and kept:
            break
        kept.append(event)
    return tuple(reversed(kept))


def newest(events: Iterable[Event], n: int = MOST_ENTRIES) -> tuple[Event, ...]:
    """The `n` events that appeared or changed last, newest first; then by later start, then by id."""
    by_id = sorted(events, key=lambda event: event.id)
    return tuple(sorted(by_id, key=lambda e: (max(e.changed, e.created), e.start), reverse=True)[:n])


def _by_date(event: Event) -> tuple[object, ...]:
    return (event.start, event.end, event.start_time or "", event.id)
