"""The language of a text, by the words that match."""

import re
from collections import Counter
from functools import cache

from calendar_app.locales import languages, load_locale

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 1000  # characters; the beginning of a text says its language
_LEAST = 2  # matching words below which a text is of no known language


@cache
def _index() -> dict[str, tuple[str, ...]]:
    """Each common word and month word, with the languages that have it."""
    found: dict[str, list[str]] = {}
    for code in languages():
        locale = load_locale(code)
        for word in {*locale.common, *locale.month_words}:
            found.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in found.items()}


def detect(text: str, default: str) -> str:
    """The language (ISO 639-1) whose common words a text has most of; `default` where too few match, and in a tie."""
    index = _index()
    counts: Counter[str] = Counter()
    for word in _WORD.findall(text[:_ENOUGH].lower()):
        for code in index.get(word, ()):
            counts[code] += 1
    if not counts:
        return default
    code, most = max(counts.items(), key=lambda item: (item[1], item[0] == default))
    return code if most >= _LEAST else default
