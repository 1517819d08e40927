"""A relay on loopback before a site: it writes down what a client asked and what the site answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Relay:
    """Where clients reach the site, and each answer that they got: its status, and whether the request was one that
    a client makes which has the bytes already (RFC 9110 13.1)."""

    address: str = ""
    answers: list[tuple[int, bool]] = field(default_factory=list)


@contextmanager
def relayed(port: int) -> Iterator[Relay]:
    """A relay to the site at a port of this machine."""
    relay = Relay()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site = HTTPConnection("127.0.0.1", port, timeout=30)
            site.request(self.command, self.path, headers=dict(self.headers.items()))
            answer = site.getresponse()
            body = answer.read()
            relay.answers.append((answer.status, "If-None-Match" in self.headers))
            self.send_response_only(answer.status)
            for name, value in answer.getheaders():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            site.close()

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    relay.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield relay
    finally:
        server.shutdown()
        server.server_close()
