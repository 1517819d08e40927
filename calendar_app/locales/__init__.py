"""The words of each language. Data, not code: one TOML file a language, its shape checked on load."""

import importlib
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import ValidationError

from calendar_app.errors import ProfileError
from calendar_app.locales.date_words import BareMonth, Durations, Joiners, Named, Ordinals, Periods
from calendar_app.locales.event_words import (
    CutWords,
    EventWords,
    Example,
    KindWords,
    OfficeWords,
    PlaceWords,
    RoleWords,
    TimeWords,
    TitleWords,
    Verbal,
)
from calendar_app.locales.shape import Shape

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Locale(Shape):
    """One language: how its date phrases are joined, and (from dateparser's data) its month and weekday words.

    `data` names dateparser's locales whose words are read (the language's own when empty); `months` and `weekdays` add
    words that they lack, by number; those in `with_period` count only with a period, being other words without one.
    `lower` are those of a `capitalised` language that are also written without a capital; `either_order` says that
    3/4/2024 may be read both ways in it; `roman_months` that a month may be a Roman number ("19 XI 2024");
    `bare_weekday` that a weekday alone says when ("aura lieu jeudi"); `relative_weekday` are words beside a weekday
    that say which: of the week `before`, `around` or `after` the text's day, `earlier` or `later` than the day spoken
    of, or the one that the `tense` says; `relative_season` those that only stand beside a season; `relative_year` how
    many years from the text's own a date beside those words is; where there are `weekday_articles`, a weekday without
    one may be a name; `parts_of_day` stand behind a weekday alone ("will meet Tuesday evening").
    `month_words` and `weekday_words` map a lower-case word to 1..12 and to 0..6 (Monday is 0).
    """

    code: str
    name: str
    common: frozenset[str] = frozenset()
    order: Literal["dmy", "mdy", "ymd"]
    either_order: bool = False
    capitalised: bool
    lower: frozenset[str] = frozenset()
    month_first: bool = True
    data: tuple[str, ...] = ()
    months: dict[int, tuple[str, ...]] = {}
    weekdays: dict[int, tuple[str, ...]] = {}
    with_period: frozenset[str] = frozenset()
    roman_months: bool = False
    bare_weekday: bool = False
    weekday_articles: frozenset[str] = frozenset()
    parts_of_day: frozenset[str] = frozenset()
    ordinals: Ordinals = Ordinals()
    joiners: Joiners
    bare_month: BareMonth = BareMonth()
    named: Named = Named()
    relative: dict[str, int] = {}
    relative_weekday: dict[str, Literal["before", "around", "after", "earlier", "later", "tense"]] = {}
    relative_weekday_behind: dict[str, Literal["before", "around", "after", "earlier", "later"]] = {}
    relative_season: dict[str, Literal["before", "around", "after"]] = {}
    relative_year: dict[str, int] = {}
    relative_week: dict[str, int] = {}
    relative_weekend: dict[str, int] = {}
    relative_month: dict[str, int] = {}
    neighbour_day: dict[str, int] = {}
    durations: Durations
    seasons: dict[str, tuple[int, int]] = {}
    periods: Periods = Periods()
    events: EventWords = EventWords()
    kinds: KindWords = KindWords()
    roles: RoleWords = RoleWords()
    times: TimeWords = TimeWords()
    verbal: tuple[Verbal, ...] = ()
    titles: TitleWords = TitleWords()
    places: PlaceWords = PlaceWords()
    offices: OfficeWords = OfficeWords()
    cut: CutWords = CutWords()
    example: tuple[Example, ...] = ()
    month_words: dict[str, int] = {}
    weekday_words: dict[str, int] = {}


def _words(code: str, names: tuple[str, ...], first: int, shortest: int) -> dict[str, int]:
    info = importlib.import_module(f"dateparser.data.date_translation_data.{code}").info
    return {
        word.lower().rstrip("."): number
        for number, name in enumerate(names, first)
        for word in info[name]
        if len(word.rstrip(".")) >= shortest
    }


@cache
def load_locale(code: str) -> Locale:
    """The locale of a language (ISO 639-1 code). Raises ProfileError naming the file and key that is wrong."""
    file = files(__package__).joinpath(f"{code}.toml")
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        locale = Locale(code=code, **data)
        months, weekdays = dict[str, int](), dict[str, int]()
        for name in locale.data or (code,):
            months |= _words(name, _MONTHS, 1, 3)
            weekdays |= _words(name, _WEEKDAYS, 0, 3)
    except FileNotFoundError:
        raise ProfileError(
            f"no locale for the language {code!r}", remedy=f"add calendar_app/locales/{code}.toml"
        ) from None
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ProfileError(str(error), where=f"locales/{code}.toml", remedy="mend the file") from error
    months |= {word: number for number, words in locale.months.items() for word in words}
    weekdays |= {word: number for number, words in locale.weekdays.items() for word in words}
    return locale.model_copy(update={"month_words": months, "weekday_words": weekdays})


@cache
def languages() -> tuple[str, ...]:
    """The codes of all languages that have a locale."""
    return tuple(sorted(f.name[:-5] for f in files(__package__).iterdir() if f.name.endswith(".toml")))
