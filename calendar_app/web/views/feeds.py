"""The page of all calendars and feeds."""

from collections.abc import Iterable
from dataclasses import dataclass

from calendar_app.publishing import Selection
from calendar_app.web import paths
from calendar_app.web.languages import N_
from calendar_app.web.naming import Name
from calendar_app.web.subscribe import FORMATS
from calendar_app.web.views.cards import Link, Scene


@dataclass(frozen=True, slots=True)
class Row:
    """A calendar: what is in it, the page of the same events, its forms, and its archives by year, the newest first."""

    title: Name
    page: str
    events: int
    forms: tuple[Link | None, ...]
    archives: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Calendars of one kind."""

    heading: str
    rows: tuple[Row, ...]


_HEADINGS = {"office": N_("By office"), "region": N_("By region")}


def feed_tables(
    known: Iterable[tuple[Selection, int, list[int]]], most_entries: int, scene: Scene, *, changes: bool
) -> tuple[Table, ...]:
    """The published calendars, each with the number and the years of its events, those of one kind together, in the
    order given; last the feed of changes, where there is one. Those with more events than a feed has entries have
    archives."""
    tables: dict[str, list[Row]] = {}
    for selection, number, years in known:
        row = _row(selection, number, years if number > most_entries else [], scene)
        heading = _HEADINGS.get(selection.kind, N_("All events"))
        tables.setdefault(scene.gettext(heading), []).append(row)
    if changes:
        tables[scene.gettext("Changes")] = [_changes(scene)]
    return tuple(Table(heading, tuple(rows)) for heading, rows in tables.items())


def _changes(scene: Scene) -> Row:
    path = paths.feed("changes")
    forms = (None if suffix == "ics" else Link(label, f"{path}.{suffix}") for suffix, label, _ in FORMATS)
    title = Name(scene.gettext("What was moved, cancelled or corrected"))
    return Row(title, paths.agenda(), 0, tuple(forms))


def _row(selection: Selection, number: int, archived: list[int], scene: Scene) -> Row:
    pages = {"office": paths.office, "region": paths.region}
    page = pages[selection.kind](selection.slug) if selection.kind in pages else paths.agenda()
    forms = tuple(Link(label, f"{paths.feed(selection.path)}.{suffix}") for suffix, label, _ in FORMATS)
    archives = tuple(Link(str(year), f"{paths.feed(selection.of_year(year).path)}.ics") for year in archived[::-1])
    return Row(_title(selection, scene), page, number, forms, archives)


def _title(selection: Selection, scene: Scene) -> Name:
    """What the calendar holds; its own title is in one language for all who subscribe."""
    if selection.kind == "office":
        return scene.name(scene.profile.offices[selection.slug])
    if selection.kind == "region":
        return scene.name(scene.profile.regions[selection.slug])
    return Name(scene.gettext("All events"))
