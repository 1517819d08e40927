"""The real releases, scored against what two annotators marked in them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

FLOORS = {
    "segmentation": 0.98,
    "spans": 1.0,
    "roles": 0.98,
    "events": 0.97,
    "times": 1.0,
    "offices": 0.98,
    "regions": 0.98,
    "published": 1.0,
}


@pytest.fixture(scope="module")
def extracted(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("seeds") / "out.jsonl"
    seeds = sorted(str(path) for path in (shared / "seeds").glob("*.txt"))
    command = [str(Path(sys.executable).parent / "calendar-app"), "extract", *seeds]
    with out.open("wb") as file:
        subprocess.run(command, stdout=file, check=True)
    return out


@pytest.fixture(scope="module")
def scores(shared: Path, extracted: Path) -> dict[str, dict[str, float]]:
    gold = shared / "gold"
    command = [sys.executable, str(gold / "score.py"), str(gold / "releases.jsonl"), str(extracted), "--json"]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


@pytest.mark.parametrize(("metric", "floor"), FLOORS.items())
def test_score(scores: dict[str, dict[str, float]], metric: str, floor: float) -> None:
    assert scores[metric]["f1"] >= floor


def test_every_object_keeps_the_contract(extracted: Path, shared: Path) -> None:
    texts = {str(path): path.read_bytes().decode() for path in (shared / "seeds").glob("*.txt")}
    keys = {
        "source",
        "key",
        "offset",
        "length",
        "url",
        "title",
        "published",
        "language",
        "offices",
        "regions",
        "spans",
        "events",
    }
    for line in extracted.read_text(encoding="utf-8").splitlines():
        found = json.loads(line)
        text = texts[found["source"]]
        assert set(found) == keys
        for span in found["spans"]:
            assert text[span["offset"] : span["offset"] + len(span["text"])] == span["text"]
            assert found["offset"] <= span["offset"] < found["offset"] + found["length"]
            assert span["start"] <= span["end"]
        for event in found["events"]:
            assert event["span"] is None or found["spans"][event["span"]]["role"] == "event"
            assert 0 < len(event["title"]) <= 175
            assert not event["title"].endswith((" of", " on", " the", " and", ","))
