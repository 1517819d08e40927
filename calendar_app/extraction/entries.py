"""An event of a list: its title freed of hours and places that stand in cells of their own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from calendar_app.extraction.cues import Cues
from calendar_app.extraction.lines import (
    CELL,
    INTRODUCED,
    LONGEST_PLACE,
    Line,
    Shape,
    is_place,
    leads_with_place,
    skip,
)
from calendar_app.extraction.text import ReleaseText
from calendar_app.extraction.times import Hours, find_times
from calendar_app.extraction.titles import shorten, without_topic_of


class Kind(Enum):
    EVENT = auto()
    PART = auto()  # a day of a programme, or one on which nothing is held: no event of its own
    COVER = auto()  # the days over which a list goes: "The week ahead, 6 to 12 October"


@dataclass(frozen=True, slots=True)
class Listed:
    """A date of a list and its event: the index of the date's span, the title and the ranges of title and place (and
    of the city, where that stands elsewhere)."""

    span: int
    title: str
    line: tuple[int, int]
    hours: Hours | None
    place: tuple[int, int] | None
    closed: bool
    city: tuple[int, int] | None = None
    cancelled: bool = False
    kind: Kind = Kind.EVENT


def place_line(text: ReleaseText, below: Sequence[Line], cues: Cues) -> tuple[int, int] | None:
    """The line below a title that names a place."""
    for line in below[:2]:
        short = line.shape is Shape.TEXT and not line.after_blank and line.stop - line.start < 90
        words = text.text[line.start : line.stop]
        if short and (is_place(words, cues)):
            return line.start, line.stop
    return None


def entry_of(text: ReleaseText, line: Line, cues: Cues) -> Listed:
    """An entry whose date stands in its own line."""
    span_title, place = line.title, None
    if line.shape is Shape.TAIL:
        behind = skip(text.text, _date_stop(text, line), line.stop)[0]
        behind = skip(text.text, line.hours.stop, line.stop)[0] if line.hours else behind
        if line.stop - behind > 2 and re.match(r"[A-ZÀ-ŽА-ЯЁ]", text.text[behind : behind + 1]):
            place = (behind, line.stop)
        return made_entry(text, line, span_title, cut_place(text, place), cues)
    return made_entry(text, line, span_title, None, cues)


def without_event(line: Line, kind: Kind) -> Listed:
    """A dated line that lists no event."""
    return Listed(line.span or 0, "", line.title, None, None, closed=False, kind=kind)


def _date_stop(text: ReleaseText, line: Line) -> int:
    """Where the date of a line ends that stands behind its title."""
    at = line.title[1]
    phrase = next((phrase for phrase in text.phrases if phrase.start >= at), None)
    return phrase.stop if phrase else at


def cut_place(text: ReleaseText, place: tuple[int, int] | None) -> tuple[int, int] | None:
    """A place up to the next cell or sentence."""
    if place is None:
        return None
    end = re.compile(r"\s*[|\t;]|\s[–—-]\s|\.(?=\s|\Z)").search(text.text, *place)
    stop = end.start() if end else place[1]
    return (place[0], stop) if stop > place[0] else None


def made_entry(
    text: ReleaseText, line: Line, title: tuple[int, int], place: tuple[int, int] | None, cues: Cues
) -> Listed:
    """An entry with its title freed of hours and places that stand in cells of their own."""
    hours = line.hours or find_times(text.text, *title, text.language)
    low, high = title
    if hours is not None and low <= hours.start < high:
        if hours.start - low <= INTRODUCED and not re.search(r"\w{4}", text.text[low : hours.start]):
            low = skip(text.text, hours.stop, high)[0]
        else:
            rest = skip(text.text, hours.stop, high)[0]
            place = place or (cut_place(text, (rest, high)) if high - rest > 3 else None)
            high = _before_hours(text.text, low, hours.start, cues)
            comma = text.text.rfind(", ", low + 3, high)
            if comma >= 0 and place is None and _may_be_place(text.text[comma + 2 : high], cues):
                place, high = (comma + 2, high), comma
    colon = text.text.find(": ", low, min(high, low + LONGEST_PLACE))
    city = None
    if colon >= 0 and leads_with_place(text.text[low:colon], cues):
        city, low = (low, colon), colon + 2
    cells = [low, *(edge for match in CELL.finditer(text.text, low, high) for edge in match.span()), high]
    parts = [(a, b) for a, b in zip(cells[::2], cells[1::2], strict=True) if b > a]
    if len(parts) > 1 and place is None and leads_with_place(text.text[slice(*parts[0])], cues):
        place, parts = parts[0], parts[1:]
    if len(parts) > 1 and (where := _where(text, parts[1:], cues)):
        place, parts = place or where, parts[: parts.index(where)]
    words = text.text[parts[0][0] : parts[-1][1]] if parts else text.text[low:high]
    return Listed(
        span=line.span or 0,
        title=clean_title(words.replace("\t", " "), cues),
        line=title,
        hours=hours,
        place=place or city,
        closed=bool(cues.closed.search(text.text, *title)),
        city=city if place else None,
        cancelled=bool(cues.cancelled.search(text.text, line.start, line.stop)),
        kind=Kind.PART if _is_nothing(words, cues) else Kind.EVENT,
    )


def _is_nothing(words: str, cues: Cues) -> bool:
    """Whether an entry says that nothing is held: "No meeting (half term)", "Library closed", "Closed for works"."""
    words = words.strip(" \t*_")
    if cues.cancelled.fullmatch(words):
        return True
    named = cues.plain_nouns.search(words) is not None
    return any(
        (match.start() == 0 and (" " in match.group() or not named)) or not re.match(r"\s*\w", words[match.end() :])
        for match in cues.nothing.finditer(words)
    )


def _may_be_place(words: str, cues: Cues) -> bool:
    """Whether the words between a title and the hours are a place: a few words with capitals, none an event's."""
    return 0 < len(words.split()) < 5 and words[0].isupper() and cues.plain_nouns.search(words) is None


def _before_hours(text: str, low: int, at: int, cues: Cues) -> int:
    """Where a title ends before hours, without "at" and what stands between."""
    head = text[low:at].rstrip(" ,;(–—|\t-")
    words = {*cues.locale.times.at, *cues.locale.times.hour, *cues.locale.times.from_}
    while head and head.rpartition(" ")[2].lower().strip(".,") in {word.strip(".") for word in words}:
        head = head.rpartition(" ")[0].rstrip(" ,;(–—|\t-")
    return low + len(head)


def _where(text: ReleaseText, cells: Sequence[tuple[int, int]], cues: Cues) -> tuple[int, int] | None:
    """The cell that names a place: the first with a city or venue; of a table's, the one behind the title."""
    for low, high in cells:
        words = text.text[low:high]
        if is_place(words, cues):
            return low, high
    low, high = cells[0]
    before = text.text[:low].rstrip(" ")[-1:]
    told = before in "|\t" and not re.search(r"\d", text.text[low:high]) and text.text[low].isupper()
    return (low, high) if told else None


def place_range(text: ReleaseText, line: tuple[int, int], cues: Cues) -> tuple[int, int] | None:
    """What stands behind the label and the hours: "Hotel Arka, Skopje"."""
    label = cues.labels.match(text.text, *line)
    start, stop = label.end() if label else line[0], line[1]
    hours = find_times(text.text, start, stop, text.language)
    if hours is not None and hours.start - start <= INTRODUCED:
        start = hours.stop
    while start < stop and text.text[start] in " ,;:.|–—-":
        start += 1
    bracket = text.text.find("(", start, stop)
    stop = bracket if bracket >= 0 else stop
    while stop > start and text.text[stop - 1] in " ,;:.":
        stop -= 1
    return (start, stop) if stop > start else None


_BRACKETED = re.compile(r"\s*\([^()\n]{3,80}\)")
_SENTENCE_END = re.compile(r"(?<=\w{4})[.!?](?=\s[A-ZÀ-ŽА-ЯЁ])")


def _is_remark(bracket: str, cues: Cues) -> bool:
    """Whether what stands in brackets is no part of a title: a deadline, "cancelled", "by invitation"."""
    return any(words.search(bracket) for words in (cues.deadline_words, cues.cancelled)) or bool(
        cues.remark.match(bracket)
    )


def clean_title(line: str, cues: Cues) -> str:
    """A heading as a title: no bracketed remark or closing stop, shortened at a sentence or phrase."""
    title = _BRACKETED.sub(lambda match: "" if _is_remark(match.group(), cues) else match.group(), line)
    if (told := cues.cancelled.match(title)) and title[told.end() : told.end() + 1] in (":", " "):
        title = title[told.end() :]
    title = without_topic_of(" ".join(title.split()), cues)
    end = next((match.start() for match in _SENTENCE_END.finditer(title) if match.start() >= 20), None)
    title = title[: end + 1] if end is not None else title
    if (mark := cues.cancelled_mark.search(title)) is not None:
        title = title[: mark.start()]
    title = shorten(title.strip(" .:;,–—-|(*_"), 130, cues.locale.code)
    return title[:1].upper() + title[1:]
