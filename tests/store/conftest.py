"""What several tests of the store share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from calendar_app.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "calendar.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(str(path)) as opened:
        yield opened
