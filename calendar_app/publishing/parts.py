"""What a document is put together from: each event as it stands in it, already written."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Zone:
    """An IANA zone, and the first and the last year in which it is used."""

    key: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Part:
    """An event in one format; `updated` is its last visible change, `zone` that of its hours."""

    body: bytes
    updated: datetime
    zone: Zone | None = None
