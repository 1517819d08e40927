"""The bundled sample: what it must show, and that the feeds kept in the repository are what it gives."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from calendar_app import sample
from calendar_app.model import Event, Role
from calendar_app.pipeline import Refusals, extractions
from calendar_app.profiles import Profile, load_profile
from calendar_app.publishing import Site, publish
from calendar_app.store import Store

FEEDS = Path(__file__).parent.parent / "feeds"


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load_profile()


@pytest.fixture(scope="module")
def store(profile: Profile, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = str(tmp_path_factory.mktemp("sample") / "sample.sqlite")
    refused = Refusals()
    with Store.open(path, store_id=sample.STORE_ID, uid_name=profile.uid_name) as store:
        found = extractions(sample.sample_paths(), None, profile, sample.READING_DAY, refused)
        store.record(found, sample.RECORDED)
        assert refused.errors == []
        yield store


@pytest.fixture(scope="module")
def events(store: Store) -> list[Event]:
    return store.events()


def test_the_feeds_in_the_repository_are_the_samples(store: Store, profile: Profile, tmp_path: Path) -> None:
    site = Site("http://127.0.0.1:5000", "OSCE events", profile.short, profile.language, profile.name)
    with store.snapshot() as snapshot:
        publish(snapshot, profile, site, tmp_path)
    made, kept = _files(tmp_path), _files(FEEDS)
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def _files(folder: Path) -> dict[str, bytes]:
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: data for name, data in found.items() if not Path(name).name.startswith(".")}


def test_every_region_and_many_offices(events: list[Event], profile: Profile) -> None:
    regions = {slug for event in events for slug in event.regions}
    partners = {"mediterranean-partners", "asian-partners"}
    assert regions == set(profile.regions) - partners
    assert len({slug for event in events for slug in event.offices}) >= 16


def test_an_event_announced_and_reported_is_one(events: list[Event]) -> None:
    (conference,) = [event for event in events if event.title == "OSCE High-Level Conference on Climate Change"]
    assert len(conference.evidence) == 2


def test_every_event_shows_its_date_phrase(events: list[Event]) -> None:
    for event in events:
        for evidence in event.evidence:
            assert evidence.mark is not None
            assert evidence.quote[slice(*evidence.mark)].strip()


def test_listed_events_have_their_own_hours_and_venue(events: list[Event]) -> None:
    day = [event for event in events if str(event.start) == "2024-12-11"]
    assert [(e.start_time, e.end_time, e.place, e.closed, e.timezone) for e in day] == [
        ("11:00", "14:00", "Hotel Aleksandar Palace, Skopje", False, "Europe/Skopje"),
        ("12:00", "15:00", "Hotel Millenium Palace, Bitola", True, "Europe/Skopje"),
    ]


def test_the_sample_has_the_forms_of_real_releases(profile: Profile) -> None:
    found = list(extractions(sample.sample_paths(), None, profile, sample.READING_DAY, Refusals()))
    assert len(found) >= 30
    assert {span.role for extraction in found for span in extraction.spans} >= {
        Role.EVENT,
        Role.DATELINE,
        Role.BACKGROUND,
    }
    assert sum(extraction.release.url is not None for extraction in found) >= 8


def test_no_sentence_of_the_seeds_is_in_the_sample(shared: Path) -> None:
    """Names and lines that state time and place are facts; beside them, no nine words in a row stand in both."""

    def runs(text: str) -> set[str]:
        told = "\n".join(line for line in text.split("\n") if not line.startswith("Time and location"))
        words = [word for word in re.findall(r"\w+", re.sub("“[^”]*”", " ", told)) if not word[0].isupper()]
        return {" ".join(words[i : i + 9]) for i in range(len(words) - 8)}

    ours = runs("\n".join(Path(path).read_text(encoding="utf-8") for path in sample.sample_paths()))
    theirs = runs("\n".join(path.read_text(encoding="utf-8") for path in (shared / "seeds").glob("*.txt")))
    assert [run for run in ours & theirs if sum(len(word) > 4 for word in run.split()) > 1] == []
