"""The page of all calendars and feeds."""

from collections.abc import Iterable
from dataclasses import dataclass

from calendar_app.publishing import Selection, Site
from calendar_app.web import paths
from calendar_app.web.languages import N_
from calendar_app.web.naming import Name
from calendar_app.web.subscribe import FORMATS, webcal
from calendar_app.web.views.cards import Link, Scene


@dataclass(frozen=True, slots=True)
class Row:
    """A calendar: what is in it, the page of the same events, its absolute URL and that which opens a calendar program,
    its forms, and its archives by year, the newest first."""

    title: Name
    page: str
    events: int
    address: str
    webcal: str
    forms: tuple[Link, ...]
    archives: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Calendars of one kind."""

    heading: str
    rows: tuple[Row, ...]


_HEADINGS = {"office": N_("By office"), "region": N_("By region")}


def feed_tables(known: Iterable[tuple[Selection, int, list[int]]], site: Site, scene: Scene) -> tuple[Table, ...]:
    """The published calendars, each with the number and the years of its events, those of one kind together, in the
    order given. Those with more events than a feed has entries have archives."""
    tables: dict[str, list[Row]] = {}
    for selection, number, years in known:
        row = _row(selection, number, years if number > site.most_entries else [], site, scene)
        tables.setdefault(_HEADINGS.get(selection.kind, N_("All events")), []).append(row)
    return tuple(Table(scene.gettext(heading), tuple(rows)) for heading, rows in tables.items())


def change_feeds() -> tuple[Link, ...]:
    """The forms of the feed of changes, which is no calendar."""
    path = paths.feed("changes")
    return tuple(Link(label, f"{path}.{suffix}") for suffix, label, _ in FORMATS if suffix != "ics")


def _row(selection: Selection, number: int, archived: list[int], site: Site, scene: Scene) -> Row:
    pages = {"office": paths.office, "region": paths.region}
    path = paths.feed(selection.path)
    address = f"{site.base_url.rstrip('/')}{path}.ics"
    return Row(
        title=_title(selection, scene),
        page=pages[selection.kind](selection.slug) if selection.kind in pages else paths.agenda(),
        events=number,
        address=address,
        webcal=webcal(address),
        forms=tuple(Link(label, f"{path}.{suffix}") for suffix, label, _ in FORMATS),
        archives=tuple(Link(str(year), f"{paths.feed(selection.of_year(year).path)}.ics") for year in archived[::-1]),
    )


def _title(selection: Selection, scene: Scene) -> Name:
    """What the calendar holds; its own title is in one language for all who subscribe."""
    if selection.kind == "office":
        return scene.name(scene.profile.offices[selection.slug])
    if selection.kind == "region":
        return scene.name(scene.profile.regions[selection.slug])
    return Name(scene.gettext("All events"))
