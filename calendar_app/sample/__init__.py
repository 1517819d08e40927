"""The bundled sample: true events of the OSCE retold for the demo and the tests.

Its store always has the same id and its events the same moment of import, so that its feeds are the same bytes
wherever they are made.
"""

from datetime import UTC, date, datetime
from importlib.resources import files
from uuid import UUID

STORE_ID = UUID("6f1c1a52-7a0e-4c0b-9b5e-2f0a5f1f8d11")
READING_DAY = date(2024, 11, 26)
RECORDED = datetime(2024, 11, 26, 9, 0, tzinfo=UTC)


def sample_paths() -> list[str]:
    """The files of the sample, in order."""
    folder = files(__package__)
    return [str(folder.joinpath(name)) for name in ("releases-2023.txt", "releases-2024.txt", "releases.jsonl")]
