"""Which events stand in which calendar and feed, and in what order."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from calendar_app.model import Event, Status
from calendar_app.profiles import Profile
from calendar_app.publishing.timing import utc

MOST_EVENTS = 1000  # of a calendar; Google is reported to stop at about 1,100 events or 1 MB
MOST_OCTETS = 900_000  # of a calendar
MOST_ENTRIES = 100  # of a feed
KEPT_CANCELLED = timedelta(days=30)  # behind its last day, so that every subscriber sees that it did not take place


@dataclass(frozen=True)
class Selection:
    """The events of one calendar and its feeds; `path` is their address below feeds/, without the suffix.

    A "filter" selection is made for a query of the agenda: its `path` is "agenda", its `slug` the canonical query
    string ("office=mission-to-skopje&q=water"). An archive is that of one `year`, a shortened calendar has no events
    that ended more than `past` days ago. A `former` one stands at an address that its office had before.
    """

    path: str
    kind: Literal["all", "office", "region", "filter", "changes"]
    slug: str
    title: str
    description: str
    events: tuple[Event, ...] = ()
    year: int | None = None
    past: int | None = None
    former: bool = False

    @property
    def identity(self) -> str:
        """What its calendar is told apart by for life."""
        return f"{self.path}?{self._first_slug}"

    @property
    def feed_identity(self) -> str:
        """What its feeds are told apart by for life; an archive is a page of the same feed (RFC 5005 4)."""
        return f"{self._whole}?{self._first_slug}"

    @property
    def _first_slug(self) -> str:
        """The slug that its office had when the address was given out."""
        return self._whole.rpartition("/")[2] if self.former else self.slug

    @property
    def _whole(self) -> str:
        return self.path if self.year is None else self.path.removesuffix(f"-{self.year}")

    def of_year(self, year: int) -> "Selection":
        """The archive of a year: the events that begin in it."""
        return replace(self, path=f"{self.path}-{year}", title=f"{self.title} {year}", events=(), year=year)


def every_selection(profile: Profile) -> list[Selection]:
    """All events, each office, at its former addresses too, and each region of a profile, in its order; no events."""
    everything = f"Events of the {profile.name} ({profile.short}), read automatically from its press releases."
    found = [Selection("all", "all", "", f"{profile.short} events", everything)]
    for office in profile.offices.values():
        told = f"Events of the {office.name}, read automatically from press releases."
        own = Selection(_office_path(office.slug), "office", office.slug, office.name, told)
        found += [own, *(replace(own, path=_office_path(slug), former=True) for slug in office.former)]
    for region in profile.regions.values():
        named = region.name.startswith(profile.short)
        title = f"{region.name} events" if named else f"{profile.short} events: {region.name}"
        told = f"{title}, read automatically from press releases. {region.about}".strip()
        found.append(Selection(f"regions/{region.slug}", "region", region.slug, title, told))
    return found


def places(event: Event, profile: Profile) -> list[str]:
    """The paths of the selections that an event stands in."""
    slugs = (slug for office in profile.offices_of(event.offices) for slug in (office.slug, *office.former))
    found = ["all", *map(_office_path, slugs)]
    found += [f"regions/{slug}" for slug in event.regions if slug in profile.regions]
    return list(dict.fromkeys(found))


def selections(events: Iterable[Event], profile: Profile) -> list[Selection]:
    """The selections that have events, with them, in the order of `every_selection`."""
    members: defaultdict[str, list[Event]] = defaultdict(list)
    for event in sorted(events, key=by_date):
        for path in places(event, profile):
            members[path].append(event)
    chosen = (one for one in every_selection(profile) if one.path in members and not one.former)
    return [replace(selection, events=tuple(members[selection.path])) for selection in chosen]


def window(events: Iterable[Event], most: int = MOST_EVENTS) -> tuple[Event, ...]:
    """The newest events by date, what is to come before all; oldest first."""
    return tuple(sorted(events, key=by_date)[-most:])


def newest(events: Iterable[Event], most: int = MOST_ENTRIES) -> tuple[Event, ...]:
    """The events that appeared or changed last, newest first; then by later start, then by id."""
    by_id = sorted(events, key=lambda event: event.id)
    return tuple(sorted(by_id, key=by_change, reverse=True)[:most])


def by_date(event: Event) -> str:
    """A key that sorts events by their days and hours, and never two alike."""
    return f"{event.start.isoformat()} {event.end.isoformat()} {event.start_time or '':5} {event.id}"


def by_change(event: Event) -> str:
    """A key that sorts events by when they appeared or changed last, then by their start."""
    return f"{utc(max(event.changed, event.created)).isoformat()} {event.start.isoformat()}"


def standing(events: Iterable[Event], day: date) -> list[Event]:
    """The events but for those that were cancelled and have left on a day; all where there would be none."""
    known = list(events)
    return [event for event in known if (left := leaves_on(event)) is None or left > day] or known


def recent(events: Iterable[Event], first: date) -> tuple[Event, ...]:
    """The events that end on a day or later; the newest where there are none, as no calendar is empty."""
    known = sorted(events, key=by_date)
    return tuple(event for event in known if event.end >= first) or tuple(known[-1:])


def leaves_on(event: Event) -> date | None:
    """The first day on which a cancelled event stands in no calendar and no feed any more; None for any other."""
    if event.status is not Status.CANCELLED:
        return None
    last = max(event.start, event.end)
    return last + KEPT_CANCELLED + timedelta(days=1) if last < date.max - KEPT_CANCELLED - timedelta(days=1) else None


def _office_path(slug: str) -> str:
    return f"offices/{slug}"
