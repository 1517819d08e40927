"""The lines of a release that may list events, told apart by where their date stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from calendar_app.extraction.addresses import last_city
from calendar_app.extraction.countries import country_at
from calendar_app.extraction.cues import Cues
from calendar_app.extraction.text import ReleaseText
from calendar_app.extraction.times import Hours, find_times
from calendar_app.model import DateSpan, Precision

_LONGEST = 160  # characters of an entry that no separator sets apart from running text
_SENTENCE = 140  # characters from which a line that ends with a full stop is running text


class Shape(Enum):
    HEAD = auto()  # a date and no more; what it dates stands below it, or above
    LEAD = auto()  # a date, then a title
    TAIL = auto()  # a title, then a date
    LABELLED = auto()  # "When: …"
    HOUR = auto()  # begins with an hour
    LABEL = auto()  # "Where: …"
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank; `title` is the range of its words beside the date, `apart` says that a separator or
    an hour stands between the two; `also` are further dates that stand with the first."""

    shape: Shape
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


def runs_on(text: str, start: int, stop: int) -> bool:
    """Whether a line is running text."""
    return stop - start > _SENTENCE and text[stop - 1] in '.!?”"'


_BULLET = re.compile(r"(?:[•*·▪‣◦●–—|-]\s*|\(?\d{1,2}[.)]\s+(?=[^\W\d]))?")


def read_lines(text: ReleaseText, spans: Sequence[DateSpan], cues: Cues) -> list[Line]:
    """The lines of a release that are not blank, in order, with their shapes."""
    whole, found, blank = text.text, list[Line](), False
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
) -> Line:
    start, stop = ends
    plain = Line(Shape.TEXT, start, stop, bullet, blank, dated=bool(days), title=ends)
    timed = cues.time_labels.match(text.text, start, stop)
    label = timed or cues.labels.match(text.text, start, stop) or cues.title_labels.match(text.text, start, stop)
    if label and timed and days:
        dates = [(spans[n].offset, spans[n].stop) for n in days]
        hours = find_times(text.text, label.end(), stop, text.language, dates)
        behind = max(spans[days[0]].stop, hours.stop if hours else 0)
        return replace(plain, shape=Shape.LABELLED, span=days[0], hours=hours, title=(behind, stop))
    if label:
        return replace(plain, shape=Shape.LABEL)
    if not days:
        hours = find_times(text.text, start, stop, text.language)
        if hours is not None and hours.start == start and not runs_on(text.text, start, stop):
            return replace(plain, shape=Shape.HOUR, hours=hours, title=(skip(text.text, hours.stop, stop)[0], stop))
        return plain
    return _dated(text, spans, plain, days, cues)


_AHEAD = re.compile(r"(?:[^\W\d_]{1,12}[.,]{0,2}\s?){0,3}\(?")  # at most a weekday: "Mittwoch, den ", "Palm Sunday, "


def _dated(text: ReleaseText, spans: Sequence[DateSpan], plain: Line, days: Sequence[int], cues: Cues) -> Line:
    """A line with a date, by what stands before the date and behind it."""
    whole, first = text.text, spans[days[0]]
    ahead = whole[plain.start : first.offset]
    together = _together(text, spans, days)
    end = spans[together[-1]].stop
    plain = replace(plain, also=together[1:])
    joiners = cues.locale.joiners
    alone = ahead.strip().lower() in {*joiners.from_, *joiners.between} and not whole[end : plain.stop].strip(" .:")
    apart = alone or not _opens_sentence(ahead, first.text, cues) or _is_apart(ahead, whole, end)
    if _AHEAD.fullmatch(ahead) and apart:
        return _led_by_date(text, spans, plain, days, end, cues)
    return _ended_by_date(text, spans, plain, days, end, cues)


def _led_by_date(
    text: ReleaseText, spans: Sequence[DateSpan], plain: Line, days: Sequence[int], end: int, cues: Cues
) -> Line:
    """A line that begins with its date, which ends at `end`: with a title behind it, or with none."""
    whole, stop = text.text, plain.stop
    dates = [(spans[n].offset, spans[n].stop) for n in days]
    at, apart = skip(whole, end, stop)
    hours = _right_behind(text, end, at, stop, dates, cues)
    if hours is not None:
        at, apart = skip(whole, hours.stop, stop)[0], True
    head = replace(plain, shape=Shape.HEAD, span=days[0], hours=hours)
    if at >= stop or not re.search(r"\w", whole[at:stop]) or _first_word(whole, at) in cues.locale.times.not_start:
        return replace(head, title=(stop, stop))
    if is_only_place(whole[at:stop], cues, streets=not apart or hours is not None):
        return replace(head, title=(at, stop))
    if _is_title(whole, at, stop, apart, cues):
        return replace(
            head,
            shape=Shape.LEAD,
            hours=hours or find_times(whole, at, stop, text.language, dates),
            title=(at, stop),
            apart=apart,
        )
    return replace(plain, also=())


def _ended_by_date(
    text: ReleaseText, spans: Sequence[DateSpan], plain: Line, days: Sequence[int], end: int, cues: Cues
) -> Line:
    """A line in which words stand before the date, which ends at `end`: a title, a place, or a number ("Week 3")."""
    whole, first, stop = text.text, spans[days[0]], plain.stop
    text_line = replace(plain, also=())
    separator = _BEFORE_DATE.search(whole[plain.start : first.offset])
    if separator is None or (separator[1] and not _has_weekday(separator[1], cues)):
        return text_line
    title = (plain.start, plain.start + separator.start())
    dates = [(spans[n].offset, spans[n].stop) for n in days]
    at = skip(whole, end, stop)[0]
    if _NUMBERED.fullmatch(whole, *title) and whole[at : at + 1] and whole[end:at].strip(" )"):
        hours = find_times(whole, at, stop, text.language, dates)
        return replace(plain, shape=Shape.LEAD, span=days[0], hours=hours, title=(at, stop), apart=True)
    if is_only_place(whole[slice(*title)], cues) and not runs_on(whole, plain.start, stop):
        return replace(plain, shape=Shape.HEAD, span=days[0], title=title)
    told = cues.verbs.search(whole, *title) or cues.background_verbs.search(whole, *title)
    if whole[stop - 1] == "." and told:
        return text_line
    if _is_name(whole, title, cues) and not runs_on(whole, plain.start, stop):
        hours = find_times(whole, first.stop, stop, text.language, dates)
        apart = separator.group().strip() not in ("", ",")
        return replace(plain, shape=Shape.TAIL, span=days[0], hours=hours, title=title, apart=apart)
    return text_line


_NUMBERED = re.compile(r"[^\W\d_]{3,12}\s(?:\d{1,2}|[IVX]{1,4})|\d{1,2}\.?\s[^\W\d_]{3,12}")  # "Week 3", "2. Woche"


def _right_behind(
    text: ReleaseText, end: int, at: int, stop: int, dates: Sequence[tuple[int, int]], cues: Cues
) -> Hours | None:
    """The hours right behind a date that ends at `end`, where words begin at `at`: with at most a weekday or such a
    word as "at" before them."""
    for start in (end, at):
        hours = find_times(text.text, start, min(stop, start + 40), text.language, dates)
        if hours and hours.start - at <= INTRODUCED and _introduces(text.text[at : hours.start], cues):
            return hours
    return None


def _introduces(words: str, cues: Cues) -> bool:
    """Whether nothing but such words as "at" or a weekday stands before an hour."""
    times = cues.locale.times
    known = {part for word in (*times.at, *times.hour, *times.from_) for part in word.split()}
    return all(
        len(word) < 3 or word in known or word in cues.locale.weekday_words
        for word in re.findall(r"[^\W\d_]+", words.lower())
    )


def is_only_place(words: str, cues: Cues, *, streets: bool = True) -> bool:
    """Whether words name a place and nothing else: "Charlemagne building, Brussels", "Hotel Arka, Skopje"; without
    `streets`, a word with a number is none ("Semi-final 1, Dubai")."""
    parts = [part.strip(" .") for part in words.split(",") if part.strip(" .")]
    if not parts or len(parts) > 4 or len(words) > 90 or any(sign in words for sign in ":–—|\t"):
        return False
    if cues.plain_nouns.search(words) or any(len(part.split()) > 5 for part in parts):
        return False
    return any(_is_named_place(part, cues) for part in parts) and all(
        _is_named_place(part, cues) or (streets and _ADDRESS.search(part)) for part in parts
    )


def is_place(words: str, cues: Cues) -> bool:
    """Whether words are a city, a country, a venue or an address."""
    return _is_named_place(words, cues) or _ADDRESS.search(words) is not None


def _is_named_place(words: str, cues: Cues) -> bool:
    """Whether words are a city, a country or a venue."""
    language = cues.locale.code
    country = country_at(words, 0, language)
    if last_city(words, (), language).name is not None or (country is not None and country.stop == len(words)):
        return True
    return any(word.lower().strip(".") in cues.venue_words for word in words.split())


_ADDRESS = re.compile(r"\w+\s\d{1,3}[a-zA-Z]?\Z|\A\d{1,4}\s[A-Z]")


def _together(text: ReleaseText, spans: Sequence[DateSpan], days: Sequence[int]) -> tuple[int, ...]:
    """The dates of a line that stand together with the first: "28 and 30 July", "8 May, 11 am, and 12 June, 3 pm"."""
    count = 1
    while count < len(days) and _joined(text, spans[days[count - 1]].stop, spans[days[count]].offset):
        count += 1
    return tuple(days[:count])


def _joined(text: ReleaseText, start: int, stop: int) -> bool:
    """Whether nothing but hours, a remark in brackets and "and" stands between two dates."""
    if stop - start <= _JOINED:
        return True
    between = text.text[start:stop]
    if len(between) > _LONGEST // 2 or "\n" in between:
        return False
    hours = find_times(text.text, start, stop, text.language)
    if hours is None:
        return False
    rest = text.text[start : hours.start] + re.sub(r"\([^()]{1,40}\)", "", text.text[hours.stop : stop])
    return len(re.sub(r"[\s,;&+]", "", rest)) <= _JOINED - 2


_JOINED = 5  # characters between dates that stand together: ", ", " and "
_STRONG = re.compile(r"\s*[:–—|]")
_STOP = re.compile(r"\s*\.\s+(?=[^\W\d_a-zà-žа-я])")


def _is_apart(ahead: str, text: str, end: int) -> bool:
    """Whether a sign sets a date with these words before it apart from what is behind: "On 5 May: …"; a full stop does
    where they are no clause."""
    return _STRONG.match(text, end) is not None or (len(ahead.split()) < 2 and _STOP.match(text, end) is not None)


def _first_word(text: str, at: int) -> str:
    match = re.match(r"\w+", text[at : at + 40])
    return match.group().lower() if match else ""


INTRODUCED = 12  # characters of the words before an hour: ", alle ore "
_BEFORE_DATE = re.compile(r"\s*(?:[|\t:,(–—]|\s-\s)[\s|]*((?:[^\W\d_]{1,12}[.,]*\s){0,2})\Z")
_SKIPPED = re.compile(r"[\s,.;:)\]–—|*·-]*(?:\([^()\n]{1,20}\)[\s,.;:–—|*·-]*)?")


def skip(text: str, at: int, stop: int) -> tuple[int, bool]:
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
    words = CELL.split(text[title[0] : title[1]].strip(" |"))[0].strip()
    if len(words) < 4 or len(words) > 120 or words[0].islower() or re.search(r"[.!?]\s+[A-ZÀ-Ž]", words):
        return False
    bare = words.replace(",", "").replace("/", " ")
    if bare.isupper() and len(bare.split()) < 4:
        return False
    if cues.deadline_words.search(words) or cues.background_before.search(f"{words} ") or cues.earlier.match(words):
        return False
    return last_city(words, (), cues.locale.code).name is None


CELL = re.compile(r"\s*[|\t]\s*|\s+[–—-]\s+")
LONGEST_PLACE = 40  # characters of a place before a colon


def leads_with_place(words: str, cues: Cues) -> bool:
    """Whether the words before a colon say where: "Manila: Regional Assembly", "online: Webinar"."""
    if cues.plain_nouns.search(words):
        return False
    language = cues.locale.code
    country = country_at(words, 0, language)
    known = last_city(words, (), language).name is not None or (country is not None and country.stop == len(words))
    return known or cues.online.fullmatch(words) is not None
