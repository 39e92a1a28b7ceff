"""`python -m tests.benchmarks grid`: a file of 5,000 questions in the review grid, on both databases.

What a person waits for: the first screen, each action, taking all of it into the bank, taking it out again. Beside each
stands what the same costs with a file of 50 questions: how much worse it gets a hundred times as large.
"""

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import psutil
from sqlalchemy import func, select

from lms import config, database
from lms.accounts.models import Person
from lms.cli.database import upgrade_database
from lms.questions import intake
from lms.questions.models import Question
from lms.web import clock
from tests.benchmarks.load import Answer, Connection
from tests.benchmarks.scenarios import FORM
from tests.servers import live, scene
from tests.servers.live import ROOT, SETTINGS, Sen
from tests.servers.postgres import Postgres
from tests.servers.scene import Scene

LARGE, SMALL, TIMES = 5_000, 50, 15
FIRST_MS, ACTION_MS = 1_000, 200
WHOLE_S = 10  # taking in or out: progress is one page that loads
PAGE = 20
Used = Callable[[], float]


@dataclass(frozen=True)
class Line:
    """Milliseconds that a person waits, 95 of 100 times (for the whole batch: once), and their limit.

    `cpu_ms` is what the processes of Sen and of the database used for one: it counts where the machine is shared and
    the wait is long for the sake of others. `times_small` compares the wait with that of a small file.
    """

    name: str
    database: str
    ms: float
    cpu_ms: float
    limit_ms: float
    times_small: float

    @property
    def met_by(self) -> str:
        return "time" if self.ms < self.limit_ms else "processor" if self.cpu_ms < self.limit_ms else ""

    @property
    def met(self) -> bool:
        return bool(self.met_by)

    def __str__(self) -> str:
        told = f"{self.database:11} {self.name:24} {self.ms:7.1f} ms  cpu {self.cpu_ms:7.1f} ms"
        met = f"met by {self.met_by}" if self.met else "NOT MET"
        return f"{told}  below {self.limit_ms:6.0f}  {self.times_small:6.1f} times a small file  {met}"


def main(folder: Path) -> list[Line]:
    """Everything on both databases; each line is printed as soon as it is known."""
    server = Postgres(folder / "postgres", durable=True)
    server.start()
    try:
        lines = [line for kind in ("sqlite", "postgresql") for line in _on(kind, folder, server)]
    finally:
        server.stop()
    file = ROOT / "build" / "bench-grid.json"
    file.write_text(json.dumps([asdict(line) for line in lines], indent=1), "utf-8")
    return lines


def _on(kind: str, folder: Path, server: Postgres) -> list[Line]:
    data = folder / f"{kind}-grid"
    data.mkdir()
    url = f"sqlite:///{data / 'grid.sqlite'}" if kind == "sqlite" else server.create_database("grid")
    key = SETTINGS["SEN_SECRET_KEY"]
    upgrade_database(config.from_environment({}, database_url=url, data_dir=data, secret_key=key))
    made = scene.make(url, data, 1)
    small, large = (_begin(made, count) for count in (SMALL, LARGE))
    database.engine().dispose()
    with live.running(url, data, workers=1) as sen:
        used = partial(_used, sen, server if kind == "postgresql" else None)
        before = asyncio.run(_measured(Desk(sen, made, small, SMALL), used))
        after = asyncio.run(_measured(Desk(sen, made, large, LARGE), used))
    with made.app.app_context(), database.reading_connection() as connection:
        left = connection.scalar(
            select(func.count()).select_from(Question).where(Question.import_id == large)
        )
    if left:
        raise AssertionError(f"{left} questions were not taken out again")
    lines = [
        Line(name, kind, ms, cpu_ms, _limit(name), ms / before[name][0])
        for name, (ms, cpu_ms) in after.items()
    ]
    for line in lines:
        print(line, flush=True)
    return lines


def _limit(name: str) -> float:
    if name == "first screen":
        return FIRST_MS
    return 1000 * WHOLE_S if name.endswith(("into the bank", "out again")) else ACTION_MS


class Desk:
    """The lecturer before the grid of one import."""

    def __init__(self, sen: Sen, made: Scene, import_id: int, count: int) -> None:
        self.connection, self.count = Connection("127.0.0.1", sen.port), count
        self.place = f"/questions/imports/{import_id}"
        self.headers = {"Cookie": made.staff, "X-CSRFToken": made.csrf}

    async def get(self, query: str = "") -> Answer:
        return await self._send("GET", f"{self.place}{query}", 200)

    async def post(self, path: str, **fields: object) -> Answer:
        return await self._send("POST", f"{self.place}{path}", 302, urlencode(fields, doseq=True))

    async def _send(self, method: str, path: str, wanted: int, body: str = "") -> Answer:
        answer = await self.connection.send(method, path, {**self.headers, **FORM}, body.encode())
        if answer.status != wanted:
            raise AssertionError((method, path, answer.status, re.sub(rb"\s+", b" ", answer.body)[:300]))
        return answer


async def _measured(desk: Desk, used: Used) -> dict[str, tuple[float, float]]:
    """Milliseconds waited and computed by what is done; nothing that is timed is done for the first time."""
    chance = Random(1)
    numbers = [chance.randrange(1, desk.count) for _turn in range(4 * TIMES)]
    pages = max(1, desk.count // PAGE)

    def shown(turn: int) -> list[int]:
        first = 1 + PAGE * (numbers[turn] % pages)
        return [number for number in range(first, first + PAGE) if number <= desk.count]

    acts: dict[str, Callable[[int], Awaitable[Answer]]] = {
        "first screen": lambda _turn: desk.get(),
        "another page": lambda turn: desk.get(f"?tab=all&page={1 + numbers[turn] % pages}"),
        "decisions of a page": lambda turn: desk.post("/decisions", **_decisions(shown(turn))),
        "a level for all": lambda turn: desk.post("/decisions/all", tab="all", level=("NB", "TH")[turn % 2]),
        "two questions made one": lambda turn: desk.post(f"/items/{2 * (turn + 3)}/merge"),
        "one question made two": lambda turn: desk.post(f"/items/{2 * (turn + 3)}/split", line=3),
    }
    found = {}
    for name, act in acts.items():
        found[name] = await _percentile(act, used)
    found["the whole into the bank"] = await _once(lambda: desk.post("/confirmation", submit="1"), used)
    found["the whole out again"] = await _once(lambda: desk.post("/undo"), used)
    return found


def _decisions(numbers: list[int]) -> dict[str, object]:
    fields: dict[str, object] = {"tab": "all", "number": numbers}
    return fields | {f"decision-{number}": "accept" for number in numbers}


async def _percentile(act: Callable[[int], Awaitable[Answer]], used: Used) -> tuple[float, float]:
    await act(TIMES)
    spent = [await _once(lambda turn=turn: act(turn), used) for turn in range(TIMES)]  # type: ignore[misc]
    waited = sorted(ms for ms, _cpu_ms in spent)
    return waited[int(TIMES * 0.95)], sum(cpu_ms for _ms, cpu_ms in spent) / TIMES


async def _once(act: Callable[[], Awaitable[Answer]], used: Used) -> tuple[float, float]:
    began, before = time.perf_counter(), used()
    await act()
    return (time.perf_counter() - began) * 1000, (used() - before) * 1000


def _used(sen: Sen, server: Postgres | None) -> float:
    """Seconds of processor time of Sen and of its database."""
    total = 0.0
    for pid in [*sen.worker_pids(), *([one.pid for one in server.family()] if server else [])]:
        with suppress(psutil.NoSuchProcess):
            total += sum(psutil.Process(pid).cpu_times()[:2])
    return total


def _begin(made: Scene, count: int) -> int:
    """Read as it is when it is sent: a vocabulary as small as a subject has, one in twelve without a key."""
    chance = Random(count)
    words = [f"từ{number}" for number in range(1500)]

    def said(length: int) -> str:
        return " ".join(chance.choices(words, k=length))

    def question(number: int) -> str:
        options = "".join(f"{letter}. {said(6)}\n" for letter in "ABCD")
        key = f"Đáp án: {chance.choice('ABCD')}\n" if number % 12 else ""
        return f"Câu {number}: Nội dung nào sau đây {said(12)} là đúng?\n{options}{key}\n"

    text = "".join(question(number) for number in range(1, count + 1))
    with made.app.app_context():
        with database.transaction():
            chi = database.session.scalars(select(Person).where(Person.username == "chi")).one()
            import_id = intake.begin(
                chi, intake.understand(text.encode(), f"{count}.txt"), None, clock.now()
            ).id
        database.session.remove()
    return import_id
