"""The page for a frame on another site: the next events of a filter, or the newest past ones where none is to come."""

from dataclasses import dataclass
from itertools import islice

from calendar_app.web import paths
from calendar_app.web.catalogue import Catalogue
from calendar_app.web.languages import N_
from calendar_app.web.query import Filter
from calendar_app.web.views.agenda import filter_title
from calendar_app.web.views.cards import Card, Scene, card

MOST = 10


@dataclass(frozen=True, slots=True)
class EmbedPage:
    """What the frame shows; `agenda` is the path of the page with all events of the filter, `subscribe` that of its
    subscribe box, empty where there is none."""

    title: str
    status: str
    cards: tuple[Card, ...]
    agenda: str
    subscribe: str


def embed_page(catalogue: Catalogue, wanted: Filter, scene: Scene, site_title: str) -> EmbedPage:
    """At most MOST events of a filter, those that go on now and the next ones first."""
    found = catalogue.matching(wanted)
    past = catalogue.past(scene.today)
    events = list(islice(catalogue.first(found & ~past), MOST))
    status = N_("Next events")
    if not events:
        events = list(islice(catalogue.last(found & past), MOST))
        status = N_("Nothing is upcoming. The newest past events:") if events else N_("No event matches this choice.")
    agenda = paths.agenda(wanted)
    return EmbedPage(
        title=filter_title(wanted, scene) or site_title,
        status=scene.gettext(status),
        cards=tuple(card(event, scene) for event in events),
        agenda=agenda,
        subscribe=f"{agenda}#subscribe" if events else "",
    )
