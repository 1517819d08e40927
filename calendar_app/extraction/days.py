"""What the lines and words around a date say of the day: a day off, a day of a programme, a day with its hours."""

import re
from collections.abc import Sequence

from calendar_app.extraction.cues import Cues
from calendar_app.extraction.text import ReleaseText
from calendar_app.extraction.times import find_times, hour_ranges
from calendar_app.model import DateSpan, Precision

_HOURS = 30  # characters beside a date, or of the line below it, in which its hours stand


def is_off(head: str, tail: str, cues: Cues) -> bool:
    """Whether the words beside a date say that nothing takes place on it."""
    near = head[-_BESIDE:]
    if _names_event(cues.off.sub("", near), cues) or cues.closed.search(tail):
        return False
    if any(_leads_on(near[ahead.end() :], cues) for ahead in cues.off.finditer(near)):
        return True
    behind = cues.off.search(tail[:_BESIDE])
    return behind is not None and re.search(r"[.;:]\s", tail[: behind.start()]) is None


def _names_event(words: str, cues: Cues) -> bool:
    """Whether words name an event by a noun that is no part of a room's name ("sala di lettura")."""
    for noun in cues.plain_nouns.finditer(words):
        before = words[: noun.start()].lower().split()[-2:]
        if cues.venue_words.isdisjoint(before):
            return True
    return False


def _leads_on(words: str, cues: Cues) -> bool:
    """Whether words only lead to a date, or name other days before it: "on", "on Christmas Day and"."""
    small = cues.small_words
    return all(word.lower() in small or word[0].isupper() for word in re.findall(r"[^\W\d_][\w’'-]*", words))


_BESIDE = 70  # characters beside a date that may say so


def is_programme_day(text: ReleaseText, span: DateSpan, events: Sequence[DateSpan]) -> bool:
    """Whether a date stands alone on its line as a day of a programme: over a line that begins with an hour, below
    another such day, or on a day of one of the `events` that were told of before."""
    low, high = text.line(span.offset)
    if re.search(r"\w", text.text[low : span.offset] + text.text[span.stop : high]):
        return False
    below = text.line(high + 1) if high < len(text.text) else (high, high)
    hours = find_times(text.text, below[0], min(below[1], below[0] + _HOURS), text.language)
    if hours is not None and not re.search(r"\w", text.text[below[0] : hours.start]):
        return True
    if events and low and events[-1].offset >= text.line(low - 1)[0]:
        return True
    return any(event.start < event.end and event.start <= span.start <= span.end <= event.end for event in events)


def is_below_title(text: ReleaseText, span: DateSpan, cues: Cues) -> bool:
    """Whether a date ends a short line of place and date right below the line that names an event, near the top."""
    low, high = text.line(span.offset)
    if not 0 < low < _TOP or high - low > _SHORT or span.precision is not Precision.DAY:
        return False
    if re.search(r"\w", text.text[span.stop : high]) or not _leads_on(text.text[low : span.offset], cues):
        return False
    if cues.background_before.search(text.text, low, span.offset):
        return False
    above = text.line(low - 1)
    return above[1] - above[0] < 2 * _SHORT and cues.plain_nouns.search(text.text, *above) is not None


_TOP = 300  # characters at the top of a release
_SHORT = 60  # characters of a line of place and date


def has_hours(text: ReleaseText, span: DateSpan, cues: Cues) -> bool:
    """Whether hours stand right beside a date: "on 5 May at 7 p.m.", "at 10:00 on 5 May"."""
    whole, low = text.text, max(0, span.offset - _HOURS)
    ahead = hour_ranges(whole, low, span.offset, text.language)
    if ahead and _NEAR_HOURS.fullmatch(whole, ahead[-1][1], span.offset):
        return True
    behind = hour_ranges(whole, span.stop, span.stop + _HOURS, text.language)
    between = whole[span.stop : behind[0][0]] if behind else ""
    joined = not cues.and_words.isdisjoint(between.split())
    return bool(behind) and not joined and _NEAR_HOURS.fullmatch(between) is not None


_NEAR_HOURS = re.compile(r"[\s,(–-]*(?:\w{1,8}\s){0,2}")


def in_brackets(text: str, span: DateSpan) -> bool:
    """Whether a date stands in brackets, with two words before it at most: "(Graz, 5 to 7 May)"."""
    return _BRACKET.search(text, max(0, span.offset - _HOURS), span.offset) is not None


_BRACKET = re.compile(r"\((?:[^\s()]{1,20}\s){0,2}\Z")
