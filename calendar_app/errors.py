"""What can go wrong for a user: a sentence that says what, where and what to do."""


class CalendarAppError(Exception):
    """Root of all errors that a user is told of. `where` names the file and line, `remedy` what to do."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        sentence = f"{self.where}: {self.what}" if self.where else self.what
        return f"{sentence}; {self.remedy}." if self.remedy else f"{sentence}."


class SourceError(CalendarAppError):
    """A file, a line or a release that cannot be read."""


class ProfileError(CalendarAppError):
    """A profile or locale file that does not hold together."""


class StoreError(CalendarAppError):
    """A database that cannot be opened or written."""


class PublishError(CalendarAppError):
    """Feeds that cannot be written."""
