"""XML elements as text (XML 1.0), an element on a line: feedgen needs a twentieth of a millisecond for an entry, and a
publisher writes all events of a store in two formats. It writes the feeds that the entries are put into."""

from collections.abc import Iterable
from html import escape


def element(indent: int, name: str, text: str = "", **attributes: str) -> str:
    """An element with its attributes in order, around a clean text or empty, so many blanks from the margin."""
    told = "".join([f' {key}="{escape(value)}"' for key, value in attributes.items()])
    ends = f">{escape(text, quote=False)}</{name}>" if text else "/>"
    return f"{' ' * indent}<{name}{told}{ends}\n"


def around(indent: int, name: str, children: Iterable[str]) -> bytes:
    """An element without attributes around others, as UTF-8."""
    margin = " " * indent
    return f"{margin}<{name}>\n{''.join(children)}{margin}</{name}>\n".encode()
