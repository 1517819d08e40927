"""A PostgreSQL server for the tests: one for the session, in a folder of its own, gone with it."""

import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql

PASSWORD = "not/to:be@told"
USER = "calendar"

# No server of the tests outlives the machine: nothing is worth waiting for the disk.
_SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=60")


def binaries() -> Path | None:
    """The folder of the newest server on this machine from version 15 on, which can order texts as ICU does."""
    folders = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdecimal()]
    newest = max(folders, key=lambda path: int(path.parent.name), default=None)
    if newest is not None and int(newest.parent.name) >= 15 and (newest / "initdb").exists():
        return newest
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


class Server:
    """A server that listens on a socket in `folder`, and asks for a password."""

    def __init__(self, bin_: Path, folder: Path) -> None:
        self._bin, self.folder = bin_, folder
        self._numbers = count(1)
        self._as: dict[str, Any] = _someone_else() if os.geteuid() == 0 else {}

    def make(self) -> None:
        """Makes its files. Texts have the order of English there, not that of their bytes."""
        (self.folder / "password").write_text(PASSWORD, encoding="utf-8")
        for path in (self.folder, self.folder / "password"):
            os.chown(path, self._as.get("user", -1), -1)
        command = [self._bin / "initdb", "--pgdata", self.folder / "data", "--username", USER, "--no-sync"]
        command += ["--pwfile", self.folder / "password", "--auth", "scram-sha-256", "--encoding", "UTF8"]
        command += ["--locale", "C", "--locale-provider", "icu", "--icu-locale", "en-US"]
        done = subprocess.run(command, **self._as, cwd="/", capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        command = [self._bin / "postgres", "-D", self.folder / "data", "-k", self.folder]
        for setting in _SETTINGS:
            command += ["-c", setting]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, **self._as, cwd="/", stdout=log, stderr=log)
        for _ in range(600):
            assert self._process.poll() is None, (self.folder / "log").read_text(encoding="utf-8")
            try:
                self.execute("SELECT")
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        self.stop()
        raise AssertionError((self.folder / "log").read_text(encoding="utf-8"))

    def stop(self) -> None:
        """Stops it at once; connections are cut."""
        self._process.send_signal(2)
        self._process.wait(30)

    def url(self, database: str = "postgres", *, user: str = USER, password: str = PASSWORD) -> str:
        return f"postgresql://{user}:{quote(password, safe='')}@/{database}?host={self.folder}"

    def execute(self, statement: str | sql.Composed) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]

    @contextmanager
    def database(self, options: str = "") -> Iterator[str]:
        """The URL of an empty database, which is gone afterwards."""
        name = f"test_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} {options}")
        try:
            yield self.url(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running(bin_: Path) -> Iterator[Server]:
    """A server that runs. Its folder has a short name, which a socket needs, and can be entered by whom it runs as."""
    with TemporaryDirectory(prefix="calendar-app-", dir="/tmp") as folder:
        server = Server(bin_, Path(folder))
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop()


def _someone_else() -> dict[str, Any]:
    """Whom a server that root starts runs as: it refuses to run as root."""
    users = {user.pw_name: user for user in pwd.getpwall()}
    user = users.get("postgres") or users["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": ()}
