"""Weekdays that say which day is meant: "last Friday", "on Monday", "Friday 14th", "du jeudi 7 au samedi 9"."""

import re
from functools import cache

from calendar_app.dates.grammar import Run
from calendar_app.dates.lexicon import Lexicon
from calendar_app.dates.phrase import Partial, Phrase
from calendar_app.dates.quotes import in_quotation
from calendar_app.dates.tense import is_planned, is_to_come, speaks_of_future, speaks_of_past
from calendar_app.locales.cue import any_of
from calendar_app.model import Precision

_QUOTED = 1500  # characters; a quotation that opened farther back is taken to be over
_WORD_BEHIND = re.compile(r"\s([^\W\d_]+)")
_WORD_BEFORE = re.compile(r"(?:(?<![\w'’-])([^\W\d_]+)\s)?(?<![\w'’-])([^\W\d_]+)\s\Z")
_AND_WEEKDAY = re.compile(r"\s?([-–—]|[^\W\d_]{1,7})\s?(?:([^\W\d_]{1,3})\s)?([^\W\d_]{3,})")
_NEAR_VERB = 48  # characters before a bare weekday in which its verb stands


def weekday_phrase(text: str, start: int, stop: int, lexicon: Lexicon) -> Phrase | None:
    """ "last Friday", by the weekday's word at text[start:stop]; None where no word beside it says which."""
    locale = lexicon.locale
    weekday = locale.weekday_words.get(text[start:stop].lower())
    if weekday is None or text.startswith(" of ", stop) or _every(lexicon, "behind").match(text, stop):
        return None  # "the last Friday of each month"
    whole, told = lexicon.told_behind(text, stop)
    before = _WORD_BEFORE.search(text, max(0, start - 26), start)
    word = before[2].lower() if before else ""
    sense = locale.relative_weekday.get(word)
    if told and recurs(text, start, lexicon):
        return None  # "her salı günü", every Tuesday
    if told and (told != "around" or sense is None):
        phrase = _phrase(start, whole, weekday, told)
        return phrase if told != "around" else _by_tense(text, phrase, start, lexicon)
    if before is None and locale.bare_weekday and _hour_before(lexicon).search(text, max(0, start - 12), start):
        return _bare(text, _phrase(start, stop, weekday, ""), "", lexicon)
    if before is None or in_quotation(text, start, _QUOTED):
        return None
    if sense is None:
        bare = _bare(text, _phrase(start, stop, weekday, ""), before[2], lexicon)
        return _to_another(text, bare, word, lexicon) if bare else None
    if sense == "tense" and _is_other(text, start, stop, before, lexicon):
        return None
    if text[before.start(2) : stop].lower() in locale.relative_week:
        return None  # "следната недела" is next week
    phrase = _phrase(before.start(2), whole, weekday, sense)
    if sense == "tense":  # "on Monday": the one to come where the sentence speaks of the future, else the last one
        to_come = is_to_come(text, start, stop, lexicon) or is_planned(text, start, stop, lexicon)
        phrase = phrase._replace(start=start, sense="soon" if to_come else "recent")
    elif sense == "around":
        phrase = _by_tense(text, phrase, start, lexicon)
    return _to_another(text, phrase, word, lexicon)


def _phrase(start: int, stop: int, weekday: int, sense: str) -> Phrase:
    return Phrase(start, stop, "relative-weekday", Precision.DAY, weekday=weekday, sense=sense)


def _by_tense(text: str, phrase: Phrase, at: int, lexicon: Lexicon) -> Phrase:
    """ "this Friday", as the day that its sentence's tense says."""
    if is_to_come(text, at, phrase.stop, lexicon):
        return phrase._replace(sense="soon")
    return phrase._replace(sense="recent") if speaks_of_past(text, at, phrase.stop, lexicon) else phrase


def _bare(text: str, phrase: Phrase, word: str, lexicon: Lexicon) -> Phrase | None:
    """A weekday that no word stands before, in languages where it then says when something is or was ("aura lieu
    jeudi")."""
    locale = lexicon.locale
    if not locale.bare_weekday or word.lower() in _articles(lexicon) or in_quotation(text, phrase.start, _QUOTED):
        return None
    if locale.capitalised and (word[:1].isupper() or not _ends(text, phrase.stop, lexicon)):
        return None  # "Ash Wednesday", "will attend Friday prayers"
    if text[phrase.start].isupper() and not locale.capitalised:
        return None
    if text[phrase.start : phrase.stop].lower() in lexicon.abbreviations and text[phrase.stop : phrase.stop + 1] != ".":
        return None  # "vin", wine, is no Friday
    behind = _WORD_BEHIND.match(text, phrase.stop)
    if behind and behind[1].lower() in locale.named.behind:
        return None  # "mardi gras"
    low = max(0, phrase.start - _NEAR_VERB)
    for speaks, sense in ((speaks_of_future, "soon"), (speaks_of_past, "recent")):
        if speaks(text, phrase.start, phrase.start, lexicon, low):
            return phrase._replace(sense=sense)
    return phrase._replace(sense="soon") if is_planned(text, phrase.start, phrase.start, lexicon) else None


def _ends(text: str, stop: int, lexicon: Lexicon) -> bool:
    """Whether no noun stands behind a weekday that it would describe."""
    behind = _WORD_BEHIND.match(text, stop)
    return lexicon.may_end(text, stop) or (behind is not None and behind[1] in _behind_weekday(lexicon))


@cache
def _behind_weekday(lexicon: Lexicon) -> frozenset[str]:
    locale, titles = lexicon.locale, lexicon.locale.titles
    words = frozenset((*locale.joiners.range, *locale.parts_of_day))
    return titles.prepositions | titles.place | titles.company | words


@cache
def _hour_before(lexicon: Lexicon) -> re.Pattern[str]:
    """An hour with its half of the day, behind which a weekday stands alone: "at 6 p.m. Tuesday"."""
    times = lexicon.locale.times
    halves = any_of((*times.am, *times.pm))
    return re.compile(rf"[0-9]\s?(?:{halves})\s\Z", re.IGNORECASE)


@cache
def _articles(lexicon: Lexicon) -> frozenset[str]:
    """The words before a weekday that make it one of a week's, not of this one: "le jeudi", "du lundi au vendredi"."""
    joiners, locale = lexicon.locale.joiners, lexicon.locale
    return frozenset(
        (
            *joiners.skip,
            *joiners.range,
            *joiners.from_,
            *joiners.and_,
            *joiners.between,
            *locale.named.every,
            *locale.titles.determiners,
        )
    )


def _is_other(text: str, start: int, stop: int, before: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a weekday behind a preposition is another word ("во пет градови", "in five towns"), or the end of a range
    of them that is no week in particular ("from Monday until Friday")."""
    locale = lexicon.locale
    if text[start:stop].lower() in lexicon.abbreviations and text[stop : stop + 1] != ".":
        return True
    ends = before[2].lower() in locale.joiners.range
    return ends and before[1] is not None and before[1].lower() in locale.weekday_words


@cache
def _every(lexicon: Lexicon, side: str) -> re.Pattern[str]:
    """Words that make recurring days of those beside them: "the last Friday of each month", "every 16 October"."""
    words = any_of(lexicon.locale.named.every)
    if side == "behind":
        return re.compile(rf"(?:\s[^\W\d_]{{1,4}})?\s(?:{words})(?!\w)", re.IGNORECASE)
    return re.compile(rf"(?<!\w)(?:{words})\s\Z", re.IGNORECASE)


def recurs(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether a word before a date says that it is one of every year: "every 16 October", "chaque 8 mars"."""
    return _every(lexicon, "before").search(text, max(0, start - 20), start) is not None


def _to_another(text: str, phrase: Phrase, word: str, lexicon: Lexicon) -> Phrase | None:
    """A weekday with the one that follows it: "on Tuesday and Wednesday", "el martes y el miércoles" as both days.

    None for "from Monday to Friday", which is no week in particular.
    """
    match = _AND_WEEKDAY.match(text, phrase.stop)
    second = lexicon.locale.weekday_words.get(match[3].lower()) if match else None
    if match is None or second is None or not lexicon.links(match[1]) or (match[2] or word) != word:
        return phrase
    if word in lexicon.locale.joiners.from_:
        return None
    days = (second - (phrase.weekday or 0)) % 7 + 1
    together = lexicon.joins(match[1]) or days == 2
    return phrase._replace(stop=match.end(3), days=days) if together and days > 1 else phrase


def numbered_weekday(text: str, run: Run, lexicon: Lexicon) -> Phrase | None:
    """A weekday with its day of a month that is not said: "Friday 14th", "el sábado 15", "da venerdì 18 a domenica 20".

    The number must be followed by what may follow a date, so that "lunedì 20 agenti" and "Montag 9 Uhr" are none.
    """
    first = next((index for index in sorted(run.weekdays) if run.kinds[index : index + 1] == "d"), None)
    if first is None or run.kinds[max(0, first - 2) : first] in _BEHIND_A_DAY:
        return None
    named, day = run.weekdays[first], run.tokens[first]
    if _must_be_told(text, run, first, lexicon):
        return None
    last = _second(run, first)
    if last is None and run.kinds[first + 1 : first + 3] in ("jd", "sd"):
        return None  # "Sat 10–14"
    end = run.tokens[last] if last is not None else day
    if not (lexicon.may_end(text, end.stop) or _labels_line(text, named.start, end.stop)):
        return None
    rule = "day-weekday" if last is None else "day-range-weekday"
    begin, close = Partial(None, None, day.value), Partial(None, None, end.value)
    return Phrase(named.start, end.stop, rule, Precision.DAY, begin, close, weekday=named.value)


def _labels_line(text: str, start: int, stop: int) -> bool:
    """Whether text[start:stop] begins a line and a sign parts it from the rest: "Mardi 10 : …", "Mardi 10, 16h30"."""
    far = max(0, start - _BULLETS)
    line = text.rfind("\n", far, start) + 1
    begins = (line > 0 or far == 0) and _BULLET.fullmatch(text, line, start) is not None
    return begins and _PARTS_LINE.match(text, stop) is not None


_BULLET = re.compile(r"[\s•*·|–—-]*")
_BULLETS = 12  # characters before a weekday that begins its line
_PARTS_LINE = re.compile(r"\s?[:,|–—]\s")

_BEHIND_A_DAY = ("dj", "da", "ds", "d")


def _must_be_told(text: str, run: Run, first: int, lexicon: Lexicon) -> bool:
    """Whether a number lacks what makes it a day: in English an ordinal's ending, or "on" before the weekday; behind a
    comma an ending in any language."""
    named, day = run.weekdays[first], run.tokens[first]
    written = text[day.start : day.stop]
    articles = lexicon.locale.weekday_articles
    if articles and text[max(0, named.start - 4) : named.start].rpartition("\n")[2].strip().lower() not in articles:
        return True
    ended = not written.isdigit() or (lexicon.locale.ordinals.period and text.startswith(".", day.stop))
    if "," in text[named.stop : day.start]:
        return not ended
    if not lexicon.locale.either_order or ended:
        return False
    return lexicon.locale.relative_weekday.get(run.before) != "tense"


def _second(run: Run, first: int) -> int | None:
    """The index of the day that ends a range of numbered weekdays, or is the next one: "Friday 14th to Sunday 16th"."""
    joiner, other = run.kinds[first + 1 : first + 2], first + 2
    if run.kinds[other : other + 1] != "d" or other not in run.weekdays or joiner not in ("j", "a"):
        return None
    low, high = run.tokens[first].value, run.tokens[other].value
    weekdays = run.weekdays[other].value - run.weekdays[first].value
    if high > low and (high - low - weekdays) % 7:
        return None
    return other if joiner == "j" or high == low + 1 else None
