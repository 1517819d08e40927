"""Collects the texts of the interface and brings the files of its languages up to date:

    python -m tools.messages

Texts that are new stand in each file with an empty translation, those that are no longer used are taken out. What is
still to be translated is counted. See docs/languages.md.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from calendar_app.web.languages import LANGUAGES, SOURCE

WEB = Path(__file__).parent.parent / "calendar_app" / "web"
FILES = WEB / "languages"
_METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
_OPTIONS = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
_HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {}\\n"
"Plural-Forms: {}\\n"

"""


def extracted() -> Catalog:
    """All texts of the interface, by where they are first used."""
    found = Catalog()
    for file, _, text, comments, context in extract_from_dir(WEB, _METHODS, _OPTIONS):
        found.add(text, None, [(file, 1)], auto_comments=comments, context=context)
    return found


def known(language: str) -> Catalog:
    """What a language says at present; nothing where it has no file yet."""
    file = FILES / f"{language}.po"
    return read_po(BytesIO(file.read_bytes() if file.is_file() else b""), locale=language)


def untranslated(catalogue: Catalog) -> list[str]:
    """The texts that have no translation, or lack one of its plural forms."""
    several = ((message.id, message.string) for message in catalogue if message.id)
    return [
        text if isinstance(text, str) else text[0]
        for text, told in several
        if not (all(told) if isinstance(told, tuple) else told)
    ]


def update(language: str, template: Catalog) -> Catalog:
    """What a language says of all texts, written to its file."""
    catalogue = known(language)
    catalogue.update(template, no_fuzzy_matching=True)
    written = BytesIO()
    write_po(written, catalogue, width=120, omit_header=True, ignore_obsolete=True, include_lineno=False)
    header = _HEADER.format(language, catalogue.plural_forms)
    (FILES / f"{language}.po").write_bytes(header.encode() + written.getvalue())
    return catalogue


def main() -> None:
    template = extracted()
    print(f"{len(template)} texts")
    for language in LANGUAGES:
        if language != SOURCE:
            print(f"{language}: {len(untranslated(update(language, template)))} to be translated")


if __name__ == "__main__":
    main()
