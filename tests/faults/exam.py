"""A test that learners sit while something goes wrong: scripted learners, each with a ledger, and what came of it."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

from tests.faults import ledger
from tests.learner import Answer, Browser, Learner
from tests.scale import scale, scaled
from tests.servers import scene, tables
from tests.servers.scene import Scene

# What a learner waits between two answers, in seconds.
PACE = (0.1, 0.5) if scale() == 1 else (0.3, 0.9)
# Seconds in which a script has to come to its end by itself, once nothing is wrong any more.
ENDS_WITHIN = 240


@dataclass
class Exam:
    """Learners with an attempt each, under way; `problems` is what kept a script from its end."""

    scene: Scene
    sittings: list[Learner] = field(default_factory=list)
    problems: list[BaseException] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def acknowledged(self) -> int:
        """Edits that the server called saved."""
        return sum(len(one.receipts) for one in self.sittings)

    @property
    def turned_away(self) -> list[Answer]:
        """What was answered to saves instead of a receipt."""
        return [answer for one in self.sittings for answer in one.turned_away]

    def sit(self, url: str, during: Callable[[], object]) -> None:
        """Everybody answers while `during` does what it does; then what is left is sent, and all hand in."""
        self.sittings = [_sitting(url, one) for one in self.scene.learners]
        began, over = time.monotonic(), threading.Event()
        answering = [
            threading.Thread(target=self._answer, args=(one, random.Random(place), over), daemon=True)
            for place, one in enumerate(self.sittings)
        ]
        for thread in answering:
            thread.start()
        try:
            during()
        finally:
            over.set()
            for thread in answering:
                thread.join(ENDS_WITHIN)
            self.seconds = time.monotonic() - began
        self.problems += [TimeoutError("a script did not end") for thread in answering if thread.is_alive()]

    def nothing_was_lost(self, **faults: object) -> str:
        """Every script ended by itself, and the ledgers agree with the database. Returns the line for the report."""
        assert self.problems == []
        verdict = ledger.compare(self.sittings)
        facts = {
            "learners": len(self.sittings),
            "saves acknowledged": self.acknowledged,
            "lost": len(verdict.lost),
            "doubled": len(verdict.doubled),
            "seconds": round(self.seconds),
        }
        assert (verdict.lost, verdict.doubled) == ([], [])
        assert self.acknowledged >= len(self.sittings)
        return ", ".join(f"{name}: {value}" for name, value in (facts | faults).items())

    def _answer(self, one: Learner, chooser: random.Random, over: threading.Event) -> None:
        """Answer a few times a second, send what is left, hand in."""
        options = self.scene.options
        try:
            while True:
                slot = chooser.choice(list(options))
                one.answer(slot, chooser.choice(options[slot]))
                _try_to_send(one)
                if over.wait(chooser.uniform(*PACE)):
                    break
            one.flush(ENDS_WITHIN / 2)
            one.hand_in(ENDS_WITHIN / 2)
        except BaseException as error:  # noqa: BLE001 - told to the test, which fails on it
            self.problems.append(error)


def furnish(database_url: str, data: Path, learners: int) -> Exam:
    """An empty database gets its tables, a hall and a quiz that everybody has begun."""
    make_tables(database_url, data)
    return Exam(scene.make(database_url, data, learners, started=learners))


def make_tables(database_url: str, data: Path) -> None:
    tables.make(database_url, data)


def last(seconds: float, least: float) -> Callable[[], bool]:
    """A clock that says whether a fault of `seconds` (a share of it at every commit) goes on."""
    end = time.monotonic() + scaled(round(seconds), least=round(least))
    return lambda: time.monotonic() < end


def kinds(answers: Sequence[Answer]) -> dict[str, int]:
    """How often which status came, for the report."""
    return dict(Counter(str(answer.status) for answer in answers))


def _sitting(url: str, learner: scene.Learner) -> Learner:
    name, _, value = learner.cookie.partition("=")
    one = Learner(Browser(url, {name: value}))
    one.resume(f"/attempts/{learner.attempt}")
    return one


def _try_to_send(one: Learner) -> None:
    """Once; what fails stays in the outbox."""
    try:
        one.send()
    except (OSError, ValueError, KeyError, HTTPException):
        return
