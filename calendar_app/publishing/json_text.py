"""JSON as it is published: keys in the order given, text as it is, lines that show in a review."""

import json
from typing import Any


def to_bytes(value: dict[str, Any]) -> bytes:
    """`value` as UTF-8 JSON with a line end."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"
