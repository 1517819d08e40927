"""Rendered feeds on disk: each file whole at every moment, one publisher at a time, nothing ever emptied."""

import errno
import fcntl
import json
import os
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from calendar_app.errors import PublishError
from calendar_app.publishing import json_text

INDEX = "index.json"
_NEEDED = "all.ics"
_LOCK = ".lock"
_TEMPORARY = ".calendar-app-tmp"
_OURS = frozenset({".ics", ".rss", ".atom", ".json", ".opml", ".html"})


@dataclass(frozen=True, slots=True)
class Published:
    """How many files a publish wrote, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int


def publish(
    files: dict[str, bytes], out: Path, store_id: str, *, gone: Collection[str] = (), wait: float = 10.0
) -> Published:
    """Put `files` below `out`, the index with its manifest last; the files of the same store's past stay for ever, but
    for those that are `gone`.

    Files that another store published there, by its manifest, and that are not among these are removed. Raises
    PublishError, and writes nothing, where there are no events; where another publisher is busy longer than `wait`
    seconds; and where a file cannot be written, which leaves it as it was.
    """
    if _NEEDED not in files:
        raise PublishError(
            "there are no events to publish", where=str(out), remedy="what was published stays; import releases first"
        )
    for path in files:
        if not _safe(path):
            raise PublishError(f"{path!r} is no path of a feed", where=str(out), remedy="report this as a fault")
    with _telling(out):
        out.mkdir(parents=True, exist_ok=True)
        out = out.resolve(strict=True)
    with _turn(out, wait):
        return _publish(files, out, store_id, frozenset(gone))


def _publish(files: dict[str, bytes], out: Path, store_id: str, gone: frozenset[str]) -> Published:
    for folder in sorted({(out / path).parent for path in files} | {out}):
        _prepare(folder, out)
    owner, before = _manifest(out)
    written = [path for path in sorted(files) if path != INDEX and _write(out / path, files[path])]
    past = before - files.keys()
    removed = [path for path in sorted(past if owner != store_id else past & gone) if _remove(out / path, out)]
    kept = {path for path in past - gone if owner == store_id and (out / path).is_file()}
    index = _index(files, store_id, sorted(files.keys() | kept | {INDEX}))
    written += [INDEX] if _write(out / INDEX, index) else []
    for folder in sorted({(out / path).parent for path in (*files, *removed)} | {out, out.parent}):
        _sync(folder)
    return Published(len(written), len(files.keys() | {INDEX}) - len(written), len(removed))


def _index(files: dict[str, bytes], store_id: str, paths: list[str]) -> bytes:
    listed = json.loads(files.get(INDEX, b"{}"))
    return json_text.to_bytes(listed | {"manifest": {"store": store_id, "files": paths}})


def _manifest(out: Path) -> tuple[str | None, set[str]]:
    """Who published here last and which files; nobody and nothing where no index says so."""
    try:
        manifest = json.loads((out / INDEX).read_bytes())["manifest"]
        owner, paths = manifest["store"], manifest["files"]
    except FileNotFoundError:
        return None, set()
    except (ValueError, KeyError, TypeError, RecursionError):
        return None, set()
    except OSError as error:
        raise _told(error, out / INDEX) from error
    if not isinstance(owner, str) or not isinstance(paths, list):
        return None, set()
    return owner, {path for path in paths if isinstance(path, str) and path != INDEX and _safe(path)}


def _safe(path: str) -> bool:
    """Whether a path is that of a published file below the folder: relative, plain, and with a known suffix."""
    pure = PurePosixPath(path)
    plain = str(pure) == path and "\0" not in path and "\\" not in path and not pure.is_absolute()
    return plain and pure.suffix in _OURS and not any(part == ".." or part.startswith(".") for part in pure.parts)


def _prepare(folder: Path, out: Path) -> None:
    """The folder, made where it is missing, and freed of what a dead publisher left."""
    with _telling(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if not folder.resolve(strict=True).is_relative_to(out):
            raise PublishError("the folder leads outside", where=str(folder), remedy=f"put a real folder into {out}")
        for leftover in folder.glob(f".*{_TEMPORARY}"):
            leftover.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> bool:
    """Whether the file had other bytes: then they are written beside it, synced, and put in its place."""
    with _telling(path, len(data)):
        if path.is_file() and not path.is_symlink() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
        temporary = path.with_name(f".{path.name}{_TEMPORARY}")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            with os.fdopen(os.open(temporary, flags, 0o666), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        return True


def _remove(path: Path, out: Path) -> bool:
    """Whether there was such a file below `out` itself; its folder goes with the last file in it."""
    with _telling(path):
        if not path.is_file() or not path.parent.resolve().is_relative_to(out):
            return False
        path.unlink()
        if path.parent != out:
            with suppress(OSError):  # not empty
                path.parent.rmdir()
        return True


def _sync(folder: Path) -> None:
    """A rename lasts through a power cut once its folder is synced."""
    with _telling(folder), suppress(FileNotFoundError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno != errno.EINVAL:  # a file system whose folders cannot be synced
                raise
        finally:
            os.close(descriptor)


@contextmanager
def _turn(out: Path, wait: float) -> Iterator[None]:
    """The lock of a feeds folder, which dies with its process; its file names who holds it."""
    lock = out / _LOCK
    with _telling(lock):
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    try:
        with _telling(lock):
            _take(descriptor, out, wait)
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, out: Path, wait: float) -> None:
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
                raise PublishError(
                    f"another publisher (process {holder}) is at work there",
                    where=str(out),
                    remedy="try again when it has finished",
                ) from None
            time.sleep(0.05)


@contextmanager
def _telling(path: Path, size: int | None = None) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _told(error, path, size) from error


def _told(error: OSError, path: Path, size: int | None = None) -> PublishError:
    what = f"cannot write {size} bytes" if size is not None else "cannot publish"
    remedies = {errno.ENOSPC: "free space on its disk", errno.EROFS: "mount its disk writable"}
    remedies |= dict.fromkeys((errno.EACCES, errno.EPERM), "allow this user to write there")
    remedy = remedies.get(error.errno or 0, "mend this, or choose another folder")
    return PublishError(
        f"{what}: {error.strerror or error}", where=str(path), remedy=f"{remedy} and publish again; old files stand"
    )
