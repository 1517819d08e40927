"""An event as lists show it, and the days that lists are made of."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal

from calendar_app.model import Event, Office, Precision, Region, Topic
from calendar_app.profiles import Profile
from calendar_app.publishing import clean, words
from calendar_app.publishing.timing import timing
from calendar_app.web import paths, wording
from calendar_app.web.languages import translations
from calendar_app.web.naming import Name, name_in
from calendar_app.web.timeline import Group, groups

TONES = 10
_KEPT = 4096  # cards, of about two kilobytes each: filters show the same events again and again


@dataclass(frozen=True, slots=True)
class Scene:
    """What every view needs to put an event into words: those of the interface's language."""

    profile: Profile = field(hash=False)  # there is one while a site is served
    language: str
    today: date

    def gettext(self, text: str) -> str:
        """A text of the interface in its language."""
        return translations(self.language).gettext(text)

    def ngettext(self, one: str, several: str, number: int) -> str:
        """A text of the interface that counts."""
        return translations(self.language).ngettext(one, several, number)

    def number(self, number: int) -> str:
        """A number as it is written in the language: “1,234”."""
        return _decimal(number, self.language)

    def name(self, one: Office | Region | Topic) -> Name:
        """What an office, a region or a topic is called in the language."""
        return name_in(self.language, one, self.profile.language)


@dataclass(frozen=True, slots=True)
class Link:
    """A name that leads somewhere; `tone` numbers the colour of a region, `lang` is the name's language where that is
    not the interface's."""

    label: str
    href: str
    tone: int = 0
    lang: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """The days and hours of an event in words, and its beginning and end for machines (`last` empty if not known)."""

    words: str
    hours: str
    first: str
    last: str
    days: int


@dataclass(frozen=True, slots=True)
class Card:
    """An event in a list; `several` says that it lasts longer than the day under which it stands."""

    id: str
    title: str
    href: str
    when: When
    several: bool
    where: str
    offices: tuple[Link, ...]
    regions: tuple[Link, ...]
    marks: tuple[tuple[str, str], ...]
    tone: int


@dataclass(frozen=True, slots=True)
class Day:
    """The events under one heading: a day in three parts, or a longer stretch with `number` empty."""

    datetime: str
    weekday: str
    number: str
    rest: str
    today: bool
    cards: tuple[Card, ...]


def days(events: Iterable[Event], scene: Scene) -> tuple[Day, ...]:
    """The events by the day on which they begin, in the order given."""
    return tuple(_day(group, scene) for group in groups(events))


@lru_cache(maxsize=_KEPT)
def card(event: Event, scene: Scene) -> Card:
    regions = region_links(event.regions, scene)
    return Card(
        id=event.id,
        title=title(event, scene),
        href=paths.event(event.id),
        when=when(event, scene.language),
        several=event.precision is Precision.DAY and event.start != event.end,
        where=words.where(event),
        offices=office_links(event.offices, scene),
        regions=regions,
        marks=wording.marks(event, scene.today, scene.language),
        tone=regions[0].tone if regions else 0,
    )


def title(event: Event, scene: Scene) -> str:
    """The title as the release gives it: that an event is cancelled stands beside it."""
    return clean.line(event.title) or scene.gettext("Untitled event")


def when(event: Event, language: str) -> When:
    first, last = _machine(event)
    return When(
        words=words.dates(event, language),
        hours=wording.hours(event, language),
        first=first,
        last=last,
        days=(event.end - event.start).days + 1,
    )


def office_links(slugs: Iterable[str], scene: Scene) -> tuple[Link, ...]:
    return tuple(office_link(office, scene) for office in scene.profile.offices_of(slugs))


def office_link(office: Office, scene: Scene) -> Link:
    name = scene.name(office)
    return Link(name.text, paths.office(office.slug), lang=name.lang)


def region_links(slugs: Iterable[str], scene: Scene) -> tuple[Link, ...]:
    known = (scene.profile.regions[slug] for slug in slugs if slug in scene.profile.regions)
    named = ((region.slug, scene.name(region)) for region in known)
    return tuple(Link(name.text, paths.region(slug), tone(slug, scene.profile), name.lang) for slug, name in named)


def tone(region: str, profile: Profile) -> int:
    """The number of a region's colour; 0 is no region's."""
    order = list(profile.regions)
    return order.index(region) % TONES + 1 if region in profile.regions else 0


def _day(group: Group, scene: Scene) -> Day:
    first = group.first
    cards = tuple(card(event, scene) for event in group.events)
    if first.precision is not Precision.DAY:
        stretch = when(first, scene.language)
        return Day(stretch.first, "", "", stretch.words, False, cards)
    weekday, number, rest = wording.day_in_parts(first.start, scene.language)
    return Day(
        datetime=first.start.isoformat(),
        weekday=weekday,
        number=number,
        rest=rest,
        today=first.start == scene.today,
        cards=cards,
    )


def _machine(event: Event) -> tuple[str, str]:
    """First and last day as <time datetime> takes them; a month or a year alone where no day is known."""
    if event.precision is Precision.YEAR and event.start.year == event.end.year:
        return f"{event.start:%Y}", f"{event.end:%Y}"
    if event.precision is Precision.MONTH and (event.start.year, event.start.month) == (
        event.end.year,
        event.end.month,
    ):
        return f"{event.start:%Y-%m}", f"{event.end:%Y-%m}"
    when = timing(event)
    if isinstance(when.start, datetime) and isinstance(when.end, datetime):
        last = "" if when.assumed_end else _local(when.end, when.zone)
        return _local(when.start, when.zone), last
    return event.start.isoformat(), max(event.start, event.end).isoformat()


@lru_cache(maxsize=4096)
def _decimal(number: int, language: str) -> str:
    return format_decimal(number, locale=words.locale_of(language))


def _local(moment: datetime, zone: str | None) -> str:
    """A wall time with its offset from UTC."""
    return moment.replace(tzinfo=ZoneInfo(zone) if zone else None).isoformat(timespec="minutes")
