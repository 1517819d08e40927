"""What another store published into a folder before: it goes, for nobody will ever change it again."""

from collections.abc import Iterator

from calendar_app.publishing.files import Folder
from calendar_app.publishing.ical import PRODID
from calendar_app.publishing.ledger import Ledger
from calendar_app.publishing.site import event_path

_HEAD = 200  # octets in which a calendar says by whom it was made


def remove_strangers(folder: Folder, ledger: Ledger, store_id: str) -> int:
    """Takes away what another store published there, by the folder's index; gives how many files that were. What is not
    in the index, and no calendar file of an event made by this program, stays."""
    index = folder.index()
    manifest = index.get("manifest")
    owner = manifest.get("store") if isinstance(manifest, dict) else None
    if owner is None or owner == store_id:
        return 0
    ours = ledger.files().keys() | {event_path(event) for event, _ in ledger.events()}
    theirs = {path for path in _listed(index) if path not in ours}
    theirs |= {path for path in folder.states("events") if path not in ours and _is_calendar(folder, path)}
    return sum(folder.remove(path) for path in sorted(theirs))


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
