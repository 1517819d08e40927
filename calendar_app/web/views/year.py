"""A year at a glance: how many events each region or office has in each week and month."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from babel.dates import format_date

from calendar_app.publishing import words
from calendar_app.web import paths
from calendar_app.web.catalogue import Catalogue, Events
from calendar_app.web.grid import WEEK, beside, last_of, months_of, usual_month, years_of
from calendar_app.web.languages import N_
from calendar_app.web.naming import Name
from calendar_app.web.query import Filter
from calendar_app.web.views.agenda import filter_title
from calendar_app.web.views.cards import Link, Scene, tone
from calendar_app.web.views.form import Chip, Choice, chips, choices
from calendar_app.web.views.listing import count
from calendar_app.web.views.month import month_name
from calendar_app.web.views.switch import View, switch

STEPS = 5
_BY = {"region": N_("By region"), "office": N_("By office")}


@dataclass(frozen=True, slots=True)
class Column:
    """A week or a month: in words, how it is shortened, and the page of a month that has one, else empty."""

    name: str
    short: str
    href: str
    first: date


@dataclass(frozen=True, slots=True)
class Cell:
    """How many events there are, as one of `STEPS` steps of colour (0: none); `href` is empty where there are none.

    `told` says what is counted, when and how many.
    """

    number: int
    step: int
    told: str
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """A region or an office, with a cell for each column; `total` counts each of its events of the year once."""

    name: Name
    tone: int
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class Step:
    """A colour of the legend and the numbers that it stands for, in words."""

    step: int
    label: str


@dataclass(frozen=True, slots=True)
class Heat:
    """The numbers of all rows in the weeks or the months of a year, with what their colours mean."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    legend: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class YearPage:
    """All that the page of a year shows; `kept` are the parameters that its form must send beside the filter.

    `elsewhere` says how many events have no row; it is empty where all have one. `kinds` are the ways to make rows.
    """

    path: str
    action: str
    name: str
    filtered: str
    status: str
    elsewhere: str
    wanted: Filter
    kept: tuple[tuple[str, str], ...]
    choices: tuple[Choice, ...]
    chips: tuple[Chip, ...]
    views: tuple[View, ...]
    kinds: tuple[View, ...]
    weeks: Heat
    months: Heat
    previous: Link | None
    next: Link | None


def year_page(catalogue: Catalogue, year: int, wanted: Filter, by: str, scene: Scene) -> YearPage | None:
    """The year by “region” or by “office”, with the events that the filter lets through; None without any event."""
    years = years_of(catalogue, scene.today)
    if year not in years:
        return None
    weeks, months = _weeks(year, scene), _months(catalogue, year, wanted, scene)
    counting = _Counting(catalogue, year, wanted, by, scene)
    slugs = counting.slugs()
    before, after = beside(years, year)
    return YearPage(
        path=paths.year(year, wanted, by),
        action=paths.year(year, by=by),
        name=str(year),
        filtered=filter_title(wanted, scene),
        status=_status(counting.whole().bit_count(), year, wanted, scene),
        elsewhere=_elsewhere(counting, slugs, by, scene),
        wanted=wanted,
        kept=(("by", by),) if by != paths.REGION else (),
        choices=choices(catalogue, wanted, scene),
        chips=chips(wanted, scene, partial(paths.year, year, by=by)),
        views=switch("year", wanted, scene, _month_beside(catalogue, year, wanted, scene)),
        kinds=tuple(
            View(scene.gettext(name), paths.year(year, wanted, kind), kind == by) for kind, name in _BY.items()
        ),
        weeks=counting.heat(weeks, slugs),
        months=counting.heat(months, slugs),
        previous=Link(str(before), paths.year(before, wanted, by)) if before else None,
        next=Link(str(after), paths.year(after, wanted, by)) if after else None,
    )


def steps(most: int) -> tuple[tuple[int, int], ...]:
    """Up to `STEPS` ranges of numbers from 1 to the greatest, both ends inclusive, narrow ones first.

    They widen with the square of the step: most weeks have few events, and those must not look alike.
    """
    ends = sorted({-(-most * step**2 // STEPS**2) for step in range(1, STEPS + 1)} - {0})
    return tuple(zip([1, *(end + 1 for end in ends)], ends, strict=False))


@dataclass(frozen=True)
class _Counting:
    """How the events of a year are counted; of a cell those that its link shows."""

    catalogue: Catalogue
    year: int
    wanted: Filter
    by: str
    scene: Scene

    def slugs(self) -> list[str]:
        """The values of the dimension that have a row: those chosen, else those that have an event in the year."""
        whole, chosen = self.whole(), self.wanted.chosen(self.by)
        known = self.scene.profile.regions if self.by == paths.REGION else self.scene.profile.offices
        return [
            slug for slug in known if (slug in chosen if chosen else whole & self.catalogue.having(self.by, [slug]))
        ]

    def whole(self) -> Events:
        """The events of the year that the filter lets through."""
        return self._matching(self.wanted, date(self.year, 1, 1), date(self.year, 12, 31))

    def heat(self, columns: Iterable[tuple[Column, date]], slugs: Iterable[str]) -> Heat:
        """The rows of some slugs, with a cell for each column, which is given with its last day."""
        known = tuple(columns)
        spans = [(column.first, last) for column, last in known]
        numbers = {slug: [self._number(slug, *span) for span in spans] for slug in slugs}
        ranges = steps(max((number for row in numbers.values() for number in row), default=0))
        return Heat(
            columns=tuple(column for column, _ in known),
            rows=tuple(self._row(slug, spans, row, ranges) for slug, row in numbers.items()),
            legend=tuple(self._step(step, *span) for step, span in enumerate(ranges, 1)),
        )

    def _row(
        self, slug: str, spans: list[tuple[date, date]], numbers: list[int], ranges: tuple[tuple[int, int], ...]
    ) -> Row:
        year = (date(self.year, 1, 1), date(self.year, 12, 31))
        return Row(
            name=self._name(slug),
            tone=self._tone(slug),
            cells=tuple(self._cell(slug, span, number, ranges) for span, number in zip(spans, numbers, strict=True)),
            total=self._cell(slug, year, self._number(slug, *year), ()),
        )

    def _cell(self, slug: str, span: tuple[date, date], number: int, ranges: tuple[tuple[int, int], ...]) -> Cell:
        told = self.scene.ngettext(
            "%(name)s, %(days)s: %(number)s event", "%(name)s, %(days)s: %(number)s events", number
        )
        days = words.days(*span, language=self.scene.language)
        return Cell(
            number=number,
            step=next((step for step, (_, last) in enumerate(ranges, 1) if 0 < number <= last), 0),
            told=told % {"name": self._name(slug).text, "days": days, "number": self.scene.number(number)},
            href=paths.agenda(self._filter(slug, *span)) if number else "",
        )

    def _number(self, slug: str, first: date, last: date) -> int:
        return self._matching(self._filter(slug, first, last), first, last).bit_count()

    def _matching(self, wanted: Filter, first: date, last: date) -> Events:
        """The events of a filter that have a day between two and between those of the filter."""
        since, until = _within(self.wanted, first, last)
        return 0 if since > until else self.catalogue.matching(replace(wanted, since=since, until=until))

    def _filter(self, slug: str, first: date, last: date) -> Filter:
        since, until = _within(self.wanted, first, last)
        rest = replace(self.wanted, since=since, until=until)
        return replace(rest, regions=(slug,)) if self.by == paths.REGION else replace(rest, offices=(slug,))

    def _name(self, slug: str) -> Name:
        profile = self.scene.profile
        return self.scene.name(profile.regions[slug] if self.by == paths.REGION else profile.offices[slug])

    def _tone(self, slug: str) -> int:
        profile = self.scene.profile
        return tone(slug if self.by == paths.REGION else profile.offices[slug].region, profile)

    def _step(self, step: int, first: int, last: int) -> Step:
        if first == last:
            return Step(step, count(last, self.scene))
        several = self.scene.ngettext("%(first)s–%(last)s event", "%(first)s–%(last)s events", last)
        return Step(step, several % {"first": self.scene.number(first), "last": self.scene.number(last)})


def _within(wanted: Filter, first: date, last: date) -> tuple[date, date]:
    """The days between two that a filter lets through; the first is behind the last where there are none."""
    return max(first, wanted.since or first), min(last, wanted.until or last)


def _weeks(year: int, scene: Scene) -> list[tuple[Column, date]]:
    """The weeks of a year with their last days; the first and the last week stop at the year's ends."""
    end = date(year, 12, 31)
    first = date(year, 1, 1)
    left = WEEK - 1 - (first.weekday() - int(words.locale_of(scene.language).first_week_day)) % WEEK
    found = []
    while True:
        last = first + timedelta(days=min(left, (end - first).days))
        found.append((Column(words.days(first, last, language=scene.language), "", "", first), last))
        if last == end:
            return found
        first, left = last + timedelta(days=1), WEEK - 1


def _months(catalogue: Catalogue, year: int, wanted: Filter, scene: Scene) -> list[tuple[Column, date]]:
    """The months of a year with their last days; those that have a page lead to it."""
    earliest, latest = months_of(catalogue, scene.today)
    locale = words.locale_of(scene.language)
    found = []
    for first in (date(year, number, 1) for number in range(1, 13)):
        href = paths.month(first, wanted) if earliest <= first <= latest else ""
        short = format_date(first, "LLL", locale=locale)
        found.append((Column(month_name(first, scene), short, href, first), last_of(first)))
    return found


def _month_beside(catalogue: Catalogue, year: int, wanted: Filter, scene: Scene) -> date:
    """The month that a reader of a year looks at next: the usual one, or the first of the year that has an event."""
    usual = usual_month(catalogue, wanted, scene.today)
    if usual.year == year:
        return usual
    first = next(catalogue.first(catalogue.within(date(year, 1, 1), date(year, 12, 31))))
    return max(first.start.replace(day=1), date(year, 1, 1))


def _status(number: int, year: int, wanted: Filter, scene: Scene) -> str:
    if not number:
        said = N_("No event in %(year)s matches this choice.") if wanted.pairs else N_("There is no event in %(year)s.")
        return scene.gettext(said) % {"year": year}
    said = scene.ngettext("%(number)s event in %(year)s.", "%(number)s events in %(year)s.", number)
    return said % {"number": scene.number(number), "year": year}


def _elsewhere(counting: _Counting, slugs: list[str], by: str, scene: Scene) -> str:
    number = (counting.whole() & ~counting.catalogue.having(by, slugs)).bit_count()
    if not number:
        return ""
    said = (
        scene.ngettext("%(number)s event is of no region.", "%(number)s events are of no region.", number)
        if by == paths.REGION
        else scene.ngettext("%(number)s event is of no office.", "%(number)s events are of no office.", number)
    )
    return said % {"number": scene.number(number)}
