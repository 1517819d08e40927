"""The ways to look at the same events: as a list, a month, a year and a map."""

from dataclasses import dataclass
from datetime import date

from calendar_app.web import paths
from calendar_app.web.query import Filter
from calendar_app.web.views.cards import Scene


@dataclass(frozen=True, slots=True)
class View:
    """A way to look at events, and where it is; `current` is the one that the reader sees."""

    label: str
    href: str
    current: bool


def switch(current: str, wanted: Filter, scene: Scene, month: date | None = None) -> tuple[View, ...]:
    """The views of a filter's events: “list”, “month”, “year” and “map”; those of a `month` where one is looked at."""
    known = (
        ("list", scene.gettext("List"), paths.agenda(wanted)),
        ("month", scene.gettext("Month"), paths.month(month, wanted) if month else paths.month_now(wanted)),
        ("year", scene.gettext("Year"), paths.year(month.year, wanted) if month else paths.year_now(wanted)),
        ("map", scene.gettext("Map"), paths.map_(wanted)),
    )
    return tuple(View(label, href, name == current) for name, label, href in known)
