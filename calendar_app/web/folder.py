"""Files of a folder, found by their address and never outside of it, read once for each version of theirs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from errno import ENODATA
from os import fstat, stat_result
from pathlib import Path
from re import compile as pattern
from stat import S_ISREG

from calendar_app.web.memory import Memory
from calendar_app.web.resource import Resource

_Version = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Kept:
    path: Path
    version: _Version
    resource: Resource


class Folder:
    """The files below `path` whose suffix or whole name is in `types`, kept in `most` bytes of memory.

    `headers` says what headers the answers of a file have by its name. Whether a file is another than the one in
    memory is looked at for each request.
    """

    def __init__(
        self, path: Path, types: Mapping[str, str], headers: Callable[[str], Mapping[str, str]], most: int
    ) -> None:
        self._path = path
        self._types = types
        self._headers = headers
        suffixes = "|".join(name for name in types if "." not in name)
        self._address = pattern(rf"(?:[A-Za-z0-9_-]{{1,150}}/){{0,3}}[A-Za-z0-9_-]{{1,150}}\.(?:{suffixes})")
        self._memory: Memory[_Kept] = Memory(most)

    def current(self, address: str) -> Resource | None:
        """The file at an address as it is now; None where there is none or the address could lead elsewhere.

        Raises OSError for a file that cannot be read or is empty.
        """
        kept = self._memory.get(address)
        if kept is None and not self._address.fullmatch(address):
            return None
        path = kept.path if kept else self._path / address
        try:
            status = path.stat()
            if kept and kept.version == _version(status):
                return kept.resource
            return self._read(address, path) if S_ISREG(status.st_mode) else None
        except (FileNotFoundError, NotADirectoryError):
            return None

    def last(self, address: str) -> Resource | None:
        """The file as it was when it could be read last; None where that is not known or not any more."""
        kept = self._memory.get(address)
        return kept.resource if kept else None

    def _read(self, address: str, path: Path) -> Resource | None:
        real = path.resolve()
        if not real.is_relative_to(self._path.resolve()):
            return None
        with real.open("rb") as file:
            status = fstat(file.fileno())
            body = file.read()
        if not body:
            raise OSError(ENODATA, "the file is empty", str(path))
        modified = datetime.fromtimestamp(status.st_mtime, UTC).replace(microsecond=0)
        resource = Resource(body, self._type(path.name), modified, self._headers(path.name))
        self._memory.put(address, _Kept(path, _version(status), resource), resource.size)
        return resource

    def _type(self, name: str) -> str:
        return self._types.get(name) or self._types[name.rpartition(".")[2]]


def _version(status: stat_result) -> _Version:
    return status.st_mtime_ns, status.st_size, status.st_ino, status.st_dev
