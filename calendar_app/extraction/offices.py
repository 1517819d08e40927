"""Whose release it is: the offices that hold the event, told from those that took part or are only spoken of."""

import re
from collections import defaultdict

from calendar_app.extraction.cues import Cues
from calendar_app.extraction.text import ReleaseText
from calendar_app.model import Office
from calendar_app.profiles.names import Mention

HOLDS = 3.0  # the weight from which an office holds the event


def find_offices(text: ReleaseText, cues: Cues) -> tuple[str, ...]:
    """The slugs of the release's offices, in the profile's order; what the source says of a release comes first."""
    if text.release.offices:
        return tuple(slug for slug in text.profile.offices if slug in text.release.offices)
    weights = office_weights(text, cues)
    held = {slug for slug, weight in weights.items() if weight >= HOLDS}
    if not held:
        held = _of_the_speakers(text, weights) if weights else _of_the_mission(text)
    parents = {text.profile.offices[slug].part_of for slug in held}
    return tuple(slug for slug in text.profile.offices if slug in held and slug not in parents)


def office_weights(text: ReleaseText, cues: Cues) -> dict[str, float]:
    """How much speaks for each office that is named."""
    weights: dict[str, float] = defaultdict(float)
    for mention in text.mentions:
        if mention.kind == "office" or (mention.kind == "head" and mention.own):
            weights[mention.id] += _weight(text, mention, cues)
    return weights


def _weight(text: ReleaseText, mention: Mention, cues: Cues) -> float:
    start, stop = text.sentence(mention.start)
    head, tail = text.text[start : mention.start], text.text[mention.stop : stop]
    number = text.number(mention.start)
    lead = mention.start < text.release.body_start or number < 3
    weight = 1.5 if lead else 0.7
    if text.quoted(mention.start):
        return 0.2
    if _NOT_HERE.match(tail):
        return 0.0
    if cues.attends.search(head[-160:]):
        return 0.3
    if _LISTED_BY.search(head):
        return weight + 2.5
    if cues.organiser.search(_bare(head)):
        return weight + (2.5 if lead or _VERB_BY.search(head[-80:]) else 1.0)
    if _behind_verb(tail, cues):
        return weight + (2.5 if lead or _HELD_THE.match(tail) else 0.8)
    if number < 2 and not _PERSON_OF.search(head[-60:]):
        return weight + 0.5
    if cues.speaker.search(head[-90:]) or cues.speaker.search(tail[:60]):
        return 0.4
    return weight


_BARE = re.compile(
    r"(?:(?:the|The)\s)?(?:(?:Office|office)\s(?:of\s)?(?:the\s)?)?(?:OSCE(?:[’']s)?[\s/])?(?:Secretariat[’']s\s)?\Z"
)
_VERB_BY = re.compile(r"\b\w+(?:ed|held|run)\sby\b")
_HELD_THE = re.compile(
    r"[^.;:]{0,60}?\s(?:had |has )?(?:organi[sz]ed|held|hosted|conducted|convened|arranged|delivered|facilitates|holds|"
    r"organi[sz]es)\s(?:the|this|these)\s"
)
_LISTED_BY = re.compile(
    r"\b(?:organi[sz]ed|held|hosted|conducted|implemented|convened|delivered|arranged|launched)\s(?:jointly\s)?by\s"
    r"(?:(?!\b(?:which|that|who|was|were|supported|said|with)\b)[^.;:]){0,220}\Z"
)
_PERSON_OF = re.compile(
    r"\b(?:Head|Officer|Chief|Director|Adviser|Manager|President|Representative|Chair)\b[^,.;]{0,30}\b(?:of|at|in)\s(?:the\s)?(?:OSCE\s)?\Z"
)
_NOT_HERE = re.compile(r"[’']s (?:commitments|support in|recommendations|priorities)")


def _bare(head: str) -> str:
    """What stands before a name, without "the OSCE" or "the Office of the" in front of it."""
    return _BARE.sub("", head) if head else head


def _behind_verb(tail: str, cues: Cues) -> bool:
    """Whether the name is the subject of an organising verb that stands behind it in the same clause."""
    match = cues.organises.search(tail[:260])
    return match is not None and not _NEW_CLAUSE.search(tail[: match.start()])


_NEW_CLAUSE = re.compile(r"[;:]|\b(?:which|that|who|where|said|noted)\b")


def _of_the_mission(text: ReleaseText) -> set[str]:
    """ "the OSCE Mission" with no name: the open office of that kind in the country that the release speaks of most."""
    counts: dict[str, int] = defaultdict(int)
    for mention in text.mentions:
        if mention.kind in ("country", "seat", "adjective"):
            counts[mention.id] += 1
    for kind in _KINDS:
        if not re.search(rf"\b{re.escape(text.profile.short)} {kind}\b|\bthe {kind}\b", text.text):
            continue
        here = [
            office for office in text.profile.offices.values()
            if office.country in counts and _is_kind(office, kind, text.profile.short)
        ]  # fmt: skip
        if here:
            return {max(here, key=lambda office: counts[office.country or ""]).slug}
    return set()


_KINDS = ("Mission", "Presence", "Centre", "Programme Office", "Project Co-ordinator")


def _is_kind(office: Office, kind: str, short: str) -> bool:
    return office.until is None and office.name.removeprefix(f"{short} ").startswith(f"{kind} ")


def _of_the_speakers(text: ReleaseText, weights: dict[str, float]) -> set[str]:
    """With no one named as holding it: the field office whose people speak, or the office that is named first."""
    field = [slug for slug in weights if text.profile.offices[slug].region != text.profile.default_region]
    named = field or [slug for slug, weight in weights.items() if weight >= 1.0]
    return {max(named, key=lambda slug: weights[slug])} if named else set()
