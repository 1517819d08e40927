"""What stands behind a date and leans on it: a day whose month is that of the date ("and on the 26th"), the end of a
range that hours stand in the middle of, the abbreviation of "year"."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from calendar_app.dates.lexicon import Lexicon
from calendar_app.dates.phrase import Partial, Phrase
from calendar_app.locales.cue import any_of
from calendar_app.model import Precision

_FAR = 240  # characters behind a date in which a day leans on it
_HOURS_FAR = 48  # characters between the two days of a range with hours
_BEFORE = 30  # characters before a range in which its "from" stands


def with_days_behind(text: str, found: list[Phrase], lexicon: Lexicon) -> list[Phrase]:
    """The phrases, with the ends of ranges joined over their hours, and the days without a month between them."""
    if len(found) > 1:
        found = _over_hours(text, found, lexicon)
    pattern = _alone(lexicon)
    if pattern is None:
        return found
    added: list[Phrase] = []
    base: Phrase | None = None
    for phrase, after in pairwise([*found, None]):
        if phrase is None:
            break
        if phrase.precision is Precision.DAY and phrase.last.month and not phrase.relative:
            base = phrase
        high = min(phrase.stop + _FAR, after.start if after else len(text))
        if base is not None and high > phrase.stop + 6:
            added += _days(text, phrase.stop, high, base.last, pattern, lexicon)
    return sorted([*found, *added]) if added else found


def _days(
    text: str, low: int, high: int, base: Partial, pattern: re.Pattern[str], lexicon: Lexicon
) -> Iterator[Phrase]:
    for match in pattern.finditer(text, low, high):
        start = match.start(match.lastgroup or 0)
        number = int(match[match.lastgroup or 0])
        end = match.end()
        if not 0 < number < 32 or "\n" in text[low:start] or _goes_on(text, match.start()):
            continue
        if match.lastgroup == "ended" and not _leans(text, match.start(), lexicon):
            continue
        if lexicon.may_end(text, end):
            day = base._replace(day=number)
            yield Phrase(start, end, "day-behind", Precision.DAY, day, day)


def _goes_on(text: str, start: int) -> bool:
    """Whether what was found is the end of a longer word."""
    return start > 0 and text[start].isalnum() and text[start - 1].isalnum()


def _leans(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether "on", "until", "and" or the like stands before "the 26th"."""
    words = text[max(0, start - 12) : start].split()
    return bool(words) and words[-1].lower() in _leaning(lexicon)


@cache
def _leaning(lexicon: Lexicon) -> frozenset[str]:
    joiners = lexicon.locale.joiners
    tense = [word for word, sense in lexicon.locale.relative_weekday.items() if sense == "tense"]
    return frozenset((*tense, *joiners.range, *joiners.and_, *joiners.from_))


@cache
def _alone(lexicon: Lexicon) -> re.Pattern[str] | None:
    """A day without a month behind the words that make it one; None for a language that has none."""
    ordinals = lexicon.locale.ordinals
    endings = any_of(ordinals.suffixes)
    ended, alone = ("|".join(map(re.escape, words)) for words in (ordinals.alone_ended, ordinals.alone))
    parts = [rf"(?:{ended})\s(?P<ended>[0-9]{{1,2}})(?:{endings})(?![\w-])"] if ordinals.alone_ended else []
    parts += [rf"(?:{alone})(?P<alone>[0-9]{{1,2}})(?![\w:/-]|[.,]\d)"] if alone else []
    return re.compile("|".join(parts)) if parts else None


def _over_hours(text: str, found: list[Phrase], lexicon: Lexicon) -> list[Phrase]:
    """Two days with hours and a word of range between them as one phrase: "24. Juni, 6 Uhr, bis 28. Juni"."""
    joined = found[:1]
    for phrase in found[1:]:
        before = joined[-1]
        if phrase.start - before.stop <= _HOURS_FAR and _is_range(text, before, phrase, lexicon):
            joined[-1] = _range(before, phrase)
        else:
            joined.append(phrase)
    return joined


def _is_range(text: str, first: Phrase, last: Phrase, lexicon: Lexicon) -> bool:
    between = text[first.stop : last.start]
    if not _DIGIT.search(between) or not all(_is_one_day(phrase) for phrase in (first, last)):
        return False
    words = [word.strip(".").lower() for word in _WORDS.findall(_HOUR.sub(" ", between))]
    ranges = lexicon.locale.joiners.range
    if not any(word in ranges for word in words) or not all(word in _around_hours(lexicon) for word in words):
        return False
    head = text[max(0, first.start - _BEFORE) : first.start].rpartition("\n")[2]
    opened = any(word.lower() in lexicon.locale.joiners.from_ for word in _WORDS.findall(head))
    return opened or any(word in _DASHES for word in words)


def _is_one_day(phrase: Phrase) -> bool:
    return (
        phrase.precision is Precision.DAY
        and phrase.last.month is not None
        and phrase.first == phrase.last
        and not phrase.relative
    )


def _range(first: Phrase, last: Phrase) -> Phrase:
    end = last.last if last.last.year or not first.last.year else last.last._replace(year=first.last.year)
    year = first.first.year
    if year is None and end.year is not None:
        year = end.year if first.first.ordered_before(end) else end.year - 1
    return first._replace(stop=last.stop, rule="day-range-hours", first=first.first._replace(year=year), last=end)


_DIGIT = re.compile(r"[0-9]")
_HOUR = re.compile(r"[0-9]{1,2}(?:[:.h][0-9]{2})?(?![0-9])")
_DASHES = ("-", "–", "—", "‑", "−")
_WORDS = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]\.)?|[-–—‑−()/+]")


@cache
def _around_hours(lexicon: Lexicon) -> frozenset[str]:
    """The words that stand between the days of a range with hours."""
    locale, times = lexicon.locale, lexicon.locale.times
    tense = [word for word, sense in locale.relative_weekday.items() if sense == "tense"]
    given = (
        *locale.joiners.range,
        *locale.joiners.skip,
        *times.at,
        *times.units,
        *times.am,
        *times.pm,
        *times.hour,
        *tense,
    )
    return frozenset(word.strip(".") for words in given for word in words.split())


def with_year_ends(text: str, found: list[Phrase], lexicon: Lexicon) -> list[Phrase]:
    """The phrases, each told where its writing ends: behind the "г." of "19 ноября 2024 г."."""
    pattern = _year_end(lexicon)
    if pattern is None:
        return found
    return [_whole(text, phrase, pattern) for phrase in found]


def _whole(text: str, phrase: Phrase, pattern: re.Pattern[str]) -> Phrase:
    match = pattern.match(text, phrase.stop) if phrase.last.day or phrase.last.month else None
    return phrase._replace(whole=match.end()) if match else phrase


@cache
def _year_end(lexicon: Lexicon) -> re.Pattern[str] | None:
    words = "|".join(map(re.escape, lexicon.locale.joiners.year_end))
    return re.compile(rf"\.?\s?(?:{words})\.", re.IGNORECASE) if words else None
