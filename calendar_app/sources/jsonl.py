"""Single releases as JSON Lines: one object a line with "text" and what else is known of the release."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from calendar_app.errors import SourceError
from calendar_app.model import Document

LONGEST_LINE = 5_000_000  # bytes


def _day(value: object) -> object:
    """A date from "2024-11-22" or from a time stamp; anything else is left for pydantic to refuse."""
    if isinstance(value, str) and len(value) > 10:
        try:
            return datetime.fromisoformat(value).date()
        except ValueError:
            return value
    return value


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore")

    text: str = Field(min_length=1)
    id: str | int | None = None
    url: str | None = None
    title: str | None = None
    published: Annotated[date | None, BeforeValidator(_day)] = None
    language: str | None = None
    offices: tuple[str, ...] = ()


def read_jsonl(name: str, data: bytes) -> tuple[list[Document], list[SourceError]]:
    """The releases of a file in order, and a sentence for each line that is none."""
    documents: list[Document] = []
    refused: list[SourceError] = []
    for number, line in _lines(data):
        read = _read_line(name, f"{name}, line {number}", line)
        if isinstance(read, SourceError):
            refused.append(read)
        else:
            documents.append(read)
    return documents, refused


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            yield number, line


def _read_line(name: str, where: str, line: bytes) -> Document | SourceError:
    if len(line) > LONGEST_LINE:
        return SourceError(f"a line of {len(line):,} bytes is no release", where=where, remedy="split the line")
    try:
        row = _Row.model_validate(json.loads(line))
    except UnicodeDecodeError as error:
        return SourceError(f"not UTF-8 (byte 0x{line[error.start]:02X})", where=where, remedy="save the file as UTF-8")
    except (ValueError, RecursionError) as error:
        return SourceError(_why(error), where=where, remedy='a line is one object like {"text": "…", "url": "…"}')
    title = " ".join(row.title.split()) if row.title and row.title.strip() else None
    text = (f"{title}\n{row.text}" if title else row.text).encode("utf-8", "replace").decode()
    key = str(row.id) if row.id is not None else None
    return Document(
        source=name, text=text, single=True, key=key, url=row.url, title=title,
        published=row.published, language=row.language, offices=row.offices,
    )  # fmt: skip


def _why(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "the line"
        return f"{key}: {first['msg'][0].lower()}{first['msg'][1:]}"
    if isinstance(error, json.JSONDecodeError):
        return f"no JSON ({error.msg} at column {error.colno})"
    return "no JSON (nested too deep)" if isinstance(error, RecursionError) else f"no JSON ({error})"
