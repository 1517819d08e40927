"""Calendars, line by line of RFC 5545 and 7986, as another parser reads them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from calendar_app.errors import PublishError
from calendar_app.model import Status
from calendar_app.publishing import Selection, calendar, selections, single

from .builders import CHANGED, CREATED, SITE, event, evidence, many, profile, timed
from .folder import render
from .reading import content_lines, names, parsed, value


def only(**given):
    return parsed(single(event(**given), SITE, profile())).events[0]


def test_calendar_names_itself():
    selection = next(found for found in selections(many(), profile()) if found.slug == "mission-to-skopje")
    lines = content_lines(calendar(selection, SITE, profile()))
    head = lines[: lines.index("BEGIN:VTIMEZONE")]
    uid = next(line for line in head if line.startswith("uid:"))
    assert sorted(head) == sorted(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//calendar_app//calendar_app//EN",
            "NAME:OSCE Mission to Skopje",
            "X-WR-CALNAME:OSCE Mission to Skopje",
            r"DESCRIPTION:Events of the OSCE Mission to Skopje\, read automatically from press releases.",
            r"X-WR-CALDESC:Events of the OSCE Mission to Skopje\, read automatically from press releases.",
            "URL:https://calendar.example.org/?office=mission-to-skopje",
            "SOURCE;VALUE=URI:https://calendar.example.org/feeds/offices/mission-to-skopje.ics",
            "LAST-MODIFIED:20241105T093000Z",
            "COLOR:steelblue",
            "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
            "X-PUBLISHED-TTL:PT6H",
            "X-WR-TIMEZONE:UTC",
            uid,
        ]
    )


def test_no_calendar_has_a_method_and_each_has_its_own_uid():
    files = {path: data for path, data in render(many(), profile(), SITE).items() if path.endswith(".ics")}
    assert not any("METHOD" in names(data) for data in files.values())
    uids = [str(parsed(data)["UID"]) for data in files.values()]
    assert len(set(uids)) == len(uids)
    elsewhere = render(many(), profile(), type(SITE)("http://127.0.0.1:5000", "x", "y"))
    assert uids == [str(parsed(elsewhere[path])["UID"]) for path in files]


def test_first_uid_line_is_an_event():
    """vdirsyncer makes one event of all where a calendar's own UID comes first."""
    (everything, *_) = selections(many(), profile())
    lines = calendar(everything, SITE, profile()).decode().splitlines()
    assert lines.index(next(line for line in lines if line.startswith("UID:"))) > lines.index("BEGIN:VEVENT")


def test_one_zone_is_told_for_the_whole_calendar():
    (everything, *_) = selections([event(1), timed(2)], profile())
    assert str(parsed(calendar(everything, SITE, profile()))["X-WR-TIMEZONE"]) == "Europe/Skopje"


def test_regions_have_colours_of_their_own():
    events = [event(n, regions=(slug,), offices=()) for n, slug in enumerate(profile().regions)]
    colours = [
        str(parsed(calendar(found, SITE, profile()))["COLOR"])
        for found in selections(events, profile())
        if found.kind == "region"
    ]
    assert len(set(colours)) == len(colours) == len(profile().regions)


def test_calendar_without_events_is_refused():
    with pytest.raises(PublishError, match="without events"):
        calendar(Selection("all", "all", "", "t", "d", ()), SITE, profile())


def test_moments_are_those_of_the_stored_event():
    found = only(sequence=3)
    assert (found["SEQUENCE"], found["DTSTAMP"].dt, found["LAST-MODIFIED"].dt) == (3, CHANGED, CHANGED)
    assert found["CREATED"].dt == CREATED
    assert str(found["UID"]) == event().uid
    assert str(found["TRANSP"]) == "TRANSPARENT"


def test_microseconds_and_other_zones_become_whole_seconds_in_utc():
    moment = datetime(2024, 11, 5, 12, 30, 0, 999, ZoneInfo("Asia/Almaty"))
    assert only(changed=moment)["DTSTAMP"].dt == datetime(2024, 11, 5, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "after"),
    [
        (date(2024, 12, 3), date(2024, 12, 4), date(2024, 12, 5)),
        (date(2024, 2, 29), date(2024, 2, 29), date(2024, 3, 1)),
        (date(2023, 12, 28), date(2024, 1, 3), date(2024, 1, 4)),
        (date(2024, 5, 2), date(2024, 5, 1), date(2024, 5, 3)),  # an end before the start is a fault of the source
        (date(9999, 12, 31), date(9999, 12, 31), date(9999, 12, 31)),
    ],
)
def test_all_day_ends_on_the_day_after(start, end, after):
    found = only(start=start, end=end)
    assert found["DTEND"].dt == after
    assert found["DTEND"].params["VALUE"] == found["DTSTART"].params["VALUE"] == "DATE"
    assert "TZID" not in found["DTSTART"].params


@pytest.mark.parametrize(
    ("given", "start", "end"),
    [
        ({}, "20241211T120000", "20241211T150000"),
        ({"end_time": None}, "20241211T120000", "20241211T130000"),
        ({"start_time": "23:30", "end_time": None}, "20241211T233000", "20241212T003000"),
        ({"start_time": "22:00", "end_time": "02:00"}, "20241211T220000", "20241212T020000"),
        ({"start_time": "22:00", "end_time": "24:00"}, "20241211T220000", "20241212T000000"),
        ({"start_time": "12:00", "end_time": "12:00"}, "20241211T120000", "20241211T130000"),
        ({"end_time": "nonsense"}, "20241211T120000", "20241211T130000"),
    ],
)
def test_hours_of_one_day_have_a_zone_and_an_end(given, start, end):
    lines = content_lines(single(timed(**given), SITE, profile()))
    assert f"DTSTART;TZID=Europe/Skopje:{start}" in lines
    assert f"DTEND;TZID=Europe/Skopje:{end}" in lines
    assert lines.count("BEGIN:VTIMEZONE") == 1


@pytest.mark.parametrize(
    "given",
    [
        {"start": date(2024, 11, 28), "end": date(2024, 11, 29), "day": date(2024, 11, 28)},
        {"zone": "Europe/Nowhere"},
        {"zone": "../../etc/passwd"},
        {"zone": "Europe"},
        {"zone": "localtime"},
        {"zone": "Europe/Skopje\r\nX-EVIL:1"},
        {"zone": None},
        {"start_time": "25:00"},
        {"day": date(1, 1, 1)},
    ],
)
def test_hours_over_days_or_without_a_zone_stand_all_day(given):
    data = single(timed(**given), SITE, profile())
    assert "VTIMEZONE" not in data.decode()
    assert parsed(data).events[0]["DTSTART"].params["VALUE"] == "DATE"


def test_hours_over_days_are_told_in_words():
    data = single(timed(end=date(2024, 12, 12), start_time="10:00", end_time="16:00"), SITE, profile())
    assert value(data, "DESCRIPTION").startswith("11–12 December 2024, 10:00–16:00 (Europe/Skopje)\n")


def test_utc_is_written_with_a_z():
    assert "DTSTART:20241211T120000Z" in content_lines(single(timed(zone="UTC"), SITE, profile()))


def test_cancelled_and_tentative():
    cancelled = only(status=Status.CANCELLED)
    assert (str(cancelled["STATUS"]), str(cancelled["SUMMARY"])[:11]) == ("CANCELLED", "Cancelled: ")
    assert str(only(status=Status.CANCELLED, title="Cancelled course")["SUMMARY"]) == "Cancelled course"
    tentative = only(status=Status.TENTATIVE)
    assert str(tentative["STATUS"]) == "TENTATIVE"
    assert "Tentative: the date was inferred" in tentative["DESCRIPTION"]


def test_description_is_plain_text_with_the_source_alone_on_the_last_line():
    data = single(event(closed=True, offices=("mission-to-skopje", "secretariat")), SITE, profile())
    assert value(data, "DESCRIPTION") == (
        "3–4 December 2024\n"
        "Hotel Arka, Skopje, North Macedonia\n"
        "Offices: OSCE Mission to Skopje; OSCE Secretariat\n"
        "Closed event.\n"
        "\n"
        "Read automatically from: “The course takes place on 3-4 December 2024 in Skopje & is “open”.”\n"
        "\n"
        "https://www.osce.org/releases/1"
    )


def test_an_assumed_end_is_told():
    assert "The end is not stated: one hour is assumed." in value(
        single(timed(end_time=None), SITE, profile()), "DESCRIPTION"
    )


def test_links():
    found = only(evidence=(evidence(), evidence(url="https://www.osce.org/2"), evidence()))
    assert str(found["URL"]) == "https://calendar.example.org/events/e1"
    assert [str(link) for link in found["ATTACH"]] == ["https://www.osce.org/releases/1", "https://www.osce.org/2"]
    bare = only(evidence=())
    assert "ATTACH" not in bare
    assert bare["DESCRIPTION"].splitlines()[-1] == "https://calendar.example.org/events/e1"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "http://a b/", "//x/y", "https://x/\r\nA:b", ""]
)
def test_an_address_that_is_none_is_left_out(url):
    assert "ATTACH" not in only(evidence=(evidence(url=url),))


def test_categories_and_location():
    found = only()
    assert found.categories == ["OSCE Mission to Skopje", "South-Eastern Europe", "Countering terrorism"]
    assert str(found["LOCATION"]) == "Hotel Arka, Skopje, North Macedonia"
    nowhere = only(place=None, country=None, offices=("unknown",), regions=(), topics=())
    assert not {"LOCATION", "CATEGORIES"} & nowhere.keys()
    assert not {"GEO", "ORGANIZER", "ATTENDEE", "CLASS"} & found.keys()


def test_single_event_is_the_event_of_the_calendars():
    files = render(many(), profile(), SITE)
    whole = files["all.ics"].decode()
    for found in many():
        alone = files[f"events/{found.id}.ics"].decode()
        assert alone[alone.index("BEGIN:VEVENT") : alone.index("END:VCALENDAR")] in whole
        assert "X-WR-CALNAME" not in alone


def test_other_parser_sees_the_instants():
    expected = {
        found.uid: datetime.combine(
            found.start, datetime.strptime(found.start_time, "%H:%M").time(), ZoneInfo(found.timezone)
        )
        for found in many()
        if found.timed and found.start == found.end
    }
    (everything, *_) = selections(many(), profile())
    for found in parsed(calendar(everything, SITE, profile())).events:
        if expected.get(str(found["UID"])):
            assert found.start == expected[str(found["UID"])]
            assert timedelta(0) < found.end - found.start < timedelta(days=1)
