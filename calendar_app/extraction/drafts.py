"""From spans to drafts: which spans date an event to the day, and which of them date the same one."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from calendar_app.extraction.cues import Cues
from calendar_app.extraction.durations import stretch
from calendar_app.extraction.reading import Reading
from calendar_app.extraction.roles import Judged, says_it
from calendar_app.extraction.text import ReleaseText
from calendar_app.extraction.titles import Title, best_title
from calendar_app.extraction.verbal import verbal_title
from calendar_app.model import DateSpan, Precision, Role

_MOVED = 30  # characters of the words before a date that say that it was moved
_TOLD = 1.0  # the weight of a title from which a verb beside it tells of the same event
_NEAR = 45  # characters of the words before a date that say that an event ends on it
MOST = 200  # events of one release; a text with more dates is a table of something else
NAMES_IT = 1.5  # the weight from which a title names its own event rather than point at one told before


@dataclass(frozen=True, slots=True)
class Draft:
    """An event in the making."""

    span: int
    phrase: tuple[int, int]
    start: date
    end: date
    sentence: tuple[int, int]
    weight: float
    title: Title | None
    inferred: bool


def drafts(text: ReleaseText, reading: Reading, judged: Sequence[Judged], listed: Set[int], cues: Cues) -> list[Draft]:
    """The events of a release in the making, in the order of their dates' places in the text, each once.

    `listed` are the indexes of the spans that date an entry of a list.
    """
    return _merged(text, _joined_ends(text, _dated(text, reading, judged, listed, cues), cues), cues)


def _dated(text: ReleaseText, reading: Reading, judged: Sequence[Judged], listed: Set[int], cues: Cues) -> list[Draft]:
    """One draft for each span that dates an event to the day."""
    found: list[Draft] = []
    for index, item in enumerate(judged):
        span = item.span
        if index in listed:
            continue
        if span.role is not Role.EVENT or span.precision is not Precision.DAY or _is_apposition(text, judged, index):
            continue
        if len(found) == MOST:
            break
        start, stop = text.sentence(span.offset)
        dates = reading.dates_within(start, stop)
        head, tail = text.text[start : span.offset], text.text[span.stop : stop]
        whole = (
            stretch(head, _with_next(text, start, stop, tail, cues), span.end, cues) if span.start == span.end else None
        )
        first, last = whole or (span.start, span.end)
        if span.start < span.end and cues.moved.search(head[-_MOVED:]) and head.split()[-1].lower() in cues.from_words:
            first = last  # "moved from 10 to 24 September"
        found.append(
            Draft(
                span=index,
                phrase=(span.offset, span.stop),
                start=first,
                end=last,
                sentence=(start, stop),
                weight=item.weight,
                title=_title(text, start, stop, index, judged, dates, cues),
                inferred=whole is not None or is_guess(span, reading),
            )
        )
    return found


def _title(
    text: ReleaseText,
    start: int,
    stop: int,
    index: int,
    judged: Sequence[Judged],
    dates: Sequence[tuple[int, int]],
    cues: Cues,
) -> Title | None:
    """The title of an event: in a sentence of several, of what stands between its date and the one before, if that
    names one; else of the whole sentence."""
    before = judged[index - 1].span if index else None
    own = None
    if before is not None and before.offset >= start and before.role is Role.EVENT:
        own = best_title(text, before.stop, judged[index].span.offset, dates, cues)
    if own is not None and own.weight >= NAMES_IT:
        return own
    behind = judged[index + 1].span if index + 1 < len(judged) else None
    first = (before is None or before.offset < start) and behind is not None and behind.offset < stop
    if first and behind is not None and behind.role is Role.EVENT:
        own = best_title(text, start, judged[index].span.stop, dates, cues)
        if own is not None and own.weight >= NAMES_IT:
            return own
    return title_of_sentence(text, start, stop, dates, cues)


def title_of_sentence(
    text: ReleaseText, start: int, stop: int, dates: Sequence[tuple[int, int]], cues: Cues
) -> Title | None:
    """The title that text[start:stop] gives, by the noun that names its event or else by its verb."""
    named = best_title(text, start, stop, dates, cues)
    if named is not None and named.weight >= NAMES_IT:
        return named
    verbal = verbal_title(text.text, start, stop, dates, cues)
    if verbal is None or (named and named.weight >= _TOLD and named.text.lower() in verbal[1:].lower()):
        return named  # "will present the report at a press conference"
    return Title(verbal, NAMES_IT, start, stop)


def _with_next(text: ReleaseText, start: int, stop: int, tail: str, cues: Cues) -> str:
    """The rest of a sentence and the one behind it, where the length of an event often stands."""
    number = text.number(start)
    behind = text.sentences[number + 1] if number + 1 < len(text.sentences) else (stop, stop)
    tail += text.text[stop : behind[1]][:250]
    for low, high in text.sentences[number + 2 : number + 4]:
        if cues.definite.match(text.text, low):  # "The two-day conference will focus on…"
            tail += " " + text.text[low:high][:60]
    return tail


def _is_apposition(text: ReleaseText, judged: Sequence[Judged], index: int) -> bool:
    """Whether a span only says again what the next says in full: "today, 7 July", "opens tomorrow … on 7 and 8 May"."""
    if index + 1 >= len(judged):
        return False
    span, behind = judged[index].span, judged[index + 1].span
    if span.rule != "relative-day" or span.start != behind.start:
        return False
    beside = text.text[span.stop : behind.offset] in (", ", " ", " (")
    return beside or (behind.end > span.end and text.number(span.offset) == text.number(behind.offset))


def is_guess(span: DateSpan, reading: Reading) -> bool:
    """Whether a date was inferred from something that may be wrong; a missing year beside known releases is not."""
    if span.inferred == "reading day":
        return True
    if span.rule.startswith("relative"):
        return span.inferred != "release" or reading.published is None or span.rule in ("relative-ahead",)
    return False


def _joined_ends(text: ReleaseText, drafts: list[Draft], cues: Cues) -> list[Draft]:
    """ "opened on 3 May and will close on 9 June": two spans of a sentence, one event."""
    joined: list[Draft] = []
    for draft in drafts:
        before = joined[-1] if joined else None
        if before is not None and before.sentence == draft.sentence and before.end < draft.end:
            opening = text.text[draft.sentence[0] : draft.phrase[0]]
            between = text.text[before.phrase[1] : draft.phrase[0]]
            if cues.begins.search(opening) and (cues.ends.search(between) or cues.until.search(between)):
                joined[-1] = replace(before, end=draft.end)
                continue
        joined.append(draft)
    return joined


def _merged(text: ReleaseText, drafts: list[Draft], cues: Cues) -> list[Draft]:
    """Drafts of the same event made one; those that only point into another event's days dropped."""
    kept: list[Draft] = []
    for draft in drafts:
        if kept and (whole := _other_end(text, kept[0], draft, cues)):
            kept[0] = whole
            continue
        twin = next((n for n, other in enumerate(kept) if _same(other, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            kept[twin] = _better(kept[twin], draft)
    main = kept[0] if kept else None
    return [draft for draft in kept if draft is main or _stands_alone(text, draft, main, cues)]


def _other_end(text: ReleaseText, main: Draft, draft: Draft, cues: Cues) -> Draft | None:
    """The main event with the end that a later sentence gives it: "The session, which began on 7 July…", "The
    exhibition runs from 1 February to 23 June"; without it if the event was but the opening of what ends then."""
    told = None if draft.sentence == main.sentence else _spoken_of(text, main, draft, cues)
    if told is None:
        return None
    if draft.start <= main.start == main.end <= draft.end and draft.start < draft.end:
        return replace(main, start=draft.start, end=draft.end)
    head = text.text[draft.sentence[0] : draft.phrase[0]]
    if draft.start != draft.end or not 0 < abs((main.start - draft.start).days) <= _LONGEST:
        return None
    begins, until = cues.begins.search(head), cues.until.search(head)
    if until and begins and until.start() - begins.end() <= 1:
        begins = None  # "remains open until"
    if draft.start < main.start and begins:
        return replace(main, start=draft.start)
    ends = cues.ends.search(head[-_NEAR:]) or (until and not begins)
    if cues.moved.search(head) or draft.start <= main.end or not ends:
        return None
    return main if _only_opens(main, told, cues) else replace(main, end=draft.end)


def _spoken_of(text: ReleaseText, main: Draft, draft: Draft, cues: Cues) -> str | None:
    """What a later sentence that goes on about the main event calls it: empty for "It…" and a name in quotation marks,
    else the noun that names the event; None if the sentence is about something else."""
    start = draft.sentence[0]
    match = cues.definite.match(text.text, start) or cues.nouns.match(text.text, start)
    if match is None:
        return "" if says_it(text, start, cues) and draft.phrase[0] - start < _SHORT else None
    noun = match.group().split()[-1].lower()
    if noun in cues.weak_nouns:
        return ""  # "The event ends tomorrow"
    told = f"{text.text[slice(*main.sentence)]} {main.title.text if main.title else ''}".lower()
    return noun if noun[:_STEM] in told else None


def _only_opens(main: Draft, noun: str, cues: Cues) -> bool:
    """Whether the main event is but the opening of what a later sentence speaks of: "Opening of the exhibition"."""
    first = main.title.text.lower().split()[0] if main.title else ""
    return bool(noun) and first in cues.weak_nouns and noun[:_STEM] != first[:_STEM]


_STEM = 5  # letters that the forms of a noun have in common
_SHORT = 90  # characters before the date of a short sentence about what was just told
_LONGEST = 120  # days; an event that begins and ends farther apart is hardly one


def _same(one: Draft, other: Draft) -> bool:
    if (one.start, one.end) == (other.start, other.end):
        return True
    inside = one.start <= other.start <= one.end or other.start <= one.start <= other.end
    return inside and (one.inferred or other.inferred) and not (_names_itself(one) and _names_itself(other))


def _names_itself(draft: Draft) -> bool:
    """Whether the sentence of a draft names its event."""
    return draft.title is not None and draft.title.weight >= NAMES_IT


def _better(one: Draft, other: Draft) -> Draft:
    """The event of two drafts: the first's, with the better title; a longer guess gives way to a stated day no more
    than a stated day to a guess."""
    titles = [title for title in (one.title, other.title) if title is not None]
    title = max(titles, key=lambda title: title.weight, default=None)
    if one.inferred == other.inferred:
        return replace(one, title=title)
    start, end = min(one.start, other.start), max(one.end, other.end)
    return replace(
        one, start=start, end=end, title=title, inferred=one.inferred or (start, end) != (one.start, one.end)
    )


def _stands_alone(text: ReleaseText, draft: Draft, main: Draft | None, cues: Cues) -> bool:
    """Whether a further date of a release is an event of its own: a day of the main event that has a name, or another
    day that is surely an event's or whose sentence names one."""
    if main is None:
        return False
    title, own = draft.title, main.title.text if main.title else ""
    if main.start <= draft.start and draft.end <= main.end:
        if title is None or title.weight < _PART or title.text == own:
            return False
        return not (_is_by_verb(draft) and _is_by_verb(main))  # "They visited the city and met with the Mayor"
    if draft.weight >= _SURE:
        return True
    if title is None:
        return False
    if draft.sentence == main.sentence and title.text == own:
        return True  # "between 3 and 4 May and between 10 and 11 May"
    new = cues.new.search(text.text, *draft.sentence)
    if new is not None and new.start() == draft.sentence[0] and cues.verbs.search(text.text, *draft.sentence):
        return True  # "The next round will be held…"
    return title.weight >= (_TOLD_ANEW if new is not None or not _shares_noun(title, main.title) else NAMES_IT)


def _is_by_verb(draft: Draft) -> bool:
    """Whether the verb of its sentence names an event."""
    return draft.title is not None and (draft.title.start, draft.title.stop) == draft.sentence


def _shares_noun(one: Title, other: Title | None) -> bool:
    """Whether a title of one word is a word of the other."""
    return other is None or " " in one.text or one.text.lower()[:_STEM] in other.text.lower()


_PART = 0.4  # the weight from which a title names a day of the main event
_SURE = 1.5  # the weight of a date's cues from which it is an event's, whatever names it
_TOLD_ANEW = 0.5  # the weight of a title that is enough for "a second session", on days of its own
