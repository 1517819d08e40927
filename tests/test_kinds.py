"""Kinds of events: titles in all languages, and the words that the languages have for them."""

import tomllib
from pathlib import Path

import pytest

from calendar_app.kinds import KINDS, kind_of
from calendar_app.locales import languages, load_locale
from calendar_app.locales.event_words import BODIES

CORPUS = tomllib.loads((Path(__file__).parent / "corpus_kinds.toml").read_text(encoding="utf-8"))
CASES = [
    (language, kind, title) for language, kinds in CORPUS.items() for kind, titles in kinds.items() for title in titles
]


@pytest.mark.parametrize(("kind", "title"), [pytest.param(*case[1:], id=f"{case[0]}: {case[2]}") for case in CASES])
def test_a_title_names_its_kind(kind: str, title: str) -> None:
    assert kind_of(title) == kind


def test_every_language_has_titles_of_every_kind() -> None:
    assert set(CORPUS) == set(languages())
    for language, kinds in CORPUS.items():
        assert set(kinds) == set(KINDS), language


@pytest.mark.parametrize("language", languages())
def test_every_beginning_is_that_of_a_noun_and_every_word_has_one_kind(language: str) -> None:
    locale = load_locale(language)
    nouns = (*locale.events.nouns, *locale.events.weak_nouns, *locale.events.proper)
    words = [word for kind in (*KINDS, BODIES) for word in locale.kinds.of(kind)]
    assert len(words) == len(set(words))
    for word in words:
        assert word == word.lower()
        assert not word.endswith("…") or any(noun.startswith(word[:-1]) for noun in nouns), word


@pytest.mark.parametrize(
    "title", ["«" * 5000, "(" * 5000, "training " * 5000, "- " * 5000, "l'" * 5000, "\x00", "İ" * 300]
)
def test_any_title_has_a_kind(title: str) -> None:
    assert kind_of(title) in KINDS
