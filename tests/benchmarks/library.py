"""`python -m tests.benchmarks library`: how long the library takes for what people wait for, against its limits."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from time import process_time

import numpy as np
import pandas as pd

from lms import config
from lms.app import create_app
from lms.cli import questions
from lms.cli.database import upgrade_database
from lms.config import Mode
from question_bank import formats, statistics
from question_bank.assembly import Candidate, Mixing, assemble
from question_bank.blueprint import Blueprint, Row
from question_bank.near import near_pairs
from question_bank.question import Level
from question_bank.types import SingleChoice, options
from tests.servers.live import ROOT

LEVELS = tuple(Level)


@dataclass
class Line:
    """Seconds of one processor, or megabytes, and what they must stay below."""

    name: str
    value: float
    limit: float
    unit: str = "s"

    @property
    def met(self) -> bool:
        return self.value < self.limit

    def __str__(self) -> str:
        met = "yes" if self.met else "NO"
        return f"{self.name:<50} {self.value:7.2f} {self.unit:2}   below {self.limit:g} {self.unit}: {met}"


def main() -> list[Line]:
    lines = []
    for line in _measured():
        print(line, flush=True)
        lines.append(line)
    file = Path(ROOT) / "build" / "bench-library.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps([asdict(line) for line in lines], indent=1), "utf-8")
    return lines


def _measured() -> Iterator[Line]:
    for name, run, limit in MEASURED:
        yield Line(name, _timed(run), limit)
    yield from _works()


def _works() -> list[Line]:
    """In processes of their own, whose memory is nobody else's; the job from the database and back to it."""
    told, job = (_told(f"tests.benchmarks.{name}") for name in ("works", "job_of_works"))
    return [
        Line("5,000 works of 1,500 words compared", told["compared"], 15),
        Line("5,000 works of 1,500 words compared, memory", told["megabytes"], 500, "MB"),
        Line("one more work against them", told["one"], 0.1),
        Line("5,000 scripts of 1,500 words by the job", job["seconds"], 15),
        Line("5,000 scripts of 1,500 words by the job, memory", job["megabytes"], 500, "MB"),
        Line("the job beside its comparing process", job["job"], 15),
    ]


def _told(module: str) -> dict[str, float]:
    program = [sys.executable, "-m", module]
    told: dict[str, float] = json.loads(
        subprocess.run(program, cwd=ROOT, check=True, capture_output=True).stdout.splitlines()[-1]
    )
    return told


def _timed(run: Callable[[], Callable[[], object]]) -> float:
    """What is prepared does not count."""
    work = run()
    start = process_time()
    work()
    return process_time() - start


def _papers(most_shared: int | None) -> Callable[[], object]:
    chance = Random(1)
    asked = SingleChoice(text="?", options=options(["a", "b", "c", "Cả A, B và C"], [3]))
    pool = [
        Candidate(
            number, asked, f"t{number % 5}", LEVELS[number // 5 % 4], difficulty=chance.uniform(0.2, 0.95)
        )
        for number in range(3000)
    ]
    rows = tuple(Row(f"t{topic}", level, 2, Decimal("0.25")) for topic in range(5) for level in LEVELS)
    return lambda: assemble(Blueprint(rows), pool, 1, 64, mixing=Mixing(most_shared=most_shared))


def _bank() -> Callable[[], object]:
    """Sentences of a vocabulary as small as a subject has; each tenth question is a reworded one."""
    chance = Random(1)
    words = [f"từ{number}" for number in range(1500)]
    asked: list[SingleChoice] = []
    while len(asked) < 10_000:
        if asked and len(asked) % 10 == 0:
            before = chance.choice(asked)
            asked.append(SingleChoice(text=f"{before.text} sau đây", options=before.options))
            continue
        texts = [" ".join(chance.choices(words, k=6)) for _ in range(4)]
        stem = " ".join(["Nội dung nào sau đây", *chance.choices(words, k=12), "là đúng?"])
        asked.append(SingleChoice(text=stem, options=options(texts, [chance.randrange(4)])))
    return lambda: near_pairs(asked)


def _file(count: int = 10_000) -> bytes:
    """As many different questions as GIFT."""
    chance = Random(1)
    words = [f"từ{number}" for number in range(1500)]

    def said(length: int) -> str:
        return " ".join(chance.choices(words, k=length))

    return "".join(
        f"::Câu {number}:: Nội dung nào sau đây {said(12)} là đúng? {{={said(6)} ~{said(6)} ~{said(6)} ~{said(6)}}}\n\n"
        for number in range(count)
    ).encode()


def _reading() -> Callable[[], object]:
    data = _file()
    return lambda: formats.read(data, name="bank.gift")


def _storing() -> Callable[[], object]:
    """From what was read to the bank, as `lms questions import` does it, on SQLite."""
    data = _file()
    found = formats.read(data, name="bank.gift")
    settings = config.from_environment({}, data_dir=Path(mkdtemp()), secret_key="k" * 40, mode=Mode.TESTING)
    upgrade_database(settings)
    app = create_app(settings)

    def store() -> None:
        with app.app_context():
            stored, _more = questions.store(found, data, "bank.gift", None, dry_run=False)
        assert stored == len(found.questions)

    return store


def _answers(people: int, items: int) -> pd.DataFrame:
    chance = np.random.default_rng(1)
    ability, difficulty = chance.normal(size=people), chance.normal(size=items)
    right = chance.random((people, items)) < 1 / (1 + np.exp(difficulty - ability[:, None]))
    return pd.DataFrame(right.astype(int))


def _figures() -> Callable[[], object]:
    scores = _answers(1500, 40)
    return lambda: (statistics.item_statistics(scores), statistics.test_statistics(scores))


def _two_parameter() -> Callable[[], object]:
    scores = _answers(1000, 40)
    return lambda: statistics.two_parameter(scores)


MEASURED: list[tuple[str, Callable[[], Callable[[], object]], float]] = [
    ("64 papers of 40 from 3,000", lambda: _papers(None), 2),
    ("64 papers of 40 from 3,000, 8 shared at most", lambda: _papers(8), 2),
    ("10,000 questions against themselves", _bank, 20),
    ("10,000 questions of GIFT read", _reading, 3),
    ("10,000 questions stored", _storing, 10),
    ("figures of 1,500 people and 40 items", _figures, 2),
    ("two-parameter model, 1,000 people and 40 items", _two_parameter, 60),
]
