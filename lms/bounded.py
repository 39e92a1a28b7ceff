"""Work on what strangers sent, in a process of its own: within a time, within a memory, few at once.

A hostile file can only stop that process, not harm the one that answers people.
"""

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path
from typing import Any

from lms.config import ROOT

try:
    import resource
except ImportError:  # Windows: the time limit alone holds there
    resource = None  # type: ignore[assignment]


class NoAnswer(Exception):
    """The process gave none."""


class Busy(NoAnswer):
    """Others were at work for as long as one may wait."""


class TooSlow(NoAnswer):
    """It was stopped, since it took too long."""


class Broken(NoAnswer):
    """It died: of the file, or of the memory that it wanted."""


# The disk is full: nothing is wrong with the file, and whoever asked has to hear of it as of any full disk.
NO_ROOM = frozenset({ENOSPC, EDQUOT, EFBIG})


@dataclass(frozen=True)
class Bounded:
    """A module that is run with `python -m` and ends with `serve`; `seconds` to wait for a turn, and to work."""

    module: str
    seconds: int
    at_once: int = 2
    _slots: threading.BoundedSemaphore = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_slots", threading.BoundedSemaphore(self.at_once))

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """A turn, and a folder for what is to be read and what comes of it; it is gone afterwards. Raises Busy."""
        if not self._slots.acquire(timeout=self.seconds):
            raise Busy
        try:
            with tempfile.TemporaryDirectory(prefix="sen-bounded-") as name:
                yield Path(name)
        finally:
            self._slots.release()

    def answer(self, *places: Path, **asked: Any) -> Any:
        """What the module makes of these files or folders; `asked` is what else it takes. Raises TooSlow and Broken."""
        command = [sys.executable, "-m", self.module, *map(str, places)]
        told = json.dumps(asked).encode()
        try:
            done = subprocess.run(  # noqa: S603 - our own module, our own paths
                command, input=told, capture_output=True, timeout=self.seconds, cwd=ROOT, check=False
            )
        except subprocess.TimeoutExpired as slow:
            raise TooSlow from slow
        if done.returncode == ENOSPC:
            raise OSError(ENOSPC, "no room for what is made of a file")
        if done.returncode != 0 or not done.stdout:
            raise Broken
        return json.loads(done.stdout.splitlines()[-1])

    def answer_of(self, data: bytes) -> Any:
        """What the module makes of one file with these bytes. Raises Busy, TooSlow and Broken."""
        with self.folder() as folder:
            source = folder / "source"
            source.write_bytes(data)
            return self.answer(source)


@contextmanager
def writing() -> Iterator[None]:
    """What such a module writes: where there is no room it ends, and does not take the file for damaged."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise SystemExit(ENOSPC) from error
        raise


def limit(memory: int, own: int | None = None) -> None:
    """From now on this process may map so many bytes at the most; and take so many of its own, if that is told."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        if own is not None:
            resource.setrlimit(resource.RLIMIT_DATA, (own, own))


def serve(work: Callable[..., Any], memory: int, *, own: int | None = None) -> None:
    """The end of such a module: limit it, work on the paths and the rest that it was given, and tell the answer."""
    limit(memory, own)
    print(json.dumps(work(*map(Path, sys.argv[1:]), **json.load(sys.stdin))))  # noqa: T201 - the answer to the caller
