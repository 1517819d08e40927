"""Events by day in the order in which they are read, with a sentence on what was found."""

from dataclasses import dataclass

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
        later=Link("Later events", paths.agenda(wanted, after=shown.later)) if shown.later else None,
        earlier=Link("Earlier events", paths.agenda(wanted, before=shown.earlier)) if shown.earlier else None,
        back=Link("Back to the first page", paths.agenda(wanted)) if paging != FIRST_PAGE else None,
    )


def count(number: int, kind: str = "") -> str:
    """A number of events in words: “1 event”, “38 past events”."""
    noun = "event" if number == 1 else "events"
    return f"{number:,} {kind} {noun}" if kind else f"{number:,} {noun}"


def _parts(shown: Slice, scene: Scene) -> tuple[Part, ...]:
    parts = (
        Part("now", "Going on now", days(shown.now, scene)),
        Part("upcoming", "Upcoming events", days(shown.coming, scene)),
        Part("past", "Past events", days(shown.past, scene)),
    )
    return tuple(part for part in parts if part.days)


def _status(ahead: int, past: int, wanted: Filter, paging: Paging, scene: Scene) -> str:
    if not ahead + past:
        return "No event matches this choice." if wanted.pairs else "There are no events yet."
    if paging.before:
        return f"{count(past, 'past')}; this page shows those before {long_date(paging.before, scene.language)}."
    if paging.after:
        return f"{count(ahead)} now or to come; this page shows those after {long_date(paging.after, scene.language)}."
    if not ahead:
        return f"Nothing is upcoming. {count(past, 'past')}, the newest first."
    return f"{count(ahead)} now or to come, {past:,} past." if past else f"{count(ahead)} now or to come."
