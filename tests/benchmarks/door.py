"""`python -m tests.benchmarks door`: what a screen of the hall costs the server, and what a refused code costs.

A screen asks every three seconds; between two questions somebody checks in, so that the counts are never the same.
"""

import asyncio
import gzip
import json
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

import psutil
from sqlalchemy import select

from lms import config, database
from lms.accounts import service as accounts
from lms.accounts.models import Person
from lms.attendance import tokens
from lms.attendance.models import Checkpoint
from lms.cli.database import upgrade_database
from lms.web import clock
from tests.benchmarks.load import Connection, Measured
from tests.benchmarks.scenarios import FORM
from tests.lms.attendance.spoiling import spoiled
from tests.servers import live, scene
from tests.servers.live import SETTINGS, Sen
from tests.servers.postgres import Postgres
from tests.servers.scene import CSRF, Scene

POLLS, EVERY_SECONDS = 200, 3.0
REFUSALS = 2000
HALLS = (250, 1500)
CORE_AT_MOST, REFUSAL_MS_AT_MOST = 0.01, 5.0


@dataclass(frozen=True)
class Line:
    """Milliseconds of the server's processor for one, and the 95th percentile of what the asker waits."""

    name: str
    database: str
    cpu_ms: float
    p95_ms: float
    met: bool

    def __str__(self) -> str:
        share = (
            f"  {self.cpu_ms / 10 / EVERY_SECONDS:.2f} % of a core" if self.name.startswith("screen") else ""
        )
        met = "met" if self.met else "NOT MET"
        return f"{self.database:11} {self.name:14} cpu {self.cpu_ms:5.2f} ms{share}  p95 {self.p95_ms:5.1f} ms  {met}"


def main(folder: Path) -> list[Line]:
    """Everything on both databases; each line is printed as soon as it is known."""
    server = Postgres(folder / "postgres", durable=True)
    server.start()
    try:
        return [
            line
            for kind in ("sqlite", "postgresql")
            for people in HALLS
            for line in _measured(kind, people, folder, server)
        ]
    finally:
        server.stop()


def _measured(kind: str, people: int, folder: Path, server: Postgres) -> list[Line]:
    data = folder / f"{kind}-{people}"
    data.mkdir()
    url = (
        f"sqlite:///{data / 'door.sqlite'}" if kind == "sqlite" else server.create_database(f"door_{people}")
    )
    key = SETTINGS["SEN_SECRET_KEY"]
    upgrade_database(config.from_environment({}, database_url=url, data_dir=data, secret_key=key))
    made = scene.make(url, data, people)
    organiser, checkpoint = _organiser(made)
    database.engine().dispose()
    with live.running(url, data, workers=1) as sen:
        lines = [_screen(kind, people, sen, made, organiser, checkpoint)]
        if people == HALLS[0]:
            lines.append(_refusals(kind, sen, made, checkpoint))
    for line in lines:
        print(line, flush=True)
    return lines


def _screen(kind: str, people: int, sen: Sen, made: Scene, organiser: str, checkpoint: Checkpoint) -> Line:
    path = f"/sessions/{checkpoint.class_session_id}/checkpoints/before/hall/live"

    async def polls(count: int, first: int) -> tuple[Measured, float]:
        connection, measured, used, shown = Connection("127.0.0.1", sen.port), Measured(), 0.0, ""
        for number in range(count):
            learner = made.learners[first + number]
            form = {"Cookie": learner.cookie, "X-CSRFToken": made.csrf, **FORM}
            checked = await connection.send("POST", "/check-ins", form)
            before, began = _cpu(sen), asyncio.get_running_loop().time()
            headers = {"Cookie": organiser, "Accept": "application/json", "X-Shown": shown}
            answer = await connection.send("GET", path, {**headers, "Accept-Encoding": "gzip"})
            measured.latencies.append((asyncio.get_running_loop().time() - began) * 1000)
            used += _cpu(sen) - before
            shown = " ".join(_looks(answer.body, shown))
            if checked.status != 200 or answer.status != 200:
                raise AssertionError((checked.status, answer.status, answer.body[:200]))
        return measured, used

    asyncio.run(polls(20, 0))
    measured, used = asyncio.run(polls(POLLS, 20))
    cpu_ms = used * 1000 / POLLS
    met = cpu_ms / 1000 / EVERY_SECONDS < CORE_AT_MOST
    return Line(f"screen {people}", kind, cpu_ms, measured.percentile(95), met)


def _looks(body: bytes, shown: str) -> list[str]:
    """What the screen shows after this answer; a compressed one is read as the browser does."""
    text = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
    parts = json.loads(text)["parts"]
    known = dict(zip(("scan", "side"), shown.split(), strict=False))
    known |= {name: part["look"] for name, part in parts.items()}
    return [known["scan"], known["side"]]


def _refusals(kind: str, sen: Sen, made: Scene, checkpoint: Checkpoint) -> Line:
    good = tokens.make(checkpoint.id, checkpoint.secret, clock.now())
    tries = [text for text in islice(spoiled(good, Random(6)), REFUSALS) if text.isascii() and text.isalnum()]

    async def refused() -> Measured:
        connection, measured = Connection("127.0.0.1", sen.port), Measured()
        for number, text in enumerate(tries):
            began = asyncio.get_running_loop().time()
            answer = await connection.send(
                "GET", f"/C/{text}", {"Cookie": made.learners[number % 250].cookie}
            )
            measured.latencies.append((asyncio.get_running_loop().time() - began) * 1000)
            if answer.status != 410:
                raise AssertionError((text, answer.status))
        return measured

    before = _cpu(sen)
    measured = asyncio.run(refused())
    cpu_ms = (_cpu(sen) - before) * 1000 / len(tries)
    return Line(
        "refused code", kind, cpu_ms, measured.percentile(95), measured.percentile(95) < REFUSAL_MS_AT_MOST
    )


def _organiser(made: Scene) -> tuple[str, Checkpoint]:
    """The cookie of somebody who may run the screen, and the checkpoint whose screen it is."""
    with made.app.app_context(), made.app.test_request_context():
        with database.transaction():
            em = database.session.scalars(select(Person).where(Person.username == "em")).one()
            token = accounts.start(em, clock.now())
            checkpoint = database.session.scalars(select(Checkpoint)).one()
        serializer = made.app.session_interface.get_signing_serializer(made.app)  # type: ignore[attr-defined]
        value = serializer.dumps({"_user_id": token, "_fresh": True, "csrf_token": CSRF})
        database.session.remove()
    return f"sen={value}", checkpoint


def _cpu(sen: Sen) -> float:
    """Seconds that Sen's own processes have used so far, to the nanosecond where the system tells it."""
    return sum(_seconds(pid) for pid in sen.worker_pids())


def _seconds(pid: int) -> float:
    tasks = list(Path(f"/proc/{pid}/task").glob("*/schedstat"))
    if tasks:
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9
    return float(sum(psutil.Process(pid).cpu_times()[:2]))
