"""The direction of imports: each room of the package may use only the rooms that stand before it."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "calendar_app"

MAY_USE = {
    "model": set(),
    "errors": set(),
    "config": {"errors"},
    "locales": {"errors"},
    "needles": set(),
    "profiles": {"model", "errors", "locales", "needles"},
    "dates": {"model", "locales", "needles"},
    "releases": {"model", "locales", "profiles", "dates"},
    "extraction": {"model", "locales", "profiles", "dates", "releases"},
    "kinds": {"locales"},
    "sources": {"model", "errors"},
    "store": {"model", "errors"},
    "publishing": {"model", "errors", "profiles"},
    "web": {"model", "errors", "profiles", "extraction", "kinds", "store", "publishing"},
    "websub": {"errors"},
    "sample": set(),
    "explaining": {"model", "locales", "profiles", "dates", "releases", "extraction"},
    "pipeline": {"model", "errors", "profiles", "sources", "releases", "extraction"},
    "cli": {
        "model", "errors", "config", "profiles", "store", "publishing", "web", "sample", "explaining", "pipeline",
        "websub",
    },
    "__init__": {"model", "dates", "extraction", "profiles"},
}  # fmt: skip

PURE = ("model", "locales", "dates", "releases", "extraction", "kinds", "publishing")
IMPURE = {"socket", "httpx", "requests", "subprocess", "random", "time", "os"}
ON_DISK = {"publishing/files.py", "publishing/ledger.py"}


def _modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_uses_only_the_rooms_before_it(path: Path) -> None:
    room = _room(path)
    used = {name.split(".")[1] for name in _imports(path) if name.startswith("calendar_app.")}
    assert used - {room} <= MAY_USE[room]


@pytest.mark.parametrize("path", [p for p in _modules() if _room(p) in PURE], ids=lambda p: str(p.relative_to(PACKAGE)))
def test_what_is_pure_touches_nothing(path: Path) -> None:
    if str(path.relative_to(PACKAGE)) in ON_DISK:
        pytest.skip("a module that writes")
    assert not {name.split(".")[0] for name in _imports(path)} & IMPURE
    source = path.read_text(encoding="utf-8")
    assert "date.today(" not in source
    assert "datetime.now(" not in source
    assert "getenv" not in source
