"""Whose release it is: the offices that hold the event, told from those that took part or are only spoken of."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from calendar_app.extraction.countries import countries_in
from calendar_app.extraction.text import ReleaseText
from calendar_app.locales import load_locale
from calendar_app.locales.cue import any_of, cue
from calendar_app.model import Office
from calendar_app.profiles.names import Mention


@dataclass(frozen=True)
class OfficeCues:
    """What tells in a language what an office of an organisation did, compiled."""

    owned: re.Pattern[str]
    attends: re.Pattern[str]
    told_before: re.Pattern[str]
    opens: re.Pattern[str]
    holds: re.Pattern[str]
    by: re.Pattern[str]
    unlisted: re.Pattern[str]
    organiser: re.Pattern[str]
    held: re.Pattern[str]
    organises: re.Pattern[str]
    held_the: re.Pattern[str]
    clause: re.Pattern[str]
    person: re.Pattern[str]
    speaker: re.Pattern[str]


@cache
def office_cues(language: str, shorts: tuple[str, ...]) -> OfficeCues:
    """The compiled cues of a language for the offices of an organisation with these short names."""
    locale = load_locale(language)
    words = locale.offices
    told_before = {*words.organised_by, *(words.holds if words.verb_first else ())}
    clause = {*words.clause, *locale.roles.relative}
    before = cue({*told_before, *words.organiser})
    own = rf"(?:{any_of(shorts)})(?:[’'-]\w{{1,4}})?[\s/-]"
    leads = "|".join([own, *(re.escape(lead) + ("" if lead[-1] in "’'" else r"\s") for lead in words.leads)])
    holds, definite = cue(words.holds).pattern, cue(locale.events.definite).pattern
    return OfficeCues(
        owned=re.compile(rf"(?:[’']\w{{1,4}})?\s(?:{any_of(words.owned)})(?!\w)"),
        attends=cue(words.attends),
        told_before=cue(told_before),
        opens=re.compile(rf",\s(?:{leads}){{0,4}}\Z", re.IGNORECASE),
        holds=re.compile(rf"(?:\s\w+){{0,2}}?\s{holds}"),
        by=cue(words.organised_by),
        unlisted=re.compile(rf"[;:]|{cue({*words.unlisted, *clause}).pattern}"),
        organiser=re.compile(rf"{before.pattern}(?::?\s+|[’'])(?:{leads}){{0,4}}\Z", re.IGNORECASE),
        held=cue({*words.organised_by, *words.holds}),
        organises=cue({*words.organises, *words.holds}),
        held_the=re.compile(rf"[^.;:]{{0,70}}?{holds}\s{definite}"),
        clause=re.compile(rf"[;:]|{cue(clause).pattern}"),
        person=re.compile(rf"{cue(words.people).pattern}[^,.;]{{0,45}}\Z"),
        speaker=cue(words.speaker),
    )


HOLDS = 3.0  # the weight from which an office holds the event


def find_offices(text: ReleaseText) -> tuple[str, ...]:
    """The slugs of the release's offices, in the profile's order; what the source says of a release comes first."""
    if text.release.offices:
        return tuple(slug for slug in text.profile.offices if slug in text.release.offices)
    weights = office_weights(text)
    held = {slug for slug, weight in weights.items() if weight >= HOLDS}
    if not held:
        held = _of_the_speakers(text, weights) if weights else _of_the_mission(text)
    parents = {text.profile.offices[slug].part_of for slug in held}
    return tuple(slug for slug in text.profile.offices if slug in held and slug not in parents)


def office_weights(text: ReleaseText) -> dict[str, float]:
    """How much speaks for each office that is named."""
    words = office_cues(text.language, text.profile.shorts)
    weights: dict[str, float] = defaultdict(float)
    for mention in text.mentions:
        if mention.kind == "office" or (mention.kind == "head" and mention.own):
            weights[mention.id] += _weight(text, mention, words)
    return weights


def _weight(text: ReleaseText, mention: Mention, words: OfficeCues) -> float:
    """How much one mention speaks for its office: what stands before and behind the name in its sentence."""
    start, stop = text.sentence(mention.start)
    head = text.text[max(start, mention.start - _AROUND) : mention.start]
    tail = text.text[mention.stop : min(stop, mention.stop + _AROUND)]
    number = text.number(mention.start)
    lead = mention.start < text.release.body_start or number < 3
    weight = 1.5 if lead else 0.7
    if text.quoted(mention.start):
        return 0.2
    if words.owned.match(tail):
        return 0.0
    if _takes_part(head, tail, words):
        return 0.3
    if _is_listed(head, words):
        return weight + 2.5
    if words.organiser.search(head[-_BEFORE:]):
        return weight + (2.5 if lead or words.held.search(head[-80:]) else 1.0)
    if _is_subject(tail, words):
        return weight + (2.5 if lead or words.held_the.match(tail) else 0.8)
    if number < 2 and not words.person.search(head[-60:]):
        return weight + 0.5
    if words.speaker.search(head[-90:]) or words.speaker.search(tail[:60]):
        return 0.4
    return weight


_AROUND = 300  # characters of a sentence on either side of a name
_BEFORE = 90  # characters of "organised by the Office of the"


def _takes_part(head: str, tail: str, words: OfficeCues) -> bool:
    """Whether a name stands among those who take part: behind them may stand who holds the event, or the clause may
    begin that says so ("In the presence of …, the Mission opened …")."""
    attends = _last(words.attends.finditer(head[-160:]))
    if attends is None or (words.opens.search(head[-40:]) and words.holds.match(tail)):
        return False
    held = _last(words.told_before.finditer(head[-160:]))
    return held is None or held.start() < attends.start()


def _last(found: Iterator[re.Match[str]]) -> re.Match[str] | None:
    return max(found, key=re.Match.start, default=None)


def _is_listed(head: str, words: OfficeCues) -> bool:
    """Whether a name stands in the list of those by whom an event is held."""
    by = _last(words.by.finditer(head[-_LONGEST_LIST:]))
    return by is not None and not words.unlisted.search(head[-_LONGEST_LIST:], by.end())


_LONGEST_LIST = 250  # characters


def _is_subject(tail: str, words: OfficeCues) -> bool:
    """Whether a name is the subject of an organising verb that stands behind it in the same clause."""
    verb = words.organises.search(tail[:260])
    return verb is not None and not words.clause.search(tail[: verb.start()])


def _of_the_mission(text: ReleaseText) -> set[str]:
    """ "the OSCE Mission" with no name: the open office of that kind in the country that the release speaks of most."""
    kinds = [kind for kind, called in text.profile.kinds.items() if called.search(text.text)]
    counts = _countries(text) if kinds else Counter()
    for kind in kinds:
        here = [
            office for office in text.profile.offices.values()
            if office.country in counts and _is_kind(office, kind, text.profile.short)
        ]  # fmt: skip
        if here:
            return {max(here, key=lambda office: counts[office.country or ""]).slug}
    return set()


def _countries(text: ReleaseText) -> Counter[str]:
    """How often a release speaks of each country: by the profile's names, or else by those of its language."""
    named = Counter(mention.id for mention in text.mentions if mention.kind in ("country", "seat", "adjective"))
    return named or Counter(country.code for country in countries_in(text.text, 0, _HEAD, text.language))


_HEAD = 3000  # characters in which a text says which country it is about


def _is_kind(office: Office, kind: str, short: str) -> bool:
    return office.until is None and office.name.removeprefix(f"{short} ").startswith(f"{kind} ")


def _of_the_speakers(text: ReleaseText, weights: dict[str, float]) -> set[str]:
    """With no one named as holding it: the field office whose people speak, or the office that is named first."""
    field = [slug for slug in weights if text.profile.offices[slug].region != text.profile.default_region]
    named = field or [slug for slug, weight in weights.items() if weight >= 1.0]
    return {max(named, key=lambda slug: weights[slug])} if named else set()
