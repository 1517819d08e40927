"""Content lines of iCalendar (RFC 5545 3.1): values escaped, long lines folded.

icalendar needs half a millisecond to write an event, letter by letter where a line is not ASCII, and a publisher writes
all events of a store. So the lines of events and of what stands around them, whose properties are always the same, are
put together here; the tests hold them to what icalendar reads in them. It writes the time zones.
"""

from collections.abc import Iterable

_MOST = 75  # octets of a line without its end


def lines(properties: Iterable[tuple[str, str]]) -> bytes:
    """Properties with their parameters in their names, and their values as they are, folded, each with its CRLF."""
    return "".join([_line(f"{name}:{value}") for name, value in properties]).encode()


def text(value: str) -> str:
    r"""A TEXT value (RFC 5545 3.3.11): backslash, semicolon and comma escaped, line breaks as \n."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\n", r"\n")


def _line(text: str) -> str:
    if 4 * len(text) <= _MOST or (len(text) <= _MOST and text.isascii()):  # UTF-8 takes up to four octets a letter
        return f"{text}\r\n"
    data = text.encode()
    return f"{text if len(data) <= _MOST else _folded(data).decode()}\r\n"


def _folded(data: bytes) -> bytes:
    """Lines of up to 75 octets, the blank before each but the first counted, never cut inside a letter."""
    pieces, start, room = [], 0, _MOST
    while len(data) - start > room:
        stop = start + room
        while data[stop] & 0xC0 == 0x80:  # within a letter of several octets (RFC 3629 3)
            stop -= 1
        pieces.append(data[start:stop])
        start, room = stop, _MOST - 1
    return b"\r\n ".join([*pieces, data[start:]])
