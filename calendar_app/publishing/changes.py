"""The feed of changes: what was moved, cancelled or corrected, each with what it was before and what it is now."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from typing import Any

from calendar_app.model import Event, Precision, Revision, Status
from calendar_app.profiles import Profile
from calendar_app.publishing import clean
from calendar_app.publishing.entries import Entry, anchors, described
from calendar_app.publishing.ical import calendar_part, calendar_uid, single_of
from calendar_app.publishing.select import Selection
from calendar_app.publishing.site import Site
from calendar_app.publishing.timing import utc
from calendar_app.publishing.told import Told

NOT_STATED = "not stated"

# What changed, what it was, and what it is, in words
Line = tuple[str, str, str]


def changes_selection(profile: Profile) -> Selection:
    """The feed of changes as it names itself."""
    told = f"Events of the {profile.short} that were moved, cancelled or corrected: what was said before, and what now."
    return Selection("changes", "changes", "", f"{profile.short} events: changes", told)


def change_entries(changed: Sequence[tuple[Event, Revision]], site: Site, profile: Profile) -> list[Entry]:
    """One entry for each change that a reader of calendars sees; `changed` has the newest first, each with the event as
    it is today."""
    found: list[Entry] = []
    for (event, revision), before, now in stages(changed):
        lines = differences(Told(before, site, profile), Told(now, site, profile))
        if lines:
            found.append(_entry(Told(now, site, profile), Told(event, site, profile), revision, lines))
    return found


def stages(changed: Iterable[tuple[Event, Revision]]) -> Iterator[tuple[tuple[Event, Revision], Event, Event]]:
    """Each change with its event before it and behind it; `changed` has the newest first, each with the event as it is
    today."""
    then: dict[str, Event] = {}
    for event, revision in changed:
        now = then.get(event.id, event)
        before = then[event.id] = undone(now, revision)
        yield (event, revision), before, now


def undone(event: Event, revision: Revision) -> Event:
    """An event as it was before a revision, whose fields are text."""
    values: dict[str, Any] = {
        name: _value(name, old) for name, old, _ in revision.fields if name in _READ or name in _TEXTS
    }
    return replace(event, **values)


def _value(name: str, text: str) -> Any:
    return _READ[name](text) if name in _READ else text or None


_TEXTS = frozenset({"title", "start_time", "end_time", "timezone", "place", "country"})
_READ: dict[str, Callable[[str], Any]] = {
    "start": date.fromisoformat,
    "end": date.fromisoformat,
    "status": Status,
    "precision": Precision,
    "closed": lambda text: text == "yes",
    **dict.fromkeys(("offices", "regions", "topics"), lambda text: tuple(text.split(", ")) if text else ()),
}


def _entry(told: Told, today: Told, revision: Revision, lines: Sequence[Line]) -> Entry:
    """A change as an entry; its enclosure is the event's file, which says what is true `today`."""
    moment, name = utc(revision.changed), clean.line(told.event.title)
    rows = [
        f"<li>{_marked(name)}: <del>{_marked(before)}</del> → <ins>{_marked(now)}</ins></li>"
        for name, before, now in lines
    ]
    page = f'<p><a href="{escape(told.url)}">{_marked(name)}</a>, {_marked(told.when)}</p>'
    return Entry(
        id=calendar_uid(f"change:{told.uid}#{revision.sequence}").urn,
        url=told.url,
        title=f"{_headline(told, lines)} · {name}",
        summary="; ".join(f"{name}: {before} → {now}" for name, before, now in lines),
        html=f"{page}<ul>{''.join(rows)}</ul>{anchors(told)}",
        published=moment,
        updated=moment,
        releases=told.releases,
        tags=told.tags,
        ics_url=told.site.event_ics_url(told.event.id),
        ics_length=len(single_of(today, calendar_part(today))),
        extension={"_event": described(told.event), "_change": _for_programs(revision)},
    )


def _marked(text: str) -> str:
    return clean.markup(text)


def _headline(told: Told, lines: Sequence[Line]) -> str:
    changed = {name: (before, now) for name, before, now in lines}
    if told.event.status is Status.CANCELLED and "Status" in changed:
        return f"Cancelled: {told.when}"
    if "Date" in changed:
        before, now = changed["Date"]
        return f"Moved from {before} to {now}"
    return f"Changed: {', '.join(changed).lower()}"


def differences(before: Told, now: Told) -> list[Line]:
    """What differs, in words; dates and hours are one line."""
    pairs = (
        ("Status", before.event.status.value, now.event.status.value),
        ("Date", before.when, now.when),
        ("Title", clean.line(before.event.title), clean.line(now.event.title)),
        ("Place", before.where, now.where),
        ("Offices", ", ".join(before.offices), ", ".join(now.offices)),
        ("Closed", "yes" if before.event.closed else "no", "yes" if now.event.closed else "no"),
    )
    return [(name, old or NOT_STATED, new or NOT_STATED) for name, old, new in pairs if old != new]


def _for_programs(revision: Revision) -> dict[str, Any]:
    """The fields that changed, as the store has them."""
    fields = {name: {"before": clean.line(old), "after": clean.line(new)} for name, old, new in revision.fields}
    return {"sequence": revision.sequence, "fields": fields}
