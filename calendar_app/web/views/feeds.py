"""The page of all calendars and feeds."""

from collections.abc import Iterable
from dataclasses import dataclass

from calendar_app.publishing import Selection
from calendar_app.web import paths
from calendar_app.web.subscribe import FORMATS
from calendar_app.web.views.cards import Link


@dataclass(frozen=True, slots=True)
class Row:
    """A calendar: what is in it, the page of the same events, and its forms."""

    title: str
    page: str
    events: int
    forms: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Calendars of one kind."""

    heading: str
    rows: tuple[Row, ...]


_HEADINGS = {"office": "By office", "region": "By region"}


def feed_tables(selections: Iterable[Selection]) -> tuple[Table, ...]:
    """All published calendars, those of one kind together, in the order given."""
    tables: dict[str, list[Row]] = {}
    for selection in selections:
        tables.setdefault(_HEADINGS.get(selection.kind, "All events"), []).append(_row(selection))
    return tuple(Table(heading, tuple(rows)) for heading, rows in tables.items())


def _row(selection: Selection) -> Row:
    pages = {"office": paths.office, "region": paths.region}
    page = pages[selection.kind](selection.slug) if selection.kind in pages else paths.agenda()
    forms = tuple(Link(label, f"{paths.feed(selection.path)}.{suffix}") for suffix, label, _ in FORMATS)
    return Row(selection.title, page, len(selection.events), forms)
