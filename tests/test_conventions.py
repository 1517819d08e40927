"""Every line of the conventions for calendars and feeds that a program can check has tests: `conventions.toml` names them.

They are in `conventions/`, or where they were before. Two lines were left open: a release is an ATTACH and no LINK, and
a calendar's own UID is written in small letters, both for clients that choke on the other.
"""

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
SECTIONS = tomllib.loads((TESTS / "conventions.toml").read_text(encoding="utf-8"))
LINES = [(line, held_by) for section in SECTIONS.values() for line, held_by in section.items()]


@cache
def names_in(module: str) -> frozenset[str]:
    """The names of the tests of a module, without what each begins with."""
    folder, _, name = module.rpartition("/")
    tree = ast.parse((TESTS / folder / f"test_{name}.py").read_text(encoding="utf-8"))
    named = (node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return frozenset(name.removeprefix("test_") for name in named if name.startswith("test_"))


@pytest.mark.parametrize(("line", "held_by"), LINES, ids=[line for line, _ in LINES])
def test_a_line_of_the_conventions_has_a_test(line: str, held_by: list[str]) -> None:
    """Whoever renames or removes a test finds out which line it held."""
    assert held_by
    for reference in held_by:
        module, _, name = reference.partition("::")
        assert name in names_in(module), f"{line}: {reference}"
