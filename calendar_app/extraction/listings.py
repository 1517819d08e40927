"""Releases, or parts of them, that list events rather than tell of them.

    28-29 November:                                         a head, its entries below it
    Training for Lawyers on Victims' Rights
    Time and location: 10:00-16:00, Hotel Arka, Skopje

    Thu 5 Sep 19:00 Piano recital                           an entry that its date leads
    Planning Board: 13 November, 7 p.m., Town Hall          an entry with its date behind the title
    When: 3 December, 10:30                                 a labelled date; What: and Where: stand near it

Lines are told apart by where their date stands; what runs on like a sentence is no entry.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from calendar_app.extraction.countries import country_at
from calendar_app.extraction.cues import Cues
from calendar_app.extraction.places import last_city
from calendar_app.extraction.text import ReleaseText
from calendar_app.extraction.times import Hours, find_times
from calendar_app.extraction.titles import shorten, without_topic_of
from calendar_app.model import DateSpan, Precision

_LONGEST = 160  # characters of an entry that no separator sets apart from running text
_SENTENCE = 140  # characters from which a line that ends with a full stop is running text


@dataclass(frozen=True, slots=True)
class Listed:
    """An event of a list: the index of its date's span, its title and the ranges of its title and place (and of the
    city, where that stands elsewhere)."""

    span: int
    title: str
    line: tuple[int, int]
    hours: Hours | None
    place: tuple[int, int] | None
    closed: bool
    city: tuple[int, int] | None = None
    cancelled: bool = False


class _Shape(Enum):
    HEAD = auto()  # a date and no more; what it dates stands below it, or above
    LEAD = auto()  # a date, then a title
    TAIL = auto()  # a title, then a date
    LABELLED = auto()  # "When: …"
    HOUR = auto()  # begins with an hour
    LABEL = auto()  # "Where: …"
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank; `title` is the range of its words beside the date, `apart` says that a separator or
    an hour stands between the two; `also` are further dates that stand with the first."""

    shape: _Shape
    start: int
    stop: int
    bullet: str
    after_blank: bool
    dated: bool = False
    span: int | None = None
    title: tuple[int, int] = (0, 0)
    hours: Hours | None = None
    apart: bool = False
    also: tuple[int, ...] = ()


def listed_events(text: ReleaseText, spans: Sequence[DateSpan], cues: Cues) -> list[Listed]:
    """The events that the lines of a release list, in order; none where the release only tells of events."""
    lines = _lines(text, spans, cues)
    headline = _headline(text, lines, spans, cues)
    lines = [_closing(lines, n) for n in range(len(lines))]
    heads = [n for n, line in enumerate(lines) if line.shape in (_Shape.HEAD, _Shape.LABELLED)]
    leads = [n for n, line in enumerate(lines) if line.shape is _Shape.LEAD]
    tails = [n for n, line in enumerate(lines) if line.shape is _Shape.TAIL and n != headline]
    if not _is_list(text, lines, heads, leads, tails):
        return [_entry(text, lines[headline], cues)] if headline is not None else []
    found: list[Listed] = []
    whole = _whole(lines, headline, spans)
    for number, line in enumerate(lines):
        if number == headline or (line.shape is _Shape.TAIL and len(tails) > 1) or line.shape is _Shape.LEAD:
            found.append(_entry(text, _titled_above(text, lines, number, cues), cues))
        elif number in heads:
            found += _under(text, lines, number, whole, spans, cues)
    found = [entry for entry in found if not cues.cancelled.fullmatch(entry.title)]
    also = {line.span: line.also for line in lines if line.also}
    return [replace(entry, span=span) for entry in found for span in (entry.span, *also.get(entry.span, ()))]


def _closing(lines: Sequence[_Line], number: int) -> _Line:
    """A line that its date leads, or as a head the last line of a block that its title begins."""
    line = lines[number]
    last = number + 1 == len(lines) or lines[number + 1].after_blank
    told = number and not line.after_blank and lines[number - 1].shape is _Shape.TEXT and not lines[number - 1].dated
    if line.shape is not _Shape.LEAD or not last or not told or line.bullet or lines[number - 1].bullet:
        return line
    begun = [n for n in range(number + 1) if lines[n].after_blank or n == 0]
    return replace(line, shape=_Shape.HEAD, title=(line.stop, line.stop)) if begun and number - begun[-1] < 4 else line


def _whole(lines: Sequence[_Line], headline: int | None, spans: Sequence[DateSpan]) -> DateSpan | None:
    """The days of the one event whose programme the release is, if it is one: those of its headline, or of a date
    near its beginning that covers those below."""
    for line in [lines[headline]] if headline is not None else lines[:4]:
        span = spans[line.span] if line.span is not None else None
        if span is not None and span.start < span.end:
            return span
    return None


def _is_list(
    text: ReleaseText, lines: Sequence[_Line], heads: Sequence[int], leads: Sequence[int], tails: Sequence[int]
) -> bool:
    if len(heads) + len(leads) > 1 or len(tails) > 1:
        return True
    if not heads and not leads:
        return False
    if any(line.shape in (_Shape.LABEL, _Shape.LABELLED) for line in lines) or any(lines[n].hours for n in heads):
        return True
    return not any(_runs_on(text.text, line.start, line.stop) for line in lines)


def _runs_on(text: str, start: int, stop: int) -> bool:
    """Whether a line is running text."""
    return stop - start > _SENTENCE and text[stop - 1] in '.!?”"'


_BULLET = re.compile(r"(?:[•*·▪‣◦●–—|-]\s*|\(?\d{1,2}[.)]\s+(?=[^\W\d]))?")


def _lines(text: ReleaseText, spans: Sequence[DateSpan], cues: Cues) -> list[_Line]:
    """The lines of a release that are not blank, in order, with their shapes."""
    whole, found, blank = text.text, list[_Line](), False
    edges = [0, *(match.end() for match in re.finditer(r"\n", whole)), len(whole)]
    at = 0
    for low, high in pairwise(edges):
        start, stop = low, high
        while start < stop and whole[start].isspace():
            start += 1
        while stop > start and whole[stop - 1].isspace():
            stop -= 1
        if start == stop:
            blank = True
            continue
        while at < len(spans) and spans[at].offset < start:
            at += 1
        first = at
        while at < len(spans) and spans[at].offset < stop:
            at += 1
        days = [n for n in range(first, at) if _is_day(spans[n])]
        bullet = _BULLET.match(whole, start, stop)
        lead = bullet.end() if bullet and not (days and bullet.end() > spans[days[0]].offset) else start
        found.append(_line(text, spans, (lead, stop), whole[start:lead].strip(), blank, days, cues))
        blank = False
    return found


def _is_day(span: DateSpan) -> bool:
    return span.precision is Precision.DAY and not span.rule.startswith("relative")


def _line(
    text: ReleaseText,
    spans: Sequence[DateSpan],
    ends: tuple[int, int],
    bullet: str,
    blank: bool,
    days: Sequence[int],
    cues: Cues,
) -> _Line:
    start, stop = ends
    plain = _Line(_Shape.TEXT, start, stop, bullet, blank, dated=bool(days), title=ends)
    timed = cues.time_labels.match(text.text, start, stop)
    label = timed or cues.labels.match(text.text, start, stop) or cues.title_labels.match(text.text, start, stop)
    if label and timed and days:
        dates = [(spans[n].offset, spans[n].stop) for n in days]
        hours = find_times(text.text, label.end(), stop, text.language, dates)
        behind = max(spans[days[0]].stop, hours.stop if hours else 0)
        return replace(plain, shape=_Shape.LABELLED, span=days[0], hours=hours, title=(behind, stop))
    if label:
        return replace(plain, shape=_Shape.LABEL)
    if not days:
        hours = find_times(text.text, start, stop, text.language)
        if hours is not None and hours.start == start and not _runs_on(text.text, start, stop):
            return replace(plain, shape=_Shape.HOUR, hours=hours, title=(_skip(text.text, hours.stop, stop)[0], stop))
        return plain
    return _dated(text, spans, plain, days, cues)


_AHEAD = re.compile(r"(?:[^\W\d_]{1,12}[.,]{0,2}\s?){0,3}\(?")  # at most a weekday: "Mittwoch, den ", "Palm Sunday, "


def _dated(text: ReleaseText, spans: Sequence[DateSpan], plain: _Line, days: Sequence[int], cues: Cues) -> _Line:
    """A line with a date, by what stands before the date and behind it."""
    whole, first, stop = text.text, spans[days[0]], plain.stop
    dates = [(spans[n].offset, spans[n].stop) for n in days]
    ahead = whole[plain.start : first.offset]
    opens = _opens_sentence(ahead, first.text, cues)
    together = _together(whole, spans, days)
    end = spans[together[-1]].stop
    if _AHEAD.fullmatch(ahead) and (not opens or _STRONG.match(whole, end)):
        plain = replace(plain, also=together[1:])
        hours = find_times(whole, end, min(stop, end + 40), text.language, dates)
        at, apart = _skip(whole, end, stop)
        if hours and hours.start - at <= _INTRODUCED:
            at, _ = _skip(whole, hours.stop, stop)
            apart = True
        else:
            hours = None
        if at >= stop or not re.search(r"\w", whole[at:stop]) or _first_word(whole, at) in cues.locale.times.not_start:
            return replace(plain, shape=_Shape.HEAD, span=days[0], hours=hours, title=(stop, stop))
        if _is_only_place(whole[at:stop], cues):
            return replace(plain, shape=_Shape.HEAD, span=days[0], hours=hours, title=(at, stop))
        if _is_title(whole, at, stop, apart, cues):
            hours = hours or find_times(whole, at, stop, text.language, dates)
            return replace(plain, shape=_Shape.LEAD, span=days[0], hours=hours, title=(at, stop), apart=apart)
        return plain
    separator = _BEFORE_DATE.search(ahead)
    if separator and separator[1] and not _has_weekday(separator[1], cues):
        separator = None
    title = (plain.start, plain.start + separator.start()) if separator else (0, 0)
    if separator and _is_only_place(whole[slice(*title)], cues) and not _runs_on(whole, plain.start, stop):
        return replace(plain, shape=_Shape.HEAD, span=days[0], title=title)
    told = cues.verbs.search(whole, *title) or cues.background_verbs.search(whole, *title)
    if separator and whole[stop - 1] == "." and told:
        return plain
    if separator and _is_name(whole, title, cues) and not _runs_on(whole, plain.start, stop):
        hours = find_times(whole, first.stop, stop, text.language, dates)
        apart = separator.group().strip() not in ("", ",")
        return replace(plain, shape=_Shape.TAIL, span=days[0], hours=hours, title=title, apart=apart)
    return plain


def _is_only_place(words: str, cues: Cues) -> bool:
    """Whether words name a place and nothing else: "Charlemagne building, Brussels", "Hotel Arka, Skopje"."""
    parts = [part.strip(" .") for part in words.split(",") if part.strip(" .")]
    if not parts or len(parts) > 4 or len(words) > 90 or any(sign in words for sign in ":–—|\t"):
        return False
    if cues.plain_nouns.search(words) or any(len(part.split()) > 5 for part in parts):
        return False
    return all(_is_place(part, cues) or (len(parts) > 1 and _ADDRESS.search(part)) for part in parts)


def _is_place(words: str, cues: Cues) -> bool:
    """Whether words are a city, a country or a venue."""
    language = cues.locale.code
    country = country_at(words, 0, language)
    if last_city(words, (), language).name is not None or (country is not None and country.stop == len(words)):
        return True
    return (
        any(word.lower().strip(".") in cues.venue_words for word in words.split()) or _ADDRESS.search(words) is not None
    )


_ADDRESS = re.compile(r"\w+\s\d{1,3}[a-zA-Z]?\Z|\A\d{1,4}\s[A-Z]")


def _together(text: str, spans: Sequence[DateSpan], days: Sequence[int]) -> tuple[int, ...]:
    """The dates of a line that stand together at its beginning: "28 and 30 July"."""
    count = 1
    while count < len(days) and spans[days[count]].offset - spans[days[count - 1]].stop <= _JOINED:
        count += 1
    return tuple(days[:count])


_JOINED = 5  # characters between dates that stand together: ", ", " and "
_STRONG = re.compile(r"\s*(?:[:–—|]|\.\s+(?=[^\W\d_a-zà-žа-я]))")


def _first_word(text: str, at: int) -> str:
    match = re.match(r"\w+", text[at : at + 40])
    return match.group().lower() if match else ""


_INTRODUCED = 12  # characters of the words before an hour: ", alle ore "
_BEFORE_DATE = re.compile(r"\s*(?:[|\t:,(–—]|\s-\s)[\s|]*((?:[^\W\d_]{1,12}[.,]*\s){0,2})\Z")
_SKIPPED = re.compile(r"[\s,.;:)\]–—|*·-]*(?:\([^()\n]{1,20}\)[\s,.;:–—|*·-]*)?")


def _skip(text: str, at: int, stop: int) -> tuple[int, bool]:
    """Where the words behind a date begin, and whether a separator stands between the two."""
    match = _SKIPPED.match(text, at, stop)
    end = match.end() if match else at
    return end, bool(re.search(r"[:|\t–—]|\s-\s|[.,]\s", text[at:end]))


def _opens_sentence(ahead: str, date: str, cues: Cues) -> bool:
    """Whether the word before a date makes an adverbial of it ("On 5 May", "From 3 to 5 May") and is no part of a
    weekday's name ("Good Friday, 18 April")."""
    words = ahead.strip(" (,.").split()
    if not words or _has_weekday(ahead, cues):
        return False
    joiners = cues.locale.joiners
    small = {*joiners.from_, *joiners.between, *joiners.skip, *joiners.range, *cues.locale.relative_weekday}
    return len(words) > 1 or words[0].lower() in small or not _has_weekday(date.split()[0], cues)


def _has_weekday(words: str, cues: Cues) -> bool:
    return any(word.strip(".,()|:–—-") in cues.locale.weekday_words for word in words.lower().split())


def _is_title(text: str, at: int, stop: int, apart: bool, cues: Cues) -> bool:
    """Whether the words behind a date are a title and no running text."""
    if apart:
        return not text[at].islower() or stop - at < _LONGEST
    told = cues.verbs.search(text, at, stop) or cues.cancelled.search(text, at, stop)
    if stop - at > _LONGEST or (text[stop - 1] in ".;," and (told or stop - at > _SENTENCE // 2)):
        return False
    return text[at].isupper() or text[at] in "“\"„«‘'"


def _is_name(text: str, title: tuple[int, int], cues: Cues) -> bool:
    """Whether the words before a date can be a title: no label of another day, no city of a dateline, no clause."""
    words = _CELL.split(text[title[0] : title[1]].strip(" |"))[0].strip()
    if len(words) < 4 or len(words) > 120 or words[0].islower() or re.search(r"[.!?]\s+[A-ZÀ-Ž]", words):
        return False
    bare = words.replace(",", "").replace("/", " ")
    if bare.isupper() and len(bare.split()) < 4:
        return False
    if cues.deadline_words.search(words) or cues.background_before.search(f"{words} "):
        return False
    return last_city(words, (), cues.locale.code).name is None


def _headline(text: ReleaseText, lines: Sequence[_Line], spans: Sequence[DateSpan], cues: Cues) -> int | None:
    """The index of the line that heads the release and names the event and its days: "Jazz Festival – 4 to 19 July"."""
    for number, line in enumerate(lines[:4]):
        if line.shape is _Shape.TAIL and not _runs_on(text.text, line.start, line.stop):
            title = text.text[slice(*line.title)]
            if cues.plain_nouns.search(title) or (len(spans) and _names_fair(title, cues)):
                return number
    return None


def _names_fair(title: str, cues: Cues) -> bool:
    return any(word.lower().strip(".,:") in cues.locale.events.proper for word in title.split())


def _under(
    text: ReleaseText,
    lines: Sequence[_Line],
    number: int,
    whole: DateSpan | None,
    spans: Sequence[DateSpan],
    cues: Cues,
) -> list[Listed]:
    """The events of a head: those below it, up to the next dated line, or the one that it stands below."""
    head = lines[number]
    below = _below(text, lines, number)
    if head.shape is _Shape.LABELLED:
        return _labelled(text, lines, number, whole, spans, cues)
    above, place = _above(text, lines, number, cues)
    place = place or (_cut_place(text, head.title) if head.title[0] < head.title[1] else None)
    told_below = bool(below) and not below[0].after_blank and not below[0].dated
    if above is not None and (not told_below or place or _place_line(text, below[:1], cues)):
        return [_made(text, head, above.title, place or _place_line(text, below, cues), cues)]
    if not below or _is_only_place(text.text[below[0].start : below[0].stop], cues):
        return _named_elsewhere(text, lines, head, place or _place_line(text, below, cues), cues)
    labels = [n for n, line in enumerate(below) if line.shape is _Shape.LABEL]
    if labels:
        return _titled_by_place(text, head, below, labels, cues)
    if any(line.bullet[:1].isdigit() for line in below):
        span, first = spans[head.span or 0], lines[0]
        within = whole is not None and whole is not span and whole.start <= span.start <= span.end <= whole.end
        return [] if within or first.dated else [_made(text, head, first.title, None, cues)]
    items = [line for line in below if _is_item(text, line, cues)]
    if items:
        span = spans[head.span or 0]
        within = whole is not None and whole is not span and whole.start <= span.start <= span.end <= whole.end
        if within and any(line.shape is _Shape.HOUR for line in items):
            return []  # the programme of what the headline names
        return [_made(text, replace(line, span=head.span), line.title, None, cues) for line in items]
    head = replace(head, hours=head.hours or next((line.hours for line in below if line.hours), None))
    named = [line for line in below if line.shape is not _Shape.HOUR]
    return [_made(text, head, named[0].title, _place_line(text, named[1:], cues), cues)] if named else []


def _is_item(text: ReleaseText, line: _Line, cues: Cues) -> bool:
    """Whether a line below a date is an event of its own: one with its hour, a bullet, or its city before it."""
    if line.bullet or (line.shape is _Shape.HOUR and _has_words(text, line)):
        return True
    colon = text.text.find(": ", line.start, min(line.stop, line.start + _LONGEST_PLACE))
    return colon >= 0 and _leads_with_place(text.text[line.start : colon], cues)


def _has_words(text: ReleaseText, line: _Line) -> bool:
    """Whether more than hours stands in a line that begins with them."""
    return re.search(r"[^\W\d_]{3}", text.text[slice(*line.title)]) is not None


def _named_elsewhere(
    text: ReleaseText, lines: Sequence[_Line], head: _Line, place: tuple[int, int] | None, cues: Cues
) -> list[Listed]:
    """The event of a date with no title beside it: that of the heading over a list of dates, else the one that the
    release tells of."""
    first = lines[0]
    heads = [line for line in lines if line.shape is _Shape.HEAD]
    if len(heads) > 1 and place is None:
        named = not first.dated and cues.plain_nouns.search(text.text, first.start, first.stop)
        return [_made(text, head, first.title, None, cues)] if named else []
    return [_made(text, head, (head.stop, head.stop), place, cues)] if place or head.hours else []


def _above(
    text: ReleaseText, lines: Sequence[_Line], number: int, cues: Cues
) -> tuple[_Line | None, tuple[int, int] | None]:
    """The line of title above a date, and that of a place between the two."""
    if not number or lines[number].after_blank:
        return None, None
    above = lines[number - 1]
    if above.shape is not _Shape.TEXT or above.dated:
        return None, None
    if _is_only_place(text.text[above.start : above.stop], cues) and number > 1 and not above.after_blank:
        return (lines[number - 2] if lines[number - 2].shape is _Shape.TEXT else None), (above.start, above.stop)
    while number > 1 and not above.after_blank and _is_title_line(lines[number - 2], above):
        number, above = number - 1, lines[number - 2]
    return (None if _runs_on(text.text, above.start, above.stop) else above), None


def _is_title_line(line: _Line, below: _Line) -> bool:
    """Whether a line is the title above a subtitle of its block."""
    return line.shape is _Shape.TEXT and not line.dated and not line.bullet and not below.bullet


def _below(text: ReleaseText, lines: Sequence[_Line], number: int) -> list[_Line]:
    """The lines below a head that belong to it."""
    found: list[_Line] = []
    for line in lines[number + 1 :]:
        if line.shape in (_Shape.HEAD, _Shape.LEAD, _Shape.LABELLED) or line.span is not None:
            break
        if line.dated and not line.bullet:
            break
        if found and line.after_blank and (_runs_on(text.text, line.start, line.stop) or line.shape is _Shape.TEXT):
            break
        found.append(line)
    return found


def _titled_by_place(
    text: ReleaseText, head: _Line, below: Sequence[_Line], labels: Sequence[int], cues: Cues
) -> list[Listed]:
    """Entries that end with a line of place: each is titled by the line above that."""
    entries: list[Listed] = []
    titled = set[int]()
    for label in labels:
        title = next((n for n in range(label - 1, -1, -1) if n not in labels), None)
        if title is not None and title not in titled:
            titled.add(title)
            line = below[label]
            entry = _made(text, head, below[title].title, _place_range(text, (line.start, line.stop), cues), cues)
            hours = find_times(text.text, line.start, line.stop, text.language) or entry.hours
            closed = entry.closed or bool(cues.closed.search(text.text, line.start, line.stop))
            entries.append(replace(entry, hours=hours, closed=closed))
    return entries


def _labelled(
    text: ReleaseText,
    lines: Sequence[_Line],
    number: int,
    whole: DateSpan | None,
    spans: Sequence[DateSpan],
    cues: Cues,
) -> list[Listed]:
    """The event of a labelled date: "When: …", with its "What: " and "Where: ", or under a heading."""
    head = lines[number]
    block = _block(lines, number)
    titles = [line for line in block if cues.title_labels.match(text.text, line.start, line.stop)]
    places = [line for line in block if _is_place_label(text, line, cues)]
    title, span = head.title, spans[head.span or 0]
    if not titles and whole is not None and whole is not span and whole.start <= span.start <= span.end <= whole.end:
        return []  # a day of what the headline names
    if titles:
        label = cues.title_labels.match(text.text, titles[0].start, titles[0].stop)
        title = (label.end() if label else titles[0].start, titles[0].stop)
    else:
        above = [line for line in lines[:number] if line.shape is _Shape.TEXT]
        near = [line for line in above if line in block] or [line for line in above[:1] if line.stop - line.start < 140]
        if not near:
            near = [replace(head, title=(head.stop, head.stop))]  # named in the text, if at all
        title = near[0].title
    own = _place_range(text, head.title, cues) if head.title[1] - head.title[0] > 3 else None
    place = _place_range(text, (places[0].start, places[0].stop), cues) if places else own
    entry = _made(text, head, title, place, cues)
    hours = head.hours
    for line in block:
        if (
            hours is None
            and line.shape is _Shape.LABEL
            and not cues.title_labels.match(text.text, line.start, line.stop)
        ):
            hours = find_times(text.text, line.start, line.stop, text.language)
    return [replace(entry, hours=hours)]


def _is_place_label(text: ReleaseText, line: _Line, cues: Cues) -> bool:
    return line.shape is _Shape.LABEL and cues.place_labels.match(text.text, line.start, line.stop) is not None


def _block(lines: Sequence[_Line], number: int) -> list[_Line]:
    """The lines around one that stand together with it, up to other dated lines."""
    first = number
    while first and not lines[first].after_blank and lines[first - 1].span is None:
        first -= 1
    last = number + 1
    while (
        last < len(lines)
        and lines[last].span is None
        and (lines[last].shape is _Shape.LABEL or not lines[last].after_blank)
    ):
        last += 1
    if not any(line.shape is _Shape.LABELLED for line in lines[:number]) or not _begins_records(lines):
        while first and lines[first - 1].shape is _Shape.LABEL and lines[first - 1].span is None:
            first -= 1
    if _begins_records(lines):
        first = max(first, number)
    return list(lines[first:last])


def _begins_records(lines: Sequence[_Line]) -> bool:
    """Whether a release has several records of labelled lines, each of which the date begins."""
    dates = [n for n, line in enumerate(lines) if line.shape is _Shape.LABELLED]
    labels = [n for n, line in enumerate(lines) if line.shape is _Shape.LABEL]
    return len(dates) > 1 and bool(labels) and dates[0] < labels[0]


def _place_line(text: ReleaseText, below: Sequence[_Line], cues: Cues) -> tuple[int, int] | None:
    """The line below a title that names a place."""
    for line in below[:2]:
        short = line.shape is _Shape.TEXT and not line.after_blank and line.stop - line.start < 90
        words = text.text[line.start : line.stop]
        if short and (_is_place(words, cues)):
            return line.start, line.stop
    return None


def _titled_above(text: ReleaseText, lines: Sequence[_Line], number: int, cues: Cues) -> _Line:
    """A line whose title is a bare noun ("Conference: 16-20 June") with the heading that says which."""
    line = lines[number]
    title = text.text[slice(*line.title)].strip()
    if line.shape is not _Shape.TAIL or title.lower() not in cues.noun_words:
        return line
    above = (other for other in lines[:3] if other.shape is _Shape.TEXT and not other.dated)
    full = next((o for o in above if title.lower() in text.text[o.start : o.stop].lower().split()), None)
    return replace(line, title=full.title) if full else line


def _entry(text: ReleaseText, line: _Line, cues: Cues) -> Listed:
    """An entry whose date stands in its own line."""
    span_title, place = line.title, None
    if line.shape is _Shape.TAIL:
        behind = _skip(text.text, _date_stop(text, line), line.stop)[0]
        behind = _skip(text.text, line.hours.stop, line.stop)[0] if line.hours else behind
        if line.stop - behind > 2 and re.match(r"[A-ZÀ-ŽА-ЯЁ]", text.text[behind : behind + 1]):
            place = (behind, line.stop)
        return _made(text, line, span_title, _cut_place(text, place), cues)
    return _made(text, line, span_title, None, cues)


def _date_stop(text: ReleaseText, line: _Line) -> int:
    """Where the date of a line ends that stands behind its title."""
    at = line.title[1]
    phrase = next((phrase for phrase in text.phrases if phrase.start >= at), None)
    return phrase.stop if phrase else at


def _cut_place(text: ReleaseText, place: tuple[int, int] | None) -> tuple[int, int] | None:
    """A place up to the next cell or sentence."""
    if place is None:
        return None
    end = re.compile(r"\s*[|\t;]|\s[–—-]\s|\.(?=\s|\Z)").search(text.text, *place)
    stop = end.start() if end else place[1]
    return (place[0], stop) if stop > place[0] else None


_CELL = re.compile(r"\s*[|\t]\s*|\s+[–—-]\s+")


def _made(text: ReleaseText, line: _Line, title: tuple[int, int], place: tuple[int, int] | None, cues: Cues) -> Listed:
    """An entry with its title freed of hours and places that stand in cells of their own."""
    hours = line.hours or find_times(text.text, *title, text.language)
    low, high = title
    if hours is not None and low <= hours.start < high:
        if hours.start - low <= _INTRODUCED and not re.search(r"\w{4}", text.text[low : hours.start]):
            low = _skip(text.text, hours.stop, high)[0]
        else:
            rest = _skip(text.text, hours.stop, high)[0]
            place = place or (_cut_place(text, (rest, high)) if high - rest > 3 else None)
            high = _before_hours(text.text, low, hours.start, cues)
            comma = text.text.rfind(", ", low + 3, high)
            if comma >= 0 and place is None and _may_be_place(text.text[comma + 2 : high], cues):
                place, high = (comma + 2, high), comma
    colon = text.text.find(": ", low, min(high, low + _LONGEST_PLACE))
    city = None
    if colon >= 0 and _leads_with_place(text.text[low:colon], cues):
        city, low = (low, colon), colon + 2
    cells = [low, *(edge for match in _CELL.finditer(text.text, low, high) for edge in match.span()), high]
    parts = [(a, b) for a, b in zip(cells[::2], cells[1::2], strict=True) if b > a]
    if len(parts) > 1 and place is None and _leads_with_place(text.text[slice(*parts[0])], cues):
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
    )


_LONGEST_PLACE = 40  # characters of a place before a colon


def _leads_with_place(words: str, cues: Cues) -> bool:
    """Whether the words before a colon say where: "Manila: Regional Assembly", "online: Webinar"."""
    if cues.plain_nouns.search(words):
        return False
    language = cues.locale.code
    country = country_at(words, 0, language)
    known = last_city(words, (), language).name is not None or (country is not None and country.stop == len(words))
    return known or cues.online.fullmatch(words) is not None


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
        if _is_place(words, cues):
            return low, high
    low, high = cells[0]
    before = text.text[:low].rstrip(" ")[-1:]
    told = before in "|\t" and not re.search(r"\d", text.text[low:high]) and text.text[low].isupper()
    return (low, high) if told else None


def _place_range(text: ReleaseText, line: tuple[int, int], cues: Cues) -> tuple[int, int] | None:
    """What stands behind the label and the hours: "Hotel Arka, Skopje"."""
    label = cues.labels.match(text.text, *line)
    start, stop = label.end() if label else line[0], line[1]
    hours = find_times(text.text, start, stop, text.language)
    if hours is not None and hours.start - start <= _INTRODUCED:
        start = hours.stop
    while start < stop and text.text[start] in " ,;:.|–—-":
        start += 1
    bracket = text.text.find("(", start, stop)
    stop = bracket if bracket >= 0 else stop
    while stop > start and text.text[stop - 1] in " ,;:.":
        stop -= 1
    return (start, stop) if stop > start else None


_BRACKETED = re.compile(r"\s*\([^()\n]{3,80}\)")
_REMARK = re.compile(r"\s*\((?:closed|open|by invitation|[^)]*supported[^)]*event)[^)]*\)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=\w{4})[.!?](?=\s[A-ZÀ-ŽА-ЯЁ])")


def _is_remark(bracket: str, cues: Cues) -> bool:
    """Whether what stands in brackets is no part of a title: a deadline, "cancelled"."""
    return cues.deadline_words.search(bracket) is not None or cues.cancelled.search(bracket) is not None


def clean_title(line: str, cues: Cues) -> str:
    """A heading as a title: no bracketed remark or closing stop, shortened at a sentence or phrase."""
    title = _BRACKETED.sub(lambda match: "" if _is_remark(match.group(), cues) else match.group(), line)
    if (told := cues.cancelled.match(title)) and title[told.end() : told.end() + 1] in (":", " "):
        title = title[told.end() :]
    title = without_topic_of(" ".join(_REMARK.sub("", title).split()), cues)
    end = next((match.start() for match in _SENTENCE_END.finditer(title) if match.start() >= 20), None)
    title = title[: end + 1] if end is not None else title
    if (mark := cues.cancelled_mark.search(title)) is not None:
        title = title[: mark.start()]
    title = shorten(title.strip(" .:;,–—-|(*_"), 130, cues.locale.code)
    return title[:1].upper() + title[1:]
