"""The page of one release: its text with the sentences that gave events marked, and those events."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

from calendar_app.model import Event
from calendar_app.publishing import clean
from calendar_app.store import StoredRelease
from calendar_app.web import paths
from calendar_app.web.passages import Piece, paragraphs
from calendar_app.web.text import plain
from calendar_app.web.views.cards import Card, Scene, card
from calendar_app.web.wording import long_date


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """All that a release's page shows; `heading` is the release's own when `titled`, `title` names the window."""

    path: str
    titled: bool
    heading: str
    title: str
    published: str
    day: str
    url: str | None
    language: str | None
    paragraphs: tuple[tuple[Piece, ...], ...]
    cards: tuple[Card, ...]


def release_page(release: StoredRelease, events: Sequence[Event], scene: Scene) -> ReleasePage:
    published = long_date(release.published, scene.language) if release.published else ""
    stated = clean.line(release.title)
    heading = stated or (f"Press release of {published}" if published else "Press release")
    begin = len(release.title) + 1 if release.title and release.text.startswith(f"{release.title}\n") else 0
    return ReleasePage(
        path=paths.release(release.key),
        titled=bool(stated),
        heading=heading,
        title=plain(heading if stated else f"{heading}: {_opening(release.text)}"),
        published=published,
        day=release.published.isoformat() if release.published else "",
        url=clean.url(release.url),
        language=release.language,
        paragraphs=tuple(paragraphs(release.text, events, release.key, begin)),
        cards=tuple(card(event, scene) for event in events),
    )


def _opening(text: str) -> str:
    """The first words of a text."""
    return shorten(text[:400], 60, placeholder="…")
