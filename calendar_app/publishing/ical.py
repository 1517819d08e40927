"""Calendars (RFC 5545, 7986), written with icalendar."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

import icalendar

from calendar_app.errors import PublishError
from calendar_app.model import Event, Region
from calendar_app.profiles import Profile
from calendar_app.publishing import clean, words
from calendar_app.publishing.select import MOST_BYTES, Selection, window
from calendar_app.publishing.site import Site
from calendar_app.publishing.timezones import vtimezone
from calendar_app.publishing.timing import Timing, is_utc, timing, utc

# Calendars and feeds are told apart for life by uuid5 of this and their path; it must never change.
NAMESPACE = uuid5(NAMESPACE_URL, "urn:calendar_app:publishing")
PRODID = "-//calendar_app//calendar_app//EN"
_END = b"END:VCALENDAR\r\n"
_REFRESH = timedelta(hours=6)
# CSS3 names (RFC 7986 5.9), dark enough for white text; a region takes the one of its place in the profile.
_COLORS = (
    "steelblue", "darkgreen", "firebrick", "darkgoldenrod", "rebeccapurple", "teal",
    "slategray", "chocolate", "mediumvioletred", "olivedrab", "indigo", "saddlebrown",
)  # fmt: skip
_COLOR_OF_ALL = "royalblue"


class Text(icalendar.vText):
    r"""A TEXT value (RFC 5545 3.3.11). icalendar reads the two characters "\N" in a value as a line break."""

    def to_ical(self) -> bytes:
        escaped = re.sub(r"[\\;,]", r"\\\g<0>", str(self))
        return escaped.replace("\r\n", "\n").replace("\n", r"\n").encode()


class Components:
    """The VEVENTs of one run: each event is written once, however many calendars and feeds it stands in."""

    def __init__(self, site: Site, profile: Profile) -> None:
        self.site = site
        self.profile = profile
        self._events: dict[str, bytes] = {}
        self._singles: dict[str, bytes] = {}

    def event(self, event: Event) -> bytes:
        """The VEVENT of an event."""
        if event.id not in self._events:
            self._events[event.id] = _vevent(event, self.site, self.profile).to_ical()
        return self._events[event.id]

    def single(self, event: Event) -> bytes:
        """The calendar that holds this event alone."""
        if event.id not in self._singles:
            head = _head(f"event:{event.uid}", [event])
            head.add("url", icalendar.vUri(self.site.event_url(event.id)))
            address = self.site.event_ics_url(event.id)
            head.add("source", icalendar.vUri(address), {"VALUE": "URI"})
            self._singles[event.id] = _with_events(head, [event], self)
        return self._singles[event.id]


def calendar(selection: Selection, site: Site, profile: Profile, components: Components | None = None) -> bytes:
    """The calendar of a selection. Raises PublishError where it has no events: clients choke on an empty one."""
    components = components or Components(site, profile)
    if not selection.events:
        raise PublishError("a calendar without events", where=selection.path, remedy="publish no file for it")
    newest = window(selection.events)
    head = _described(_head(f"calendar:{selection.path}?{selection.slug}", newest), selection, site, profile, newest)
    room = MOST_BYTES - len(_with_events(head, newest, components, write=False))
    return _with_events(head, window(newest, lambda event: len(components.event(event)), room), components)


def single(event: Event, site: Site, profile: Profile) -> bytes:
    """The calendar of one event (feeds/events/<id>.ics), without a name: importing it makes no new calendar."""
    return Components(site, profile).single(event)


def calendar_uid(name: str) -> UUID:
    """The UID of a calendar or feed, the same on every site and for ever."""
    return uuid5(NAMESPACE, clean.line(name))


def _head(name: str, events: Iterable[Event]) -> icalendar.Calendar:
    head = icalendar.Calendar()
    head.add("version", "2.0")
    head.add("prodid", PRODID)
    head.add("uid", str(calendar_uid(name)))
    head.add("last-modified", max(utc(event.changed) for event in events))
    return head


def _described(
    head: icalendar.Calendar, selection: Selection, site: Site, profile: Profile, events: Iterable[Event]
) -> icalendar.Calendar:
    """The calendar's own properties (RFC 7986 5), each TEXT escaped here: icalendar leaves X-* values as they are."""
    for names, text in (
        (("name", "x-wr-calname"), selection.title),
        (("description", "x-wr-caldesc"), selection.description),
    ):
        for name in names:
            head.add(name, Text(clean.line(text)))
    head.add("url", icalendar.vUri(site.page_url(selection)))
    head.add("source", icalendar.vUri(site.address(selection, "ics")), {"VALUE": "URI"})
    head.add("color", _color(selection, profile))
    head.add("refresh-interval", icalendar.vDuration(_REFRESH), {"VALUE": "DURATION"})
    head.add("x-published-ttl", Text("PT6H"))
    zones = {when.zone for event in events if (when := timing(event)).zone}
    head.add("x-wr-timezone", Text(zones.pop() if len(zones) == 1 else "UTC"))
    return head


def _with_events(
    head: icalendar.Calendar, events: Iterable[Event], components: Components, *, write: bool = True
) -> bytes:
    """A calendar's bytes: its properties, the zones that its events use, then the events as they were written."""
    events = tuple(events)
    zones = b"".join(_zone_bytes(zone, first, last) for zone, (first, last) in sorted(_zones(events).items()))
    vevents = (components.event(event) for event in events) if write else ()
    # vdirsyncer takes the first line that begins with "UID:" for an event's and makes one of them all; names of
    # properties are case-insensitive (RFC 5545 2), so the calendar's own is written in another way.
    start = bytes(head.to_ical()).removesuffix(_END).replace(b"\r\nUID:", b"\r\nuid:", 1)
    return start + zones + b"".join(vevents) + _END


def _zones(events: Iterable[Event]) -> dict[str, tuple[int, int]]:
    """The zones that events use, each with the first and the last year in which they use it."""
    used: dict[str, tuple[int, int]] = {}
    for event in events:
        when = timing(event)
        if when.zone and not is_utc(when.zone):
            first, last = used.get(when.zone, (when.start.year, when.end.year))
            used[when.zone] = (min(first, when.start.year), max(last, when.end.year))
    return used


@lru_cache(maxsize=1024)
def _zone_bytes(zone: str, first: int, last: int) -> bytes:
    return bytes(vtimezone(zone, date(first, 1, 1), date(last, 12, 31)).to_ical())


def _color(selection: Selection, profile: Profile) -> str:
    office = profile.offices.get(selection.slug)
    region = selection.slug if selection.kind == "region" else office.region if office else ""
    regions: dict[str, Region] = profile.regions
    return _COLORS[list(regions).index(region) % len(_COLORS)] if region in regions else _COLOR_OF_ALL


def _vevent(event: Event, site: Site, profile: Profile) -> icalendar.Event:
    changed, when = utc(event.changed), timing(event)
    vevent = icalendar.Event()
    vevent.add("uid", Text(clean.line(event.uid)))
    vevent.add("dtstamp", changed)
    vevent.add("last-modified", changed)
    vevent.add("created", utc(event.created))
    vevent.add("sequence", event.sequence)
    vevent.add("dtstart", _placed(when.start, when))
    vevent.add("dtend", _placed(when.end, when))
    vevent.add("summary", Text(words.title(event)))
    vevent.add("description", Text(_description(event, site, profile)))
    if place := words.where(event):
        vevent.add("location", Text(place))
    if names := _categories(event, profile):
        vevent.add("categories", names)
    vevent.add("status", event.status.value.upper())
    vevent.add("transp", "TRANSPARENT")
    vevent.add("url", icalendar.vUri(site.event_url(event.id)))
    for release in words.releases(event):
        # Not LINK (RFC 9253): libical 3, which GNOME and KDE read with, takes the property for an error.
        vevent.add("attach", icalendar.vUri(release), {"FMTTYPE": "text/html"})
    return vevent


def _placed(moment: date, when: Timing) -> date:
    """A day as it is, a wall time in its zone."""
    if not isinstance(moment, datetime) or when.zone is None:
        return moment
    return moment.replace(tzinfo=UTC if is_utc(when.zone) else ZoneInfo(when.zone))


def _description(event: Event, site: Site, profile: Profile) -> str:
    """Plain text, its source link alone on the last line: Google shows no URL field for subscribed events."""
    names = words.offices(event, profile)
    by = f"{'Offices' if len(names) > 1 else 'Office'}: {'; '.join(names)}" if names else ""
    head = [words.when(event, site.language), words.where(event), by, *words.remarks(event)]
    blocks = ["\n".join(filter(None, head))]
    if quote := "".join(words.quotation(event)):
        blocks.append(f"Read automatically from: “{quote}”")
    blocks.append((words.releases(event) or [site.event_url(event.id)])[0])
    return "\n\n".join(blocks)


def _categories(event: Event, profile: Profile) -> list[str]:
    """Names of offices, regions and topics, each once (RFC 5545 3.8.1.2)."""
    named = [profile.offices[slug].name for slug in event.offices if slug in profile.offices]
    named += [profile.regions[slug].name for slug in event.regions if slug in profile.regions]
    named += [profile.topics[slug].name for slug in event.topics if slug in profile.topics]
    return list(dict.fromkeys(filter(None, map(clean.label, named))))
