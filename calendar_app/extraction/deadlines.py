"""Deadlines: days by which a reader must, may or will be done with something.

Abstracts: 31 March 2025        Please reply by 5 May        Applications are open until 3 June and, for groups, 10 June
"""

import re

from calendar_app.extraction.cues import Cues
from calendar_app.extraction.text import ReleaseText
from calendar_app.model import DateSpan, Precision

_CLAUSE_END = re.compile(r"[;:.–—(]\s")
_LABEL = re.compile(r"(?:\A|[.;:]\s)[^.;:]{3,60}(?::|\s[–—-])\s\Z")
_LEAST = 12  # characters before a date in a clause that says more than "By"


def is_deadline(text: ReleaseText, span: DateSpan, sentence: tuple[int, int], ahead: bool, cues: Cues) -> bool:
    """Whether the words before a date make it a deadline; `ahead` says that it is not past."""
    head = text.text[sentence[0] : span.offset]
    label = _LABEL.search(head)
    if label and cues.deadline_words.search(label.group()):
        return True
    until, tail = cues.deadline_before.search(head), text.text[span.stop : sentence[1]]
    if cues.deadline_behind.match(tail) and cues.deadline_words.search(text.text, *sentence):
        return True
    if until and (cues.deadline_words.search(text.text, *sentence) or _headed(text, span.offset, cues)):
        told = cues.background_before.search(head)
        return told is None or told.start() >= until.start()  # "candidates will be notified by…"
    if span.start < span.end and span.precision is Precision.DAY and _is_window(head, cues):
        return True
    asks = ahead and span.start == span.end and len(head.rstrip()) > _LEAST and cues.latest.search(head) is not None
    return asks and cues.carried_out.search(_clause(head)) is None


def _is_window(head: str, cues: Cues) -> bool:
    """Whether the days behind `head` are those in which one may apply: "Applications are accepted from"."""
    asked = [match.end() for match in cues.deadline_words.finditer(head)]
    between = head[asked[-1] :] if asked else ""
    if not between.strip() or len(between) > _NEAR_WINDOW:
        return False
    opens = between.split()[-1].lower() in cues.from_words
    return opens and not cues.plain_nouns.search(between) and not cues.verbs.search(between)


_NEAR_WINDOW = 45  # characters between what one applies with and the days in which one may


def opens_period(text: ReleaseText, span: DateSpan, head: str, cues: Cues) -> bool:
    """Whether a date is the day on which something begins that has a deadline: "Booking opens on 3 May"."""
    clause = _clause(head)
    if span.start != span.end or cues.opens_on.search(clause) is None:
        return False
    return cues.deadline_words.search(clause) is not None or _headed(text, span.offset, cues)


def _clause(head: str) -> str:
    """The clause that the words before a date end with."""
    return _CLAUSE_END.split(head[-200:])[-1]


def goes_on(text: ReleaseText, before: DateSpan, span: DateSpan, cues: Cues) -> bool:
    """Whether a date is one more of those that the date before it begins: "on 1 May, 29 May and 21 July"; "until 5 May
    for Vienna and on 9 May for Graz"."""
    between = text.text[before.stop : span.offset]
    if between == ", ":
        return True
    if len(between) > _FARTHEST or not cues.and_before.search(between) or re.search(r"[.;:\n]", between):
        return False
    return cues.verbs.search(between) is None and cues.plain_nouns.search(between) is None


_FARTHEST = 80  # characters between two dates of one list


def names_deadline(title: str, timed: bool, cues: Cues) -> bool:
    """Whether the title of a listed date is that of a deadline and not of an event; `timed` says that it has hours.

    "Registration for the summer school" is a deadline, "Application workshop" and "Meeting on papers" are not.
    """
    limit, event = cues.deadline_words.search(title), cues.plain_nouns.search(title)
    if limit is None or event is None:
        return limit is not None
    if limit.end() > event.start():
        return not timed and limit.start() <= event.start()
    between = title[limit.end() : event.start()].lower().split()
    return not cues.links.isdisjoint(between) or cues.deadline_before.search(f"{limit.group()} ") is not None


def _headed(text: ReleaseText, offset: int, cues: Cues) -> bool:
    """Whether a line stands in a block of lines under a short heading that names what has a deadline."""
    start = text.line(offset)[0]
    top = text.text.rfind("\n\n", max(0, start - _BLOCK), start) + 2
    stop = text.line(top)[1]
    return 1 < top < start and stop - top < _SHORT and cues.deadline_words.search(text.text, top, stop) is not None


_BLOCK = 1000  # characters of a block of lines that are looked at
_SHORT = 60  # characters of a heading
