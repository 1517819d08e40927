"""Texts as somebody corrects them: small edits made at random."""

import re
from collections.abc import Callable, Sequence
from random import Random

Edit = Callable[[str, Random], str]

_WORD = re.compile(r"(?<!\w)[^\W\d_]{5,}(?!\w)")
_NUMBER = re.compile(r"(?<!\w)[1-9]\d?(?!\w)")
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[^\W\d_])")
_QUOTED = re.compile(r'"([^"\n]*)"')
_BLANK = re.compile(r"(?<=\w) (?=\w)")


def misspell(text: str, random: Random) -> str:
    """Two letters of a word change places."""
    words = list(_WORD.finditer(text))
    if not words:
        return text
    word = random.choice(words)
    at = random.randrange(word.start() + 1, word.end() - 2)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def exchange_a_word(text: str, random: Random) -> str:
    """A word in small letters, which is no name, stands where another stood."""
    words = [word for word in _WORD.finditer(text) if word[0].islower()]
    if not words:
        return text
    word = random.choice(words)
    return text[: word.start()] + random.choice(words)[0] + text[word.end() :]


def correct_a_name(text: str, random: Random) -> str:
    """A word with a capital, which is a name or begins a sentence, stands where another stood."""
    words = [word for word in _WORD.finditer(text) if word[0][0].isupper()]
    if not words:
        return text
    word = random.choice(words)
    return text[: word.start()] + random.choice(words)[0] + text[word.end() :]


def correct_a_number(text: str, random: Random) -> str:
    """A number, which may be that of a day, is one more than it was."""
    numbers = list(_NUMBER.finditer(text))
    if not numbers:
        return text
    number = random.choice(numbers)
    return f"{text[: number.start()]}{int(number[0]) + 1}{text[number.end() :]}"


def add_a_sentence(text: str, random: Random) -> str:
    """A sentence of the text stands in it a second time, in other words; without a number, so that no date is said."""
    said = [piece for piece in _SENTENCE.split(text) if not re.search(r"\d|\n", piece)]
    return f"{text.rstrip()} {exchange_a_word(random.choice(said), random)}" if said else text


def take_a_sentence_away(text: str, random: Random) -> str:
    """One of five sentences or more is gone; it had no number, so that no date is gone with it."""
    pieces = _SENTENCE.split(text)
    small = [at for at, piece in enumerate(pieces) if at and not re.search(r"\d|\n", piece)]
    if len(pieces) < 5 or not small:
        return text
    gone = random.choice(small)
    return " ".join(piece for at, piece in enumerate(pieces) if at != gone)


def set_anew(text: str, random: Random) -> str:
    """Quotation marks of another kind, and blanks that are doubled or do not break."""
    quoted = _QUOTED.sub(random.choice((r"“\1”", r"«\1»", r"„\1“")), text)
    return _BLANK.sub(lambda blank: random.choice((" ",) * 8 + ("  ", "\u00a0")), quoted)


# Those that leave what the text says, and those that change a fact of it.
OF_WORDS: tuple[Edit, ...] = (misspell, exchange_a_word, add_a_sentence, take_a_sentence_away, set_anew)
OF_FACTS: tuple[Edit, ...] = (correct_a_name, correct_a_number)


def edit(text: str, random: Random, edits: Sequence[Edit], times: int) -> str:
    """A text edited so many times, each time in a way that changes it where one of ten tries does."""
    for _ in range(times):
        tries = (random.choice(edits)(text, random) for _ in range(10))
        text = next((other for other in tries if other != text), text)
    return text
