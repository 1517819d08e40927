"""The words of events, by which they are found: of the title, the place, the sentence and the release's title."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Protocol
from unicodedata import combining, normalize

from sqlalchemy import Connection, select

from calendar_app.store.schema import events, evidence, releases

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 100  # letters of a word that are compared


class WordIndex(Protocol):
    """The full-text index of one kind of database; events stand in it by their numbers."""

    def make_index(self, connection: Connection) -> None: ...
    def write_words(self, connection: Connection, words: dict[int, str]) -> None: ...
    def numbers_of(self, connection: Connection, word: str) -> list[int]: ...


def folded(text: str) -> str:
    """The text as it is compared in a search: no case, no accents."""
    return "".join(letter for letter in normalize("NFKD", text.casefold()) if not combining(letter))


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return [word[:_LONGEST] for word in _WORD.findall(folded(text))]


def index_events(connection: Connection, index: WordIndex, chosen: Collection[str]) -> None:
    """Writes the words of events, by their ids, into the index, in place of those that they had."""
    query = select(events.c.id, events.c.number, events.c.title, events.c.place, events.c.country)
    rows = connection.execute(query.where(events.c.id.in_(chosen))).all()
    told = _told(connection, chosen)
    texts = {row.number: (row.title, row.place, row.country, *told[row.id]) for row in rows}
    index.write_words(connection, {number: _line(several) for number, several in texts.items()})


def _told(connection: Connection, chosen: Collection[str]) -> defaultdict[str, list[str | None]]:
    """What the releases of events say of them."""
    query = select(evidence.c.event, evidence.c.quote, releases.c.title).join(
        releases, releases.c.key == evidence.c.release
    )
    found: defaultdict[str, list[str | None]] = defaultdict(list)
    for event, quote, title in connection.execute(query.where(evidence.c.event.in_(chosen), evidence.c.told)):
        found[event] += [quote, title]
    return found


def _line(texts: Iterable[str | None]) -> str:
    """The different words of some texts, in their order."""
    return " ".join(dict.fromkeys(word for text in texts if text for word in words_of(text)))
