"""The agenda page: the listing of a filter's events, the form that changes it, and its chips."""

from dataclasses import dataclass

from calendar_app.web import paths
from calendar_app.web.catalogue import Catalogue
from calendar_app.web.query import Filter, Paging
from calendar_app.web.views.cards import Scene
from calendar_app.web.views.form import Chip, Choice, chips, choices, condition
from calendar_app.web.views.listing import FIRST_PAGE, Listing, listing


@dataclass(frozen=True, slots=True)
class AgendaPage:
    """All that the agenda shows; `path` is its canonical path, `title` its filter in words, `action` where its form
    leads."""

    path: str
    title: str
    wanted: Filter
    listing: Listing
    choices: tuple[Choice, ...]
    chips: tuple[Chip, ...]
    action: str = paths.agenda()


def agenda_page(catalogue: Catalogue, wanted: Filter, paging: Paging, scene: Scene) -> AgendaPage | None:
    """The agenda of the events that the filter lets through; None for a page behind the last event."""
    shown = listing(catalogue, wanted, scene, paging)
    if not shown.parts and paging != FIRST_PAGE:
        return None
    return AgendaPage(
        path=paths.agenda(wanted, before=paging.before, after=paging.after),
        title=filter_title(wanted, scene),
        wanted=wanted,
        listing=shown,
        choices=choices(catalogue, wanted, scene),
        chips=chips(wanted, scene),
    )


def filter_title(wanted: Filter, scene: Scene) -> str:
    """The filter in words; empty for all events."""
    return ", ".join(condition(name, value, scene) for name, value in wanted.pairs)
