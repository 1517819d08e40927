"""The calendars and feeds of filters, written when they are asked for and kept while the store stays the same."""

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from calendar_app.profiles import Profile
from calendar_app.publishing import Selection, Site, document, every_selection, newest, recent, standing, window
from calendar_app.store import Store
from calendar_app.web.catalogue import Catalogue, Catalogues
from calendar_app.web.query import Filter
from calendar_app.web.views.agenda import filter_title
from calendar_app.web.views.cards import Scene

KEPT = 32


class Calendars:
    """Writes selections of a site; one that was written lately and has not changed is not written again."""

    def __init__(self, store: Store, catalogues: Catalogues, profile: Profile, site: Site) -> None:
        self._catalogues = catalogues

        def written(suffix: str, selection: Selection, wanted: Filter, first: date | None, state: object) -> bytes:
            catalogue = catalogues.current()
            with store.snapshot() as snapshot:
                ids = _chosen(suffix, catalogue, wanted, first, site)
                events = tuple(event for event, _ in snapshot.events(ids))
            return document(suffix, replace(selection, events=events), site, profile)

        self._written = lru_cache(maxsize=KEPT)(written)

    def write(self, suffix: str, selection: Selection, wanted: Filter, first: date | None = None) -> bytes:
        """The events of a filter, one at least, in a form; without what ended before a `first` day."""
        return self._written(suffix, selection, wanted, first, self._catalogues.current().state)


def filtered(catalogue: Catalogue, wanted: Filter, scene: Scene, site: Site) -> Selection | None:
    """A filter as a calendar: that of all events where nothing is filtered; None where no event matches."""
    if not catalogue.matching(wanted):
        return None
    if not wanted.pairs:
        return every_selection(scene.profile)[0]
    words = filter_title(wanted, scene)
    described = f"{site.organisation} events, read automatically from press releases: {words}."
    return Selection("agenda", "filter", wanted.query, f"{site.title}: {words}", described)


def published(catalogue: Catalogue, path: str, profile: Profile) -> tuple[Selection, Filter] | None:
    """A published calendar by its path below feeds/, without suffix, and its filter; None where there is none.

    A path that an office had before leads to its calendar of today.
    """
    folder, slash, slug = path.rpartition("/")
    path = f"{folder}{slash}{profile.slug_today(slug) if folder == 'offices' else slug}"
    selection = next((one for one in every_selection(profile) if one.path == path and not one.former), None)
    if selection is None or not catalogue.matching(members(selection)):
        return None
    return selection, members(selection)


def listed(catalogue: Catalogue, profile: Profile) -> list[tuple[Selection, int, list[int]]]:
    """The published calendars that have events, with their number and their years, in the profile's order."""
    known = [(one, catalogue.matching(members(one))) for one in every_selection(profile) if not one.former]
    return [(selection, found.bit_count(), catalogue.years(found)) for selection, found in known if found]


def members(selection: Selection) -> Filter:
    """The filter that lets the events of a published calendar through."""
    if selection.kind == "office":
        return Filter(offices=(selection.slug,))
    return Filter(regions=(selection.slug,)) if selection.kind == "region" else Filter()


def days_ago(days: int, today: date) -> date:
    """The day so many days before another; the first of all where there is none."""
    return today - timedelta(days=min(days, (today - date.min).days))


def _chosen(suffix: str, catalogue: Catalogue, wanted: Filter, first: date | None, site: Site) -> list[str]:
    """The ids of the events that a document of this form shows."""
    events = standing(catalogue.first(catalogue.matching(wanted)), catalogue.day)
    if first is not None:
        events = list(recent(events, first))
    shown = window(events, site.most_events) if suffix == "ics" else newest(events, site.most_entries)
    return [event.id for event in shown]
