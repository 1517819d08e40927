"""The filter that a query string asks for, and the one order in which it is written back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from re import compile as pattern
from urllib.parse import quote, urlencode

from calendar_app.kinds import KINDS
from calendar_app.profiles import Profile
from calendar_app.web.languages import N_
from calendar_app.web.refusal import Refusal
from calendar_app.web.text import plain

LONGEST_QUERY = 4096
LONGEST_TEXT = 200
MOST_VALUES = 50
REPEATABLE = {"office": "offices", "region": "regions", "topic": "topics", "type": "types"}
MOST_ITEMS = 200  # of a part of a list
USUAL_ITEMS = 50
_UNKNOWN = {
    "office": (N_("there is no office “%(value)s”"), N_("choose an office from the list")),
    "region": (N_("there is no region “%(value)s”"), N_("choose a region from the list")),
    "topic": (N_("there is no topic “%(value)s”"), N_("choose a topic from the list")),
    "type": (N_("there is no type “%(value)s”"), N_("choose a type from the list")),
}
_DAYS = pattern(r"[0-9]{1,5}")
_ITEMS = pattern(r"[0-9]{1,3}")
_DAY = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class BadQueryError(Refusal):
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
            N_("the first day, %(first)s, is behind the last, %(last)s"),
            remedy=N_("exchange the two dates"),
            first=wanted.since,
            last=wanted.until,
        )
    return wanted


def parse_past(pairs: Iterable[tuple[str, str]]) -> int | None:
    """The days of the past that a shortened calendar goes back; None for a calendar as it is. Raises BadQueryError."""
    value = _single(list(pairs), "past").strip()
    if not value:
        return None
    if not _DAYS.fullmatch(value):
        raise BadQueryError(
            N_("“%(value)s” is no number of days"), remedy=N_("write “past” as in past=90"), value=plain(value)[:60]
        )
    return int(value)


def parse_by(pairs: Iterable[tuple[str, str]]) -> str:
    """What a year is shown by: “region”, which is usual, or “office”. Raises BadQueryError."""
    value = _single(list(pairs), "by").strip() or "region"
    if value not in ("region", "office"):
        raise BadQueryError(
            N_("a year cannot be shown by “%(value)s”"),
            remedy=N_("write by=region or by=office"),
            value=plain(value)[:60],
        )
    return value


def parse_paging(pairs: Iterable[tuple[str, str]]) -> Paging:
    """The page that the parameters ask for. Raises BadQueryError."""
    given = list(pairs)
    paging = Paging(before=_date(given, "before"), after=_date(given, "after"))
    if paging.before and paging.after:
        raise BadQueryError(
            N_("a page begins before a day or after it, not both"), remedy=N_("leave one of the two out")
        )
    return paging


def parse_limit(pairs: Iterable[tuple[str, str]]) -> int:
    """How many items a part of a list may have. Raises BadQueryError."""
    value = _single(list(pairs), "limit").strip()
    if not value:
        return USUAL_ITEMS
    if not _ITEMS.fullmatch(value) or not 1 <= int(value) <= MOST_ITEMS:
        what, remedy = "“%(value)s” is no number from 1 to %(most)s", "write “limit” as in limit=50"
        raise BadQueryError(what, remedy=remedy, value=plain(value)[:60], most=MOST_ITEMS)
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
        raise BadQueryError(
            N_("more than %(most)s values for “%(name)s”"),
            remedy=N_("ask for fewer at a time"),
            most=MOST_VALUES,
            name=name,
        )
    return values


def _single(given: list[tuple[str, str]], name: str) -> str:
    values = _values(given, name)
    if len(values) > 1:
        raise BadQueryError(N_("“%(name)s” is given more than once"), remedy=N_("give it once"), name=name)
    return values[0] if values else ""


def _known(given: list[tuple[str, str]], name: str, known: set[str]) -> tuple[str, ...]:
    values = _values(given, name)
    for value in values:
        if value not in known:
            what, remedy = _UNKNOWN[name]
            raise BadQueryError(what, remedy=remedy, value=plain(value)[:60])
    return tuple(values)


def _text(value: str) -> str:
    text = plain(value)
    if len(text) > LONGEST_TEXT:
        raise BadQueryError(
            N_("the text to look for is longer than %(most)s characters"), remedy=N_("shorten it"), most=LONGEST_TEXT
        )
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
            N_("“%(value)s” is not a date"),
            remedy=N_("write “%(name)s” as year-month-day, for example 2024-11-25"),
            value=plain(value)[:60],
            name=name,
        ) from None
