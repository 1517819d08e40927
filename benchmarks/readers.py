"""What a date reader is to the benchmarks, ours and those of others alike."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol


class Found(NamedTuple):
    """A span that a reader found: its range in the text, its first and last day, and whether the reader names days.

    `days` is false for a span that the reader itself gives as a week, a month, a quarter or a year.
    """

    start: int
    stop: int
    first: date
    last: date
    days: bool = True


class Reader(Protocol):
    """A date reader: what it finds in texts, and how long it takes over one."""

    @property
    def name(self) -> str:
        """How the reader is called in the table."""

    def version(self) -> str:
        """The version that is installed, empty for our own."""

    def missing(self) -> str:
        """Why the reader cannot be run here, empty where it can."""

    def read(self, texts: Sequence[str], reference: date) -> list[list[Found]]:
        """The spans of each text, for texts of the day `reference`."""

    def seconds(self, text: str, reference: date, least: float) -> float:
        """The best time for one text of runs that go on for `least` seconds."""
