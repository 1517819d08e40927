"""Events by their address: the event, or why there is none."""

from urllib.parse import unquote

from calendar_app.model import Event
from calendar_app.publishing import event_path
from calendar_app.store import Store
from calendar_app.web.errors import GoneError, NotHereError
from calendar_app.web.languages import N_


def event_at(store: Store, event_id: str) -> Event:
    """The event of an id. Raises GoneError for one that was withdrawn and NotHereError for one that never was."""
    event = store.event(event_id)
    if event is None:
        refuse_withdrawn(store, event_id)
        raise NotHereError(N_("there is no such event"), remedy=N_("look for it in the agenda"))
    return event


def refuse_withdrawn(store: Store, event_id: str) -> None:
    """Raises GoneError for an event that was withdrawn."""
    if store.is_withdrawn(event_id):
        raise GoneError(N_("no release tells of this event any more"), remedy=N_("look for others in the agenda"))


def event_of_file(address: str) -> str | None:
    """The id of the event whose calendar file has this address below feeds/; None for any other address."""
    event_id = unquote(address.removeprefix("events/").removesuffix(".ics"))
    return event_id if event_path(event_id) == address else None
