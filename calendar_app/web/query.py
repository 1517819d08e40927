"""The filter that a query string asks for, and the one order in which it is written back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from re import compile as pattern
from urllib.parse import quote, urlencode

from calendar_app.errors import CalendarAppError
from calendar_app.kinds import KINDS
from calendar_app.profiles import Profile
from calendar_app.web.text import plain

LONGEST_QUERY = 4096
LONGEST_TEXT = 200
MOST_VALUES = 50
REPEATABLE = {"office": "offices", "region": "regions", "topic": "topics", "type": "types"}
MOST_ITEMS = 200  # of a part of a list
USUAL_ITEMS = 50
_DAYS = pattern(r"[0-9]{1,5}")
_ITEMS = pattern(r"[0-9]{1,3}")
_DAY = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class BadQueryError(CalendarAppError):
    """A query string that asks for something that does not exist or contradicts itself."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What an event must be to be shown: one of the values in each dimension that has any; dates are inclusive."""

    offices: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    text: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Names and values in canonical order: equal filters give equal pairs."""
        several = [(name, value) for name, field in REPEATABLE.items() for value in sorted(set(getattr(self, field)))]
        days = [("from", self.since), ("to", self.until)]
        text = [("q", self.text)] if self.text else []
        return (*several, *text, *((name, day.isoformat()) for name, day in days if day))

    @property
    def query(self) -> str:
        return urlencode(self.pairs, quote_via=quote)

    def without(self, name: str, value: str | None = None) -> "Filter":
        """The same filter less one value of a dimension, or less all of them."""
        return _filter_of((key, kept) for key, kept in self.pairs if key != name or value not in (None, kept))

    def chosen(self, name: str) -> tuple[str, ...]:
        """The values of a dimension."""
        return tuple(value for key, value in self.pairs if key == name)


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page: events that start before a day (newest first), after a day (soonest first), or neither."""

    before: date | None = None
    after: date | None = None


def parse_filter(pairs: Iterable[tuple[str, str]], profile: Profile) -> Filter:
    """The filter that the parameters ask for; unknown names are passed over. Raises BadQueryError."""
    given = [(name, profile.slug_today(value) if name == "office" else value) for name, value in pairs]
    known = {
        "office": set(profile.offices),
        "region": set(profile.regions),
        "topic": set(profile.topics),
        "type": set(KINDS),
    }
    several = [(name, value) for name, slugs in known.items() for value in _known(given, name, slugs)]
    days = [(name, day.isoformat()) for name in ("from", "to") if (day := _date(given, name))]
    wanted = _filter_of([*several, ("q", _text(_single(given, "q"))), *days])
    if wanted.since and wanted.until and wanted.since > wanted.until:
        raise BadQueryError(
            f"the first day, {wanted.since}, is behind the last, {wanted.until}", remedy="exchange the two dates"
        )
    return wanted


def parse_past(pairs: Iterable[tuple[str, str]]) -> int | None:
    """The days of the past that a shortened calendar goes back; None for a calendar as it is. Raises BadQueryError."""
    value = _single(list(pairs), "past").strip()
    if not value:
        return None
    if not _DAYS.fullmatch(value):
        raise BadQueryError(f"“{plain(value)[:60]}” is no number of days", remedy="write “past” as in past=90")
    return int(value)


def parse_by(pairs: Iterable[tuple[str, str]]) -> str:
    """What a year is shown by: “region”, which is usual, or “office”. Raises BadQueryError."""
    value = _single(list(pairs), "by").strip() or "region"
    if value not in ("region", "office"):
        raise BadQueryError(f"a year cannot be shown by “{plain(value)[:60]}”", remedy="write by=region or by=office")
    return value


def parse_paging(pairs: Iterable[tuple[str, str]]) -> Paging:
    """The page that the parameters ask for. Raises BadQueryError."""
    given = list(pairs)
    paging = Paging(before=_date(given, "before"), after=_date(given, "after"))
    if paging.before and paging.after:
        raise BadQueryError("a page begins before a day or after it, not both", remedy="leave one of the two out")
    return paging


def parse_limit(pairs: Iterable[tuple[str, str]]) -> int:
    """How many items a part of a list may have. Raises BadQueryError."""
    value = _single(list(pairs), "limit").strip()
    if not value:
        return USUAL_ITEMS
    if not _ITEMS.fullmatch(value) or not 1 <= int(value) <= MOST_ITEMS:
        shown = plain(value)[:60]
        raise BadQueryError(f"“{shown}” is no number from 1 to {MOST_ITEMS}", remedy="write “limit” as in limit=50")
    return int(value)


def parse_cursor(pairs: Iterable[tuple[str, str]]) -> str:
    """The cursor of a part of a list, as it was written; empty for the first part. Raises BadQueryError."""
    return _single(list(pairs), "cursor").strip()


def _filter_of(pairs: Iterable[tuple[str, str]]) -> Filter:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    days = {name: date.fromisoformat(values[name][0]) for name in ("from", "to") if name in values}
    return Filter(
        offices=tuple(values.get("office", ())),
        regions=tuple(values.get("region", ())),
        topics=tuple(values.get("topic", ())),
        types=tuple(values.get("type", ())),
        text="".join(values.get("q", ())),
        since=days.get("from"),
        until=days.get("to"),
    )


def _values(given: list[tuple[str, str]], name: str) -> list[str]:
    values = sorted({value for key, value in given if key == name and value.strip()})
    if len(values) > MOST_VALUES:
        raise BadQueryError(f"more than {MOST_VALUES} values for “{name}”", remedy="ask for fewer at a time")
    return values


def _single(given: list[tuple[str, str]], name: str) -> str:
    values = _values(given, name)
    if len(values) > 1:
        raise BadQueryError(f"“{name}” is given more than once", remedy="give it once")
    return values[0] if values else ""


def _known(given: list[tuple[str, str]], name: str, known: set[str]) -> tuple[str, ...]:
    values = _values(given, name)
    for value in values:
        if value not in known:
            shown = plain(value)[:60]
            raise BadQueryError(f"there is no {name} “{shown}”", remedy=f"choose a {name} from the list")
    return tuple(values)


def _text(value: str) -> str:
    text = plain(value)
    if len(text) > LONGEST_TEXT:
        raise BadQueryError(f"the text to look for is longer than {LONGEST_TEXT} characters", remedy="shorten it")
    return text


def _date(given: list[tuple[str, str]], name: str) -> date | None:
    value = _single(given, name).strip()
    if not value:
        return None
    try:
        if not _DAY.fullmatch(value):
            raise ValueError(value)
        return date.fromisoformat(value)
    except ValueError:
        raise BadQueryError(
            f"“{plain(value)[:60]}” is not a date", remedy=f"write “{name}” as year-month-day, for example 2024-11-25"
        ) from None
