"""Where the events of a release take place: from their own sentence, from those around it, from the dateline."""

import re
from collections.abc import Sequence
from dataclasses import replace

from calendar_app.extraction.cues import Cues
from calendar_app.extraction.drafts import Draft
from calendar_app.extraction.listings import Listed
from calendar_app.extraction.places import Place, dateline_place, find_place, last_city, without_place
from calendar_app.extraction.roles import Judged
from calendar_app.extraction.text import ReleaseText
from calendar_app.model import Role


def near_countries(text: ReleaseText, offices: Sequence[str]) -> tuple[str, ...]:
    """The countries that a release is likely to be in: those of its field offices, else all that it names."""
    own = [text.profile.offices[slug].country for slug in offices]
    field = [code for slug, code in zip(offices, own, strict=True) if code and _in_the_field(text, slug)]
    named = [mention.id for mention in text.mentions if mention.kind in ("country", "adjective", "seat")]
    return tuple(dict.fromkeys(field or named))


def _in_the_field(text: ReleaseText, slug: str) -> bool:
    return text.profile.offices[slug].region != text.profile.default_region


def listed_place(text: ReleaseText, entry: Listed, near: Sequence[str], cues: Cues) -> tuple[str, Place]:
    """An entry's title and place: of its place line, else of the end of its title, else of the words in it."""
    if entry.place is None:
        title, place = without_place(entry.title, near)
        return title, place if place != Place() else find_place(text, *entry.line, near, cues)
    name = text.text[entry.place[0] : entry.place[1]]
    return entry.title, replace(last_city(name, near).or_else(find_place(text, *entry.place, near, cues)), name=name)


def draft_place(
    text: ReleaseText, draft: Draft, judged: Sequence[Judged], near: Sequence[str], travel: bool, part: bool, cues: Cues
) -> Place:
    """The place that the event's sentence names, else the sentences around it, else the dateline.

    For a `part` of the main event only its own sentence counts: what stands around it may speak of the whole.
    """
    behind_label = text.labelled(cues.place_labels) if cues.time_labels.match(text.text, *draft.sentence) else None
    if behind_label:
        name = text.text[behind_label[0] : behind_label[1]].strip(" .")
        return replace(last_city(name, near).or_else(find_place(text, *behind_label, near, cues)), name=name)
    best = find_place(text, *draft.sentence, near, cues, travel=travel, phrase=draft.phrase)
    if part:
        return best
    number = text.number(draft.sentence[0])
    around = [*text.sentences[number + 1 : number + 3], *text.sentences[:3]]
    told = _told_where(text, cues)
    for start, stop in [*told, *around]:
        if best.name is not None and best.country is not None:
            return best
        best = best.or_else(find_place(text, start, stop, near, cues, own=(start, stop) in told))
    dated = next((item.span.offset for item in judged[:3] if item.span.role is Role.DATELINE), None)
    if best == Place() and dated is not None and cues.locale.places.dateline:
        best = dateline_place(text, dated, near)
    return best if best.country else replace(best, country=_spoken_of(text, draft))


def _told_where(text: ReleaseText, cues: Cues) -> list[tuple[int, int]]:
    """The sentences that say of the event where it was: "The activity took place at Lake Issyk-Kul"."""
    return [(start, stop) for start, stop in text.sentences if _WAS_AT.match(text.text, start, stop)][:2]


_WAS_AT = re.compile(
    r"(?:The|This|These|Both|It)\s(?:[\w-]+\s){0,3}?[\w-]*,?\s?(?:which\s)?"
    r"(?:took place|was held|were held|takes place|will take place|will be held|was hosted|held)\b"
)


def _spoken_of(text: ReleaseText, draft: Draft) -> str | None:
    """The one country that the event's sentence speaks of, a country's name before an adjective."""
    mentions = text.within(*draft.sentence)
    for kind in ("country", "adjective"):
        codes = {mention.id for mention in mentions if mention.kind == kind}
        if len(codes) == 1:
            return codes.pop()
    return None


def country_name(text: ReleaseText, code: str | None, offices: Sequence[str]) -> str | None:
    if code is None:
        code = next((text.profile.offices[s].country for s in offices if _in_the_field(text, s)), None)
    country = text.profile.countries.get(code) if code else None
    return country.name if country else None


def zone_of(text: ReleaseText, code: str | None, offices: Sequence[str]) -> str | None:
    """The zone of a country, else of the office."""
    country = text.profile.countries.get(code) if code else None
    if country is not None and country.timezone:
        return country.timezone
    return next((text.profile.offices[slug].timezone for slug in offices if text.profile.offices[slug].timezone), None)
