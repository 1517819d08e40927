"""iCalendar, each line over every calendar that is published: of all events, offices, regions, single events and the
archives."""

import re
from dataclasses import replace
from functools import cache

import pytest

from tests.publishing.builders import SITE, many, profile
from tests.publishing.folder import render
from tests.publishing.reading import content_lines, names, parsed, value

FEW = replace(SITE, most_entries=4)  # so that there are archives
NAMED = {"NAME", "X-WR-CALNAME", "DESCRIPTION", "X-WR-CALDESC", "COLOR", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"}
OF_AN_EVENT = [
    "BEGIN", "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "ATTACH", "CATEGORIES", "CREATED",
    "DESCRIPTION", "LAST-MODIFIED", "LOCATION", "STATUS", "TRANSP", "URL", "END",
]  # fmt: skip


@cache
def published() -> dict[str, bytes]:
    return render(many(), profile(), FEW)


CALENDARS = [path for path in published() if path.endswith(".ics")]
SHARED = [path for path in CALENDARS if not path.startswith("events/")]


def bodies(path: str) -> list[list[str]]:
    """The lines of each event of a calendar."""
    text = "\n".join(content_lines(published()[path]))
    return [found.splitlines() for found in re.findall(r"BEGIN:VEVENT\n.*?\nEND:VEVENT", text, re.DOTALL)]


@pytest.mark.parametrize("path", CALENDARS)
def test_lines_are_those_of_the_rfc(path: str) -> None:
    """CRLF, at most 75 octets, whole letters, no controls; and nothing that icalendar complains of."""
    assert content_lines(published()[path])[0] == "BEGIN:VCALENDAR"
    assert parsed(published()[path]).events


@pytest.mark.parametrize("path", SHARED)
def test_a_calendar_names_and_describes_itself_twice(path: str) -> None:
    """In the properties of RFC 7986 and in the older ones that most clients read, in the same words."""
    data, head = published()[path], names(published()[path].partition(b"BEGIN:VEVENT")[0] + b"END:VCALENDAR\r\n")
    assert head.count("VERSION") == head.count("PRODID") == head.count("uid") == 1
    assert set(head) >= NAMED | {"URL", "SOURCE", "LAST-MODIFIED", "X-WR-TIMEZONE"}
    assert value(data, "NAME") == value(data, "X-WR-CALNAME")
    assert f"SOURCE;VALUE=URI:{SITE.feed_url(path)}" in content_lines(data)


@pytest.mark.parametrize("path", CALENDARS)
def test_the_product_id_names_no_librarys_version(path: str) -> None:
    """So that an update of a library changes no file."""
    assert "PRODID:-//calendar_app//calendar_app//EN" in content_lines(published()[path])


@pytest.mark.parametrize("path", SHARED)
def test_a_calendar_is_as_new_as_its_newest_event(path: str) -> None:
    """LAST-MODIFIED of the calendar, in UTC."""
    calendar = parsed(published()[path])
    assert calendar["LAST-MODIFIED"].dt == max(event["LAST-MODIFIED"].dt for event in calendar.events)


@pytest.mark.parametrize("path", CALENDARS)
def test_every_start_has_an_end_and_no_time_floats(path: str) -> None:
    """Days without a zone, both or none; times in UTC or in a zone that the calendar defines."""
    zones = {str(zone["TZID"]) for zone in parsed(published()[path]).walk("VTIMEZONE")}
    for lines in bodies(path):
        start, end = (next(line for line in lines if line.startswith(name)) for name in ("DTSTART", "DTEND"))
        (begins, first), (ends, last) = (line.split(":") for line in (start, end))
        assert begins.removeprefix("DTSTART") == ends.removeprefix("DTEND") and first < last
        zone = begins.partition(";TZID=")[2]
        assert zone in zones if zone else begins.endswith("VALUE=DATE") or first.endswith("Z")


@pytest.mark.parametrize("path", CALENDARS)
def test_zones_are_rules_and_no_lists(path: str) -> None:
    """Thunderbird, ical.js, vobject and iCal4j misread RDATE; a zone is told where it is used."""
    used = set(re.findall(rb"\r\nDTSTART;TZID=([^:]+):", published()[path]))
    assert b"RDATE" not in published()[path]
    assert {str(zone["TZID"]).encode() for zone in parsed(published()[path]).walk("VTIMEZONE")} == used


@pytest.mark.parametrize("path", CALENDARS)
def test_an_event_has_only_what_clients_read_well(path: str) -> None:
    """No VALARM and no ATTENDEE, no GEO of a place that is not certain; each property once, but for ATTACH."""
    assert {component.name for component in parsed(published()[path]).walk()} <= {
        "VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT",
    }  # fmt: skip
    for lines in bodies(path):
        found = [re.split("[:;]", line)[0] for line in lines]
        assert set(found) <= set(OF_AN_EVENT)
        assert all(found.count(name) == 1 for name in set(found) - {"ATTACH"})
        assert "TRANSP:TRANSPARENT" in lines


@pytest.mark.parametrize("path", CALENDARS)
def test_no_name_in_categories_has_a_comma(path: str) -> None:
    """Not all clients read an escaped one as a part of the name."""
    assert not re.search(r"^CATEGORIES:.*\\,", "\n".join(content_lines(published()[path])), re.MULTILINE)


@pytest.mark.parametrize("path", CALENDARS)
def test_the_last_line_of_a_description_is_a_link_alone(path: str) -> None:
    """Google shows no URL field; tags would show as they are in Thunderbird and Apple Calendar."""
    for event in parsed(published()[path]).events:
        assert re.fullmatch(r"https://\S+", str(event["DESCRIPTION"]).splitlines()[-1])
        assert not re.search(r"<\w", str(event["DESCRIPTION"]))


def test_file_names_are_read_by_people() -> None:
    """Thunderbird names a calendar by the last part of its address: an office's, by its official name."""
    for path in (path for path in SHARED if path.startswith("offices/")):
        slug = re.sub(r"(-\d{4})?\.ics$", "", path.removeprefix("offices/"))
        words = profile().offices[slug].name.removeprefix(f"{profile().short} ").lower().split()
        assert slug.split("-") == words
