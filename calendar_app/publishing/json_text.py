"""JSON as it is published: keys in the order given, text as it is, lines that show in a review, an item on each."""

import json
from collections.abc import Sequence
from typing import Any

_encode = json.JSONEncoder(ensure_ascii=False).encode


def to_bytes(value: dict[str, Any]) -> bytes:
    """`value` as UTF-8 JSON with a line end."""
    return f"{_indented(value)}\n".encode()


def to_line(value: dict[str, Any]) -> bytes:
    """`value` as UTF-8 JSON without any line break."""
    return _encode(value).encode()


def with_list(value: dict[str, Any], name: str, items: Sequence[bytes]) -> bytes:
    """`value` with a list under a last name, whose items were written by `to_line`."""
    start, end = to_bytes(value | {name: []}).removesuffix(b"]\n}\n"), b"]\n}\n"
    return start + (b"\n  " + b",\n  ".join(items) + b"\n " + end if items else end)


def _indented(value: object, margin: str = "\n") -> str:
    """What `json` writes with an indent of 1, which it does letter by letter, without its encoder in C."""
    within = f"{margin} "
    if value and isinstance(value, dict):
        members = (f"{_encode(name)}: {_indented(one, within)}" for name, one in value.items())
        return f"{{{within}{f',{within}'.join(members)}{margin}}}"
    if value and isinstance(value, list):
        return f"[{within}{f',{within}'.join(_indented(one, within) for one in value)}{margin}]"
    return _encode(value)
