"""Spans that are no days: "spring 2024", "Q2 2025", "the first half of 2025", "late 2020", "the week of 18 November".

Those with a year are looked for by their year and read backwards from it; weeks by the words for week.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from calendar_app.dates.lexicon import Lexicon
from calendar_app.dates.phrase import Partial, Phrase
from calendar_app.locales.cue import any_of
from calendar_app.model import Precision

_WINDOW = 32  # characters before a year in which its period begins
_PARTS = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}  # months of a year


def period_phrases(text: str, years: Iterable[int], lexicon: Lexicon) -> Iterator[Phrase]:
    """All periods that are named by a word and a year, of which `years` are where one may begin."""
    pattern, endings = _before_year(lexicon)
    if pattern is None:
        return
    behind = _behind_year(lexicon)
    for at in years:
        year, after = text[at : at + 4], text[at + 4 : at + 5]
        if len(year) < 4 or not year.isdecimal() or after.isalnum() or after == "-":
            continue
        match = pattern.search(text, max(0, at - _WINDOW), at) if _word_before(text, at) in endings else None
        if match and (phrase := _period(match, int(year), at + 4, lexicon)):
            yield phrase
        if behind and (phrase := _season_behind(text, at, behind, lexicon)):
            yield phrase


@cache
def _behind_year(lexicon: Lexicon) -> re.Pattern[str] | None:
    """A season or quarter behind its year, in languages that write it so: "2024 sonbaharında"."""
    locale = lexicon.locale
    if not locale.periods.year_first:
        return None
    seasons, nth, quarter, half, link = (
        any_of(words)
        for words in (
            locale.seasons,
            locale.periods.ordinals,
            locale.periods.quarter,
            locale.periods.half,
            locale.periods.link,
        )
    )
    return re.compile(
        rf"(?:['’\s](?:{link}))?\s(?:(?P<season>{seasons})|(?P<nth>{nth})\s(?:(?P<half>{half})|{quarter}))(?!\w)",
        re.IGNORECASE,
    )


def _season_behind(text: str, at: int, behind: re.Pattern[str], lexicon: Lexicon) -> Phrase | None:
    """The season or quarter of the year that stands at `at`, by the words behind it."""
    match = behind.match(text, at + 4)
    if match is None:
        return None
    year = int(text[at : at + 4])
    phrase = _numbered(match, match["nth"], match["half"], year, match.end(), lexicon) if match["nth"] else None
    if match["season"]:
        phrase = _season(match, year, match.end(), lexicon)
    return phrase._replace(start=at) if phrase else None


def _word_before(text: str, at: int) -> str:
    """The word that only a blank or hyphen parts from an offset, in lower case."""
    if text[at - 1 : at] not in (" ", "-", "\n"):
        return ""
    word = _WORD.search(text, max(0, at - _WINDOW), at - 1)
    return word[0].lower() if word else ""


_WORD = re.compile(r"\w+\Z")


@cache
def _before_year(lexicon: Lexicon) -> tuple[re.Pattern[str] | None, frozenset[str]]:
    """What stands right before the year of a period, and the last words of it; None for a language that has no words
    for it."""
    periods, seasons = lexicon.locale.periods, lexicon.locale.seasons
    groups = {
        "season": seasons,
        "early": periods.early,
        "mid": periods.mid,
        "late": periods.late,
        "nth": periods.ordinals,
    }
    if not any(groups.values()):
        return None, frozenset()
    every = (*chain(*groups.values()), *periods.half, *periods.quarter, *periods.link, "q1", "q2", "q3", "q4")
    endings = frozenset(word for words in every for word in re.findall(r"\w+", words.lower())[-1:])
    words = {name: any_of(given) for name, given in groups.items()}
    half = any_of(periods.half)
    quarter = any_of(periods.quarter)
    link = any_of(periods.link)
    pattern = re.compile(
        rf"(?<![\w-])(?:(?P<season>{words['season']})|(?P<early>{words['early']})|(?P<mid>{words['mid']})|(?P<late>{words['late']})"
        rf"|(?P<nth>{words['nth']})\s(?:(?P<half>{half})|(?P<quarter>{quarter}))"
        rf"|(?:(?P<half_>{half})|{quarter})\s(?P<nth_>{words['nth']})|Q(?P<q>[1-4]))(?:\s(?:{link}))?[\s-]\Z",
        re.IGNORECASE,
    )
    return pattern, endings


def _period(match: re.Match[str], year: int, stop: int, lexicon: Lexicon) -> Phrase | None:
    if match["season"]:
        return _season(match, year, stop, lexicon)
    for part, months in _PARTS.items():
        if match[part]:
            return _phrase(match, stop, f"{part}-year", Precision.QUARTER, (year, months[0]), (year, months[1]))
    if match["q"]:
        return _phrase(
            match, stop, "quarter", Precision.QUARTER, (year, 3 * int(match["q"]) - 2), (year, 3 * int(match["q"]))
        )
    return _numbered(match, match["nth"] or match["nth_"], match["half"] or match["half_"], year, stop, lexicon)


def _season(match: re.Match[str], year: int, stop: int, lexicon: Lexicon) -> Phrase:
    first, last = lexicon.locale.seasons[match["season"].lower()]
    end = year + 1 if last < first else year
    return _phrase(match, stop, "season", Precision.SEASON, (year, first), (end, last))


def _numbered(
    match: re.Match[str], nth: str, half: str | None, year: int, stop: int, lexicon: Lexicon
) -> Phrase | None:
    """The half or quarter of a year that is called by its number."""
    number, length = lexicon.locale.periods.ordinals[nth.lower()], 6 if half else 3
    if not 1 <= number <= 12 // length:
        return None
    rule, precision = ("half", Precision.SEASON) if half else ("quarter", Precision.QUARTER)
    return _phrase(match, stop, rule, precision, (year, length * (number - 1) + 1), (year, length * number))


def _phrase(
    match: re.Match[str], stop: int, rule: str, precision: Precision, first: tuple[int, int], last: tuple[int, int]
) -> Phrase:
    return Phrase(match.start(), stop, rule, precision, Partial(*first), Partial(*last))


def week_phrase(text: str, phrase: Phrase, lexicon: Lexicon) -> Phrase:
    """The week of a day, where the text says so: "the week of 18 November"; else the phrase itself."""
    before, endings = _week_of(lexicon)
    if phrase.precision is not Precision.DAY or text[phrase.start - 2 : phrase.start - 1] not in endings:
        return phrase
    match = before.search(text, max(0, phrase.start - 24), phrase.start)
    if match is None or phrase.first != phrase.last:
        return phrase
    return phrase._replace(start=match.start(), rule="week-of", precision=Precision.WEEK)


@cache
def _week_of(lexicon: Lexicon) -> tuple[re.Pattern[str], frozenset[str]]:
    """The words of a week before its day, and the letters that they end in."""
    words = lexicon.locale.periods.week_of
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words)) or '(?!)'})\s\Z", re.IGNORECASE)
    return pattern, frozenset(letter for word in words for letter in (word[-1], word[-1].upper()))


def part_of_month(text: str, phrase: Phrase, lexicon: Lexicon) -> Phrase:
    """The beginning, middle or end of a month, where the text says so: "mid-February", "early May 2025"."""
    before = _part(lexicon)
    if before is None or phrase.precision is not Precision.MONTH or phrase.first != phrase.last:
        return phrase
    match = before.search(text, max(0, phrase.start - 28), phrase.start)
    if match is None:
        return phrase
    named = lexicon.locale.periods.parts.get(match["part"].lower()) if match["part"] else None
    days = named or _THIRDS[match.lastgroup or ""]
    first, last = phrase.first._replace(day=days[0]), phrase.last._replace(day=days[1] if days[1] < _LAST else None)
    return phrase._replace(start=match.start(), rule=f"{match.lastgroup}-month", first=first, last=last)


_LAST = 31  # a part of a month that ends on this day ends with the month
_THIRDS = {"early": (1, 10), "mid": (11, 20), "late": (21, _LAST)}


def day_in_words(text: str, phrase: Phrase, lexicon: Lexicon) -> Phrase:
    """The day of a month that is written as a word: "the twenty-first of June 2019"; else the phrase itself."""
    before = _ordinal(lexicon)
    if before is None or phrase.precision is not Precision.MONTH or phrase.first != phrase.last:
        return phrase
    match = before.search(text, max(0, phrase.start - 28), phrase.start)
    if match is None:
        return phrase
    day = phrase.first._replace(day=lexicon.locale.ordinals.words[match[1].lower()])
    return phrase._replace(start=match.start(1), rule="day-word", precision=Precision.DAY, first=day, last=day)


@cache
def _ordinal(lexicon: Lexicon) -> re.Pattern[str] | None:
    ordinals = lexicon.locale.ordinals
    words = "|".join(map(re.escape, sorted(ordinals.words, key=len, reverse=True)))
    behind = "|".join(map(re.escape, ordinals.behind))
    between = rf"(?:{behind})\s" if behind else ""
    return re.compile(rf"(?<![\w-])({words})\s{between}\Z", re.IGNORECASE) if words else None


@cache
def _part(lexicon: Lexicon) -> re.Pattern[str] | None:
    periods = lexicon.locale.periods
    named = {"part": tuple(periods.parts), "early": periods.early, "mid": periods.mid, "late": periods.late}
    if not any(named.values()):
        return None
    parts = [f"(?P<{name}>{'|'.join(map(re.escape, words)) or '(?!)'})" for name, words in named.items()]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})[\s’'-]\Z", re.IGNORECASE)
