"""Where a server listens: alone at its address, and told to those who wait once it answers there."""

import encodings.idna  # noqa: F401 - else the waiting thread would import it, and a process forked then waits for ever
import errno
import os
import socket
import threading
import time
from collections.abc import Callable

from lms.cli.installation import Refused

PATIENCE = 10  # seconds; a server that was just stopped leaves its port a moment later
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - named to be told apart, not listened on


def require_free(host: str, port: int) -> None:
    """Refused if somebody listens there: Granian would share the port, and half of the people meet the other."""
    until = time.monotonic() + PATIENCE
    while _taken(host, port):
        if time.monotonic() > until:
            raise Refused(
                f"Port {port} is taken by another program, perhaps Sen itself. "
                "Stop that, or choose another port with --port. Nothing was started."
            )
        time.sleep(0.2)


def tell_when_up(host: str, port: int, tell: Callable[[], None]) -> None:
    """Call `tell` once, in a thread of its own, as soon as the address takes connections."""
    threading.Thread(target=_tell_when_up, args=(host, port, tell), daemon=True).start()


def _tell_when_up(host: str, port: int, tell: Callable[[], None]) -> None:
    while not _answers(EVERYWHERE.get(host, host), port):
        time.sleep(0.1)
    tell()


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=5).close()
    except OSError:
        return False
    return True


def _taken(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        if os.name != "nt":  # there it would mean to take the port away from whoever has it
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as trouble:
            if trouble.errno == errno.EADDRINUSE:
                return True
            raise Refused(f"Cannot listen on {host}, port {port}: {trouble.strerror}.") from trouble
    return False
