"""What an event is called: the title of its own sentence, else of those around it, else the release's headline."""

import re
from functools import cache
from typing import NamedTuple

from calendar_app.extraction.cues import Cues
from calendar_app.extraction.drafts import NAMES_IT, Draft, title_of_sentence
from calendar_app.extraction.entries import clean_title
from calendar_app.extraction.places import Place
from calendar_app.extraction.reading import Reading
from calendar_app.extraction.text import ReleaseText
from calendar_app.extraction.titles import Title, best_title, shorten
from calendar_app.extraction.words import grammar
from calendar_app.locales import load_locale
from calendar_app.locales.cue import cue


def title_of(text: ReleaseText, draft: Draft, main: Draft, reading: Reading, cues: Cues) -> str | None:
    """The title of an event: of its own sentence, else of the sentences before it, else the headline; None where
    nothing names an event, so that there is none. `main` is the release's main event."""
    told = text.labelled(cues.title_labels)
    if told and cues.time_labels.match(text.text, *draft.sentence):
        return clean_title(text.text[told[0] : told[1]], cues)
    found = draft.title
    if found is not None and draft is not main and _is_another(found, main, cues):
        return _enriched(text, draft, found, cues)
    if found is None or found.weight < NAMES_IT or " " not in found.text:
        told_anew = cues.new.search(text.text, *draft.sentence) is not None
        found = _fuller_of(found, _title_before(text, draft, reading, cues), told_anew)
    if found is not None and found.weight >= _POINTS_AT_IT:
        return _enriched(text, draft, found, cues)
    if text.release.title and (draft.weight >= _SURE or cues.plain_nouns.search(text.release.title)):
        return clean_title(text.release.title, cues)
    return _enriched(text, draft, found, cues) if found is not None else None


def _is_another(own: Title, main: Draft, cues: Cues) -> bool:
    """Whether a sentence names its event by a noun that the main event has not: "a workshop the day before", but not
    "the second session"."""
    noun = own.text.lower()
    if noun in cues.weak_nouns or noun.split()[0] in grammar(cues.locale.code).new:
        return False
    return main.title is not None and noun[:_STEM] not in main.title.text.lower()


def _fuller_of(own: Title | None, before: Title | None, told_anew: bool) -> Title | None:
    """The title of another sentence, unless the event's own names it or the other is a bare noun; for a bare noun of
    its own one with that noun ("Festival", "Sarajevo Film Festival"), if it is not `told_anew` ("a similar festival",
    "the next meeting" behind "87th meeting").
    """
    if own is None or before is None:
        return own or before
    if " " not in before.text or (told_anew and before.text[0].isdigit()):
        return own
    shares = not told_anew and own.text.lower()[:_STEM] in before.text.lower()
    return before if own.weight < NAMES_IT or shares else own


_STEM = 5  # letters that the forms of a noun have in common


_POINTS_AT_IT = 0.5  # the weight from which a noun of the sentence makes a better title than the headline
_SURE = 3.0  # the weight of a date's cues from which the headline is the event's title even if it names none


def title_in_text(text: ReleaseText, reading: Reading, cues: Cues) -> str:
    """What a release calls the event that it gives only the day of: in its headline, else where it first tells of it;
    empty where it does not."""
    if text.release.title:
        return clean_title(text.release.title, cues)
    titles = [
        title_of_sentence(text, start, stop, reading.dates_within(start, stop), cues)
        for start, stop in text.sentences[:4]
    ]
    return next((title.text for title in titles if title is not None and title.weight >= NAMES_IT), "")


def _title_before(text: ReleaseText, draft: Draft, reading: Reading, cues: Cues) -> Title | None:
    """The title of a sentence before the event's, the nearest first, then of the lead: by a noun before by a verb."""
    number = text.number(draft.sentence[0])
    nearest = [n for n in [*range(number - 1, max(-1, number - 4), -1), 0, 1] if 0 <= n < len(text.sentences)]
    for titled in (best_title, title_of_sentence):
        for index in nearest:
            start, stop = text.sentences[index]
            found = titled(text, start, stop, reading.dates_within(start, stop), cues)
            if found is not None and found.weight >= NAMES_IT:
                return found
    return None


def _enriched(text: ReleaseText, draft: Draft, title: Title, cues: Cues) -> str:
    """A title that says who or where when its words alone do not say what: "Meeting of representatives of…"."""
    name = title.text
    words = _naming(cues.locale.code)
    visit = cues.visit.match(name)
    if visit is not None and not words.of.match(name, visit.end() + 1):
        return _visit(text, draft, name, words)
    subject = words.subject.match(text.text, *draft.sentence) if " " not in name else None
    if subject is None:
        return name
    who = subject.group(1)
    return shorten(cues.locale.titles.title_of.format(title=name, subject=who[0].lower() + who[1:]))


class _Naming(NamedTuple):
    """A language's words for whose an event was, compiled."""

    subject: re.Pattern[str]
    whither: re.Pattern[str]
    of: re.Pattern[str]


@cache
def _naming(language: str) -> _Naming:
    locale = load_locale(language)
    behind = cue((*locale.events.verbs, *locale.joiners.from_)).pattern
    return _Naming(
        subject=re.compile(rf"({cue(locale.titles.subjects).pattern}\s[^,;:.]{{5,80}}?)(?=,|\s{behind})"),
        whither=re.compile(rf"\s{cue((*locale.places.to, *locale.places.at)).pattern}\s|\Z"),
        of=cue(locale.titles.of),
    )


def _visit(text: ReleaseText, draft: Draft, name: str, words: _Naming) -> str:
    """Whose visit it is, when the sentence says so by an office's name."""
    whose = load_locale(text.language).titles.visit_of
    mentions = text.within(*draft.sentence) if whose else ()
    office = next((mention for mention in mentions if mention.kind in ("office", "head")), None)
    to = words.whither.search(name)
    if office is None or to is None:
        return name
    return shorten(name[: to.start()] + whose.format(office=text.called(office)) + name[to.start() :], 120)


def fuller(text: ReleaseText, title: str, place: Place, country: str | None, cues: Cues) -> str:
    """A title that says no more than what kind of event it is, made fuller: the release's headline in its stead, else
    with where it was ("Roundtable discussion in Skopje")."""
    if any(word[0].isupper() for word in title.split()[1:]) or len(title.split()) > 3 or re.search("[“«„]", title):
        return title
    if any(word in cues.locale.titles.prepositions for word in title.split()):
        return title
    if text.release.title:
        return clean_title(text.release.title, cues)
    where = place.name.rpartition(", ")[2] if place.name and place.name != "online" else country
    preposition = cues.locale.places.in_title
    return f"{title} {preposition} {where}" if where and preposition else title
