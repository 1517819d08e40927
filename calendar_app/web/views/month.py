"""A month as a grid of days, with the list of its events."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice

from calendar_app.model import Event, Precision
from calendar_app.publishing import words
from calendar_app.web import paths
from calendar_app.web.catalogue import Catalogue, Events
from calendar_app.web.grid import WEEK, Bar, Week, last_of, months_of, weeks
from calendar_app.web.languages import N_
from calendar_app.web.query import Filter
from calendar_app.web.views.agenda import filter_title
from calendar_app.web.views.cards import Card, Day, Link, Scene, card, days
from calendar_app.web.views.form import Chip, Choice, chips, choices
from calendar_app.web.views.switch import View, switch
from calendar_app.web.wording import full_date

MOST_LANES = 3
MOST_SINGLES = 3
MOST_LISTED = 200
_SPANS = {
    (False, True): N_("%(days)s, continued"),
    (True, False): N_("%(days)s, goes on"),
    (False, False): N_("%(days)s, continued and goes on"),
}


@dataclass(frozen=True, slots=True)
class Weekday:
    """The name of a column, and how it is shortened."""

    name: str
    short: str


@dataclass(frozen=True, slots=True)
class DayCell:
    """The head of a day. `told` is the day in words with its number of events; `href` is empty for one without."""

    id: str
    datetime: str
    number: int
    told: str
    href: str
    events: int
    today: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """Some columns of a lane: a bar, of which `span` tells the days in words, or a gap, whose `card` is None.

    `headers` are the ids of the days that it stands under, empty for a gap beyond the month.
    """

    columns: int
    headers: str = ""
    card: Card | None = None
    span: str = ""
    begins: bool = True
    ends: bool = True


@dataclass(frozen=True, slots=True)
class DayEvents:
    """The events of one day alone, and the link to the agenda of the day where there are more; gaps have no headers."""

    headers: str
    cards: tuple[Card, ...]
    more: Link | None


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A week of the grid, row by row; `days` has None for those of other months."""

    days: tuple[DayCell | None, ...]
    lanes: tuple[tuple[Slot, ...], ...]
    events: tuple[DayEvents, ...]


@dataclass(frozen=True, slots=True)
class MonthPage:
    """All that the page of a month shows. `name` is the month in words; `filtered` the filter, empty for all events.

    `listed` are its events by day and `rest` leads to the agenda where they are more than a page holds; `near` are the
    next months that have events, where this one has none. `total` counts the events of the filter in all months.
    """

    path: str
    action: str
    name: str
    filtered: str
    datetime: str
    status: str
    total: int
    wanted: Filter
    choices: tuple[Choice, ...]
    chips: tuple[Chip, ...]
    views: tuple[View, ...]
    weekdays: tuple[Weekday, ...]
    weeks: tuple[WeekRow, ...]
    listed: tuple[Day, ...]
    rest: Link | None
    near: tuple[Link, ...]
    previous: Link | None
    next: Link | None
    year: Link


def month_page(catalogue: Catalogue, month: date, wanted: Filter, scene: Scene) -> MonthPage | None:
    """The month that begins on a day, with the events that the filter lets through; None for one that has no page."""
    first, last = months_of(catalogue, scene.today)
    if not first <= month <= last:
        return None
    found = catalogue.matching(wanted)
    shown = found & catalogue.within(month, last_of(month))
    events = tuple(catalogue.first(shown))
    return MonthPage(
        path=paths.month(month, wanted),
        action=paths.month(month),
        name=month_name(month, scene),
        filtered=filter_title(wanted, scene),
        datetime=f"{month:%Y-%m}",
        status=_status(events, wanted, scene),
        total=found.bit_count(),
        wanted=wanted,
        choices=choices(catalogue, wanted, scene),
        chips=chips(wanted, scene, partial(paths.month, month)),
        views=switch("month", wanted, scene, month),
        weekdays=_weekdays(scene),
        weeks=tuple(_row(week, wanted, scene) for week in weeks(month, events, _first_weekday(scene))),
        listed=days(islice(events, MOST_LISTED), scene),
        rest=_rest(len(events), month, wanted, scene),
        near=() if events else _near(catalogue, found, month, wanted, scene),
        previous=_link(_step(month, -1), wanted, scene) if month > first else None,
        next=_link(_step(month, 1), wanted, scene) if month < last else None,
        year=Link(str(month.year), paths.year(month.year, wanted)),
    )


def month_name(month: date, scene: Scene) -> str:
    return words.days(month, last_of(month), Precision.MONTH, scene.language)


def _first_weekday(scene: Scene) -> int:
    return int(words.locale_of(scene.language).first_week_day)


def _weekdays(scene: Scene) -> tuple[Weekday, ...]:
    names = words.locale_of(scene.language).days["stand-alone"]
    order = [(_first_weekday(scene) + column) % WEEK for column in range(WEEK)]
    return tuple(Weekday(names["wide"][day], names["abbreviated"][day]) for day in order)


def _row(week: Week, wanted: Filter, scene: Scene) -> WeekRow:
    covered = _covered(week.lanes)
    numbers = [covered[column] + len(singles) for column, singles in enumerate(week.singles)]
    hidden = _covered(week.lanes[MOST_LANES:])
    return WeekRow(
        days=tuple(_cell(day, number, wanted, scene) for day, number in zip(week.days, numbers, strict=True)),
        lanes=tuple(_slots(lane, week.days, scene) for lane in week.lanes[:MOST_LANES]),
        events=tuple(
            _day_events(day, singles, hidden[column], wanted, scene)
            for column, (day, singles) in enumerate(zip(week.days, week.singles, strict=True))
        ),
    )


def _covered(several: Sequence[Sequence[Bar]]) -> Counter[int]:
    """How many bars stand in each column."""
    return Counter(column for lane in several for bar in lane for column in range(bar.first, bar.last + 1))


def _cell(day: date | None, number: int, wanted: Filter, scene: Scene) -> DayCell | None:
    if day is None:
        return None
    named = full_date(day, scene.language)
    counted = scene.ngettext("%(day)s: %(number)s event", "%(day)s: %(number)s events", number)
    return DayCell(
        id=_id(day),
        datetime=day.isoformat(),
        number=day.day,
        told=counted % {"day": named, "number": scene.number(number)} if number else named,
        href=_day_path(day, wanted) if number else "",
        events=number,
        today=day == scene.today,
    )


def _slots(lane: Sequence[Bar], of_week: Sequence[date | None], scene: Scene) -> tuple[Slot, ...]:
    """The columns of a lane from the first to the last: bars, and gaps of one column each."""
    found = []
    column = 0
    for bar in lane:
        found += _gaps(of_week[column : bar.first])
        column = bar.last + 1
        shown = card(bar.event, scene)
        found.append(
            Slot(
                columns=column - bar.first,
                headers=" ".join(_id(day) for day in of_week[bar.first : column]),
                card=shown,
                span=_span(bar, shown, scene),
                begins=bar.begins,
                ends=bar.ends,
            )
        )
    return (*found, *_gaps(of_week[column:]))


def _span(bar: Bar, shown: Card, scene: Scene) -> str:
    """The days of a bar's event, and whether it began before the week or goes on behind it."""
    days = shown.when.words
    return days if bar.begins and bar.ends else scene.gettext(_SPANS[bar.begins, bar.ends]) % {"days": days}


def _gaps(several: Sequence[date | None]) -> list[Slot]:
    return [Slot(1, _id(day)) for day in several]


def _day_events(day: date | None, singles: Sequence[Event], hidden: int, wanted: Filter, scene: Scene) -> DayEvents:
    if day is None:
        return DayEvents("", (), None)
    shown = tuple(card(event, scene) for event in singles[:MOST_SINGLES])
    more = len(singles) - len(shown) + hidden
    label = scene.ngettext("+%(number)s more", "+%(number)s more", more) % {"number": scene.number(more)}
    return DayEvents(_id(day), shown, Link(label, _day_path(day, wanted)) if more else None)


def _id(day: date | None) -> str:
    """The id of the head of a day; empty for one of another month."""
    return f"day-{day.day}" if day else ""


def _day_path(day: date, wanted: Filter) -> str:
    return paths.agenda(replace(wanted, since=day, until=day))


def _status(events: Sequence[Event], wanted: Filter, scene: Scene) -> str:
    """What there is in the month; its name stands above, since many languages would bend it in a sentence."""
    if not events:
        said = (
            N_("No event of this month matches this choice.") if wanted.pairs else N_("There is no event this month.")
        )
        return scene.gettext(said)
    past = sum(event.end < scene.today for event in events)
    if not past:
        said = scene.ngettext("%(number)s event.", "%(number)s events.", len(events))
    elif past == len(events):
        said = scene.ngettext("%(number)s event, which is past.", "%(number)s events, all of them past.", len(events))
    else:
        said = scene.ngettext("%(number)s event, %(past)s past.", "%(number)s events, %(past)s past.", len(events))
    return said % {"number": scene.number(len(events)), "past": scene.number(past)}


def _rest(number: int, month: date, wanted: Filter, scene: Scene) -> Link | None:
    """The agenda of the whole month, where the list does not hold all of its events."""
    if number <= MOST_LISTED:
        return None
    since, until = max(month, wanted.since or month), min(last_of(month), wanted.until or date.max)
    label = scene.gettext("All %(number)s events of this month") % {"number": scene.number(number)}
    return Link(label, paths.agenda(replace(wanted, since=since, until=until)))


def _near(catalogue: Catalogue, found: Events, month: date, wanted: Filter, scene: Scene) -> tuple[Link, ...]:
    """The months with the nearest events before and after one."""
    before = next(catalogue.last(found & catalogue.before(month)), None)
    after = next(catalogue.first(found & catalogue.after(last_of(month))), None)
    return tuple(_link(event.start.replace(day=1), wanted, scene) for event in (before, after) if event)


def _link(month: date, wanted: Filter, scene: Scene) -> Link:
    return Link(month_name(month, scene), paths.month(month, wanted))


def _step(month: date, months: int) -> date:
    at = month.year * 12 + month.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)
