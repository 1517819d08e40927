"""The dates of a stored release with their roles, read again: the store keeps only those that gave events."""

from datetime import date
from functools import lru_cache

from calendar_app.extraction import extract
from calendar_app.model import DateSpan, Release
from calendar_app.profiles import Profile
from calendar_app.store import StoredRelease

LONGEST = 100_000  # characters; reading as many takes about a fifth of a second
KEPT = 256


class Rereading:
    """Reads releases again for showing; one that was read lately is not read again."""

    def __init__(self, profile: Profile) -> None:
        def read(release: StoredRelease, day: date) -> tuple[DateSpan, ...] | None:
            return spans_of(release, profile, day)

        self._read = lru_cache(maxsize=KEPT)(read)

    def spans(self, release: StoredRelease, day: date) -> tuple[DateSpan, ...] | None:
        """The spans of `spans_of`. A release that says when it was published is read the same on every day."""
        return self._read(release, release.published or day)


def spans_of(release: StoredRelease, profile: Profile, day: date) -> tuple[DateSpan, ...] | None:
    """The date spans of a release, in order, offsets in its text; None where it is too long or cannot be read.

    A year that neither the text nor the release's day gives is that nearest to `day`: when the release was first read
    it may have come from releases beside it, which are not known here.
    """
    if len(release.text) > LONGEST:
        return None
    text = Release(
        source=release.source,
        key=release.key,
        text=release.text,
        title=release.title if release.title and release.text.startswith(f"{release.title}\n") else None,
        published=release.published,
        language=release.language,
    )
    try:
        return next(extract([text], profile, day)).spans
    except Exception:  # the text was read once, by this program or a former one; the page says that it cannot be now
        return None
