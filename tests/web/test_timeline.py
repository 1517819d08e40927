"""Pages of events: whole days, each event once."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from calendar_app.model import Event, Precision
from calendar_app.web.catalogue import Catalogue
from calendar_app.web.query import Paging
from calendar_app.web.timeline import Slice, groups
from calendar_app.web.timeline import slice_page as slice_of

from .builders import profile

TODAY = date(2024, 12, 2)
MOMENT = datetime(2024, 11, 1, tzinfo=UTC)
days = st.integers(-40, 40).map(lambda number: TODAY + timedelta(days=number))
spans = st.lists(st.tuples(days, st.integers(0, 9), st.sampled_from([Precision.DAY, Precision.MONTH])), max_size=60)


def events(found: list[tuple[date, int, Precision]]) -> list[Event]:
    return [
        Event(
            id=f"e{number}",
            uid=f"u{number}",
            sequence=0,
            created=MOMENT,
            changed=MOMENT,
            title="Event",
            start=start,
            end=start + timedelta(days=length),
            precision=precision,
        )
        for number, (start, length, precision) in enumerate(found)
    ]


def slice_page(stored: list[Event], paging: Paging, size: int) -> Slice:
    numbered = [(event, number) for number, event in enumerate(stored)]
    catalogue = Catalogue((1, TODAY), numbered, profile(), lambda _: ())
    return slice_of(catalogue, catalogue.all, TODAY, paging, size)


def split(stored: list[Event]) -> tuple[tuple[Event, ...], ...]:
    page = slice_page(stored, Paging(), 1000)
    return page.now, page.coming, page.past


@given(spans, st.integers(1, 20))
def test_paging_shows_each_event_once(found: list[tuple[date, int, Precision]], size: int) -> None:
    stored = events(found)
    shown: list[str] = []
    first = slice_page(stored, Paging(), size)
    shown += [event.id for event in (*first.now, *first.coming, *first.past)]
    later, earlier = first.later, first.earlier
    while later:
        page = slice_page(stored, Paging(after=later), size)
        assert page.coming
        shown += [event.id for event in page.coming]
        later = page.later
    while earlier:
        page = slice_page(stored, Paging(before=earlier), size)
        assert page.past
        shown += [event.id for event in page.past]
        earlier = page.earlier
    assert sorted(shown) == sorted(event.id for event in stored)


@given(spans)
def test_what_comes_is_soonest_first_and_what_is_past_newest_first(found: list[tuple[date, int, Precision]]) -> None:
    now, coming, past = split(events(found))
    assert all(event.start <= TODAY <= event.end for event in now)
    assert [event.start for event in coming] == sorted(event.start for event in coming)
    assert [event.start for event in past] == sorted((event.start for event in past), reverse=True)


@given(spans)
def test_a_heading_stands_once(found: list[tuple[date, int, Precision]]) -> None:
    for part in split(events(found)):
        headings = []
        for group in groups(part):
            exact = group.first.precision is Precision.DAY
            headings.append((group.first.start, group.first.precision, None if exact else group.first.end))
        assert len(headings) == len(set(headings))


def test_nothing_is_behind_the_last_page() -> None:
    page = slice_page(events([(TODAY, 0, Precision.DAY)]), Paging(before=date(2020, 1, 1)), 20)
    assert not (page.now or page.coming or page.past)
