"""JSON as it is published: keys in the order given, text as it is, lines that show in a review, an item on each."""

import json
from collections.abc import Sequence
from typing import Any


def to_bytes(value: dict[str, Any]) -> bytes:
    """`value` as UTF-8 JSON with a line end."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def to_line(value: dict[str, Any]) -> bytes:
    """`value` as UTF-8 JSON without any line break."""
    return json.dumps(value, ensure_ascii=False).encode()


def with_list(value: dict[str, Any], name: str, items: Sequence[bytes]) -> bytes:
    """`value` with a list under a last name, whose items were written by `to_line`."""
    start, end = to_bytes(value | {name: []}).removesuffix(b"]\n}\n"), b"]\n}\n"
    return start + (b"\n  " + b",\n  ".join(items) + b"\n " + end if items else end)
