"""Starts the floor on a database of its own, with the same server, processes and threads as Sen."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from tests.servers.live import ROOT, free_port


@contextmanager
def running(database_url: str, page: bytes, password_hash: str, attempts: int, data: Path) -> Iterator[int]:
    """The port of a floor whose attempts 1 … `attempts` exist."""
    page_file = data / "floor.html"
    page_file.write_bytes(page)
    environ = {
        **os.environ,
        "FLOOR_DATABASE": database_url.replace("+psycopg", ""),
        "FLOOR_PAGE": str(page_file),
        "FLOOR_HASH": password_hash,
    }
    prepare = f"import tests.benchmarks.floor as f; f.prepare({attempts})"
    subprocess.run([sys.executable, "-c", prepare], cwd=ROOT, env=environ, check=True)
    port = free_port()
    command = [sys.executable, "-m", "tests.benchmarks.floor_server", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environ)
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def prepare(attempts: int) -> None:
    """Runs in a process that has FLOOR_DATABASE in its environment."""
    from tests.benchmarks import floor_app  # noqa: PLC0415 - reads its environment when imported

    connection: Any = floor_app.connect()
    for statement in floor_app.SCHEMA:
        connection.execute(statement)
    for number in range(1, attempts + 1):
        connection.execute(f"INSERT INTO floor_attempts VALUES ({number}, {number}, 'open', '')")
    connection.commit()
    connection.close()


def _wait(port: int) -> None:
    patience = time.monotonic() + 60
    while time.monotonic() < patience:
        try:
            urlopen(f"http://127.0.0.1:{port}/health", timeout=2).close()
            return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise TimeoutError("the floor did not start")
