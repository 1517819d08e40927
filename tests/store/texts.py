"""Texts without id, read as an import reads them."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from calendar_app.extraction import extract
from calendar_app.model import Document, Extraction
from calendar_app.profiles import Profile, load_profile
from calendar_app.releases import cut
from calendar_app.store import Store

TESTS = Path(__file__).parent.parent
CORPUS = tomllib.loads((TESTS / "corpus_identity.toml").read_text(encoding="utf-8"))
READING_DAY = date(2024, 6, 1)


def told(*texts: str, source: str = "first.txt", single: bool = True, **given: Any) -> list[Extraction]:
    """What is read in texts of one file that have no id."""
    profile = _profile()
    documents = [Document(source, text, single=single, **given) for text in texts]
    return list(extract([one for document in documents for one in cut(document, profile)], profile, READING_DAY))


@cache
def _profile() -> Profile:
    return load_profile()


def identity(store: Store) -> list[tuple[str, tuple[str, ...]]]:
    """The events by their uids, each with the keys of the releases behind it."""
    return sorted((event.uid, tuple(sorted(piece.release for piece in event.evidence))) for event in store.events())
