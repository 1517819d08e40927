"""The cue words of a language, compiled once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from calendar_app.locales import Locale, load_locale
from calendar_app.locales.cue import any_of, cue, maybe
from calendar_app.locales.event_words import PlaceWords, Verbal
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
    nothing: re.Pattern[str]
    covers: re.Pattern[str]
    online: re.Pattern[str]
    held: re.Pattern[str]
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
    put_off: re.Pattern[str]
    earlier: re.Pattern[str]
    deadline_before: re.Pattern[str]
    deadline_behind: re.Pattern[str]
    deadline_words: re.Pattern[str]
    latest: re.Pattern[str]
    carried_out: re.Pattern[str]
    opens_on: re.Pattern[str]
    and_before: re.Pattern[str]
    links: frozenset[str]
    and_words: frozenset[str]
    small_words: frozenset[str]
    published: re.Pattern[str]
    off: re.Pattern[str]
    scheduled: re.Pattern[str]
    statement: re.Pattern[str]
    future: re.Pattern[str]
    duration: re.Pattern[str]
    framework: re.Pattern[str]
    remark: re.Pattern[str]
    that_was: re.Pattern[str]
    part_of: re.Pattern[str]
    visit: re.Pattern[str]
    verbal: tuple[VerbalCue, ...]
    until: re.Pattern[str]
    definite: re.Pattern[str]
    new: re.Pattern[str]
    at: re.Pattern[str]
    continues: re.Pattern[str]
    funder: re.Pattern[str]


def _before_date(locale: Locale) -> str:
    """What may stand between a word and the date that it belongs to: "by 12:00 on 9 September", "fino alle ore 12 di
    venerdì", "fino all’11 ottobre"."""
    times, titles, joiners = locale.times, locale.titles, locale.joiners
    named = any_of(times.named)
    ends = any_of((*times.am, *times.pm, *times.units, *times.named))
    clock = rf"\d{{1,2}}(?:[:.h]\d\d)?(?:\s?(?:{ends}))?|{named}"
    links = any_of((*titles.before_date, *joiners.skip, *joiners.from_, *_on(locale)))
    hour = rf"(?:(?:{any_of((*times.at, *times.hour))})\s)?(?:{clock}),?\s(?:(?:{links})\s)?"
    return rf":?\s+(?:(?:{any_of(titles.articles)})\s|[^\W\d_]{{1,5}}[’'])?(?:{hour})?"


def _words_behind(words: Iterable[str]) -> re.Pattern[str]:
    """The words, a few words behind a date: "1 Aralık’a kadar", "18 Eylül Cuma günü mesai bitimine kadar"."""
    return re.compile(rf"(?:[’']\w{{1,6}})?\s(?:[\w.:’'-]+\s){{0,5}}?{cue(words).pattern}")


_CAPITAL = r"[A-ZÀ-ŽА-ЯЁЂ-Џ][\w’'-]+"


def _at(places: PlaceWords) -> re.Pattern[str]:
    """A preposition of place (group 1) and the name behind it (group 2)."""
    at, city, within = any_of((*places.at, *places.to, *places.origin)), any_of(places.city), any_of(places.particles)
    name = rf"{_CAPITAL}(?:[ -](?:(?:{within}) )?{_CAPITAL}){{0,3}}"
    return re.compile(rf"(?<!\w)({at})\s(?:(?:{city})\s)?({name})")


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
    days = any_of(_on(locale))
    said = cue([*locale.offices.speaker, *locale.roles.statement])
    return re.compile(rf"{said.pattern}(?:\s(?:{days}))?\s\Z")


def _that_was(locale: Locale) -> re.Pattern[str]:
    """A clause about a past event that was named before, up to its day: "which was held in Vienna on "."""
    relative, past = cue(locale.roles.relative).pattern, cue(locale.roles.past).pattern
    return re.compile(rf"{relative}\s(?:[\w-]+\s)?{past}(?P<rest>[^,;]{{0,40}})\Z")


def _remark(locale: Locale) -> re.Pattern[str]:
    """A bracket that is no part of a title: "(open to the public)", "(an OSCE-supported event)"."""
    begins, within = cue(locale.events.remarks).pattern, any_of(locale.events.backed)
    return re.compile(rf"\s*\((?:{begins}|[^()]*\b(?:{within})\b)", re.IGNORECASE)


def _behind(locale: Locale) -> re.Pattern[str]:
    """The noun of history that a date describes, with no article or verb in between: "the 28 November local polls"."""
    either = any_of(locale.titles.determiners)
    nouns = cue(locale.roles.background_behind).pattern
    return re.compile(rf"\s(?:(?!(?:{either})\s)[\w-]+\s){{0,2}}?{nouns}")


def _on(locale: Locale) -> list[str]:
    """The words that may stand between a verb and the day on which something happens."""
    return [word for word, sense in locale.relative_weekday.items() if sense == "tense"]


def _then(verbs: Iterable[str], locale: Locale) -> list[str]:
    """Verbs with the words that lead to a day behind them: "opens on"."""
    return [f"{verb} {word}" for verb in verbs for word in _on(locale)]


def _and_before(locale: Locale) -> re.Pattern[str]:
    """The words that join a date to another before it: "and", "and on"."""
    both = any_of(locale.joiners.and_)
    leads = any_of(_on(locale))
    return re.compile(rf"(?:\A|[\s,])(?:{both})\s(?:(?:{leads})\s)?{maybe(locale.titles.articles)}\Z", re.IGNORECASE)


@cache
def cues(language: str) -> Cues:
    """The compiled cues of a language."""
    locale = load_locale(language)
    events, roles, offices, durations = locale.events, locale.roles, locale.offices, locale.durations
    numbers = "|".join(sorted(durations.numbers, key=len, reverse=True))
    units = "|".join(durations.units)
    behind = _before_date(locale)

    def ending(words: Iterable[str]) -> re.Pattern[str]:
        """Words right before the date at which the search ends."""
        return re.compile(rf"{cue(words).pattern}{behind}\Z", re.IGNORECASE)

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
        nothing=re.compile(cue(events.nothing).pattern, re.IGNORECASE),
        covers=re.compile(cue(events.covers).pattern, re.IGNORECASE),
        online=cue(events.online),
        held=re.compile(rf"{cue(offices.holds).pattern}\s\Z"),
        labels=_label(events.location_labels),
        place_labels=_label(set(events.location_labels) - set(events.time_labels)),
        time_labels=_label(events.time_labels),
        title_labels=_label(events.title_labels),
        background_before=ending(roles.background_before),
        background_verbs=cue(roles.background_verbs),
        background_behind=_behind(locale),
        background_subjects=cue(roles.background_subjects),
        occasion=cue(roles.occasion),
        moved=cue(roles.moved),
        put_off=cue(roles.put_off),
        earlier=cue(roles.earlier),
        deadline_before=ending(roles.deadline_before),
        deadline_behind=_words_behind(roles.deadline_behind),
        deadline_words=re.compile(cue(roles.deadline_words).pattern, re.IGNORECASE),
        latest=ending(roles.latest),
        carried_out=cue(roles.carried_out),
        opens_on=ending({*locale.joiners.from_, *events.begins, *_then(events.begins, locale)}),
        and_before=_and_before(locale),
        links=locale.titles.cuts | locale.titles.prepositions,
        and_words=frozenset(locale.joiners.and_),
        small_words=frozenset({*_on(locale), *locale.joiners.and_, *locale.joiners.from_, *locale.joiners.skip}),
        published=re.compile(rf"{cue(roles.published).pattern}[\s:–—|,-]{{1,4}}{maybe(locale.titles.articles)}\Z"),
        off=cue(roles.off),
        scheduled=ending(roles.scheduled),
        statement=cue(roles.statement),
        future=cue(roles.future),
        duration=re.compile(rf"\b({numbers}|\d{{1,2}})[- ]({units})s?\b", re.IGNORECASE),
        framework=ending(events.framework),
        remark=_remark(locale),
        that_was=_that_was(locale),
        part_of=cue(roles.part_of),
        visit=cue(locale.titles.visits),
        verbal=tuple(_verbal(words) for words in locale.verbal),
        until=ending(word for word in locale.joiners.range if word.isalpha()),
        definite=definite_event(locale),
        new=new_event(locale),
        at=_at(locale.places),
        continues=cue(locale.cut.continues),
        funder=cue(offices.funder),
    )
