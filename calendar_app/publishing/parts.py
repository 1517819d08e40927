"""What a document is put together from: each event as it stands in it, already written."""

from collections.abc import Iterable
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


@dataclass(frozen=True, slots=True)
class Extent:
    """What all parts of a document share: the last change of any, and the zones that they use, ordered by key."""

    updated: datetime
    zones: tuple[Zone, ...]


def extent_of(parts: Iterable[Part]) -> Extent:
    """The extent of some parts. Raises ValueError for none."""
    known = list(parts)
    used: dict[str, Zone] = {}
    for zone in (part.zone for part in known if part.zone):
        before = used.get(zone.key, zone)
        used[zone.key] = Zone(zone.key, min(before.first, zone.first), max(before.last, zone.last))
    return Extent(max(part.updated for part in known), tuple(zone for _, zone in sorted(used.items())))
