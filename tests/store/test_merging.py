"""One event out of what several releases say."""

from datetime import date
from itertools import permutations

from calendar_app.model import Status
from calendar_app.store.merging import Said, changes, confidence, merged

from .builders import found, known

ANNOUNCED = Said("b", date(2024, 11, 1), found("Conference on water", place="Vienna", offices=("o1",), confidence=0.7))
REPORTED = Said(
    "a",
    date(2024, 12, 4),
    found(
        "Water conference ends",
        place="Hofburg, Vienna",
        country="Austria",
        start_time="10:00",
        timezone="Europe/Vienna",
        offices=("o1", "o2"),
        status=Status.TENTATIVE,
        closed=True,
        confidence=0.9,
    ),
)
UNDATED = Said("c", None, found("Water", topics=("environment",), country="Germany", confidence=0.5))


def test_the_earliest_release_speaks_and_the_next_fill_in() -> None:
    for order in permutations((ANNOUNCED, REPORTED, UNDATED)):
        values = merged(order)
        assert (values["title"], values["place"], values["offices"]) == ("Conference on water", "Vienna", ("o1",))
        assert (values["country"], values["start_time"], values["closed"]) == ("Austria", "10:00", True)
        assert (values["topics"], values["status"]) == (("environment",), Status.CONFIRMED)
        assert confidence(order) == 0.9


def test_hours_keep_the_zone_in_which_they_were_told() -> None:
    first = Said("a", date(2024, 1, 1), found(timezone="Europe/Kyiv"))
    second = Said("b", date(2024, 1, 2), found(timezone="Europe/Vienna", start_time="10:00"))
    assert merged([first, second])["timezone"] == "Europe/Vienna"
    assert merged([first])["timezone"] == "Europe/Kyiv"


def test_the_order_of_offices_is_no_change() -> None:
    event = known(Said("a", None, found(offices=("o1", "o2")))).event
    assert changes(event, merged([Said("a", None, found(offices=("o2", "o1")))])) == ()
    (change,) = changes(event, merged([Said("a", None, found(offices=("o2",)))]))
    assert (change.field, change.before, change.after) == ("offices", ("o1", "o2"), ("o2",))
