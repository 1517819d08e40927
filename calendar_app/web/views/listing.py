"""Events by day in the order in which they are read, with a sentence on what was found."""

from dataclasses import dataclass
from functools import lru_cache

from calendar_app.web import paths
from calendar_app.web.catalogue import Catalogue
from calendar_app.web.query import Filter, Paging
from calendar_app.web.timeline import Slice, slice_page
from calendar_app.web.views.cards import Day, Link, Scene, days
from calendar_app.web.wording import long_date

FIRST_PAGE = Paging()


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the listing with a heading of its own."""

    id: str
    heading: str
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Events by day, what was found in a sentence, and the links to the pages beside this one."""

    status: str
    total: int
    parts: tuple[Part, ...]
    later: Link | None = None
    earlier: Link | None = None
    back: Link | None = None


def listing(catalogue: Catalogue, wanted: Filter, scene: Scene, paging: Paging = FIRST_PAGE) -> Listing:
    """The page of the events that a filter lets through; `parts` is empty for a page behind the last event."""
    found = catalogue.matching(wanted)
    shown = slice_page(catalogue, found, scene.today, paging)
    past = (found & catalogue.past(scene.today)).bit_count()
    return Listing(
        status=_status(found.bit_count() - past, past, wanted, paging, scene),
        total=found.bit_count(),
        parts=_parts(shown, scene),
        later=Link(scene.gettext("Later events"), paths.agenda(wanted, after=shown.later)) if shown.later else None,
        earlier=Link(scene.gettext("Earlier events"), paths.agenda(wanted, before=shown.earlier))
        if shown.earlier
        else None,
        back=Link(scene.gettext("Back to the first page"), paths.agenda(wanted)) if paging != FIRST_PAGE else None,
    )


@lru_cache(maxsize=4096)
def count(number: int, scene: Scene) -> str:
    """A number of events in words: “1 event”, “1,038 events”."""
    return scene.ngettext("%(num)s event", "%(num)s events", number) % {"num": scene.number(number)}


def _parts(shown: Slice, scene: Scene) -> tuple[Part, ...]:
    parts = (
        Part("now", scene.gettext("Going on now"), days(shown.now, scene)),
        Part("upcoming", scene.gettext("Upcoming events"), days(shown.coming, scene)),
        Part("past", scene.gettext("Past events"), days(shown.past, scene)),
    )
    return tuple(part for part in parts if part.days)


def _status(ahead: int, past: int, wanted: Filter, paging: Paging, scene: Scene) -> str:
    if not ahead + past:
        return (
            scene.gettext("No event matches this choice.")
            if wanted.pairs
            else scene.gettext("There are no events yet.")
        )
    counted, sentence = _sentence(ahead, past, paging, scene)
    beyond = paging.before or paging.after
    day = long_date(beyond, scene.language) if beyond else ""
    return sentence % {"num": scene.number(counted), "past": scene.number(past), "day": day}


def _sentence(ahead: int, past: int, paging: Paging, scene: Scene) -> tuple[int, str]:
    """The number that a sentence on what was found counts by, and the sentence."""
    if paging.before:
        return past, scene.ngettext(
            "%(num)s past event; this page shows those before %(day)s.",
            "%(num)s past events; this page shows those before %(day)s.",
            past,
        )
    if paging.after:
        return ahead, scene.ngettext(
            "%(num)s event now or to come; this page shows those after %(day)s.",
            "%(num)s events now or to come; this page shows those after %(day)s.",
            ahead,
        )
    if not ahead:
        return past, scene.ngettext(
            "Nothing is upcoming. %(num)s past event, the newest first.",
            "Nothing is upcoming. %(num)s past events, the newest first.",
            past,
        )
    if past:
        return ahead, scene.ngettext(
            "%(num)s event now or to come, %(past)s past.", "%(num)s events now or to come, %(past)s past.", ahead
        )
    return ahead, scene.ngettext("%(num)s event now or to come.", "%(num)s events now or to come.", ahead)
