"""Readers by kind of file. What cannot be read is refused with a sentence, and the rest is read all the same."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from calendar_app.errors import SourceError
from calendar_app.model import Document
from calendar_app.sources.dump import read_dump
from calendar_app.sources.jsonl import read_jsonl

KINDS = {".txt": "txt", ".jsonl": "jsonl"}
STDIN = "-"


@dataclass(frozen=True)
class Source:
    """What one file gave: its documents, and a sentence for each thing in it that was refused.

    `broken` are ranges of a dump's text whose bytes could not be decoded; the releases that they touch are refused
    when the dump has been cut.
    """

    name: str
    documents: tuple[Document, ...] = ()
    refused: tuple[SourceError, ...] = ()
    broken: tuple[tuple[int, int, SourceError], ...] = ()


def sources(paths: Iterable[str], refuse: list[SourceError]) -> list[str]:
    """The files that paths name, folders opened (their .txt and .jsonl files, in order of name). What is no file or
    has none is added to `refuse`."""
    found: list[str] = []
    for path in paths:
        if path != STDIN and Path(path).is_dir():
            inside = sorted(str(file) for file in Path(path).rglob("*") if file.suffix in KINDS and file.is_file())
            if not inside:
                refuse.append(
                    SourceError("no releases in this folder", where=path, remedy="put .txt or .jsonl files there")
                )
            found += inside
        else:
            found.append(path)
    return found


def read_source(path: str, kind: str | None = None) -> Source:
    """Everything in one file or, for "-", in standard input; `kind` is "txt" or "jsonl", by the suffix when None."""
    kind = kind or KINDS.get(Path(path).suffix.lower())
    if kind is None:
        what = "standard input could be anything" if path == STDIN else "this kind of file is not read"
        return _refused(
            path, SourceError(what, where=_shown(path), remedy="say what it is with --from txt or --from jsonl")
        )
    try:
        data = sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
    except FileNotFoundError:
        return _refused(path, SourceError("there is no such file", where=path, remedy="check the path"))
    except OSError as error:
        return _refused(path, SourceError(f"cannot be read ({error.strerror})", where=path, remedy="check the file"))
    if not data.strip():
        return _refused(path, SourceError("the file is empty", where=_shown(path), remedy="put releases in it"))
    if kind == "jsonl":
        documents, refused = read_jsonl(_shown(path), data)
        return Source(path, tuple(documents), tuple(refused))
    dump = read_dump(_shown(path), data)
    if isinstance(dump, SourceError):
        return _refused(path, dump)
    return Source(path, (dump.document,), dump.refused, dump.broken)


def _shown(path: str) -> str:
    return "standard input" if path == STDIN else path


def _refused(path: str, error: SourceError) -> Source:
    return Source(path, refused=(error,))
