"""The way of the data: read, cut, extract; then record and publish. What is refused is gathered, never dropped."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from calendar_app.errors import CalendarAppError, SourceError
from calendar_app.extraction import extract
from calendar_app.model import Extraction, Release
from calendar_app.profiles import Profile
from calendar_app.releases import cut
from calendar_app.sources import Source, read_source, sources


@dataclass
class Refusals:
    """The sentences of what was refused in a run, in order; `tell` is called with each as it comes."""

    tell: Callable[[CalendarAppError], None] = lambda error: None
    errors: list[CalendarAppError] = field(default_factory=list)

    def add(self, error: CalendarAppError) -> None:
        self.errors.append(error)
        self.tell(error)


def extractions(
    paths: Iterable[str], kind: str | None, profile: Profile, reading_day: date, refusals: Refusals
) -> Iterator[Extraction]:
    """The extractions of all releases in files and folders, in order, file by file."""
    unread: list[SourceError] = []
    for path in sources(paths, unread):
        yield from _of_source(read_source(path, kind), profile, reading_day, refusals)
    for error in unread:
        refusals.add(error)


def _of_source(source: Source, profile: Profile, reading_day: date, refusals: Refusals) -> Iterator[Extraction]:
    for error in source.refused:
        refusals.add(error)
    releases = [release for document in source.documents for release in cut(document, profile)]
    if source.documents and not releases:
        refusals.add(SourceError("no release in this file", where=source.name, remedy="put releases in it"))
    whole = [release for release in releases if not _broken(release, source, refusals)]

    def refuse(release: Release, fault: Exception) -> None:
        what = f"the release at character {release.offset} could not be read ({type(fault).__name__}: {fault})"
        refusals.add(SourceError(what, where=release.source, remedy="please report it; the others were read"))

    yield from extract(whole, profile, reading_day, refuse)


def _broken(release: Release, source: Source, refusals: Refusals) -> bool:
    """Whether a release has bytes that are no text; says so for each line."""
    faults = [error for start, stop, error in source.broken if start < release.end and release.offset < stop]
    for error in faults:
        refusals.add(error)
    return bool(faults)
