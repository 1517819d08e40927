"""Publishing to a folder: whole files, one publisher at a time, nothing emptied."""

import errno
import fcntl
import json
import multiprocessing
import os
from dataclasses import replace
from pathlib import Path

import pytest

from calendar_app.errors import PublishError
from calendar_app.publishing.files import Folder
from calendar_app.publishing.ledger import NAME

from .builders import SITE, event, profile
from .folder import Known, publish, put, render, tree

FILES = {"all.ics": b"one", "offices/a.ics": b"two", "events/e.ics": b"three"}
EVENTS = [event(1), event(2, offices=("secretariat",), regions=("osce-wide",))]


def write(files: dict[str, bytes], out: Path, wait: float = 10) -> list[str]:
    """The paths that were written."""
    folder = Folder(out)
    with folder.turn(wait):
        written = [path for path in files if folder.stage(path, files[path])]
        folder.settle()
        folder.finish()
    return written


def test_written_once_then_left_alone(tmp_path):
    out = tmp_path / "a" / "feeds"
    assert write(FILES, out) == list(FILES)
    stamps = {path: path.stat().st_mtime_ns for path in out.rglob("*.ics")}
    assert write(FILES, out) == []
    assert tree(out) == FILES
    assert stamps == {path: path.stat().st_mtime_ns for path in out.rglob("*.ics")}
    assert write(FILES | {"all.ics": b"new"}, out) == ["all.ics"]
    assert (out / "all.ics").read_bytes() == b"new"


def test_many_files_at_once(tmp_path):
    files = {f"events/{number}.ics": b"%d" % number for number in range(300)}
    assert len(write(files, tmp_path)) == 300
    assert tree(tmp_path) == files


def test_nothing_is_in_its_place_before_it_is_settled(tmp_path):
    folder = Folder(tmp_path)
    with folder.turn(1):
        folder.stage("all.ics", b"new")
        assert not (tmp_path / "all.ics").exists()
    assert tree(tmp_path) == {}


def test_index_says_whose_events_these_are(tmp_path):
    put(EVENTS, profile(), SITE, tmp_path)
    assert json.loads((tmp_path / "index.json").read_bytes())["manifest"] == {"store": "c0ffee"}


def test_an_empty_run_writes_nothing(tmp_path):
    put(EVENTS, profile(), SITE, tmp_path)
    before = tree(tmp_path)
    with pytest.raises(PublishError, match="no events to publish"):
        put([], profile(), SITE, tmp_path)
    assert tree(tmp_path) == before
    with pytest.raises(PublishError):
        put([], profile(), SITE, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_what_another_store_published_goes_and_what_is_not_ours_stays(tmp_path):
    put(EVENTS, profile(), SITE, tmp_path)
    (tmp_path / "mine.txt").write_text("not ours")
    (tmp_path / "events" / "mine.ics").write_text("BEGIN:VCALENDAR")
    done = put([event(3)], profile(), SITE, tmp_path, store_id="other")
    assert done.removed == 2 + 2 * 4
    expected = render([event(3)], profile(), SITE, store_id="other")
    assert tree(tmp_path).keys() == expected.keys() | {"mine.txt", "events/mine.ics"}
    assert {path: tree(tmp_path)[path] for path in expected} == expected


def test_archives_of_another_store_go_too(tmp_path):
    put([event(n) for n in range(9)], profile(), replace(SITE, most_entries=5), tmp_path)
    assert (tmp_path / "all-2024.ics").exists()
    put([event(3)], profile(), SITE, tmp_path, store_id="other")
    assert tree(tmp_path) == render([event(3)], profile(), SITE, store_id="other")


@pytest.mark.parametrize(
    "path",
    [
        "../secret.ics",
        "/etc/passwd",
        "offices/../../secret.ics",
        "link/secret.ics",
        ".lock",
        NAME,
        "a\0.ics",
        "secret.txt",
        7,
        ".",
    ],
)
def test_an_index_cannot_lead_outside(tmp_path, path):
    secret = tmp_path / "secret.ics"
    secret.write_text("x")
    out = tmp_path / "out"
    put(EVENTS, profile(), SITE, out)
    (out / "link").symlink_to(tmp_path)
    (out / "secret.txt").write_text("x")
    (out / "index.json").write_text(
        json.dumps({"manifest": {"store": "evil"}, "calendars": [{"files": {"ics": path}, "archives": [path]}]})
    )
    assert put(EVENTS, profile(), SITE, out).removed == 0
    assert secret.exists() and (out / ".lock").exists() and (out / "secret.txt").exists() and (out / NAME).exists()


@pytest.mark.parametrize(
    "index",
    [
        b"", b"{", b"[]", b"null", b'{"manifest": 1}', b'{"manifest": {"store": 1}, "calendars": 2}', b"\xff",
        b'{"manifest": {"store": "x"}, "calendars": [1, {"files": 3, "archives": {"a": []}}]}', b"[" * 100_000,
    ],
)  # fmt: skip
def test_a_broken_index_is_written_anew(tmp_path, index):
    (tmp_path / "index.json").write_bytes(index)
    put(EVENTS, profile(), SITE, tmp_path)
    assert json.loads((tmp_path / "index.json").read_bytes())["manifest"]["store"] == "c0ffee"


@pytest.mark.parametrize(
    "path", ["../x.ics", "/x.ics", "a/../x.ics", "a//x.ics", "x.exe", ".hidden.ics", "a\\b.ics", "a/\0.ics"]
)
def test_a_path_that_leads_elsewhere_is_refused(tmp_path, path):
    with pytest.raises(PublishError, match="no path of a feed"):
        write(FILES | {path: b""}, tmp_path / "out")
    assert tree(tmp_path / "out") == {}


def test_a_folder_that_leads_elsewhere_is_refused(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "offices").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PublishError, match="leads outside"):
        write(FILES, tmp_path / "out")


def test_a_link_in_the_place_of_a_file_is_replaced_not_followed(tmp_path):
    target = tmp_path / "target.ics"
    target.write_bytes(b"one")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "all.ics").symlink_to(target)
    write(FILES | {"all.ics": b"new"}, tmp_path / "out")
    assert target.read_bytes() == b"one" and not (tmp_path / "out" / "all.ics").is_symlink()


@pytest.mark.parametrize("call", ["replace", "fsync", "open", "fdopen", "pwrite", "ftruncate", "mkdir", "unlink"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_each_failing_call_leaves_old_or_new(tmp_path, monkeypatch, call, code):
    """The n-th call fails, for each n: every file is whole, and the next run ends as if nothing had been."""
    old = [event(1, offices=())]
    later = [event(1, offices=(), title="Moved", sequence=1), event(2, offices=())]
    before, after = (render(events, profile(), SITE) for events in (old, later))
    real = getattr(os, call)
    for at in range(1, 80):
        out = tmp_path / str(at)
        publish(Known(old), profile(), SITE, out)
        calls = [0]

        def failing(*args, calls=calls, at=at, **more):
            calls[0] += 1
            if calls[0] == at:
                raise OSError(code, os.strerror(code))
            return real(*args, **more)

        newer = Known(later, number=2, since={"e1": 2, "e2": 2})
        with monkeypatch.context() as patched:
            patched.setattr(os, call, failing)
            try:
                publish(newer, profile(), SITE, out)
            except PublishError as error:
                assert str(tmp_path) in error.where and error.remedy
        for path, data in tree(out).items():
            assert data in (before.get(path), after.get(path))
        publish(newer, profile(), SITE, out)
        assert tree(out) == after
        if calls[0] < at:
            break
    else:
        pytest.fail("it never ended")


def test_the_index_is_last(tmp_path, monkeypatch):
    order = []
    real = os.replace
    monkeypatch.setattr(os, "replace", lambda source, target: (order.append(Path(target).name), real(source, target)))
    put(EVENTS, profile(), SITE, tmp_path)
    assert order[-1] == "index.json" and len(order) == len(tree(tmp_path))


def test_what_a_dead_publisher_left_is_cleared(tmp_path):
    write(FILES, tmp_path)
    for folder in (tmp_path, tmp_path / "offices"):
        (folder / ".all.ics.calendar-app-tmp").write_bytes(b"half")
    write(FILES, tmp_path)
    assert tree(tmp_path) == FILES


def test_no_space_says_how_much_and_where(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(PublishError, match=r"all\.ics: cannot write 3 bytes: No space left on device; free space"):
        write(FILES, tmp_path)


def test_a_file_in_the_place_of_the_folder(tmp_path):
    (tmp_path / "feeds").write_text("x")
    with pytest.raises(PublishError, match="feeds"):
        put(EVENTS, profile(), SITE, tmp_path / "feeds")


def test_a_second_publisher_is_told_who_is_at_work(tmp_path):
    write(FILES, tmp_path)
    with (tmp_path / ".lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(PublishError, match=f"process {os.getpid()}"):
            write(FILES | {"all.ics": b"other"}, tmp_path, wait=0.2)
    assert (tmp_path / "all.ics").read_bytes() == b"one"
    write(FILES, tmp_path, wait=0)


def _rounds(out: str, number: int) -> None:
    for turn in range(10):
        changed = [event(1, title=f"{number}-{turn} " * 100), event(2)]
        publish(Known(changed, number=turn + 1, since={"e1": turn + 1}), profile(), SITE, Path(out), wait=60)


def test_publishers_take_turns(tmp_path):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_rounds, args=(str(tmp_path), number)) for number in range(4)]
    for worker in workers:
        worker.start()
    seen = set()
    while any(worker.is_alive() for worker in workers):
        if (tmp_path / "all.ics").exists():
            seen.add((tmp_path / "all.ics").read_bytes())
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0
    assert all(data.startswith(b"BEGIN:VCALENDAR") and data.endswith(b"END:VCALENDAR\r\n") for data in seen)
    assert not list(tmp_path.rglob(".*tmp"))
