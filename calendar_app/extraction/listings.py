"""Releases, or parts of them, that list events rather than tell of them.

    6-7 November:                                           a head, its entries below it
    Course for librarians on old maps
    Time and location: 9:00-15:00, City Library, Graz

    Thu 5 Sep 19:00 Piano recital                           an entry that its date leads
    Planning Board: 13 November, 7 p.m., Town Hall          an entry with its date behind the title
    When: 3 December, 10:30                                 a labelled date; What: and Where: stand near it

Lines are told apart by where their date stands; what runs on like a sentence is no entry.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from calendar_app.extraction.cues import Cues
from calendar_app.extraction.entries import (
    Kind,
    Listed,
    cut_place,
    entry_of,
    made_entry,
    place_line,
    place_range,
    without_event,
)
from calendar_app.extraction.lines import (
    CELL,
    LONGEST_PLACE,
    Line,
    Shape,
    is_only_place,
    leads_with_place,
    read_lines,
    runs_on,
)
from calendar_app.extraction.text import ReleaseText
from calendar_app.extraction.times import find_times
from calendar_app.extraction.titles import Title, best_title
from calendar_app.model import DateSpan


class _Programme(NamedTuple):
    """The spans of a release, and that of the one event whose programme it is, if it is one."""

    spans: Sequence[DateSpan]
    whole: DateSpan | None

    def holds(self, line: Line) -> bool:
        """Whether a line's date is only a day of that event."""
        whole, span = self.whole, self.spans[line.span or 0]
        return whole is not None and whole is not span and whole.start <= span.start <= span.end <= whole.end


def listed_events(text: ReleaseText, spans: Sequence[DateSpan], cues: Cues) -> list[Listed]:
    """The dates that the lines of a release list with their events, in order; none where the release only tells of
    events, save its headline's and those of a line such as "Open day: 3 May, 10:00"."""
    lines = read_lines(text, spans, cues)
    headline = _headline(text, lines, spans, cues)
    lines = [_closing(lines, n) for n in range(len(lines))]
    heads = [n for n, line in enumerate(lines) if line.shape in (Shape.HEAD, Shape.LABELLED)]
    leads = [n for n, line in enumerate(lines) if line.shape is Shape.LEAD]
    tails = [n for n, line in enumerate(lines) if line.shape is Shape.TAIL and n != headline]
    listing = _is_list(text, lines, heads, leads, tails)
    programme = _Programme(spans, _whole(lines, headline, spans))
    found: list[Listed] = []
    for number, line in enumerate(lines):
        if number == headline:
            found.append(_heading(text, line, listing, cues))
        elif line.shape is Shape.TAIL and (len(tails) > 1 or _says_when(text, line)):
            found.append(entry_of(text, _titled_above(text, lines, number, cues), cues))
        elif listing and line.shape is Shape.LEAD:
            found.append(entry_of(text, line, cues))
        elif listing and number in heads:
            found += _under(text, lines, number, programme, cues)
    further = {line.span: line.also for line in lines if line.also}
    return [each for entry in found for each in _on_each(text, spans, entry, further.get(entry.span, ()))]


def _on_each(text: ReleaseText, spans: Sequence[DateSpan], entry: Listed, further: Sequence[int]) -> list[Listed]:
    """An entry on each of its days, with the hours behind that day where it has some of its own."""
    days = [entry.span, *further]
    found = [entry]
    for number, day in enumerate(days[1:], 1):
        stop = spans[days[number + 1]].offset if number + 1 < len(days) else text.line(spans[day].offset)[1]
        hours = find_times(text.text, spans[day].stop, stop, text.language)
        found.append(replace(entry, span=day, hours=hours or entry.hours))
    return found


def _heading(text: ReleaseText, line: Line, listing: bool, cues: Cues) -> Listed:
    """The event of a headline, or the days of the list that it heads."""
    title = text.text[slice(*line.title)]
    named = cues.covers.sub("", title)
    if listing and named != title and not cues.plain_nouns.search(named):
        return without_event(line, Kind.COVER)
    return entry_of(text, line, cues)


def _says_when(text: ReleaseText, line: Line) -> bool:
    """Whether a line alone is an entry: a title, a colon, then day and hours."""
    told = line.apart and line.hours is not None and text.text[line.title[1] : line.title[1] + 1] == ":"
    return told and CELL.search(text.text, *line.title) is None


def _closing(lines: Sequence[Line], number: int) -> Line:
    """A line that its date leads, or as a head the last line of a block that its title begins."""
    line = lines[number]
    last = number + 1 == len(lines) or lines[number + 1].after_blank
    told = number and not line.after_blank and lines[number - 1].shape is Shape.TEXT and not lines[number - 1].dated
    if line.shape is not Shape.LEAD or not last or not told or line.bullet or lines[number - 1].bullet:
        return line
    begun = any(lines[n].after_blank or n == 0 for n in range(max(0, number - 3), number))
    return replace(line, shape=Shape.HEAD, title=(line.stop, line.stop)) if begun else line


def _whole(lines: Sequence[Line], headline: int | None, spans: Sequence[DateSpan]) -> DateSpan | None:
    """The days of the one event whose programme the release is, if it is one: those of its headline, or of a date
    near its beginning that covers those below."""
    for line in [lines[headline]] if headline is not None else lines[:4]:
        span = spans[line.span] if line.span is not None else None
        if span is not None and span.start < span.end:
            return span
    return None


def _is_list(
    text: ReleaseText, lines: Sequence[Line], heads: Sequence[int], leads: Sequence[int], tails: Sequence[int]
) -> bool:
    if len(heads) + len(leads) > 1 or len(tails) > 1:
        return True
    if not heads and not leads:
        return False
    if any(line.shape in (Shape.LABEL, Shape.LABELLED) for line in lines) or any(lines[n].hours for n in heads):
        return True
    return not any(runs_on(text.text, line.start, line.stop) for line in lines)


def _headline(text: ReleaseText, lines: Sequence[Line], spans: Sequence[DateSpan], cues: Cues) -> int | None:
    """The index of the line that heads the release and names the event and its days: "Jazz Festival – 4 to 19 July"."""
    for number, line in enumerate(lines[:4]):
        if line.shape is Shape.TAIL and not runs_on(text.text, line.start, line.stop):
            title = text.text[slice(*line.title)]
            if cues.plain_nouns.search(title) or (len(spans) and _names_fair(title, cues)):
                return number
    return None


def _names_fair(title: str, cues: Cues) -> bool:
    return any(word.lower().strip(".,:") in cues.locale.events.proper for word in title.split())


def _under(text: ReleaseText, lines: Sequence[Line], number: int, programme: _Programme, cues: Cues) -> list[Listed]:
    """The events of a head: those below it, up to the next dated line, or the one that it stands below."""
    head = lines[number]
    below = _below(text, lines, number)
    if head.shape is Shape.LABELLED:
        return _labelled(text, lines, number, programme, cues)
    above, place = _above(text, lines, number, cues)
    place = place or (cut_place(text, head.title) if head.title[0] < head.title[1] else None)
    if above is not None and _is_titled_above(lines, number):
        return [made_entry(text, head, above.title, place, cues)]
    told_below = bool(below) and not below[0].after_blank and not below[0].dated
    if above is not None and (not told_below or place or place_line(text, below[:1], cues)):
        return [made_entry(text, head, above.title, place or place_line(text, below, cues), cues)]
    if (announced := _announced(text, lines, number, cues)) is not None and not told_below:
        entry = made_entry(text, head, (announced.start, announced.stop), place, cues)
        return [replace(entry, title=announced.text)]
    if not below or is_only_place(text.text[below[0].start : below[0].stop], cues):
        return _named_elsewhere(text, lines, head, place or place_line(text, below, cues), cues)
    labels = [n for n, line in enumerate(below) if line.shape is Shape.LABEL]
    if labels:
        return _titled_by_place(text, head, below, labels, cues)
    if any(line.bullet[:1].isdigit() for line in below):
        first = lines[0]
        return [] if programme.holds(head) or first.dated else [made_entry(text, head, first.title, None, cues)]
    items = [line for line in below if _is_item(text, line, cues)]
    if items:
        if programme.holds(head) and any(line.shape is Shape.HOUR for line in items):
            return [without_event(head, Kind.PART)]  # the programme of what the headline names
        return [made_entry(text, replace(line, span=head.span), line.title, None, cues) for line in items]
    head = replace(head, hours=head.hours or next((line.hours for line in below if line.hours), None))
    named = [line for line in below if line.shape is not Shape.HOUR]
    return [made_entry(text, head, named[0].title, place_line(text, named[1:], cues), cues)] if named else []


def _announced(text: ReleaseText, lines: Sequence[Line], number: int, cues: Cues) -> Title | None:
    """The event named in the line with a colon over a list of bare dates: "The Council meets on:"."""
    first, farthest = number, max(0, number - _BLOCK)
    while first > farthest and lines[first].shape is Shape.HEAD and not lines[first].after_blank:
        first -= 1
    line = lines[first]
    if line.shape is not Shape.TEXT or line.dated or text.text[line.stop - 1] != ":":
        return None
    return best_title(text, line.start, line.stop, [], cues)


def _is_titled_above(lines: Sequence[Line], number: int) -> bool:
    """Whether the block of a date has a title before each of its dates: it begins with one and ends with a date, or
    it is one of several blocks with one date in the second line."""
    first, last = _edges(lines, number)
    dated = [n for n in range(first, last) if lines[n].span is not None]
    if lines[first].shape is not Shape.TEXT or dated[0] != first + 1:
        return False
    if len(dated) > 1:
        return dated[-1] == last - 1 and all(lines[n - 1].shape is Shape.TEXT for n in dated)
    around = range(max(0, number - _BLOCK), min(len(lines), number + _BLOCK))
    return first > 0 and any(_is_second(lines, n) for n in around if lines[n].span is not None and n != number)


def _is_second(lines: Sequence[Line], number: int) -> bool:
    """Whether a date is the second line of its block, below a line without one."""
    return (
        number > 1
        and lines[number - 1].after_blank
        and lines[number - 1].shape is Shape.TEXT
        and not lines[number].after_blank
    )


def _edges(lines: Sequence[Line], number: int) -> tuple[int, int]:
    """The first line of the block in which a line stands, and the one behind its last, as far as it goes."""
    first, last = number, number + 1
    lowest, highest = max(0, number - _BLOCK), min(len(lines), number + _BLOCK)
    while first > lowest and not lines[first].after_blank:
        first -= 1
    while last < highest and not lines[last].after_blank:
        last += 1
    return first, last


def _is_item(text: ReleaseText, line: Line, cues: Cues) -> bool:
    """Whether a line below a date is an event of its own: one with its hour, a bullet, or its city before it."""
    if line.bullet or (line.shape is Shape.HOUR and _has_words(text, line)):
        return True
    colon = text.text.find(": ", line.start, min(line.stop, line.start + LONGEST_PLACE))
    return colon >= 0 and leads_with_place(text.text[line.start : colon], cues)


def _has_words(text: ReleaseText, line: Line) -> bool:
    """Whether more than hours stands in a line that begins with them."""
    return re.search(r"[^\W\d_]{3}", text.text[slice(*line.title)]) is not None


def _named_elsewhere(
    text: ReleaseText, lines: Sequence[Line], head: Line, place: tuple[int, int] | None, cues: Cues
) -> list[Listed]:
    """The event of a date with no title beside it: that of the heading over a list of dates, else the one that the
    release tells of."""
    first = lines[0]
    several = _first(lines, Shape.HEAD, _first(lines, Shape.HEAD) + 1) < len(lines)
    if several and place is None:
        named = not first.dated and cues.plain_nouns.search(text.text, first.start, first.stop)
        return [made_entry(text, head, first.title, None, cues)] if named else []
    return [made_entry(text, head, (head.stop, head.stop), place, cues)] if place or head.hours else []


def _above(
    text: ReleaseText, lines: Sequence[Line], number: int, cues: Cues
) -> tuple[Line | None, tuple[int, int] | None]:
    """The line of title above a date, and that of a place between the two."""
    if not number or lines[number].after_blank:
        return None, None
    above = lines[number - 1]
    if above.shape is not Shape.TEXT or above.dated or text.text[above.stop - 1] == ":":
        return None, None
    if is_only_place(text.text[above.start : above.stop], cues) and number > 1 and not above.after_blank:
        return (lines[number - 2] if lines[number - 2].shape is Shape.TEXT else None), (above.start, above.stop)
    while number > 1 and not above.after_blank and _is_title_line(lines[number - 2], above):
        number, above = number - 1, lines[number - 2]
    return (None if runs_on(text.text, above.start, above.stop) else above), None


def _is_title_line(line: Line, below: Line) -> bool:
    """Whether a line is the title above a subtitle of its block."""
    return line.shape is Shape.TEXT and not line.dated and not line.bullet and not below.bullet


def _below(text: ReleaseText, lines: Sequence[Line], number: int) -> list[Line]:
    """The lines below a head that belong to it."""
    found: list[Line] = []
    for line in lines[number + 1 :]:
        if line.shape in (Shape.HEAD, Shape.LEAD, Shape.LABELLED) or line.span is not None:
            break
        if line.dated and not line.bullet:
            break
        if found and line.after_blank and (runs_on(text.text, line.start, line.stop) or line.shape is Shape.TEXT):
            break
        found.append(line)
    return found


def _titled_by_place(
    text: ReleaseText, head: Line, below: Sequence[Line], labels: Sequence[int], cues: Cues
) -> list[Listed]:
    """Entries that end with a line of place: each is titled by the line above that."""
    entries: list[Listed] = []
    titled = set[int]()
    for label in labels:
        title = next((n for n in range(label - 1, -1, -1) if n not in labels), None)
        if title is not None and title not in titled:
            titled.add(title)
            line = below[label]
            entry = made_entry(text, head, below[title].title, place_range(text, (line.start, line.stop), cues), cues)
            hours = find_times(text.text, line.start, line.stop, text.language) or entry.hours
            closed = entry.closed or bool(cues.closed.search(text.text, line.start, line.stop))
            entries.append(replace(entry, hours=hours, closed=closed))
    return entries


_SHORT = 140  # characters of a line that may be a title
_BLOCK = 100  # lines to either side of a date that belong to its list
_NEAR = 20  # lines above a labelled date in which its title stands


def _labelled(text: ReleaseText, lines: Sequence[Line], number: int, programme: _Programme, cues: Cues) -> list[Listed]:
    """The event of a labelled date: "When: …", with its "What: " and "Where: ", or under a heading."""
    head = lines[number]
    block = _block(lines, number)
    titles = [line for line in block if cues.title_labels.match(text.text, line.start, line.stop)]
    places = [line for line in block if _is_place_label(text, line, cues)]
    title = head.title
    if not titles and programme.holds(head):
        return [without_event(head, Kind.PART)]  # a day of what the headline names
    if titles:
        label = cues.title_labels.match(text.text, titles[0].start, titles[0].stop)
        title = (label.end() if label else titles[0].start, titles[0].stop)
    else:
        above = [line for line in (*lines[:1], *lines[max(1, number - _NEAR) : number]) if line.shape is Shape.TEXT]
        short = [line for line in above if line.stop - line.start < _SHORT]
        naming = [line for line in short if cues.plain_nouns.search(text.text, line.start, line.stop)]
        near = [line for line in above if line in block] or naming[-1:] or short[:1]
        if not near:
            near = [replace(head, title=(head.stop, head.stop))]  # named in the text, if at all
        title = near[0].title
    own = place_range(text, head.title, cues) if head.title[1] - head.title[0] > 3 else None
    place = place_range(text, (places[0].start, places[0].stop), cues) if places else own
    entry = made_entry(text, head, title, place, cues)
    hours = head.hours
    for line in block:
        if (
            hours is None
            and line.shape is Shape.LABEL
            and not cues.title_labels.match(text.text, line.start, line.stop)
        ):
            hours = find_times(text.text, line.start, line.stop, text.language)
    return [replace(entry, hours=hours)]


def _is_place_label(text: ReleaseText, line: Line, cues: Cues) -> bool:
    return line.shape is Shape.LABEL and cues.place_labels.match(text.text, line.start, line.stop) is not None


def _block(lines: Sequence[Line], number: int) -> list[Line]:
    """The lines around one that stand together with it, up to other dated lines."""
    first = number
    while first and not lines[first].after_blank and lines[first - 1].span is None:
        first -= 1
    last = number + 1
    while (
        last < len(lines)
        and lines[last].span is None
        and (lines[last].shape is Shape.LABEL or not lines[last].after_blank)
    ):
        last += 1
    records = _begins_records(lines)
    if not records or number == _first(lines, Shape.LABELLED):
        while first and lines[first - 1].shape is Shape.LABEL and lines[first - 1].span is None:
            first -= 1
    if records:
        first = max(first, number)
    return list(lines[first:last])


def _begins_records(lines: Sequence[Line]) -> bool:
    """Whether a release has several records of labelled lines, each of which the date begins."""
    date, label = _first(lines, Shape.LABELLED), _first(lines, Shape.LABEL)
    return date < label < len(lines) and _first(lines, Shape.LABELLED, date + 1) < len(lines)


def _first(lines: Sequence[Line], shape: Shape, at: int = 0) -> int:
    """The index of the first line of a shape from an index on, the number of lines where there is none."""
    return next((number for number in range(at, len(lines)) if lines[number].shape is shape), len(lines))


def _titled_above(text: ReleaseText, lines: Sequence[Line], number: int, cues: Cues) -> Line:
    """A line whose title is a bare noun ("Conference: 16-20 June") with the heading that says which."""
    line = lines[number]
    title = text.text[slice(*line.title)].strip()
    if line.shape is not Shape.TAIL or title.lower() not in cues.noun_words:
        return line
    above = (other for other in lines[:3] if other.shape is Shape.TEXT and not other.dated)
    full = next((o for o in above if title.lower() in text.text[o.start : o.stop].lower().split()), None)
    return replace(line, title=full.title) if full else line
