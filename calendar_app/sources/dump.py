"""A text dump of releases: bytes to one document, with what had to be refused."""

import codecs
import re
from dataclasses import dataclass

from calendar_app.errors import SourceError
from calendar_app.model import Document

LONGEST_LINE = 1_000_000  # characters; no paragraph of a press release comes near it
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True)
class Dump:
    """A decoded dump; `broken` are the ranges of lines with bytes that are no text, each with its sentence."""

    document: Document
    refused: tuple[SourceError, ...]
    broken: tuple[tuple[int, int, SourceError], ...]


def read_dump(name: str, data: bytes) -> Dump | SourceError:
    """The document in a dump's bytes. UTF-8 is expected, UTF-16 is read where a byte order mark says so.

    Offsets count in the text as decoded, each undecodable byte one U+FFFD. A line that is too long is blanked, so
    that offsets stay.
    """
    encoding = next((codec for mark, codec in _BOMS if data.startswith(mark)), "utf-8")
    if encoding != "utf-16" and len(_CONTROL.findall(data[:65536])) > len(data[:65536]) // 200:
        return SourceError("this is a binary file, not text", where=name, remedy="give a .txt or .jsonl file")
    text = data.decode(encoding, errors="replace")
    broken = tuple(_broken_lines(name, data, text)) if "�" in text and encoding == "utf-8" else ()
    text, refused = _without_long_lines(name, text)
    return Dump(Document(name, text), tuple(refused), broken)


def _broken_lines(name: str, data: bytes, text: str) -> list[tuple[int, int, SourceError]]:
    found = []
    at = 0
    lines = text.split("\n")
    for number, (raw, line) in enumerate(zip(data.split(b"\n"), lines, strict=True), 1):
        if "�" in line and (fault := _fault(raw)) is not None:
            what = f"not UTF-8 (byte 0x{raw[fault]:02X} at byte {fault + 1} of the line), so this release is left out"
            error = SourceError(what, where=f"{name}, line {number}", remedy="save the file as UTF-8")
            found.append((at, at + len(line), error))
        at += len(line) + 1
    return found


def _fault(raw: bytes) -> int | None:
    """Where a line stops being UTF-8; None if it is (and has a U+FFFD of its own)."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _without_long_lines(name: str, text: str) -> tuple[str, list[SourceError]]:
    if len(text) <= LONGEST_LINE:
        return text, []
    refused = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if len(line) > LONGEST_LINE:
            what = f"a line of {len(line):,} characters is no paragraph of a release and is left out"
            refused.append(SourceError(what, where=f"{name}, line {number + 1}", remedy="break it at its paragraphs"))
            lines[number] = " " * len(line)
    return ("\n".join(lines), refused) if refused else (text, [])
