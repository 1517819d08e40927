"""What a span is for: an event, the dateline, background or a deadline, decided by the words around it.

Each cue has a weight; their sum says whether a date is an event's. The weights are small numbers set by reading, and
every cue is a word or shape of the language, none of one text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from calendar_app.dates import Reference
from calendar_app.extraction.cues import Cues
from calendar_app.extraction.entries import Listed
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
    entries = {entry.span: entry for entry in listed}
    for index, span in enumerate(reading.spans):
        if span.offset == reading.dateline:
            judged.append(Judged(replace(span, role=Role.DATELINE), {"dateline": 0.0}))
            continue
        entry = entries.get(index)
        weights = _of_entry(entry, cues) if entry else _weights(text, span, reading, judged, cues)
        role = Role.DEADLINE if "deadline" in weights else Role.EVENT if sum(weights.values()) >= 0 else Role.BACKGROUND
        judged.append(Judged(replace(span, role=role), weights))
    return judged


def _of_entry(entry: Listed, cues: Cues) -> dict[str, float]:
    if cues.shut.match(entry.title):
        return {"nothing is on": -5.0}
    return {"deadline": 0.0} if cues.deadline_words.search(entry.title) else {"an entry of a list": 5.0}


def _weights(
    text: ReleaseText, span: DateSpan, reading: Reading, before: Sequence[Judged], cues: Cues
) -> dict[str, float]:
    start, stop = text.sentence(span.offset)
    sentence, at = text.text[start:stop], span.offset - start
    head, tail = sentence[:at], sentence[at + len(span.text) :]
    if certain := _certain(text, span, head, tail, sentence, cues):
        return certain
    dates = reading.dates_within(start, stop)
    weights = _clause(head, tail, span, cues)
    if not cues.plain_nouns.search(sentence) and verbal_title(text.text, start, stop, dates, cues) is None:
        weights["no event is named"] = -3.0 if cues.background_subjects.search(head) else -1.5
    weights |= _place_in_text(text, span, before)
    weights |= _age(span, reading.reference)
    if span.precision is not Precision.DAY:
        weights["no day"] = 0.5 if cues.future.search(head) else -0.5 if span.rule == "relative-week" else -4.0
    if span.rule == "relative-day":
        weights |= _relative(text, span, sentence, cues)
    if text.quoted(span.offset):
        weights["quoted"] = -1.0
    weights |= _changed(head, tail, sentence, _new_day(text, span, reading), cues)
    if cues.until.search(head) and cues.background_subjects.search(head) and not cues.plain_nouns.search(head):
        weights["the end of something else"] = -6.0
    told = any(item.span.role is Role.EVENT for item in before)
    if told and cues.until.search(head) and _goes_on(text, start, cues):
        weights["the end of the event"] = 5.0
    return weights | _of_another(head, sentence, told, bool(dates) and dates[-1][0] > span.offset, cues)


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
        return {"the new day": 5.0}
    if cues.moved.search(tail):
        return {"moved to another day": -6.0} if another else {"put off": 4.0}
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
    if told and _THAT_WAS.search(head) and not cues.definite.match(sentence) and not _FIRST_OF.search(head):
        weights["a clause about another event"] = -3.5
    return weights


def _goes_on(text: ReleaseText, start: int, cues: Cues) -> bool:
    """Whether a sentence speaks on of an event: "It will…", "The exhibition…"."""
    return bool(cues.definite.match(text.text, start) or cues.continues.match(text.text, start))


def _certain(text: ReleaseText, span: DateSpan, head: str, tail: str, sentence: str, cues: Cues) -> dict[str, float]:
    """The cue that settles a date's role alone: a header, a label, a deadline."""
    line = text.line(span.offset)[0]
    if cues.time_labels.match(text.text, line, span.offset) or cues.labels.match(text.text, line, span.offset):
        return {"labelled as the event's day": 5.0}
    label = _LABEL.search(head)
    if label and cues.deadline_words.search(label.group()):
        return {"deadline": 0.0}
    until = cues.deadline_before.search(head) or cues.deadline_behind.match(tail)
    if until and cues.deadline_words.search(sentence):
        return {"deadline": 0.0}
    if span.start < span.end and span.precision is Precision.DAY and _is_window(head, cues):
        return {"deadline": 0.0}
    return {}


def _is_window(head: str, cues: Cues) -> bool:
    """Whether the days behind `head` are those in which one may apply: "Applications are accepted from"."""
    asked = [match.end() for match in cues.deadline_words.finditer(head)]
    between = head[asked[-1] :] if asked else ""
    if not between or len(between) > _NEAR_WINDOW:
        return False
    opens = between.split()[-1:] and between.split()[-1].lower() in cues.from_words
    return bool(opens) and not cues.plain_nouns.search(between) and not cues.verbs.search(between)


_NEAR_WINDOW = 45  # characters between what one applies with and the days in which one may
_LABEL = re.compile(r"(?:\A|[.;:]\s)[^.;:]{3,60}:\s\Z")
_THAT_WAS = re.compile(
    r"\b(?:that|which)\s(?:was|were|had been|has|have)?\s?\w*(?:ed|held|took place|began|met)\b[^,;]{0,40}\Z"
)
_FIRST_OF = re.compile(r"\b(?:first|second|third|last|one|two|both|all) of which\b")


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


def _place_in_text(text: ReleaseText, span: DateSpan, before: Sequence[Judged]) -> dict[str, float]:
    weights: dict[str, float] = {}
    if text.number(span.offset) < 2 and not any(j.span.role is Role.EVENT for j in before):
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
