"""The pages of offices and regions, and the lists of them."""

from collections import Counter
from dataclasses import dataclass

from calendar_app.model import Office, Region
from calendar_app.web import paths
from calendar_app.web.catalogue import Catalogue
from calendar_app.web.query import Filter
from calendar_app.web.views.cards import Link, Scene, region_links, tone
from calendar_app.web.views.listing import Listing, count, listing


@dataclass(frozen=True, slots=True)
class Entry:
    """An office or a region in a list of them; `facts` are short words on where and since when."""

    name: str
    href: str
    about: str
    facts: tuple[str, ...]
    events: int
    counted: str
    tone: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """Offices under the region that they belong to."""

    id: str
    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class PlacePage:
    """All that the page of an office or a region shows; `feed` is the path of its calendar, empty when it has none."""

    path: str
    kind: str
    name: str
    about: str
    facts: tuple[str, ...]
    links: tuple[Link, ...]
    listing: Listing
    search: str
    embed: str
    feed: str
    tone: int


def office_page(office: Office, catalogue: Catalogue, scene: Scene) -> PlacePage:
    wanted = Filter(offices=(office.slug,))
    shown = listing(catalogue, wanted, scene)
    return PlacePage(
        path=paths.office(office.slug),
        kind="Office",
        name=office.name,
        about=office.about,
        facts=_office_facts(office, scene),
        links=region_links((office.region,), scene.profile),
        listing=shown,
        search=paths.agenda(wanted),
        embed=paths.embed(wanted),
        feed=paths.feed(f"offices/{office.slug}") if shown.total else "",
        tone=tone(office.region, scene.profile),
    )


def region_page(region: Region, catalogue: Catalogue, scene: Scene) -> PlacePage:
    wanted = Filter(regions=(region.slug,))
    shown = listing(catalogue, wanted, scene)
    offices = (office for office in scene.profile.offices.values() if office.region == region.slug)
    return PlacePage(
        path=paths.region(region.slug),
        kind="Region",
        name=region.name,
        about=region.about,
        facts=(),
        links=tuple(Link(office.name, paths.office(office.slug)) for office in offices),
        listing=shown,
        search=paths.agenda(wanted),
        embed=paths.embed(wanted),
        feed=paths.feed(f"regions/{region.slug}") if shown.total else "",
        tone=tone(region.slug, scene.profile),
    )


def office_shelves(catalogue: Catalogue, scene: Scene) -> tuple[Shelf, ...]:
    """All offices by region; in each, those with most events first."""
    numbers = Counter(catalogue.counts(Filter(), "office"))
    shelves = []
    for region in scene.profile.regions.values():
        offices = [office for office in scene.profile.offices.values() if office.region == region.slug]
        offices.sort(key=lambda office: (office.until is not None, -numbers[office.slug]))
        entries = tuple(_office_entry(office, numbers[office.slug], scene) for office in offices)
        if entries:
            shelves.append(Shelf(region.slug, region.name, entries))
    return tuple(shelves)


def region_entries(catalogue: Catalogue, scene: Scene) -> tuple[Entry, ...]:
    numbers = Counter(catalogue.counts(Filter(), "region"))
    return tuple(
        Entry(
            name=region.name,
            href=paths.region(region.slug),
            about=region.about,
            facts=(),
            events=numbers[region.slug],
            counted=_counted(numbers[region.slug]),
            tone=tone(region.slug, scene.profile),
        )
        for region in scene.profile.regions.values()
    )


def _office_entry(office: Office, number: int, scene: Scene) -> Entry:
    return Entry(
        name=office.name,
        href=paths.office(office.slug),
        about=office.about,
        facts=_office_facts(office, scene),
        events=number,
        counted=_counted(number),
        tone=tone(office.region, scene.profile),
    )


def _office_facts(office: Office, scene: Scene) -> tuple[str, ...]:
    country = scene.profile.countries.get(office.country or "")
    where = ", ".join(part for part in (office.place, country.name if country else None) if part)
    if office.until:
        years = f"closed, {office.since}–{office.until}" if office.since else f"closed in {office.until}"
    else:
        years = f"since {office.since}" if office.since else ""
    return tuple(fact for fact in (where, years) if fact)


def _counted(number: int) -> str:
    return count(number) if number else "No events yet"
