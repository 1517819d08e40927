"""The sample's site as the program serves it, and the Chromium that looks at it."""

import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_PROGRAM = Path(sys.executable).with_name("calendar-app")
_SECONDS = 60

# Chromium's own sandbox does not start as root; the second keeps it from asking its maker for anything.
CHROMIUM_OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


def chromium() -> str | None:
    """The path of the system's Chromium; None where there is none."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def sample_site(folder: Path) -> Iterator[str]:
    """The address of the sample's site, without a slash at its end, which its links and feeds name; the feeds are
    written into `folder`. Raises RuntimeError with what the program said when it does not come up."""
    address = f"http://127.0.0.1:{_free_port()}"
    command = [_PROGRAM, "run", "--port", address.rpartition(":")[2], "--base-url", address, "--out", folder / "feeds"]
    log = folder / "site.log"
    with log.open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said) as server:
        try:
            if not _answers(address, server):
                raise RuntimeError(log.read_text())
            yield address
        finally:
            server.send_signal(signal.SIGINT)  # as Ctrl-C, so that it clears away the store of the sample


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def _answers(address: str, server: subprocess.Popen[bytes]) -> bool:
    """Whether the site answers before the program ends or a minute has gone."""
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urlopen(f"{address}/healthz", timeout=5).close()
            return True
        except (URLError, OSError):
            time.sleep(0.1)
    return False
