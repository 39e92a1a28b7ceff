"""A wire that can be cut, slowed down, lose replies or half of them, and be taken over by a hotel's portal.

Between browser and server, or between Sen and its database.
"""

import re
import select
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum

PORTAL = b"<!doctype html><title>Wi-Fi</title><h1>Chao mung den voi Wi-Fi cua khach san</h1>"
CHUNK = 65536
TLS = b"\x16"  # the first byte of a hello
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
GREETING = 600  # bytes that a browser may send after its hello before it has asked for something over TLS
# Closing with this set sends a reset instead of an end.
AT_ONCE = struct.pack("ii", 1, 0)


class Mode(Enum):
    """What happens to a request."""

    WHOLE = "whole"
    CUT = "cut"
    SLOW = "slow"
    REPLY_LOST = "reply lost"
    REPLY_RESET = "reset after the request"
    REPLY_HALVED = "half a reply"
    PORTAL = "portal"


@dataclass
class Asked:
    """What a browser has sent so far on one connection, in bytes."""

    hello: bytes = b""
    more: int = 0

    def add(self, chunk: bytes) -> None:
        if self.hello:
            self.more += len(chunk)
        else:
            self.hello = chunk

    @property
    def only_greets(self) -> bool:
        return self.hello[:1] == TLS and self.more < GREETING


class Wire:
    """Listens on a port of its own and passes on to `target`. Set `mode` at any time; it holds at once.

    `delay` is what a reply takes longer where it is SLOW, in seconds.
    """

    def __init__(self, target: tuple[str, int], delay: float = 1.0) -> None:
        self.target = target
        self.delay = delay
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
        """Being slow breaks no connection; everything else does."""
        gentle = {self._mode, mode} <= {Mode.WHOLE, Mode.SLOW}
        self._mode = mode
        if not gentle:
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
            asked = Asked()
            up = threading.Thread(target=_pump, args=(browser, server, asked), daemon=True)
            up.start()
            while chunk := server.recv(CHUNK):
                self._bring(browser, chunk, asked)
            self._open.discard(server)

    def _bring(self, browser: socket.socket, reply: bytes, asked: Asked) -> None:
        """What comes back from the server, or what is left of it. Over TLS the two first agree on a key."""
        if self._mode is Mode.SLOW:
            time.sleep(self.delay)
        if self._mode in (Mode.WHOLE, Mode.SLOW) or asked.only_greets:
            browser.sendall(reply)
        elif self._mode is Mode.REPLY_HALVED:
            browser.sendall(reply[: len(reply) // 2])
            _end(browser)
        elif self._mode is Mode.REPLY_RESET:
            browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
            browser.close()


@contextmanager
def stretched(host: str, port: int, delay: float = 1.0) -> Iterator[Wire]:
    """A wire to a server, taken down at the end."""
    wire = Wire((host, port), delay)
    try:
        yield wire
    finally:
        wire.close()


def _pump(source: socket.socket, sink: socket.socket, asked: Asked) -> None:
    """Never waits inside `source` for long: a socket that somebody reads from is not reset when it is closed."""
    with suppress(OSError, ValueError):
        while True:
            if select.select([source], [], [], 0.1)[0]:
                chunk = source.recv(CHUNK)
                if not chunk:
                    return
                asked.add(chunk)
                sink.sendall(chunk)


def _answer_as_portal(browser: socket.socket) -> None:
    _read_whole(browser)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(PORTAL)}\r\nConnection: close\r\n\r\n"
    browser.sendall(head.encode() + PORTAL)


def _read_whole(browser: socket.socket) -> None:
    """The request with its body: what was left unread would turn the answer into a reset."""
    head, found, body = b"", b"", b""
    while not found:
        chunk = browser.recv(CHUNK)
        if not chunk:
            return
        head, found, body = (head + chunk).partition(b"\r\n\r\n")
    length = LENGTH.search(head)
    left = int(length[1]) - len(body) if length else 0
    while left > 0 and (chunk := browser.recv(CHUNK)):
        left -= len(chunk)


def _end(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
