"""The calendars and feeds of filters, written when they are asked for and kept while their events stay the same."""

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from calendar_app.profiles import Profile
from calendar_app.publishing import Selection, Site, document, recent, selections, standing
from calendar_app.store import Store
from calendar_app.web.matching import matching
from calendar_app.web.query import Filter
from calendar_app.web.views.agenda import filter_title
from calendar_app.web.views.cards import Scene

KEPT = 32


class Calendars:
    """Writes selections of a site; one that was written lately and has not changed is not written again."""

    def __init__(self, profile: Profile, site: Site) -> None:
        def written(suffix: str, selection: Selection) -> bytes:
            return document(suffix, selection, site, profile)

        self.write = lru_cache(maxsize=KEPT)(written)


def filtered(store: Store, wanted: Filter, scene: Scene, site: Site) -> Selection | None:
    """The events of a filter as a calendar: that of all events where nothing is filtered; None where there are none."""
    if not wanted.pairs:
        return published(store, "all", scene.profile)
    found = matching(store.events(), wanted, scene.profile)
    if not found:
        return None
    words = filter_title(wanted, scene)
    described = f"{site.organisation} events, read automatically from press releases: {words}."
    events = tuple(standing(found, _day(store)))
    return Selection("agenda", "filter", wanted.query, f"{site.title}: {words}", described, events)


def published(store: Store, path: str, profile: Profile) -> Selection | None:
    """The events of a published calendar by its path below feeds/, without suffix; None where there is none.

    A path that an office had before leads to its calendar of today.
    """
    folder, slash, slug = path.rpartition("/")
    path = f"{folder}{slash}{profile.slug_today(slug) if folder == 'offices' else slug}"
    known = selections(standing(store.events(), _day(store)), profile)
    return next((selection for selection in known if selection.path == path), None)


def shortened(selection: Selection, past: int, today: date) -> Selection:
    """The calendar of those events that have not ended more than some days ago."""
    first = today - timedelta(days=min(past, (today - date.min).days))
    return replace(selection, events=recent(selection.events, first), past=past)


def _day(store: Store) -> date:
    with store.snapshot() as snapshot:
        return snapshot.day
