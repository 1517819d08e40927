"""The command line as a user meets it: real processes, real files, bad input."""

import json
import subprocess
import sys
from pathlib import Path

import icalendar
import pytest

PROGRAM = str(Path(sys.executable).parent / "calendar-app")
LEAD = "From 12 to 14 July 2023, the OSCE Programme Office in Bishkek held a seminar on cyber security in Bishkek.\nThe participants discussed it."
OTHER = "On 11 July 2023, the OSCE Mission to Montenegro organized a workshop on media literacy for journalists in Podgorica.\nIt was fine."
ROW = json.dumps({"text": LEAD, "id": 7, "url": "https://example.org/7"})


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    done = subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True, timeout=120)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name[0] != "."}


def titles(out: str) -> list[str]:
    return [event["title"] for line in out.splitlines() for event in json.loads(line)["events"]]


BAD = {
    "empty.txt": (b"", "the file is empty", []),
    "blank.txt": (b" \n\n", "the file is empty", []),
    "binary.txt": (bytes(range(256)) * 40, "a binary file", []),
    "latin.txt": (f"{LEAD}\n{OTHER}\n".replace("fine", "f\u00efne").encode("latin-1"), "line 4: not UTF-8 (byte 0xEF", ["Seminar on cyber security"]),
    "long.txt": (f"{LEAD}\n{'x ' * 600_000}\n{OTHER}".encode(), "line 3: a line of 1,200,000 characters", ["Seminar on cyber security", "Workshop on media literacy for journalists"]),
    "broken.jsonl": (f'{ROW}\n{{"text": "half\n{ROW}'.encode(), "line 2: no JSON", ["Seminar on cyber security"] * 2),
    "shape.jsonl": (f'{ROW}\n{{"text": 5}}\n'.encode(), "line 2: text: ", ["Seminar on cyber security"]),
    "list.jsonl": (f"[1, 2]\n{ROW}\n".encode(), "line 1: ", ["Seminar on cyber security"]),
    "deep.jsonl": (b"[" * 100_000 + f"\n{ROW}".encode(), "line 1: no JSON", ["Seminar on cyber security"]),
    "day.jsonl": (f'{{"text": "x", "published": "soon"}}\n{ROW}'.encode(), "line 1: published: ", ["Seminar on cyber security"]),
    "bytes.jsonl": (b'{"text": "\xff"}\n' + ROW.encode(), "line 1: not UTF-8 (byte 0xFF)", ["Seminar on cyber security"]),
    "paper.pdf": (b"%PDF", "this kind of file is not read", []),
}  # fmt: skip


@pytest.mark.parametrize(("name", "case"), BAD.items())
def test_bad_input(tmp_path: Path, name: str, case: tuple[bytes, str, list[str]]) -> None:
    data, sentence, expected = case
    (tmp_path / name).write_bytes(data)
    done = run("extract", str(tmp_path / name))
    assert done.returncode == 1
    assert f"{tmp_path / name}" in done.stderr
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert titles(done.stdout) == expected


def test_a_missing_file_and_an_empty_folder(tmp_path: Path) -> None:
    done = run("extract", str(tmp_path / "none.txt"), str(tmp_path))
    assert done.returncode == 1
    assert "there is no such file" in done.stderr
    assert "no releases in this folder" in done.stderr


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(LEAD, encoding="utf-8")
    (tmp_path / "c.jsonl").write_text(ROW, encoding="utf-8")
    done = run("extract", str(tmp_path))
    assert done.returncode == 1
    assert titles(done.stdout) == ["Seminar on cyber security"] * 2


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (b"\xef\xbb\xbf" + LEAD.encode(), "a UTF-8 mark"),
        (LEAD.encode("utf-16"), "UTF-16"),
        (LEAD.replace("\n", "\r\n").encode(), "CRLF"),
    ],
)
def test_other_encodings(tmp_path: Path, data: bytes, note: str) -> None:
    (tmp_path / "x.txt").write_bytes(data)
    done = run("extract", str(tmp_path / "x.txt"))
    assert (done.returncode, titles(done.stdout)) == (0, ["Seminar on cyber security"]), note


def test_standard_input() -> None:
    done = run("extract", "--from", "jsonl", "-", stdin=ROW.encode())
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert (found["key"], found["url"], found["source"]) == ("7", "https://example.org/7", "standard input")
    assert run("extract", "-", stdin=ROW.encode()).returncode == 1


def test_titles_of_single_releases_count_in_the_offsets() -> None:
    row = json.dumps({"text": LEAD, "title": "Seminar in Bishkek"})
    found = json.loads(run("extract", "--from", "jsonl", "-", stdin=row.encode()).stdout)
    text = f"Seminar in Bishkek\n{LEAD}"
    span = found["spans"][0]
    assert text[span["offset"] : span["offset"] + len(span["text"])] == "12 to 14 July 2023"
    assert found["length"] == len(text)


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(f"{LEAD}\n{OTHER}", encoding="utf-8")
    database, out = str(tmp_path / "store.sqlite"), tmp_path / "feeds"
    first = run("run", str(tmp_path / "x.txt"), "--database", database, "--out", str(out), "--no-serve")
    assert (first.returncode, first.stdout) == (0, "")
    before = files(out)
    assert run("import", str(tmp_path / "x.txt"), "--database", database).returncode == 0
    again = run("publish", "--database", database, "--out", str(out))
    assert again.returncode == 0
    assert " 0 files written" in again.stderr
    assert files(out) == before


PLANNED = "On 12 May 2025 the OSCE Programme Office in Bishkek will hold a seminar on border security for officers of the State Border Service in Osh."
MOVED = "The seminar on border security for officers of the State Border Service in Osh has been moved from 12 May 2025 to 19 May 2025, the OSCE Programme Office in Bishkek said."
OFF = "The seminar on border security for officers of the State Border Service in Osh on 19 May 2025 has been cancelled, the OSCE Programme Office in Bishkek said."


def test_later_releases_move_and_cancel_an_event(tmp_path: Path) -> None:
    """Subscribers see one event throughout: its uid stays, its sequence grows."""
    rows = [("planned", "2025-04-01", PLANNED), ("moved", "2025-05-02", MOVED), ("off", "2025-05-10", OFF)]
    store, out = str(tmp_path / "store.db"), tmp_path / "feeds"
    seen = []
    for key, published, text in rows:
        (tmp_path / "one.jsonl").write_text(json.dumps({"id": key, "published": published, "text": text}))
        assert run("import", str(tmp_path / "one.jsonl"), "--database", store).returncode == 0
        assert run("publish", "--database", store, "--out", str(out)).returncode == 0
        (event,) = icalendar.Calendar.from_ical((out / "all.ics").read_bytes()).events
        seen.append((str(event["UID"]), event["SEQUENCE"], event.decoded("DTSTART").isoformat(), str(event["STATUS"])))
    assert len({uid for uid, *_ in seen}) == 1
    assert [rest for _, *rest in seen] == [
        [0, "2025-05-12", "CONFIRMED"],
        [1, "2025-05-19", "CONFIRMED"],
        [2, "2025-05-19", "CANCELLED"],
    ]


def test_a_failed_run_never_empties_published_feeds(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(LEAD, encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02")
    out = tmp_path / "feeds"
    assert (
        run(
            "run", str(tmp_path / "x.txt"), "--database", str(tmp_path / "a.sqlite"), "--out", str(out), "--no-serve"
        ).returncode
        == 0
    )
    before = files(out)
    done = run(
        "run", str(tmp_path / "bad.txt"), "--database", str(tmp_path / "b.sqlite"), "--out", str(out), "--no-serve"
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert files(out) == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["import", "x.txt", "--profile", "nowhere"], "no profile 'nowhere'"),
        (["serve", "--database", "/proc/none/x.sqlite"], "/proc/none: there is no such directory"),
        (["publish", "--config", "none.toml"], "none.toml: there is no such file"),
        (["publish", "--base-url", "ftp://x"], "base_url"),
    ],
)
def test_a_fault_is_a_sentence(arguments: list[str], sentence: str) -> None:
    done = run(*arguments)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_explain_says_the_rule_and_what_was_inferred() -> None:
    done = run(
        "explain",
        "--json",
        "BISHKEK, 14 July 2023 – From 12 to 14 July, the OSCE Programme Office in Bishkek held a seminar.",
    )
    found = json.loads(done.stdout)
    assert [(span["rule"], span["role"], span["inferred"]) for span in found["spans"]] == [
        ("day-dmy", "dateline", None),
        ("day-range-dmy", "event", "release"),
    ]
    assert "a verb of events" in found["spans"][1]["cues"]
    assert "day-range-dmy" in run("explain", "from 12 to 14 July 2023").stdout


@pytest.mark.parametrize("command", ["run", "extract", "import", "publish", "serve", "explain"])
def test_help(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) > 8
