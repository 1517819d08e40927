"""How much a paragraph reads like the lead of a release, and how much like a going-on of the one before it.

What speaks for and against it are signs: a dateline, a day, an office that was not spoken of, an event told for the
first time; a pronoun, a quotation, "The training", words shared with what stands before. Their weights were fitted by
logistic regression to dumps made of annotated releases, to the sample's dumps and to the gold's
(`benchmarks/cutting.py --fit`; what the gold's dumps give without them is said in docs/figures.md).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from calendar_app.dates import Phrase
from calendar_app.locales import Locale, load_locale
from calendar_app.locales.cue import cue
from calendar_app.model import Precision
from calendar_app.profiles import Profile
from calendar_app.releases.paragraphs import Paragraph, ends_sentence
from calendar_app.releases.words import definite_event, new_event

# The sum from which a paragraph begins a release is 0.
WEIGHTS: Mapping[str, float] = {
    "always": -2.7,
    "goes on": -4.0,
    "an event told before": -3.0,
    "points back": -3.0,
    "a label": -5.0,
    "another office": 2.5,
    "an office where none was named": 0.5,
    "the same office": -0.5,
    "a closing before it": 1.5,
    "a list goes on": -3.0,
    "an office without its name": -2.0,
    "glued to the line before": 3.1,
    "quotes": -0.9,
    "behind 1 paragraphs": -1.9,
    "behind 2 paragraphs": -1.0,
    "words in common": -2.3,
    "no word in common": 0.3,
    "another country": 0.9,
    "a day": 0.5,
    "a day in the first sentence": 1.1,
    "a day with its year": 0.6,
    "a day opens": 0.9,
    "a verb of events": 0.1,
    "an event told anew": 0.2,
    "anew in the first sentence": 0.6,
    "a number of people": 0.5,
    "a headline above": 0.9,
    "a place opens": 2.0,
    "a word and a dash": 1.0,
    "behind a colon": -2.0,
    "an office in full": 0.2,
    "an office with its abbreviation": 0.9,
    "short": -0.8,
    "offices are not named": 1.6,
    "anew on a day": 0.7,
}
CERTAIN = 100.0
_HEADLINE_DATE = 70  # characters of a paragraph that is a date and no more
_UNRELATED = 0.05  # the share of a paragraph's rare words up to which it has nothing to do with what stands before
_DASH = re.compile(r"[,.:]?\s?(?:[^\W\d_]{1,7}\.?\s)?(?:\([\w ]+\)\s?)?(?:[-–—]|\n|\Z)")
_PLACE = re.compile(r"[^\W\d_][\w’'-]+(?:[\s/][^\W\d_][\w’'-]+){0,2}(?:\s?[–—-]\s|\.\s|:\s)")
_ABBREVIATED = re.compile(r"\s\([A-Z][A-Za-z]{1,7}\)")


@dataclass(slots=True)
class Open:
    """The release that is being read: what it has spoken of so far; `named` says whether the dump names offices."""

    start: int
    named: bool = True
    paragraphs: int = 0
    listing: bool = False
    offices: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class LeadCues:
    """The words of a language by which a lead is told from a going-on; `generic` are those that tell no two apart,
    `nameless` what an organisation's texts call an office whose name was said before."""

    continues: re.Pattern[str]
    closes: re.Pattern[str]
    verbs: re.Pattern[str]
    definite: re.Pattern[str]
    new: re.Pattern[str]
    counts: re.Pattern[str]
    dates: re.Pattern[str]
    points_back: re.Pattern[str]
    nameless: re.Pattern[str]
    generic: frozenset[str]


def lead_cues(language: str, profile: Profile) -> LeadCues:
    """The compiled cues of a language and an organisation."""
    kinds = "|".join(pattern.pattern for pattern in profile.kinds.values()) or "(?!)"
    return _lead_cues(language, kinds)


@cache
def _lead_cues(language: str, kinds: str) -> LeadCues:
    locale: Locale = load_locale(language)
    tense = (word for word, sense in locale.relative_weekday.items() if sense == "tense")
    ahead = (words.split()[0] for words in locale.durations.ahead)
    return LeadCues(
        continues=cue(locale.cut.continues),
        closes=cue(locale.cut.closes),
        verbs=cue(locale.events.verbs),
        definite=definite_event(locale),
        new=new_event(locale),
        counts=re.compile(rf"{cue([*locale.cut.counts, *locale.durations.numbers]).pattern}|[0-9]+\b"),
        dates=cue([*tense, *locale.joiners.from_, *locale.joiners.between, *ahead]),
        points_back=re.compile(rf"[^,.]{{0,25}}?{cue(locale.cut.pronouns).pattern}"),
        nameless=re.compile(kinds),
        generic=frozenset(word[:6] for word in (*locale.cut.generic, *locale.month_words)),
    )


def begins(
    text: str, paragraph: Paragraph, before: Paragraph, current: Open, rarity: Mapping[str, float], cues: LeadCues
) -> bool:
    """Whether a release begins with a paragraph; `before` is the one before it, `rarity` that of each stem."""
    if alone := settled(text, paragraph, current):
        return alone > 0
    seen = _at_a_glance(text, paragraph, current, rarity, cues)
    sum_ = weight(seen)
    if sum_ + _MOST_OF_READING < 0:
        return False  # whatever else it says
    return sum_ + weight(_on_reading(text, paragraph, before, seen, cues)) >= 0


def settled(text: str, paragraph: Paragraph, current: Open) -> float:
    """What one sign alone decides: a dateline, the header of a list, a line that no sign ends."""
    if is_dateline(text, paragraph.start, paragraph.phrases):
        return CERTAIN
    if is_date_header(text, paragraph):
        return -CERTAIN if current.listing else CERTAIN
    if text[paragraph.start] in "“\"”'‘-•–*(" or not ends_sentence(text, paragraph):
        return -CERTAIN
    return 0.0


def weight(found: Mapping[str, float]) -> float:
    """The sum of the signs' weights."""
    return sum(WEIGHTS.get(name, 0.0) * value for name, value in found.items())


def signs(
    text: str, paragraph: Paragraph, before: Paragraph, current: Open, rarity: Mapping[str, float], cues: LeadCues
) -> dict[str, float]:
    """What speaks for and against a lead, each from 0 to 1."""
    seen = _at_a_glance(text, paragraph, current, rarity, cues)
    return seen | _on_reading(text, paragraph, before, seen, cues)


def _at_a_glance(
    text: str, paragraph: Paragraph, current: Open, rarity: Mapping[str, float], cues: LeadCues
) -> dict[str, float]:
    """The signs that cost little to find."""
    return {
        "always": 1.0,
        "offices are not named": _is(not current.named),
        "glued to the line before": _is(paragraph.glued),
        f"behind {min(current.paragraphs, 4)} paragraphs": 1.0,
        "a list goes on": _is(current.listing and not paragraph.phrases),
        "a headline above": _is(paragraph.begin < paragraph.start),
        **_opening(text, paragraph, cues),
        **_days(text, paragraph, cues),
        **_names(text, paragraph, current, cues),
        **_shared(paragraph, current, rarity),
    }


def _on_reading(
    text: str, paragraph: Paragraph, before: Paragraph, seen: Mapping[str, float], cues: LeadCues
) -> dict[str, float]:
    """The signs for which whole sentences are gone over."""
    anew = _is(cues.new.search(text, *paragraph.first))
    return {
        "a verb of events": _is(cues.verbs.search(text, *paragraph.lead)),
        "an event told anew": anew or _is(cues.new.search(text, *paragraph.lead)),
        "anew in the first sentence": anew,
        "anew on a day": anew * seen["a day in the first sentence"],
        "quotes": _is(_QUOTE.search(text, *paragraph.first)),
        "a closing before it": _is(cues.closes.search(text, before.start, before.stop)),
        "behind a colon": _is(text[before.start : before.stop].rstrip().endswith(":")),
    }


_READING = (
    "a verb of events", "an event told anew", "anew in the first sentence", "anew on a day", "quotes",
    "a closing before it", "behind a colon",
)  # fmt: skip
_MOST_OF_READING = sum(max(0.0, WEIGHTS.get(name, 0.0)) for name in _READING)
_QUOTE = re.compile('[“”"„«]')


def _is(found: object) -> float:
    return 1.0 if found else 0.0


def _opening(text: str, paragraph: Paragraph, cues: LeadCues) -> dict[str, float]:
    """The words that a paragraph opens with."""
    start = paragraph.start
    place = _PLACE.match(text, start, start + 60)
    seats = {m.start for m in paragraph.mentions if m.kind in ("seat", "country")}
    return {
        "goes on": _is(cues.continues.match(text, start)),
        "an event told before": _is(cues.definite.match(text, start)),
        "points back": _is(cues.points_back.match(text, start, start + 200)),
        "a number of people": _is(cues.counts.match(text, start)),
        "a place opens": _is(place and 0 in seats),
        "a word and a dash": _is(place and place[0].rstrip()[-1] in "–—-"),
        "a label": _is(paragraph.stop - start < 40 and text[start : paragraph.stop].rstrip().endswith(":")),
        "short": _is(paragraph.stop - start < 110),
    }


def _days(text: str, paragraph: Paragraph, cues: LeadCues) -> dict[str, float]:
    days = [phrase for phrase in paragraph.phrases if phrase.precision is Precision.DAY]
    stated = [phrase for phrase in days if not phrase.relative]
    first = [phrase for phrase in days if phrase.start < paragraph.first[1]]
    opens = days and cues.dates.match(text, paragraph.start) and days[0].start - paragraph.start < 25
    return {
        "a day": _is(stated),
        "a day counted from another": _is(days and not stated),
        "a day in the first sentence": _is(first),
        "a day with its year": _is(any(phrase.last.year for phrase in first)),
        "a day opens": _is(opens),
    }


def _names(text: str, paragraph: Paragraph, current: Open, cues: LeadCues) -> dict[str, float]:
    first = [m for m in paragraph.mentions if paragraph.start + m.stop <= paragraph.first[1]]
    offices = [m for m in first if m.kind in ("office", "head")]
    new = paragraph.offices - current.offices
    nameless = not paragraph.offices and cues.nameless.search(text, paragraph.start, paragraph.start + 200)
    return {
        "another office": _is(paragraph.offices and not paragraph.offices & current.offices),
        "a further office": _is(new and paragraph.offices & current.offices),
        "the same office": _is(paragraph.offices and not new),
        "an office in full": _is(any(m.own for m in offices)),
        "an office with its abbreviation": _is(
            any(_ABBREVIATED.match(text, paragraph.start + m.stop) for m in offices)
        ),
        "an office without its name": _is(nameless),
        "another country": _is(paragraph.countries and not paragraph.countries & current.countries),
    }


def _shared(paragraph: Paragraph, current: Open, rarity: Mapping[str, float]) -> dict[str, float]:
    """How far a paragraph turns from what the release before it speaks of, by its rare words."""
    whole = sum(rarity[stem] for stem in paragraph.lead_stems)
    shared = sum(rarity[stem] for stem in paragraph.lead_stems & current.stems) / whole if whole else 1.0
    return {"words in common": shared, "no word in common": _is(shared < _UNRELATED)}


def is_dateline(text: str, start: int, phrases: Sequence[Phrase]) -> bool:
    """Whether a text begins with place, day and dash: "WASHINGTON/ TASHKENT, 11 July 2023 — "."""
    if not phrases or phrases[0].relative or phrases[0].start - start > 80:
        return False
    place = text[start : phrases[0].start]
    return _is_dateline_place(place) and bool(_DASH.match(text, phrases[0].stop))


def _is_dateline_place(place: str) -> bool:
    """ "WASHINGTON/ TASHKENT, ", "NEW YORK, United States, ": a name in capitals, then perhaps its country."""
    name, _, country = place.rstrip(" ,–—-").partition(",")
    letters = [letter for letter in name if letter.isalpha()]
    if len(letters) < 2 or not all(letter.isupper() for letter in letters) or any(c.isdigit() for c in place):
        return False
    return all(word[0].isupper() for word in country.split())


def is_date_header(text: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph is a date and a colon and no more: "28-29 November:"."""
    days = [p for p in paragraph.phrases if p.precision is Precision.DAY and not p.relative]
    if not days:
        return False
    outside = text[paragraph.start : days[0].start] + text[days[-1].stop : paragraph.stop]
    alone = len(outside.strip(" \t:.,–-")) <= 12 and paragraph.stop - paragraph.start < _HEADLINE_DATE
    return len(days) == 1 and alone
