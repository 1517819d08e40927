"""What a folder's index says was published there before: that of another store goes, for nobody will ever change it
again; the archives of the same store, and its calendars that no event stands in any more, are known by it where the
ledger is lost."""

import re
from collections.abc import Collection, Iterator

from calendar_app.publishing.files import Folder
from calendar_app.publishing.ical import PRODID
from calendar_app.publishing.ledger import Ledger, Place
from calendar_app.publishing.site import event_path

_HEAD = 200  # octets in which a calendar says by whom it was made
_EVENT = re.compile(rb"\nURL:\S*/events/([0-9a-z]+)\r")
_ARCHIVE = re.compile(r"(.+)-(\d{3,4})\.ics", re.ASCII)


def remove_strangers(folder: Folder, ledger: Ledger, store_id: str) -> int:
    """Takes away what another store published there, by the folder's index; gives how many files that were. What is not
    in the index, and no calendar file of an event made by this program, stays."""
    index = folder.index()
    owner = _owner(index)
    if owner is None or owner == store_id:
        return 0
    ours = ledger.files().keys() | {event_path(event) for event, _ in ledger.events()}
    theirs = {path for path in _listed(index) if path not in ours}
    theirs |= {path for path in folder.states("events") if path not in ours and _is_calendar(folder, path)}
    return sum(folder.remove(path) for path in sorted(theirs))


def archived(folder: Folder, store_id: str) -> dict[str, list[int]]:
    """The years of the archives that a folder's index says a store has there, by the paths of their calendars."""
    index = folder.index()
    found: dict[str, list[int]] = {}
    archives = map(_ARCHIVE.fullmatch, _listed(index) if _owner(index) == store_id else ())
    for archive in filter(None, archives):
        found.setdefault(archive[1], []).append(int(archive[2]))
    return {path: sorted(years) for path, years in found.items()}


def left_behind(folder: Folder, ledger: Ledger, store_id: str, selections: Collection[str]) -> set[Place]:
    """Places the events of calendars that the index says the store has there, and that no event stands in any more,
    back into them: their addresses answer, and so must not answer with what was true once. Gives these places."""
    index = folder.index()
    if _owner(index) != store_id:
        return set()
    listed = {path.removesuffix(".ics") for path in _listed(index)} & set(selections)
    return {
        place
        for path in sorted(path for path in listed if not ledger.known(path))
        for event in _EVENT.findall(folder.read(f"{path}.ics").replace(b"\r\n ", b""))
        for place in ledger.leave(path, event.decode())
    }


def _owner(index: dict[str, object]) -> object:
    """The store whose events an index lists; None where it does not say."""
    manifest = index.get("manifest")
    return manifest.get("store") if isinstance(manifest, dict) else None


def _listed(index: dict[str, object]) -> Iterator[str]:
    """The paths that an index names, whoever wrote it."""
    calendars = index.get("calendars")
    for calendar in calendars if isinstance(calendars, list) else []:
        for key in ("files", "archives"):
            named = calendar.get(key) if isinstance(calendar, dict) else None
            values = named.values() if isinstance(named, dict) else named if isinstance(named, list) else ()
            yield from (path for path in values if isinstance(path, str))


def _is_calendar(folder: Folder, path: str) -> bool:
    return f"PRODID:{PRODID}".encode() in folder.read(path, _HEAD)
