"""The forms that words have in a title: nominatives, a language's own quotation marks and capitals."""

import re
from collections.abc import Mapping, Sequence, Set

from calendar_app.extraction.words import Word, made_word
from calendar_app.locales.event_words import TitleWords

_BRACKET = re.compile(r"\s\([^)]*\)")


def in_nominative(
    left: Sequence[Word], noun: Word, right: Sequence[Word], titles: TitleWords, nouns: Set[str]
) -> tuple[list[Word], Word, list[Word]]:
    """A noun phrase in the nominative, as far as the language's lists tell: the words before the noun, the noun, those
    behind it. A noun that another word governs ("opening of the exhibition") stays as it is."""
    basic = titles.nominative.get(noun.lower) or _without_case(noun.lower, titles, nouns)
    endings = _endings(noun.lower, basic, titles)
    agreed = _agreed(left[::-1], endings)[::-1]
    bare = not agreed
    governed = bool(titles.agreement) and bare and bool(left) and left[-1].text[0].islower()
    if governed or (bare and noun.lower in titles.plurals):
        return [*left], noun, [*right]
    head = [*left[: len(left) - len(agreed)], *agreed]
    return head, _with_text(noun, basic), _agreed_behind(right, endings, titles)


def phrase_in_nominative(phrase: str, titles: TitleWords, nouns: Set[str] = frozenset()) -> str:
    """A phrase with its noun, one of the first words, in the nominative, as far as the language's lists tell."""
    words = [made_word(word, 0, 0) for word in phrase.split()]
    at = next((index for index, word in enumerate(words[:_DESCRIBED]) if word.lower in titles.nominative), None)
    if at is None:
        return phrase
    left, noun, right = in_nominative(words[:at], words[at], words[at + 1 :], titles, nouns)
    return " ".join(word.text for word in (*left, noun, *right))


_DESCRIBED = 4  # words of a phrase in which its noun stands


def _without_case(noun: str, titles: TitleWords, nouns: Set[str]) -> str:
    """A noun without the ending of a case, the longest that leaves one of the nouns."""
    for ending in sorted(titles.case_endings, key=len, reverse=True):
        if noun.endswith(ending) and noun[: -len(ending)] in nouns:
            return noun[: -len(ending)]
    return noun


def _endings(written: str, nominative: str, titles: TitleWords) -> Mapping[str, str]:
    """What the endings of the adjectives beside a noun become."""
    for agreement in titles.agreement:
        if written.endswith(agreement.written) and nominative.endswith(agreement.nominative):
            return agreement.adjectives
    return {}


def _agreed(words: Sequence[Word], endings: Mapping[str, str]) -> list[Word]:
    """The first of the words, up to one that is no adjective, with their endings changed."""
    found: list[Word] = []
    for word in words:
        ending = max((end for end in endings if word.lower.endswith(end)), key=len, default="")
        if not ending or len(word.text) < max(4, len(ending)) or word.text.isupper():
            break
        found.append(word._replace(text=word.text[: -len(ending)] + endings[ending]))
    return found


def _agreed_behind(right: Sequence[Word], endings: Mapping[str, str], titles: TitleWords) -> list[Word]:
    """The words behind a noun, with the participle that leads to its subject ("devoted to") in the nominative, too."""
    first = 1 if right and right[0].text == "," else 0
    leads = len(right) > first + 1 and f"{right[first].lower} {right[first + 1].lower}" in titles.focus
    if not titles.adjectives_behind and not leads and not _is_after_date(right[first:], titles):
        return [*right]
    agreed = _agreed(right[first:] if titles.adjectives_behind else right[first : first + 1], endings)
    return [*right[:first], *agreed, *right[first + len(agreed) :]]


def _is_after_date(words: Sequence[Word], titles: TitleWords) -> bool:
    return bool(words) and words[0].lower in titles.after_date


def _with_text(noun: Word, basic: str) -> Word:
    if basic == noun.lower:
        return noun
    return noun._replace(text=basic[0].upper() + basic[1:] if noun.capital else basic)


def in_quotes(name: str, titles: TitleWords) -> str:
    """A name in quotation marks, with them, as a title has it: in the language's own, without brackets."""
    pair = name[0] + name[-1]
    kept = pair if pair in titles.quotes else titles.quotes[0]
    inside = _BRACKET.sub("", name[1:-1])
    padding = inside[0] if kept == pair and inside[0].isspace() else ""
    inside = inside.strip(" ,.\u00a0\u202f")
    return f"{kept[0]}{padding}{inside}{padding}{kept[1]}"


def capitalised(title: str, titles: TitleWords) -> str:
    """A title with a capital as its first letter."""
    return titles.capitals.get(title[:1], title[:1].upper()) + title[1:]
