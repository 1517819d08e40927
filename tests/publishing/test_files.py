"""Publishing to a folder: whole files, one publisher at a time, nothing emptied."""

import errno
import fcntl
import json
import multiprocessing
import os
from pathlib import Path

import pytest

from calendar_app.errors import PublishError
from calendar_app.publishing.files import Published, publish

FILES = {"all.ics": b"one", "offices/a.ics": b"two", "events/e.ics": b"three", "index.json": b'{"title": "t"}'}


def tree(out: Path) -> dict[str, bytes]:
    found = {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    found.pop(".lock", None)
    return found


def test_written_once_then_left_alone(tmp_path):
    out = tmp_path / "a" / "feeds"
    assert publish(FILES, out, "s") == Published(4, 0, 0)
    stamps = {path: path.stat().st_mtime_ns for path in out.rglob("*.ics")}
    before = tree(out)
    assert publish(FILES, out, "s") == Published(0, 4, 0)
    assert tree(out) == before
    assert stamps == {path: path.stat().st_mtime_ns for path in out.rglob("*.ics")}
    assert publish(FILES | {"all.ics": b"new"}, out, "s") == Published(1, 3, 0)
    assert (out / "all.ics").read_bytes() == b"new"


def test_index_says_who_published_what(tmp_path):
    publish(FILES, tmp_path, "s")
    index = json.loads((tmp_path / "index.json").read_bytes())
    assert index == {"title": "t", "manifest": {"store": "s", "files": sorted(FILES)}}


@pytest.mark.parametrize("files", [{}, {"index.html": b"x"}])
def test_an_empty_run_writes_nothing(tmp_path, files):
    publish(FILES, tmp_path, "s")
    before = tree(tmp_path)
    with pytest.raises(PublishError, match="no events to publish"):
        publish(files, tmp_path, "s")
    assert tree(tmp_path) == before
    with pytest.raises(PublishError):
        publish(files, tmp_path / "new", "s")
    assert not (tmp_path / "new").exists()


def test_files_of_the_same_store_stay_and_those_of_another_go(tmp_path):
    publish(FILES, tmp_path, "s")
    (tmp_path / "mine.txt").write_text("not ours")
    fewer = {"all.ics": b"1", "events/f.ics": b"2"}
    assert publish(fewer, tmp_path, "s").removed == 0
    assert (tmp_path / "offices/a.ics").exists()
    assert publish(fewer, tmp_path, "other") == Published(1, 2, 2)
    assert tree(tmp_path).keys() == {"all.ics", "events/f.ics", "index.json", "mine.txt"}
    assert not (tmp_path / "offices").exists()


@pytest.mark.parametrize(
    "path",
    [
        "../secret.ics",
        "/etc/passwd",
        "offices/../../secret.ics",
        "link/secret.ics",
        ".lock",
        "a\0.ics",
        "secret.txt",
        7,
        ".",
    ],
)
def test_a_manifest_cannot_lead_outside(tmp_path, path):
    secret = tmp_path / "secret.ics"
    secret.write_text("x")
    out = tmp_path / "out"
    publish(FILES, out, "s")
    (out / "link").symlink_to(tmp_path)
    (out / "secret.txt").write_text("x")
    (out / "index.json").write_text(json.dumps({"manifest": {"store": "evil", "files": [path]}}))
    assert publish(FILES, out, "s").removed == 0
    assert secret.exists() and (out / ".lock").exists() and (out / "secret.txt").exists()


@pytest.mark.parametrize(
    "index",
    [b"", b"{", b"[]", b"null", b'{"manifest": 1}', b'{"manifest": {"store": 1, "files": 2}}', b"\xff", b"[" * 100_000],
)
def test_a_broken_index_is_written_anew(tmp_path, index):
    (tmp_path / "index.json").write_bytes(index)
    publish(FILES, tmp_path, "s")
    assert json.loads((tmp_path / "index.json").read_bytes())["manifest"]["store"] == "s"


@pytest.mark.parametrize(
    "path", ["../x.ics", "/x.ics", "a/../x.ics", "a//x.ics", "x.exe", ".hidden.ics", "a\\b.ics", "a/\0.ics"]
)
def test_a_path_that_leads_elsewhere_is_refused(tmp_path, path):
    with pytest.raises(PublishError, match="no path of a feed"):
        publish(FILES | {path: b""}, tmp_path / "out", "s")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_leads_elsewhere_is_refused(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "offices").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PublishError, match="leads outside"):
        publish(FILES, tmp_path / "out", "s")


def test_a_link_in_the_place_of_a_file_is_replaced_not_followed(tmp_path):
    target = tmp_path / "target.ics"
    target.write_bytes(b"one")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "all.ics").symlink_to(target)
    publish(FILES | {"all.ics": b"new"}, tmp_path / "out", "s")
    assert target.read_bytes() == b"one" and not (tmp_path / "out" / "all.ics").is_symlink()


@pytest.mark.parametrize("call", ["replace", "fsync", "open", "fdopen", "pwrite", "ftruncate", "mkdir"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES])
def test_each_failing_call_leaves_old_or_new(tmp_path, monkeypatch, call, code):
    """The n-th call fails, for each n: every file is whole, none is left over after the next run."""
    new = {path: data * 2 for path, data in FILES.items() if path != "index.json"} | {"events/g.ics": b"four"}
    real = getattr(os, call)
    for at in range(1, 40):
        out = tmp_path / str(at)
        publish(FILES, out, "s")
        before, calls = tree(out), [0]

        def failing(*args, calls=calls, at=at, **more):
            calls[0] += 1
            if calls[0] == at:
                raise OSError(code, os.strerror(code))
            return real(*args, **more)

        with monkeypatch.context() as patched:
            patched.setattr(os, call, failing)
            try:
                publish(new, out, "s")
            except PublishError as error:
                assert str(tmp_path) in error.where and error.remedy
        for path, data in tree(out).items():
            assert path == "index.json" or data in (before.get(path), new.get(path))
        publish(new, out, "s")
        assert {path: data for path, data in tree(out).items() if path != "index.json"} == new
        if calls[0] < at:
            break
    else:
        pytest.fail("it never ended")


def test_the_index_is_last(tmp_path, monkeypatch):
    order = []
    real = os.replace
    monkeypatch.setattr(os, "replace", lambda source, target: (order.append(Path(target).name), real(source, target)))
    publish(FILES, tmp_path, "s")
    assert order == ["all.ics", "e.ics", "a.ics", "index.json"]


def test_what_a_dead_publisher_left_is_cleared(tmp_path):
    publish(FILES, tmp_path, "s")
    for folder in (tmp_path, tmp_path / "offices"):
        (folder / ".all.ics.calendar-app-tmp").write_bytes(b"half")
    publish(FILES, tmp_path, "s")
    assert tree(tmp_path).keys() == FILES.keys()


def test_no_space_says_how_much_and_where(tmp_path, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PublishError, match=r"all\.ics: cannot write 3 bytes: No space left on device; free space"):
        publish(FILES, tmp_path, "s")


def test_a_file_in_the_place_of_the_folder(tmp_path):
    (tmp_path / "feeds").write_text("x")
    with pytest.raises(PublishError, match="feeds"):
        publish(FILES, tmp_path / "feeds", "s")


def test_a_second_publisher_is_told_who_is_at_work(tmp_path):
    publish(FILES, tmp_path, "s")
    with (tmp_path / ".lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(PublishError, match=f"process {os.getpid()}"):
            publish(FILES | {"all.ics": b"other"}, tmp_path, "s", wait=0.2)
    assert (tmp_path / "all.ics").read_bytes() == b"one"
    publish(FILES, tmp_path, "s", wait=0)


def _rounds(out: str, number: int) -> None:
    for turn in range(10):
        data = f"{number}-{turn}".encode() * 1000
        publish({"all.ics": data, "offices/a.ics": data, "index.json": b"{}"}, Path(out), "s")


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
    assert all(data == data[: len(data) // 1000] * 1000 for data in seen)
    assert (tmp_path / "all.ics").read_bytes() == (tmp_path / "offices/a.ics").read_bytes()
    assert tree(tmp_path).keys() == {"all.ics", "offices/a.ics", "index.json"}
