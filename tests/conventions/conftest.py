"""A life of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from calendar_app.store import Store
from tests.store.builders import STORE_ID

from .life import Life


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    with Store.open(str(tmp_path / "store.sqlite"), store_id=STORE_ID) as store:
        yield Life(store, tmp_path / "feeds")
