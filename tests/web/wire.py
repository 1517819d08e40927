"""A real server, requests to it as bytes, and its answers as bytes."""

import re
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread

import waitress
from flask import Flask

Address = tuple[str, int]


@dataclass(frozen=True)
class Answer:
    """What came over the wire, the moment taken out; the names of headers are lower case."""

    raw: bytes

    @property
    def status(self) -> int:
        return int(self.raw.split()[1])

    @property
    def headers(self) -> dict[str, str]:
        lines = self.raw.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
        return {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}

    @property
    def body(self) -> bytes:
        return self.raw.partition(b"\r\n\r\n")[2]


@contextmanager
def serving(app: Flask) -> Iterator[Address]:
    """Host and port of an application that is being served."""
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield "127.0.0.1", server.effective_port  # type: ignore[union-attr]
    finally:
        server.close()
        thread.join(timeout=5)


def ask(address: Address, method: str, path: str, headers: Mapping[str, str] | None = None) -> Answer:
    lines = [f"{method} {path} HTTP/1.1", "Host: x", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    received = b""
    with socket.create_connection(address, timeout=10) as raw:
        raw.sendall("\r\n".join([*lines, "", ""]).encode("latin-1"))
        while piece := raw.recv(1 << 20):
            received += piece
    return Answer(re.sub(rb"\r\nDate: [^\r]*", b"", received, count=1))
