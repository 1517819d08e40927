"""VTIMEZONE against zoneinfo: for every zone, the observances give the offset of each moment."""

import zoneinfo
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from calendar_app.publishing.timezones import known_zone, vtimezone
from calendar_app.publishing.tzrules import parse_rule

ZONES = sorted(files("tzdata").joinpath("zones").read_text().split())


def onsets(component, last):
    """(moment in UTC, offset from then on) of all observances up to a year, as RFC 5545 3.6.5 reads them."""
    found = []
    for part in component.subcomponents:
        start = part["DTSTART"].dt
        assert start.tzinfo is None
        starts = [start]
        if "RRULE" in part:
            rule = rrulestr(part["RRULE"].to_ical().decode(), dtstart=start)
            starts = rule.between(start, datetime(last + 1, 12, 31), inc=True)
            assert starts[0] == start, "DTSTART is the first of its recurrences"
        assert "RDATE" not in part
        before, after = part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td
        found += [((moment - before).replace(tzinfo=UTC), after) for moment in starts]
    return sorted(found)


def wrong(key, first, last, step):
    """The moments of some years at which a VTIMEZONE and zoneinfo disagree."""
    zone = zoneinfo.ZoneInfo(key)
    changes = onsets(vtimezone(key, date(first, 1, 1), date(last, 12, 31)), last)
    moment, end, at = datetime(first, 1, 1, 11, tzinfo=UTC), datetime(last, 12, 31, tzinfo=UTC), -1
    disagreed = []
    while moment < end:
        while at + 1 < len(changes) and changes[at + 1][0] <= moment:
            at += 1
        assert at >= 0, "an observance is in force before the first event"
        if changes[at][1] != moment.astimezone(zone).utcoffset():
            disagreed.append(moment)
        moment += step
    return disagreed


@pytest.mark.parametrize("key", ZONES)
def test_every_zone_over_the_years_of_the_organisation(key):
    assert wrong(key, 1995, 2030, timedelta(days=5, hours=7)) == []


def test_a_change_on_the_very_turn_of_a_year():
    assert wrong("Antarctica/Casey", 1970, 1970, timedelta(days=3, minutes=1)) == []


@given(st.sampled_from(ZONES), st.integers(1970, 2036), st.integers(0, 3), st.integers(1, 5 * 24 * 60))
def test_any_zone_in_any_years(key, first, more, minutes):
    assert wrong(key, first, first + more, timedelta(minutes=60 * 24 * 3 + minutes)) == []


@pytest.mark.parametrize(
    "key", ["Europe/Skopje", "Africa/Cairo", "Asia/Jerusalem", "America/Nuuk", "Asia/Almaty", "Europe/Dublin"]
)
def test_to_the_second_around_each_change(key):
    zone = zoneinfo.ZoneInfo(key)
    changes = onsets(vtimezone(key, date(2022, 1, 1), date(2026, 12, 31)), 2026)
    for moment, offset in changes:
        if moment.year >= 2022:
            assert moment.astimezone(zone).utcoffset() == offset
            earlier = [after for onset, after in changes if onset < moment]
            assert not earlier or (moment - timedelta(seconds=1)).astimezone(zone).utcoffset() == earlier[-1]


def test_a_rule_in_force_is_the_same_bytes_whatever_the_years():
    bytes_of = {vtimezone("Europe/Skopje", date(y, 1, 5), date(y + 2, 9, 9)).to_ical() for y in range(1998, 2035)}
    assert len(bytes_of) == 1
    assert b"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n" in bytes_of.pop()


def test_a_zone_that_changed_its_offset_has_both():
    text = vtimezone("Asia/Almaty", date(2023, 6, 1), date(2024, 6, 1)).to_ical().decode()
    assert "DTSTART:20240301T000000" in text
    assert ("TZOFFSETTO:+0600" in text, "TZOFFSETTO:+0500" in text) == (True, True)


@pytest.mark.parametrize(
    ("posix", "changes"),
    [
        ("<+05>-5", 0),
        ("CET-1CEST,M3.5.0,M10.5.0/3", 2),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", 2),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2),
        ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2),
        ("EST5EDT,J60,J300", None),
        ("EST5EDT,M2.5.0/25,M11.1.0", None),
        ("", None),
        ("\0;x", None),
    ],
)
def test_rule(posix, changes):
    rule = parse_rule(posix)
    assert (None if rule is None else len(rule.yearly)) == changes


@pytest.mark.parametrize(
    "key",
    [None, "", "x", "Europe", "Europe/", "/etc/passwd", "../x", "a" * 5000, "\0", "Europe/\r\nX", "posix/UTC", "é"],
)
def test_what_is_no_zone(key):
    assert known_zone(key) is None
