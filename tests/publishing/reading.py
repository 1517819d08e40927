"""How the tests read what was published: by others' parsers, and by the octet rules that no parser here checks."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import icalendar

_CONTENT_LINE = re.compile(r'[A-Za-z0-9-]+(?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^:;",]*))*:')


def content_lines(data: bytes) -> list[str]:
    """The unfolded lines of a calendar, checked against RFC 5545 3.1: CRLF, 75 octets, whole letters, no controls."""
    assert data.endswith(b"\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", data)
    physical = data.split(b"\r\n")
    assert max(map(len, physical)) <= 75
    assert all(line.decode("utf-8") is not None for line in physical)
    lines = data.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    assert all(_CONTENT_LINE.match(line) for line in lines)
    return lines


def names(data: bytes) -> list[str]:
    """The names of all properties of a calendar, in their order."""
    return [re.split("[:;]", line)[0] for line in content_lines(data)]


def parsed(data: bytes) -> icalendar.Calendar:
    """The calendar as icalendar reads it, without a complaint from it."""
    calendar = icalendar.Calendar.from_ical(data)
    assert isinstance(calendar, icalendar.Calendar)
    calendar.validate()
    assert not [error for component in calendar.walk() for error in component.errors]
    assert not calendar.get_missing_tzids()
    return calendar


def unescaped(value: str) -> str:
    """A TEXT value (RFC 5545 3.3.11), read from left to right."""
    assert not re.search(r"[;,]", re.sub(r"\\.", "", value))
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def value(data: bytes, name: str) -> str:
    """The TEXT value of the last property of this name."""
    return unescaped([line for line in content_lines(data) if line.startswith(f"{name}:")][-1].partition(":")[2])


def tags(data: bytes) -> list[str]:
    """The names of all elements of an XML document, as expat reads it."""
    return [element.tag for element in ElementTree.fromstring(data).iter()]


class Markup(HTMLParser):
    """The elements and attributes of a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data
