"""The calendars and feeds of filters, written when they are asked for and kept while their events stay the same."""

from functools import lru_cache

from calendar_app.profiles import Profile
from calendar_app.publishing import Selection, Site, document, selections
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
    events = store.events()
    if events and not wanted.pairs:
        return selections(events, scene.profile)[0]
    found = tuple(matching(events, wanted, scene.profile))
    if not found:
        return None
    words = filter_title(wanted, scene)
    described = f"{site.organisation} events, read automatically from press releases: {words}."
    return Selection("agenda", "filter", wanted.query, f"{site.title}: {words}", described, found)
