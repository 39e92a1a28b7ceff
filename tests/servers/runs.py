"""One folder per test run, shared by its workers and deleted at its end, even the end of a run that was killed."""

import os
import shutil
import tempfile
from pathlib import Path

import psutil

from tests.servers.postgres import Postgres

VARIABLE = "SEN_TEST_RUN"
PREFIX = "sen-tests-"


def begin() -> Path:
    """Make the folder of this run; clear away what runs that no longer live have left."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if not psutil.pid_exists(int(left.name.removeprefix(PREFIX).partition("-")[0])):
            _clear(left)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    folder.chmod(0o755)  # PostgreSQL runs as another user
    os.environ[VARIABLE] = str(folder)
    return folder


def current() -> Path:
    """The folder of this run, in its workers too."""
    return Path(os.environ[VARIABLE])


def end() -> None:
    """Stop what runs and delete the folder."""
    _clear(Path(os.environ.pop(VARIABLE)))


def postgres(folder: Path) -> Postgres:
    """The PostgreSQL of a run, started or not."""
    return Postgres(folder / "postgres")


def own_postgres(name: str, under: tuple[str, ...] = ()) -> Postgres:
    """A PostgreSQL of one's own in this run, to be killed, held up and looked at; durable, as a centre has it."""
    return Postgres(current() / f"postgres-{name}", durable=True, under=under)


def _clear(folder: Path) -> None:
    for server in folder.glob("postgres*"):
        Postgres(server).stop()
    shutil.rmtree(folder, ignore_errors=True)
