"""Sen itself as a person runs it: `lms serve` with its workers in processes of their own."""

import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN_SECONDS = 300  # a machine may have much else to do
STOPS_WITHIN_SECONDS = 30
# A fixed key: sessions and tokens survive a restart of the server inside one test.
SETTINGS = {
    "SEN_SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnop",
    "SEN_MODE": "testing",
    "SEN_HTTPS": "0",
}
TRUST_ANYBODY = ssl.create_default_context()
TRUST_ANYBODY.check_hostname = False
TRUST_ANYBODY.verify_mode = ssl.CERT_NONE


class DidNotStart(Exception):
    """The server ended or stayed silent; the message holds what it wrote."""


@dataclass
class Sen:
    """One running server. `options` are further words for `lms serve`, `settings` further variables.

    `under` is a program that runs it and sees what it does, such as strace with its options.
    """

    database_url: str
    data: Path
    workers: int = 3
    host: str = "127.0.0.1"
    port: int = 0
    scheme: str = "http"
    options: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    under: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}:{self.port}"

    @property
    def log(self) -> Path:
        """Everything that the server wrote, over all its starts."""
        return self.data / "server.log"

    def last_words(self) -> str:
        """The end of what the server wrote."""
        return self.log.read_text("utf-8", errors="replace")[-4000:]

    def lms(self, *arguments: str) -> None:
        """Run another command of the same installation, such as `db upgrade`."""
        command = [*arguments, "--database", self.database_url, "--data", str(self.data)]
        subprocess.run([sys.executable, "-m", "lms", *command], cwd=ROOT, env=self.environment(), check=True)

    def start(self) -> None:
        """Start and wait until the server says that it is well. A second start takes the same port again."""
        self.data.mkdir(parents=True, exist_ok=True)
        self.port = self.port or free_port(self.host)
        where = ["--host", self.host, "--port", str(self.port), "--workers", str(self.workers)]
        stores = ["--database", self.database_url, "--data", str(self.data)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.under, sys.executable, "-m", "lms", "serve", *where, *stores, *self.options],
                cwd=ROOT,
                env=self.environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait_until_well()

    def stop(self) -> None:
        """End it politely, and its children with it; what is still there after a while is killed."""
        if self.process is None:
            return
        family = [*self._children(), psutil.Process(self.process.pid)] if self.process.poll() is None else []
        self.process.terminate()
        try:
            self.process.wait(STOPS_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for left in psutil.wait_procs(family, timeout=5)[1]:
            left.kill()
        self.process = None

    def worker_pids(self) -> list[int]:
        """The processes that answer requests, the longest-lived first."""
        serving = [child for child in self._children() if _serves(child)]
        return [child.pid for child in sorted(serving, key=psutil.Process.create_time)]

    def kill_worker(self, index: int = 0) -> int:
        """End one worker as a power cut would (kill -9), the longest-lived by default; return which.

        granian gives up on a worker that ends twice within 6 seconds, so take another one each time.
        """
        pids = self.worker_pids()
        victim = pids[index % len(pids)]
        os.kill(victim, signal.SIGKILL)
        return victim

    def kill_workers(self) -> int:
        """End all workers at the same moment; how many."""
        pids = self.worker_pids()
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        return len(pids)

    def kill(self) -> None:
        """End the server and all its processes at once, as a power cut would. It stays down until `start`."""
        assert self.process is not None
        family = [psutil.Process(self.process.pid), *self._children()]
        for one in family:
            with suppress(psutil.NoSuchProcess):
                one.kill()
        psutil.wait_procs(family[1:], timeout=STOPS_WITHIN_SECONDS)
        self.process.wait()
        self.process = None

    def is_down(self) -> bool:
        """Whether the server ended, asked or not: a service manager would start it anew."""
        return self.process is None or self.process.poll() is not None

    def is_well(self) -> bool:
        """Whether /health answers."""
        context = TRUST_ANYBODY if self.scheme == "https" else None
        try:
            with urlopen(f"{self.url}/health", timeout=5, context=context) as answer:  # noqa: S310  our own address
                return int(answer.status) == 200
        except (URLError, ConnectionError, TimeoutError):
            return False

    def _wait_until_well(self) -> None:
        patience = time.monotonic() + STARTS_WITHIN_SECONDS
        while not self.is_well():
            assert self.process is not None
            if self.process.poll() is not None or time.monotonic() > patience:
                self.stop()
                raise DidNotStart(self.last_words())
            time.sleep(0.1)

    def _children(self) -> list[psutil.Process]:
        assert self.process is not None
        try:
            return psutil.Process(self.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []

    def environment(self) -> dict[str, str]:
        """What its processes are started with."""
        return {**os.environ, **SETTINGS, **self.settings}


@contextmanager
def running(database_url: str, data: Path, **options: object) -> Iterator[Sen]:
    """A server on a database that has its tables, stopped at the end whatever happens."""
    sen = Sen(database_url, data, **options)  # type: ignore[arg-type]
    sen.start()
    try:
        yield sen
    finally:
        sen.stop()
        sys.stdout.write(sen.last_words())  # pytest shows it beside a failure


def free_port(host: str = "127.0.0.1") -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port


def _serves(process: psutil.Process) -> bool:
    """Neither Python's own resource tracker nor `lms worker` answers requests."""
    try:
        words = process.cmdline()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False
    helper = any("resource_tracker" in word for word in words) or words[-1:] == ["worker"]
    return process.status() != psutil.STATUS_ZOMBIE and not helper
