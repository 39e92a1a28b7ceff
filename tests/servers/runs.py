"""One folder per test run, shared by its workers and deleted at its end, even the end of a run that was killed.

Where there is room it lies in memory: a sixth of what live servers take of the processor goes into disks. Not at
full size, which proves things about disks and fills them.
"""

import os
import shutil
import tempfile
from pathlib import Path

import psutil

from tests.scale import scale
from tests.servers.postgres import Postgres

VARIABLE = "SEN_TEST_RUN"
PREFIX = "sen-tests-"
MEMORY = Path("/dev/shm")  # each run makes a folder of its own there
ROOM = 12 * 2**30  # bytes; a run takes a sixth of it


def begin() -> Path:
    """Make the folder of this run; clear away what runs that no longer live have left."""
    disk = Path(tempfile.gettempdir())
    for left in (*disk.glob(f"{PREFIX}*"), *MEMORY.glob(f"{PREFIX}*")):
        if not psutil.pid_exists(int(left.name.removeprefix(PREFIX).partition("-")[0])):
            _clear(left)
    place = MEMORY if scale() < 1 and _has_room(MEMORY) else disk
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=place))
    folder.chmod(0o755)  # PostgreSQL runs as another user
    os.environ[VARIABLE] = str(folder)
    os.environ["PYTEST_DEBUG_TEMPROOT"] = str(folder)  # where `tmp_path` lies
    return folder


def _has_room(memory: Path) -> bool:
    """Whether programs may be started there and there is enough of it, also when it is full."""
    if not memory.is_dir() or os.statvfs(memory).f_flag & os.ST_NOEXEC:
        return False
    return min(shutil.disk_usage(memory).free, psutil.virtual_memory().available) > ROOM


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
