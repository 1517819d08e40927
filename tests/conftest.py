"""What the tests share. The sentences of the real releases are not ours: they are read where they lie beside the
repository, and the tests that need them are skipped where they do not; CALENDAR_APP_REQUIRE (a list of names with
commas: "shared", "clients", "thunderbird", "chromium", "playwright", "postgresql") says what must be there, so that a missing one
fails instead."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from servers import Server, binaries, running

# What is tested is never how long it took: machines are shared.
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")

# How many texts made at random the readers of dates and of releases are given; `CALENDAR_APP_EXAMPLES=1000000` for more.
EXAMPLES = int(os.environ.get("CALENDAR_APP_EXAMPLES", "1500"))

SHARED = Path(__file__).parent.parent.parent / "shared"
TOOLS = Path(os.environ.get("CLIENTS", Path.home() / ".cache" / "calendar-clients"))


def need(name: str, there: bool, reason: str) -> None:
    """Skips the test, or the module that is being read, if a tool or a folder is not there; fails if it is required."""
    if there:
        return
    if name in os.environ.get("CALENDAR_APP_REQUIRE", "").split(","):
        pytest.fail(f"{reason}, and CALENDAR_APP_REQUIRE names it")
    pytest.skip(reason, allow_module_level=True)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real releases and what is right for them."""
    need("shared", (SHARED / "gold").is_dir(), "the seed releases are not beside the repository")
    return SHARED


@contextmanager
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server, where the programs are there."""
    found = binaries()
    need("postgresql", found is not None, "no PostgreSQL server (15 or newer) is installed")
    assert found is not None
    with running(found) as server:
        yield server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server of the session."""
    with postgresql() as made:
        yield made


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes empty databases of each kind that a store may be in, and gives their addresses."""
    if request.param == "sqlite":
        numbers = count(1)
        yield lambda: str(tmp_path / f"store-{next(numbers)}.sqlite")
        return
    server: Server = request.getfixturevalue("server")
    with ExitStack() as made:
        yield lambda: made.enter_context(server.database())


@pytest.fixture
def address(new_database: Callable[[], str]) -> str:
    """An empty database of each kind."""
    return new_database()
