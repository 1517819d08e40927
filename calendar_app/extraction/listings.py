"""Releases that list events under date headers.

    28-29 November:
    Training for Lawyers on Victims' Rights in Human Trafficking Cases
    Time and location: 10:00-16:00, Hotel Arka, Skopje (closed event)

A header may carry the title behind its colon, and may stand over several events, each with its own place line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from calendar_app.extraction.cues import Cues
from calendar_app.extraction.roles import Judged, is_header
from calendar_app.extraction.text import ReleaseText
from calendar_app.extraction.times import Hours, find_times
from calendar_app.extraction.titles import shorten, without_topic_of
from calendar_app.model import Role


@dataclass(frozen=True, slots=True)
class Listed:
    """An event of a list: the index of its header's span, its title and the ranges of its title and place lines."""

    span: int
    title: str
    line: tuple[int, int]
    hours: Hours | None
    place: tuple[int, int] | None
    closed: bool


def listed_events(text: ReleaseText, judged: Sequence[Judged], cues: Cues) -> list[Listed]:
    """The events of a list, in order; none where the release is no list."""
    headers = [i for i, j in enumerate(judged) if j.span.role is Role.EVENT and is_header(text, j.span)]
    if not headers or (len(headers) == 1 and not cues.labels.search(text.text)):
        return []
    stops = [text.line(judged[index].span.offset)[0] for index in headers[1:]] + [len(text.text)]
    found: list[Listed] = []
    for index, stop in zip(headers, stops, strict=True):
        found += _section(text, index, judged[index].span.stop, stop, cues)
    return found


def _section(text: ReleaseText, span: int, start: int, stop: int, cues: Cues) -> list[Listed]:
    """The events between one header and the next."""
    lines = _lines(text.text, start, stop)
    labelled = [n for n, (low, high) in enumerate(lines) if cues.labels.match(text.text, low, high)]
    if not labelled:
        return [_listed(text, span, lines[0], None, cues)] if lines else []
    entries: list[tuple[int, int]] = []
    for number in labelled:
        title = next((n for n in range(number - 1, -1, -1) if n not in labelled), None)
        if title is not None and title not in (entry[0] for entry in entries):
            entries.append((title, number))
    return [_listed(text, span, lines[title], lines[place], cues) for title, place in entries]


_LEADING = re.compile(r"[\s:–—|•*-]*")


def _lines(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """The lines of a range that have words, without what leads them (the header's colon, a bullet)."""
    edges = [start, *(match.end() for match in re.compile(r"\n").finditer(text, start, stop)), stop]
    found = []
    for low, high in pairwise(edges):
        lead = _LEADING.match(text, low, high)
        low = lead.end() if lead else low
        while high > low and text[high - 1].isspace():
            high -= 1
        if high > low:
            found.append((low, high))
    return found


def _listed(text: ReleaseText, span: int, title: tuple[int, int], place: tuple[int, int] | None, cues: Cues) -> Listed:
    near = text.text[place[0] : place[1]] if place else text.text[title[0] : title[1]]
    return Listed(
        span=span,
        title=clean_title(text.text[title[0] : title[1]], cues),
        line=title,
        hours=find_times(text.text, *(place or title), text.language),
        place=_place_range(text.text, place, cues) if place else None,
        closed=bool(cues.closed.search(near) or cues.closed.search(text.text[title[0] : title[1]])),
    )


_HOURS = re.compile(r"[\s,]*(?:from\s)?\d{1,2}[:.]\d\d\s?(?:[-–—]|to)?\s?(?:\d{1,2}[:.]\d\d)?[\s,;]*")


def _place_range(text: str, line: tuple[int, int], cues: Cues) -> tuple[int, int] | None:
    """What stands behind the label and the hours: "Hotel Arka, Skopje"."""
    label = cues.labels.match(text, *line)
    start = label.end() if label else line[0]
    hours = _HOURS.match(text, start, line[1])
    start = hours.end() if hours else start
    stop = min((at for at in (text.find("(", start, line[1]), line[1]) if at >= 0), default=line[1])
    while stop > start and text[stop - 1] in " ,;:.":
        stop -= 1
    return (start, stop) if stop > start else None


def clean_title(line: str, cues: Cues) -> str:
    """A heading as a title: no bracketed remark or closing stop, shortened at a sentence or phrase."""
    title = re.sub(r"\s*\((?:closed|open|by invitation|[^)]*supported[^)]*event)[^)]*\)", "", line, flags=re.IGNORECASE)
    title = without_topic_of(" ".join(title.split()), cues)
    sentence = re.match(r".{20,}?[.!?](?=\s[A-Z])", title)
    return shorten((sentence.group() if sentence else title).strip(" .:;,–-"), 130)
