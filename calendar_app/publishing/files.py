"""A folder of feeds on disk: each file whole at every moment, one publisher at a time, nothing ever emptied."""

import ctypes
import errno
import fcntl
import json
import os
import re
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from calendar_app.errors import PublishError

INDEX = "index.json"
_LOCK = ".lock"
_TEMPORARY = ".calendar-app-tmp"
_SAFE = re.compile(r"(?:[^./\\\0][^/\\\0]*/)*[^./\\\0][^/\\\0]*\.(?:ics|rss|atom|json|opml|html)")
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
_BLOCK = 1 << 16  # octets
_FEW = 64  # files that are synced one by one; more are synced with their whole file system at once


class Folder:
    """A folder that is published into. Files are staged beside their places, and put there together by `settle`."""

    def __init__(self, path: Path) -> None:
        """Raises PublishError where there can be no such folder."""
        with _telling(path):
            path.mkdir(parents=True, exist_ok=True)
            self.path = path.resolve(strict=True)
        self._staged: dict[str, str] = {}
        self._prepared: set[str] = set()
        self._new: set[str] = set()
        self._changed: set[str] = set()

    @contextmanager
    def turn(self, wait: float) -> Iterator[None]:
        """The folder's lock, which dies with its process; its file names who holds it. Raises PublishError where
        another publisher is busy longer than `wait` seconds. Staged files that were not settled are taken away."""
        lock = self.path / _LOCK
        with _telling(lock):
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
        try:
            with _telling(lock):
                _take(descriptor, self.path, wait)
                os.ftruncate(descriptor, 0)
                os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
            yield
        finally:
            for temporary in self._staged:
                with suppress(OSError):
                    os.unlink(temporary)
            os.close(descriptor)

    def stage(self, path: str, data: bytes | Iterable[bytes]) -> bool:
        """Writes a file, whole or in pieces, beside its place, unless that holds the same bytes; gives whether it did.
        Raises PublishError for a path that leads elsewhere and for what cannot be written; what was there stays."""
        if not _safe(path):
            raise PublishError(f"{path!r} is no path of a feed", where=str(self.path), remedy="report this as a fault")
        folder, _, name = path.rpartition("/")
        self._prepare(folder)
        place, temporary = f"{self.path}/{path}", f"{self.path}/{folder}/.{name}{_TEMPORARY}"
        if isinstance(data, bytes):
            with _telling(place, len(data)):
                if folder not in self._new and _holds(place, data):
                    return False
                self._write(temporary, place, data)
                return True
        with _telling(place):
            self._write(temporary, place, data)
            if same := _same(place, temporary):
                os.unlink(temporary)
                del self._staged[temporary]
            return not same

    def settle(self) -> None:
        """Puts all staged files in their places, once they are on the disk for good."""
        with _telling(self.path):
            self._sync_staged()
        for temporary, place in self._staged.items():
            with _telling(place):
                os.replace(temporary, place)
            self._changed.add(place.rpartition("/")[0])
        self._staged.clear()

    def finish(self) -> None:
        """Makes the names of all that was settled and removed last through a power cut."""
        for folder in sorted(self._changed | {str(self.path.parent)}):
            with _telling(folder), suppress(FileNotFoundError):
                _sync(folder)
        self._changed.clear()

    def remove(self, path: str) -> bool:
        """Takes a file away, and its folder with the last file in it; gives whether there was one."""
        place = self.path / path
        with _telling(place):
            if not _safe(path) or not place.is_file() or not place.parent.resolve().is_relative_to(self.path):
                return False
            place.unlink()
            self._changed.add(str(place.parent))
            if place.parent != self.path:
                with suppress(OSError):  # not empty
                    place.parent.rmdir()
                    self._changed.discard(str(place.parent))
                    self._prepared.discard(path.rpartition("/")[0])
                    self._new.discard(path.rpartition("/")[0])
            return True

    def state(self, path: str) -> tuple[int, int] | None:
        """The octets of a file and the nanoseconds of its time; None where there is none."""
        try:
            found = (self.path / path).lstat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return found.st_size, found.st_mtime_ns

    def states(self, folder: str) -> dict[str, int]:
        """The files of a folder in it by their paths, with their octets."""
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(self.path / folder) as entries:
            return {f"{folder}/{entry.name}": entry.stat(follow_symlinks=False).st_size for entry in entries}
        return {}

    def read(self, path: str, most: int = -1) -> bytes:
        """The first octets of a file; none where it cannot be read."""
        with suppress(OSError), (self.path / path).open("rb") as file:
            return file.read(most)
        return b""

    def index(self) -> dict[str, object]:
        """What the folder's index says; nothing where there is none that can be read."""
        try:
            found = json.loads((self.path / INDEX).read_bytes())
        except (ValueError, RecursionError, FileNotFoundError):
            return {}
        except OSError as error:
            raise _told(error, self.path / INDEX) from error
        return found if isinstance(found, dict) else {}

    def _prepare(self, name: str) -> None:
        """The folder, made where it is missing, and freed of what a dead publisher left."""
        if name in self._prepared:
            return
        folder = self.path / name
        with _telling(folder):
            if not folder.exists():
                folder.mkdir(parents=True)
                self._new.add(name)  # nothing is in it that could be the same
            if not folder.resolve(strict=True).is_relative_to(self.path):
                raise PublishError(
                    "the folder leads outside", where=str(folder), remedy=f"put a real folder into {self.path}"
                )
            for leftover in folder.glob(f".*{_TEMPORARY}"):
                leftover.unlink(missing_ok=True)
        self._prepared.add(name)

    def _write(self, temporary: str, place: str, data: bytes | Iterable[bytes]) -> None:
        self._staged[temporary] = place
        descriptor = os.open(temporary, _FLAGS, 0o666)
        if isinstance(data, bytes):
            _write_whole(descriptor, data)
            return
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(data)

    def _sync_staged(self) -> None:
        if len(self._staged) > _FEW and _sync_disk(self.path):
            return
        for temporary in self._staged:
            _sync(temporary)


def _write_whole(descriptor: int, data: bytes) -> None:
    """Writes and closes without a file object, which takes as long as a small file."""
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)


def _holds(place: str, data: bytes) -> bool:
    try:
        there = os.lstat(place)
    except FileNotFoundError:
        return False
    return stat.S_ISREG(there.st_mode) and there.st_size == len(data) and Path(place).read_bytes() == data


def _same(place: str, temporary: str) -> bool:
    if not os.path.isfile(place) or os.path.islink(place) or os.path.getsize(place) != os.path.getsize(temporary):
        return False
    with open(place, "rb") as there, open(temporary, "rb") as new:
        return all(there.read(_BLOCK) == block for block in iter(lambda: new.read(_BLOCK), b""))


def _safe(path: str) -> bool:
    """Whether a path is that of a published file below the folder: relative, plain, and with a known suffix."""
    return _SAFE.fullmatch(path) is not None


def _sync_disk(folder: Path) -> bool:
    """Syncs all that was written to the folder's file system; False where the system cannot (syncfs is Linux's)."""
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        return False
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if syncfs(descriptor) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code))
    finally:
        os.close(descriptor)
    return True


def _sync(path: Path | str) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a file system whose folders cannot be synced
            raise
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


class _telling:  # noqa: N801 (used as a function is; one that is a generator takes thrice as long, for each file)
    """Within it an OSError becomes a PublishError that names the path, and the octets that were to be written."""

    __slots__ = ("_path", "_size")

    def __init__(self, path: Path | str, size: int | None = None) -> None:
        self._path, self._size = path, size

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            raise _told(error, self._path, self._size) from error


def _told(error: OSError, path: Path | str, size: int | None = None) -> PublishError:
    what = f"cannot write {size} bytes" if size is not None else "cannot publish"
    remedies = {errno.ENOSPC: "free space on its disk", errno.EROFS: "mount its disk writable"}
    remedies |= dict.fromkeys((errno.EACCES, errno.EPERM), "allow this user to write there")
    remedy = remedies.get(error.errno or 0, "mend this, or choose another folder")
    return PublishError(
        f"{what}: {error.strerror or error}", where=str(path), remedy=f"{remedy} and publish again; old files stand"
    )
