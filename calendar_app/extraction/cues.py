"""The cue words of a language, compiled once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from calendar_app.locales import Locale, PlaceWords, Verbal, load_locale
from calendar_app.locales.cue import cue
from calendar_app.releases.words import definite_event, new_event


class VerbalCue(NamedTuple):
    """Verbs that make an event of their sentence, and how its title is made."""

    verbs: re.Pattern[str]
    words: Verbal


@dataclass(frozen=True)
class Cues:
    """Patterns over a language's cue lists; each finds whole words in any case."""

    locale: Locale
    nouns: re.Pattern[str]
    plain_nouns: re.Pattern[str]
    noun_words: frozenset[str]
    venue_words: frozenset[str]
    from_words: frozenset[str]
    said: re.Pattern[str]
    verb_words: frozenset[str]
    weak_nouns: frozenset[str]
    verbs: re.Pattern[str]
    ends: re.Pattern[str]
    begins: re.Pattern[str]
    cancelled: re.Pattern[str]
    cancelled_mark: re.Pattern[str]
    closed: re.Pattern[str]
    online: re.Pattern[str]
    labels: re.Pattern[str]
    place_labels: re.Pattern[str]
    time_labels: re.Pattern[str]
    title_labels: re.Pattern[str]
    background_before: re.Pattern[str]
    background_verbs: re.Pattern[str]
    background_behind: re.Pattern[str]
    background_subjects: re.Pattern[str]
    occasion: re.Pattern[str]
    moved: re.Pattern[str]
    earlier: re.Pattern[str]
    deadline_before: re.Pattern[str]
    deadline_behind: re.Pattern[str]
    deadline_words: re.Pattern[str]
    statement: re.Pattern[str]
    shut: re.Pattern[str]
    future: re.Pattern[str]
    duration: re.Pattern[str]
    framework: re.Pattern[str]
    verbal: tuple[VerbalCue, ...]
    until: re.Pattern[str]
    definite: re.Pattern[str]
    new: re.Pattern[str]
    at: re.Pattern[str]
    organiser: re.Pattern[str]
    organises: re.Pattern[str]
    continues: re.Pattern[str]
    speaker: re.Pattern[str]
    attends: re.Pattern[str]
    funder: re.Pattern[str]


_ARTICLE = r"(?:the\s|[^\W\d_]{1,5}[’'])?"  # "by the 9th", "fino all’11 ottobre"


def _ending(pattern: re.Pattern[str], hour: str = "(?!)") -> re.Pattern[str]:
    """The same words, but right before the place where the search ends, or before an hour that stands there."""
    return re.compile(rf"{pattern.pattern}:?\s+{_ARTICLE}(?:{hour})?\Z", re.IGNORECASE)


def _hour(locale: Locale) -> str:
    """A pattern of an hour before a date, and the word between them: "12:00 on 9 May", "alle ore 12 di venerdì"."""
    times, joiners = locale.times, locale.joiners
    tense = (word for word, sense in locale.relative_weekday.items() if sense == "tense")
    at = _either((*times.at, *times.hour))
    units = _either((*times.units, *times.am, *times.pm))
    link = _either((*joiners.skip, *joiners.from_, *locale.titles.before_date, *tense))
    clock = rf"\d{{1,2}}(?:[:.h]\d\d)?(?:\s?(?:{units}))?|{_either(times.named)}"
    return rf"(?:(?:{at})\s)?(?:{clock}),?\s(?:(?:{link})\s)?"


def _behind(words: Iterable[str]) -> re.Pattern[str]:
    """The words, a few words behind a date: "1 Aralık’a kadar", "18 Eylül Cuma günü mesai bitimine kadar"."""
    return re.compile(rf"(?:[’']\w{{1,6}})?\s(?:[\w.:’'-]+\s){{0,5}}?{cue(words).pattern}")


NAME = r"[A-ZÀ-ŽА-ЯЁЂ-Џ][\w’'-]+(?:[ -](?:(?:of|de|la|el|upon|am|i) )?[A-ZÀ-ŽА-ЯЁЂ-Џ][\w’'-]+){0,3}"


def _at(places: PlaceWords) -> re.Pattern[str]:
    """A preposition of place (group 1) and the name behind it (group 2)."""
    words = "|".join(map(re.escape, (*places.at, *places.to, *places.origin))) or "(?!)"
    return re.compile(rf"(?<!\w)({words})\s(?:the\s(?:city|town|capital)(?:\sof)?,?\s)?({NAME})")


def _either(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def _label(words: Iterable[str]) -> re.Pattern[str]:
    """A label at the beginning of a line: "Where: "."""
    return re.compile(rf"(?:{cue(words).pattern})\s*:\s*", re.IGNORECASE)


_UPPER = "".join(letter for letter in map(chr, range(0x41, 0x530)) if letter.isupper())


def _plain_nouns(locale: Locale) -> re.Pattern[str]:
    """The nouns of events, those that need a word before them with it ("mission" is an office, too), names that end
    with a noun that is an event's there only ("International Book Fair"), and compounds."""
    events = locale.events
    behind = {f"{before} {noun}" for noun, words in events.qualified.items() for before in words}
    plain = cue(set(events.nouns) - set(events.qualified) | behind)
    proper = "|".join(re.escape(noun.title()) for noun in sorted(events.proper)) or "(?!)"
    either = rf"{plain.pattern}|\b[{_UPPER}][\w’'-]+\s(?:{proper})\b"
    if endings := "|".join(sorted(locale.titles.compounds, key=len, reverse=True)):
        either += rf"|\b[{_UPPER}][\w-]{{2,}}(?:{endings})\b"
    return re.compile(either)


def _verbal(words: Verbal) -> VerbalCue:
    plain = cue(verb for verb in words.verbs if "…" not in verb).pattern
    gaps = [re.escape(verb).replace(r"\ …\ ", r"\b[^.;]{0,60}?\b") for verb in words.verbs if "…" in verb]
    either = "|".join([plain, *(rf"(?<!\w){gap}(?!\w)" for gap in gaps)])
    return VerbalCue(re.compile(either), words)


def _said(locale: Locale) -> re.Pattern[str]:
    """The words of somebody who says or decides something, right before the day on which they did."""
    days = "|".join(re.escape(word) for word, sense in locale.relative_weekday.items() if sense == "tense") or "(?!)"
    said = cue([*locale.offices.speaker, *locale.roles.statement])
    return re.compile(rf"{said.pattern}(?:\s(?:{days}))?\s\Z")


@cache
def cues(language: str) -> Cues:
    """The compiled cues of a language."""
    locale = load_locale(language)
    events, roles, offices, durations = locale.events, locale.roles, locale.offices, locale.durations
    numbers = "|".join(sorted(durations.numbers, key=len, reverse=True))
    units = "|".join(durations.units)
    return Cues(
        locale=locale,
        nouns=cue(events.nouns),
        plain_nouns=_plain_nouns(locale),
        noun_words=frozenset(events.nouns),
        from_words=frozenset(locale.joiners.from_),
        said=_said(locale),
        venue_words=frozenset(word.lower() for word in locale.places.venues),
        verb_words=frozenset(events.verbs),
        weak_nouns=frozenset(events.weak_nouns),
        verbs=cue(events.verbs),
        ends=cue(events.ends),
        begins=cue(events.begins),
        cancelled=re.compile(cue(events.cancelled).pattern, re.IGNORECASE),
        cancelled_mark=re.compile(rf"[\s,–—.:(-]+(?:{cue(events.cancelled).pattern})[\s!.)]*\Z", re.IGNORECASE),
        closed=cue(events.closed),
        online=cue(events.online),
        labels=_label(events.location_labels),
        place_labels=_label(set(events.location_labels) - set(events.time_labels)),
        time_labels=_label(events.time_labels),
        title_labels=_label(events.title_labels),
        background_before=_ending(cue(roles.background_before)),
        background_verbs=cue(roles.background_verbs),
        background_behind=re.compile(rf"\s(?:[\w-]+\s){{0,2}}?{cue(roles.background_behind).pattern}"),
        background_subjects=cue(roles.background_subjects),
        occasion=cue(roles.occasion),
        moved=cue(roles.moved),
        earlier=cue(roles.earlier),
        deadline_before=_ending(cue(roles.deadline_before), _hour(locale)),
        deadline_behind=_behind(roles.deadline_behind),
        deadline_words=cue(roles.deadline_words),
        statement=cue(roles.statement),
        shut=cue(roles.shut),
        future=cue(roles.future),
        duration=re.compile(rf"\b({numbers}|\d{{1,2}})[- ]({units})s?\b", re.IGNORECASE),
        framework=_ending(cue(events.framework)),
        verbal=tuple(_verbal(words) for words in locale.verbal),
        until=_ending(cue(word for word in locale.joiners.range if word.isalpha())),
        definite=definite_event(locale),
        new=new_event(locale),
        at=_at(locale.places),
        organiser=_ending(cue(offices.organiser)),
        organises=cue(offices.organises),
        continues=cue(locale.cut.continues),
        speaker=cue(offices.speaker),
        attends=cue(offices.attends),
        funder=cue(offices.funder),
    )
