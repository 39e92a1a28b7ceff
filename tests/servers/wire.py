"""A wire between browser and server that can be cut, can lose replies, and can be taken over by a hotel's portal."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum

PORTAL = b"<!doctype html><title>Wi-Fi</title><h1>Chao mung den voi Wi-Fi cua khach san</h1>"
CHUNK = 65536


class Mode(Enum):
    """What happens to a request."""

    WHOLE = "whole"
    CUT = "cut"
    REPLY_LOST = "reply lost"
    PORTAL = "portal"


class Wire:
    """Listens on a port of its own and passes on to `target`. Set `mode` at any time; it holds at once."""

    def __init__(self, target: tuple[str, int]) -> None:
        self.target = target
        self._mode = Mode.WHOLE
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def mode(self) -> Mode:
        return self._mode

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._mode = mode
        for connection in list(self._open):
            _end(connection)

    def close(self) -> None:
        _end(self._listener)
        self.mode = Mode.CUT

    def _accept(self) -> None:
        while True:
            try:
                browser, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(browser,), daemon=True).start()

    def _carry(self, browser: socket.socket) -> None:
        self._open.add(browser)
        with suppress(OSError):
            if self._mode is Mode.PORTAL:
                _answer_as_portal(browser)
            elif self._mode is not Mode.CUT:
                self._connect(browser)
        self._open.discard(browser)
        _end(browser)

    def _connect(self, browser: socket.socket) -> None:
        with socket.create_connection(self.target) as server:
            self._open.add(server)
            up = threading.Thread(target=_pump, args=(browser, server), daemon=True)
            up.start()
            while chunk := server.recv(CHUNK):
                if self._mode is Mode.WHOLE:
                    browser.sendall(chunk)
            self._open.discard(server)


@contextmanager
def stretched(host: str, port: int) -> Iterator[Wire]:
    """A wire to a server, taken down at the end."""
    wire = Wire((host, port))
    try:
        yield wire
    finally:
        wire.close()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while chunk := source.recv(CHUNK):
            sink.sendall(chunk)


def _answer_as_portal(browser: socket.socket) -> None:
    browser.recv(CHUNK)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(PORTAL)}\r\nConnection: close\r\n\r\n"
    browser.sendall(head.encode() + PORTAL)


def _end(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
