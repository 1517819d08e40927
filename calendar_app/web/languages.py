"""The languages of the interface: what each says, and which one a reader is answered in.

The texts stand in `languages/<code>.po` (GNU gettext), by their English; see docs/languages.md for how they are kept.
"""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from werkzeug.datastructures import LanguageAccept

# By ISO 639-1 code, each as it calls itself.
LANGUAGES = {
    "en": "English",
    "fr": "Français",
    "de": "Deutsch",
    "it": "Italiano",
    "ru": "Русский",
    "es": "Español",
}
SOURCE = "en"


def N_(text: str) -> str:  # noqa: N802 (the name that gettext's tools look for)
    """Marks a text that is translated where it is used."""
    return text


@cache
def translations(language: str) -> NullTranslations:
    """What a language says; English for one that has no texts, and for each text that is not translated."""
    source = files("calendar_app.web") / "languages" / f"{language}.po"
    if language not in LANGUAGES or not source.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def preferred(accepted: LanguageAccept, usual: str) -> str:
    """The language that a reader likes best, whatever the country (RFC 4647 3.4); the usual one where none is known."""
    liked = (tag.partition("-")[0].lower() for tag, quality in accepted if quality > 0)
    return next((code for code in liked if code in LANGUAGES), usual if usual in LANGUAGES else SOURCE)
