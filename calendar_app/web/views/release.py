"""The page of one release: its text with the dates marked by their roles, and the events that it gave."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

from calendar_app.model import DateSpan, Event, Role
from calendar_app.publishing import clean, words
from calendar_app.store import StoredRelease
from calendar_app.web import paths
from calendar_app.web.languages import N_
from calendar_app.web.passages import Marked, Piece, paragraphs
from calendar_app.web.text import plain
from calendar_app.web.views.cards import Card, Scene, card
from calendar_app.web.wording import long_date

_ROLES = {
    Role.EVENT: N_("Date of an event"),
    Role.DATELINE: N_("Date on which the release was written"),
    Role.DEADLINE: N_("Deadline"),
    Role.BACKGROUND: N_("Background: a date of history, of a document, or of no event"),
}

_FEW, _MORE = 60, 200  # characters of a text that stand for it


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text; `role` is that of the date phrase that it belongs to, `name` and `days` say the role and
    the days in words, once for each phrase."""

    text: str
    events: tuple[str, ...]
    starts: tuple[str, ...]
    role: str
    name: str
    days: str


@dataclass(frozen=True, slots=True)
class Found:
    """An event that the release gave; `shown` says that its sentence stands in the text."""

    card: Card
    shown: bool


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """All that a release's page shows; `heading` is the release's own when `titled`, `title` names the window, and
    `opening` has the first words of the text, for those who link to the page.

    `legend` has the roles that occur with their words; `reread` says that all dates are marked, not those of events
    alone.
    """

    path: str
    titled: bool
    heading: str
    title: str
    opening: str
    published: str
    day: str
    url: str | None
    language: str | None
    legend: tuple[tuple[str, str], ...]
    reread: bool
    paragraphs: tuple[tuple[Passage, ...], ...]
    found: tuple[Found, ...]


def release_page(
    release: StoredRelease, events: Sequence[Event], spans: Sequence[DateSpan] | None, scene: Scene
) -> ReleasePage:
    """The page of a release with the events that it gave; `spans` are its dates, None where they are not known."""
    published = long_date(release.published, scene.language) if release.published else ""
    stated = clean.line(release.title)
    unnamed = scene.gettext("Press release of %(day)s") % {"day": published} if published else ""
    heading = stated or unnamed or scene.gettext("Press release")
    pieces = paragraphs(release.text, events, release.key, text_begins(release), spans or ())
    roles = {piece.date.role for line in pieces for piece in line if piece.date}
    placed = {event for line in pieces for piece in line for event in piece.starts}
    return ReleasePage(
        path=paths.release(release.key),
        titled=bool(stated),
        heading=heading,
        title=plain(heading if stated else f"{heading}: {_opening(release.text, _FEW)}"),
        opening=plain(_opening(release.text[text_begins(release) :], _MORE)),
        published=published,
        day=release.published.isoformat() if release.published else "",
        url=clean.url(release.url),
        language=release.language,
        legend=tuple((role.value, scene.gettext(name)) for role, name in _ROLES.items() if role in roles),
        reread=spans is not None,
        paragraphs=tuple(tuple(_passage(piece, scene) for piece in line) for line in pieces),
        found=tuple(Found(card(event, scene), event.id in placed) for event in events),
    )


def text_begins(release: StoredRelease) -> int:
    """Where the text of a release begins behind its title, in characters."""
    return len(release.title) + 1 if release.title and release.text.startswith(f"{release.title}\n") else 0


def _passage(piece: Piece, scene: Scene) -> Passage:
    date = piece.date
    return Passage(
        text=piece.text,
        events=piece.events,
        starts=piece.starts,
        role=date.role.value if date else "",
        name=scene.gettext(_ROLES[date.role]) if date and piece.closes else "",
        days=_days(date, scene) if date else "",
    )


def _days(date: Marked, scene: Scene) -> str:
    """The days that a phrase names; empty where the year could not be read from the release itself."""
    span = date.span
    if span is None or span.inferred in _FROM_ELSEWHERE:
        return ""
    return words.days(span.start, span.end, span.precision, scene.language)


_FROM_ELSEWHERE = ("neighbour", "reading day")


def _opening(text: str, most: int) -> str:
    """The first words of a text, in so many characters at most."""
    return shorten(text[:400], most, placeholder="…")
