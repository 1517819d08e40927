"""The pages of offices and regions, and the lists of them."""

from collections import Counter
from dataclasses import dataclass

from calendar_app.model import Office, Region
from calendar_app.web import paths
from calendar_app.web.catalogue import Catalogue
from calendar_app.web.naming import Name, country_in, in_other, town_in
from calendar_app.web.query import Filter
from calendar_app.web.views.cards import Link, Scene, office_link, region_links, tone
from calendar_app.web.views.listing import Listing, count, listing


@dataclass(frozen=True, slots=True)
class Entry:
    """An office or a region in a list of them; `facts` are short words on where and since when, `about_lang` is the
    language of `about` where that is not the interface's."""

    name: Name
    href: str
    about: str
    about_lang: str
    facts: tuple[str, ...]
    events: int
    counted: str
    tone: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """Offices under the region that they belong to."""

    id: str
    heading: Name
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class PlacePage:
    """All that the page of an office or a region (its `kind`) shows; `feed` is the path of its calendar, empty when it
    has none."""

    path: str
    kind: str
    name: Name
    about: str
    about_lang: str
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
        kind="office",
        name=scene.name(office),
        about=office.about,
        about_lang=_own(scene),
        facts=_office_facts(office, scene),
        links=region_links((office.region,), scene),
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
        kind="region",
        name=scene.name(region),
        about=region.about,
        about_lang=_own(scene),
        facts=(),
        links=tuple(office_link(office, scene) for office in offices),
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
            shelves.append(Shelf(region.slug, scene.name(region), entries))
    return tuple(shelves)


def region_entries(catalogue: Catalogue, scene: Scene) -> tuple[Entry, ...]:
    numbers = Counter(catalogue.counts(Filter(), "region"))
    return tuple(
        Entry(
            name=scene.name(region),
            href=paths.region(region.slug),
            about=region.about,
            about_lang=_own(scene),
            facts=(),
            events=numbers[region.slug],
            counted=_counted(numbers[region.slug], scene),
            tone=tone(region.slug, scene.profile),
        )
        for region in scene.profile.regions.values()
    )


def _office_entry(office: Office, number: int, scene: Scene) -> Entry:
    return Entry(
        name=scene.name(office),
        href=paths.office(office.slug),
        about=office.about,
        about_lang=_own(scene),
        facts=_office_facts(office, scene),
        events=number,
        counted=_counted(number, scene),
        tone=tone(office.region, scene.profile),
    )


def _office_facts(office: Office, scene: Scene) -> tuple[str, ...]:
    return tuple(fact for fact in (_seat(office, scene), _years(office, scene)) if fact)


def _seat(office: Office, scene: Scene) -> str:
    """Town and country."""
    country = scene.profile.countries.get(office.country or "")
    parts = (
        town_in(scene.language, office.place, office.timezone) if office.place else "",
        country_in(scene.language, country, scene.profile.language) if country else "",
    )
    return ", ".join(part for part in parts if part)


def _years(office: Office, scene: Scene) -> str:
    if office.until and office.since:
        told = scene.gettext("closed, %(since)s–%(until)s")
    elif office.until:
        told = scene.gettext("closed in %(until)s")
    else:
        told = scene.gettext("since %(since)s") if office.since else ""
    return told % {"since": office.since, "until": office.until}


def _counted(number: int, scene: Scene) -> str:
    return count(number, scene) if number else scene.gettext("No events yet")


def _own(scene: Scene) -> str:
    """The language of what a profile says about its offices and regions, as `Name.lang` gives it."""
    return in_other(scene.profile.language, scene.language)
