"""The links that subscribe, to the byte."""

from calendar_app.web.subscribe import subscription


def test_each_client_gets_the_link_that_it_understands() -> None:
    box = subscription("Water & wells", "https://calendar.example.org", "/agenda", "office=mission-to-skopje&q=a%20b")
    address = "https://calendar.example.org/agenda.ics?office=mission-to-skopje&q=a%20b"
    assert box.address == address
    assert [client.href for client in box.clients] == [
        "webcal://calendar.example.org/agenda.ics?office=mission-to-skopje&q=a%20b",
        "https://calendar.google.com/calendar/r?cid="
        "webcal%3A%2F%2Fcalendar.example.org%2Fagenda.ics%3Foffice%3Dmission-to-skopje%26q%3Da%2520b",
        "https://outlook.live.com/calendar/0/addfromweb?url=https%3A%2F%2Fcalendar.example.org%2Fagenda.ics"
        "%3Foffice%3Dmission-to-skopje%26q%3Da%2520b&name=Water%20%26%20wells",
        "https://outlook.office.com/calendar/0/addfromweb?url=https%3A%2F%2Fcalendar.example.org%2Fagenda.ics"
        "%3Foffice%3Dmission-to-skopje%26q%3Da%2520b&name=Water%20%26%20wells",
        None,
    ]
    assert box.download == "/agenda.ics?office=mission-to-skopje&q=a%20b"
    assert [feed.href for feed in box.feeds] == [
        f"/agenda.{suffix}?office=mission-to-skopje&q=a%20b" for suffix in ("ics", "atom", "rss", "json")
    ]
    assert all(client.delay for client in box.clients)


def test_a_published_calendar_has_no_query() -> None:
    box = subscription("All", "http://127.0.0.1:5000/", "/feeds/all")
    assert box.address == "http://127.0.0.1:5000/feeds/all.ics"
    assert box.clients[0].href == "webcal://127.0.0.1:5000/feeds/all.ics"
