"""Finding date phrases: one scan for anchors, then the grammar in the small window around each.

No pattern here runs over the text: anchors come from an automaton, and a window is at most a few dozen tokens long.
"""

import re
from collections.abc import Iterable
from functools import cache

from calendar_app.dates.anchors import GLUE, find_anchors
from calendar_app.dates.behind import with_days_behind, with_year_ends
from calendar_app.dates.grammar import MonthWords, phrases
from calendar_app.dates.headings import with_headings
from calendar_app.dates.lexicon import Lexicon
from calendar_app.dates.mixed import figure_phrases
from calendar_app.dates.numeric import Order, shown_by_words
from calendar_app.dates.periods import day_in_words, part_of_month, period_phrases, week_phrase
from calendar_app.dates.phrase import Phrase, without_overlaps
from calendar_app.dates.plain import plain_phrase
from calendar_app.dates.relative import relative_phrases
from calendar_app.dates.runs import run_around
from calendar_app.dates.weekdays import numbered_weekday, recurs, weekday_phrase
from calendar_app.locales.cue import any_of


def scan(text: str, lexicon: Lexicon) -> list[Phrase]:
    """All date phrases in a text, in order of offset, none overlapping another."""
    found: list[Phrase] = []
    months = _month_words(lexicon)
    order = Order(lexicon.locale.order, not lexicon.locale.either_order)
    for anchors in find_anchors(text, lexicon):
        named = _named(text, anchors.words, lexicon, months)
        order = order if order.sure else shown_by_words(named, order)
        figures, order = figure_phrases(text, anchors, order, months, lexicon)
        found += [*named, *figures]
        found += relative_phrases(text, anchors.relative, lexicon)
        found += period_phrases(text, anchors.years, lexicon)
    found = [phrase for phrase in without_overlaps(found) if not _is_name(text, phrase, lexicon)]
    found = with_year_ends(text, with_days_behind(text, found, lexicon), lexicon)
    return with_headings(text, found, lexicon) if "\n" in text else found


@cache
def _month_words(lexicon: Lexicon) -> MonthWords:
    locale = lexicon.locale
    ordinals = {word.rpartition("-")[2] for word in locale.ordinals.words}
    bare = locale.bare_month
    return MonthWords(
        locale.month_first,
        ordinals.union(bare.before),
        frozenset((*bare.behind, *(words.split()[0] for words in locale.relative_weekday_behind))),
        frozenset(bare.never_day),
    )


def _named(text: str, anchors: Iterable[tuple[int, int]], lexicon: Lexicon, months: MonthWords) -> list[Phrase]:
    """The phrases around month and weekday words."""
    found: list[Phrase] = []
    done = 0
    for start, stop in anchors:
        if start < done:
            continue
        if plain := plain_phrase(text, start, done, lexicon):
            done = plain.stop
            found.append(_refined(text, plain, lexicon))
            continue
        run, end = run_around(text, start, done, lexicon)
        if "M" not in run.kinds:
            if phrase := numbered_weekday(text, run, lexicon):
                done = phrase.stop
                found.append(phrase)
            elif phrase := weekday_phrase(text, start, stop, lexicon):
                found.append(phrase)
            continue
        done = end
        for phrase in phrases(run, months):
            if _stands_alone(text, phrase):
                if found and _is_its_weekday(text, found[-1], phrase, lexicon):
                    found.pop()
                found.append(_refined(text, phrase, lexicon))
    return found


def _is_its_weekday(text: str, before: Phrase, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether a weekday is the first of the next phrase's: "on Tuesday and on Wednesday, 19 and 20 November"."""
    if before.rule != "relative-weekday" or phrase.weekday is None or phrase.first == phrase.last:
        return False
    return phrase.start - before.stop < 12 and lexicon.links(text[before.stop : phrase.start])


def _refined(text: str, phrase: Phrase, lexicon: Lexicon) -> Phrase:
    """A phrase as the words before it make it: a week, a part of its month, a day of it that is written as a word."""
    if phrase.last.year is None:
        phrase = _beside_now(text, phrase, lexicon)
    for refine in (week_phrase, day_in_words, part_of_month):
        refined = refine(text, phrase, lexicon)
        if refined is not phrase:
            return refined
    return phrase


def _beside_now(text: str, phrase: Phrase, lexicon: Lexicon) -> Phrase:
    """A date with what words beside it say of its year: "last July", "le 12 mars dernier", "in May last year"."""
    said = _year_behind(lexicon).match(text, phrase.stop)
    if said is not None:
        shift = lexicon.locale.relative_year[said[1].lower()]
        return phrase._replace(stop=said.end(), sense="year", shift=shift)
    stop, behind = lexicon.told_behind(text, phrase.stop)
    if behind in ("before", "after"):
        return phrase._replace(stop=stop, sense=behind)
    before = text[max(0, phrase.start - _WORD) : phrase.start].split()[-1:]
    sense = lexicon.locale.relative_weekday.get(before[0].lower()) if before else None
    return phrase._replace(sense=sense) if sense in ("before", "after") else phrase


_WORD = 14  # characters before a date in which the word that says which year it is of begins


@cache
def _year_behind(lexicon: Lexicon) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(lexicon.locale.relative_year, key=len, reverse=True))
    return re.compile(rf"\s({words or '(?!)'})(?![\w'’])", re.IGNORECASE)


def _stands_alone(text: str, phrase: Phrase) -> bool:
    """Whether nothing glued to the phrase makes it part of something longer ("2.5 May", "Dec 4/18")."""
    before = text[phrase.start - 1] if phrase.start else " "
    if before.isalnum() or before in GLUE or (before in ",:" and text[phrase.start - 2 : phrase.start - 1].isdigit()):
        return False
    behind = text[phrase.stop : phrase.stop + 2]
    if len(behind) == 2 and behind[0] in "/_@" and behind[1].isalnum():
        return False
    return not _numbered_document(text, phrase)


_ACRONYM_BEFORE = re.compile(r"\b[A-Z]{2,5}\Z")


def _numbered_document(text: str, phrase: Phrase) -> bool:
    """ "MC Dec 4": an abbreviated month and a bare number right behind an acronym."""
    if not phrase.rule.startswith("day-mdy") or phrase.first.year is not None:
        return False
    month = re.match(r"\w+", text[phrase.start : phrase.stop])
    before = text[max(0, phrase.start - 8) : phrase.start]
    return bool(month and len(month.group()) <= 4 and before.endswith(" ") and _ACRONYM_BEFORE.search(before.rstrip()))


def _is_name(text: str, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether a date is a street's name, or a school's, or a day of every year: "ul. 3 Maja", "every 16 October"."""
    if phrase.last.day is None or phrase.relative or (phrase.last.year or 0) >= _NO_STREET_YET:
        return False
    before, behind = _names(lexicon)
    named = before.search(text, max(0, phrase.start - 24), phrase.start) or behind.match(text, phrase.stop)
    return bool(named) or (phrase.last.year is None and recurs(text, phrase.start, lexicon))


_NO_STREET_YET = 2000  # streets are called after the days of earlier years: "Bulevardul 1 Decembrie 1918"


@cache
def _names(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    named = lexicon.locale.named
    before, behind = (any_of(words) for words in (named.before, named.behind))
    return (
        re.compile(rf"(?<!\w)(?:{before})\.?\s[„«“”\"'‘]?\Z", re.IGNORECASE),
        re.compile(rf"[\s-](?:{behind})", re.IGNORECASE),
    )
