"""What a span is for: an event, the dateline, background or a deadline, decided by the words around it.

Each cue has a weight; their sum says whether a date is an event's. The weights are small numbers set by reading, and
every cue is a word or shape of the language, none of one text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from calendar_app.dates import Reference
from calendar_app.extraction.cues import Cues
from calendar_app.extraction.datelines import is_own_day
from calendar_app.extraction.days import has_hours, in_brackets, is_below_title, is_off, is_programme_day
from calendar_app.extraction.deadlines import goes_on, is_deadline, names_deadline, opens_period
from calendar_app.extraction.entries import Kind, Listed
from calendar_app.extraction.reading import Reading
from calendar_app.extraction.text import ReleaseText
from calendar_app.extraction.verbal import verbal_title
from calendar_app.model import DateSpan, Precision, Role


@dataclass(frozen=True, slots=True)
class Judged:
    """A span with its role, and the cues that decided it with their weights."""

    span: DateSpan
    cues: Mapping[str, float]

    @property
    def weight(self) -> float:
        """The sum of the cues' weights."""
        return sum(self.cues.values())


def judge(text: ReleaseText, reading: Reading, listed: Sequence[Listed], cues: Cues) -> list[Judged]:
    """The spans of a release with their roles, in order; `listed` are the events that its lines list."""
    judged: list[Judged] = []
    entries, told = {entry.span: entry for entry in listed}, False
    for index, span in enumerate(reading.spans):
        entry = entries.get(index)
        if span.offset == reading.dateline or is_own_day(text, span, reading.published, cues):
            weights = {_DATELINE: 0.0}
        else:
            weights = _of_entry(text, entry, span, cues) if entry else _weights(text, span, reading, judged, told, cues)
        judged.append(Judged(replace(span, role=_role(weights)), weights))
        told = told or judged[-1].span.role is Role.EVENT
    return judged


_DATELINE, _DEADLINE = "dateline", "deadline"  # cues that settle a role alone
# cues of an event that is put off or brought forward
NEW_DAY, OLD_DAY, PUT_OFF = "the new day", "moved to another day", "put off"


def _role(weights: Mapping[str, float]) -> Role:
    if _DATELINE in weights or _DEADLINE in weights:
        return Role.DATELINE if _DATELINE in weights else Role.DEADLINE
    return Role.EVENT if sum(weights.values()) >= 0 else Role.BACKGROUND


def _of_entry(text: ReleaseText, entry: Listed, span: DateSpan, cues: Cues) -> dict[str, float]:
    if entry.kind is Kind.COVER:
        return {"the days of a list": -5.0}
    low = text.line(span.offset)[0]
    ahead = text.text[low : span.offset]
    due = cues.deadline_words.search(ahead) and cues.deadline_before.search(ahead)
    labelled = cues.time_labels.match(text.text, low, span.offset)
    if not labelled and (due or names_deadline(entry.title, entry.hours is not None, cues)):
        return {_DEADLINE: 0.0}
    return {"an entry of a list": 5.0}


def _weights(
    text: ReleaseText, span: DateSpan, reading: Reading, before: Sequence[Judged], told: bool, cues: Cues
) -> dict[str, float]:
    """The cues of a date outside of lists, with their weights; `told` says that an event was told of `before`."""
    start, stop = text.sentence(span.offset)
    sentence, at = text.text[start:stop], span.offset - start
    head, tail = sentence[:at], sentence[at + len(span.text) :]
    if certain := _certain(text, span, (start, stop), reading, before, cues):
        return certain
    dates = reading.dates_within(start, stop)
    weights = _clause(head, tail, span, cues)
    if not cues.plain_nouns.search(sentence):
        if verbal_title(text.text, start, stop, dates, cues) is None:
            weights["no event is named"] = -3.0 if cues.background_subjects.search(head) else -1.5
        elif weights.pop("no event in the sentence", None):
            weights["a verb that names an event"] = 1.0
    weights |= _place_in_text(text, span, told)
    weights |= _age(span, reading.reference)
    if span.precision is not Precision.DAY:
        clause = head if len(head) > _OPENS else tail[:_NEAR_VERB]
        ahead = cues.future.search(clause) and not cues.latest.search(head)
        weights["no day"] = 0.5 if ahead else -0.5 if span.rule == "relative-week" else -4.0
    if span.rule == "relative-day":
        weights |= _relative(text, span, sentence, cues)
    if text.quoted(span.offset):
        weights["quoted"] = -1.0
    weights |= _set_for(text, span, head, tail, reading, cues)
    weights |= _changed(head, tail, sentence, _new_day(text, span, reading), cues)
    if cues.nothing.match(sentence):
        weights["nothing is held"] = -8.0
    if cues.until.search(head) and cues.background_subjects.search(head) and not cues.plain_nouns.search(head):
        weights["the end of something else"] = -6.0
    if told and cues.until.search(head) and _goes_on(text, start, cues):
        weights["the end of the event"] = 5.0
    return weights | _of_another(head, sentence, told, bool(dates) and dates[-1][0] > span.offset, cues)


_OPENS = 12  # characters before a date that opens its sentence
_NEAR_VERB = 120  # characters behind such a date in which its verb stands


def _set_for(text: ReleaseText, span: DateSpan, head: str, tail: str, reading: Reading, cues: Cues) -> dict[str, float]:
    """Whether a date to come is one that is set for something: by its words, or with its hours."""
    if span.precision is not Precision.DAY or not _is_ahead(span, reading):
        return {}
    weights: dict[str, float] = {}
    if cues.scheduled.search(head) and not (cues.background_subjects.search(head) or cues.moved.search(tail)):
        weights["set for a day"] = 4.0
    if has_hours(text, span, cues):
        weights["with its hours"] = 4.0
    if in_brackets(text.text, span):
        weights["in brackets"] = 3.0
    return weights


def _new_day(text: ReleaseText, span: DateSpan, reading: Reading) -> bool:
    """Whether another date stands behind one, to which its event may be moved: in its sentence or, behind the first
    date of that, in the next."""
    start, stop = text.sentence(span.offset)
    if all(begin == reading.dateline for begin, _ in reading.dates_within(start, span.offset)):
        number = text.number(span.offset)
        stop = text.sentences[number : number + 2][-1][1]
    return bool(reading.dates_within(span.stop, stop))


def _changed(head: str, tail: str, sentence: str, another: bool, cues: Cues) -> dict[str, float]:
    """Whether a date is one from which an event was moved, to which it was, or on which it was cancelled or put off
    without a new day."""
    if cues.moved.search(head):
        return {NEW_DAY: 5.0}
    if cues.moved.search(tail):
        return {OLD_DAY: -6.0} if another else {PUT_OFF if cues.put_off.search(tail) else "moved": 4.0}
    return {"cancelled": 4.0} if cues.cancelled.search(sentence) else {}


def _of_another(head: str, sentence: str, told: bool, another: bool, cues: Cues) -> dict[str, float]:
    """Whether a date belongs to something else that a sentence speaks of beside its event: what was earlier, what gave
    the occasion, an event in a clause of its own. `told` says that an event was told of before, `another` that the
    sentence has another date behind this one."""
    weights: dict[str, float] = {}
    earlier = cues.earlier.search(head)
    if earlier and len(head) - earlier.end() < 70:
        alone = len(head) - earlier.end() < 45 and not cues.verbs.search(head, earlier.end())
        apart = alone and (told or another) and not cues.nouns.search(head, earlier.end())
        weights["an earlier event"] = -6.0 if apart else -2.5
    if earlier and earlier.start() == 0 and ", " not in head and not cues.verbs.search(head, earlier.end()):
        weights["an earlier event"] = -6.0
    if cues.said.search(head):
        weights["the day of a statement"] = -6.0
    occasion = cues.occasion.search(head[-90:])
    if occasion and another and not cues.begins.search(head[-90:], occasion.end()):
        weights["an occasion"] = -6.0
    if told and _that_was(head, cues) and not cues.definite.match(sentence):
        weights["a clause about another event"] = -3.5
    return weights


def _that_was(head: str, cues: Cues) -> bool:
    """Whether a date stands in a clause that tells when another event was, not when one will go on or a part was."""
    clause = cues.that_was.search(head)
    return clause is not None and not cues.verbs.search(clause["rest"]) and not cues.part_of.search(head)


def _goes_on(text: ReleaseText, start: int, cues: Cues) -> bool:
    """Whether a sentence speaks on of an event: "It will…", "The exhibition…", “What We Saw” will…"."""
    told = cues.definite.match(text.text, start) or cues.nouns.match(text.text, start)
    return told is not None or says_it(text, start, cues)


def says_it(text: ReleaseText, start: int, cues: Cues) -> bool:
    """Whether a sentence begins with a pronoun of an event or a name in quotation marks."""
    if text.text[start] in '“„«"':
        return True
    match = cues.continues.match(text.text, start)
    pronouns = cues.locale.places.told_of
    return match is not None and (not pronouns or not set(pronouns).isdisjoint(match.group().lower().split()))


def _certain(
    text: ReleaseText, span: DateSpan, sentence: tuple[int, int], reading: Reading, before: Sequence[Judged], cues: Cues
) -> dict[str, float]:
    """The cue that settles a date's role alone: a label, a deadline, a list that goes on, a day of a programme."""
    line, head = text.line(span.offset)[0], text.text[sentence[0] : span.offset]
    if cues.time_labels.match(text.text, line, span.offset) or cues.labels.match(text.text, line, span.offset):
        return {"labelled as the event's day": 5.0}
    if is_deadline(text, span, sentence, _is_ahead(span, reading), cues):
        return {_DEADLINE: 0.0}
    last = before[-1] if before and before[-1].span.offset >= sentence[0] else None
    if last is not None and goes_on(text, last.span, span, cues):
        if last.span.role is Role.DEADLINE:
            return {_DEADLINE: 0.0}
        if _OFF in last.cues:
            return {_OFF: -7.0}
        if last.span.role is Role.EVENT and span.offset - last.span.stop <= _TOGETHER:
            return {"one more day of the event before": 3.0}
    if opens_period(text, span, head, cues):
        return {"a period of registration begins": -7.0}
    if is_off(head, text.text[span.stop : sentence[1]], cues):
        return {_OFF: -7.0}
    if is_programme_day(text, span, [item.span for item in before[-_LAST:] if item.span.role is Role.EVENT]):
        return {"a day of the programme": 3.0}
    return {"below its title": 3.0} if is_below_title(text, span, cues) else {}


_OFF = "nothing takes place"
_LAST = 60  # dates before one among which the event is that a programme belongs to
_TOGETHER = 5  # characters between dates that stand together: ", ", " and "


def _is_ahead(span: DateSpan, reading: Reading) -> bool:
    """Whether a date is not past for the release, as far as that says when it was published."""
    return reading.published is None or span.end >= reading.published


def _clause(head: str, tail: str, span: DateSpan, cues: Cues) -> dict[str, float]:
    """The verb that governs the date, the event that stands beside it, the words right before it."""
    weights: dict[str, float] = {}
    if cues.background_before.search(head) or cues.background_behind.match(tail):
        weights["history or document"] = -7.0
    event = _nearest(cues.verbs, head, tail)
    history = _nearest(cues.background_verbs, head, tail)
    if history < event:
        weights["a verb of history"] = -2.5
    elif event < _FAR:
        weights["a verb of events"] = 1.5
    noun = _nearest(cues.plain_nouns, head, tail)
    if noun < _FAR:
        weights["an event named"] = 1.0
    elif event == _FAR:
        weights["no event in the sentence"] = -2.0
    if span.start != span.end and span.precision is Precision.DAY:
        weights["several days"] = 1.0
    return weights


_FAR = 10_000


def _nearest(pattern: re.Pattern[str], head: str, tail: str) -> int:
    """How many characters away the nearest match stands; behind a date counts from the clause that the date opens."""
    distance = _FAR
    for match in pattern.finditer(head):
        distance = len(head) - match.end()
    if behind := pattern.search(tail):
        distance = min(distance, behind.start() + (0 if len(head) < 12 else 15))
    return distance


def _place_in_text(text: ReleaseText, span: DateSpan, told: bool) -> dict[str, float]:
    weights: dict[str, float] = {}
    if text.number(span.offset) < 2 and not told:
        weights["in the lead"] = 1.5
    start, stop = text.sentence(span.offset)
    if any(mention.kind == "office" for mention in text.within(start, stop)):
        weights["the office named"] = 0.5
    return weights


def _age(span: DateSpan, reference: Reference) -> dict[str, float]:
    if reference.origin == "reading day":
        return {}
    days = (reference.day - span.end).days
    if days > 300 or days < -700:
        return {"long ago or far off": -4.0}
    if days > 120:
        return {"months ago": -2.0}
    if abs(days) <= 21:
        return {"near the release's day": 0.5}
    return {}


def _relative(text: ReleaseText, span: DateSpan, sentence: str, cues: Cues) -> dict[str, float]:
    if text.text[span.stop : span.stop + 1] in ("'", "’", "-"):
        return {"no day but a description": -6.0}
    if text.text[span.stop : span.stop + 2] == ", ":
        return {}  # "today, 7 July": the date behind it decides
    if cues.statement.search(sentence) or cues.background_verbs.match(text.text, span.stop + 1):
        return {"a statement, not an event": -6.0}
    return {}
