"""The process that compares, as the job speaks to it: ended when it is done or takes too long."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Protocol

from lms.similarity.comparing import Message, Session

SECONDS = 300
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class Stopped(Exception):
    """The process ended before it had answered: out of memory, or of time."""


class Comparer(Protocol):
    """Whoever compares."""

    def tell(self, message: Message) -> None: ...

    def ask(self, message: Message) -> Iterator[Message]: ...


class Here:
    """Compares in this process."""

    def __init__(self) -> None:
        self.session = Session()

    def tell(self, message: Message) -> None:
        list(self.session.take(message))

    def ask(self, message: Message) -> Iterator[Message]:
        for answer in self.session.take(message):
            if answer != ["done"]:
                yield answer


class Apart:
    """Compares in a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def tell(self, message: Message) -> None:
        try:
            print(json.dumps(message), file=self.process.stdin)
        except OSError as error:
            raise Stopped from error

    def ask(self, message: Message) -> Iterator[Message]:
        self.tell(message)
        try:
            self.process.stdin.flush()  # type: ignore[union-attr]  # a pipe
        except OSError as error:
            raise Stopped from error
        for line in self.process.stdout or ():
            answer: Message = json.loads(line)
            if answer == ["done"]:
                return
            yield answer
        raise Stopped


@contextmanager
def here() -> Iterator[Comparer]:
    """Without another process: for tests and small commands."""
    yield Here()


@contextmanager
def apart(seconds: float = SECONDS) -> Iterator["Apart"]:
    """With a process of its own, which is ended with the block."""
    command = [sys.executable, "-m", "lms.similarity.comparing"]
    process = subprocess.Popen(  # noqa: S603 - our own module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[2],
        env=os.environ | ONE_THREAD,
        text=True,
        encoding="utf-8",
    )
    timer = Timer(seconds, process.kill)
    timer.start()
    try:
        yield Apart(process)
    finally:
        timer.cancel()
        process.kill()
        process.communicate()
