"""`python -m tests.benchmarks media`: films of 200 MB are sent and watched; how much longer others wait meanwhile.

The pages are asked for at a steady pace, calm, then beside two uploads, then beside eight players that wind to and fro.
What is compared is the 95th percentile in the same run; who sends and watches is a process apart (`traffic.py`).
SEN_BENCH_PACE=0 sends as fast as the server takes it, which no line into a house does.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random

from lms import config, database
from lms.cli.database import upgrade_database
from tests.benchmarks import traffic
from tests.benchmarks.library import Line
from tests.benchmarks.load import Connection, Measured
from tests.benchmarks.traffic import MB, Task
from tests.servers import live, scene
from tests.servers.live import ROOT, SETTINGS
from tests.servers.postgres import Postgres
from tests.servers.scene import Scene

SHARE = float(os.environ.get("SEN_BENCH_SHARE", "1"))
SIZE = max(8, round(200 * SHARE)) * MB
READERS, PAUSE, SECONDS = 8, 0.2, max(8.0, 60 * SHARE)
SENDERS, PLAYERS = 2, 8
# Seconds between the pieces of one: together as much as a line of 150 megabits carries.
PACE = float(os.environ.get("SEN_BENCH_PACE", "0.1"))
BEGINS_WITHIN = 60
TWICE, SLOWEST_MB = 2.0, 1.0
LARGE = {"SEN_QUOTA_PERSON_MB": "100000", "SEN_QUOTA_UNIT_MB": "100000", "SEN_LARGEST_FILE_MB": "1000"}


def main(folder: Path) -> list[Line]:
    server = Postgres(folder / "postgres", durable=True)
    lines = []
    try:
        server.start()
        urls = {
            "sqlite": f"sqlite:///{folder / 'media.sqlite'}",
            "postgresql": server.create_database("media"),
        }
        for kind, url in urls.items():
            for line in _measured(kind, url, folder / kind):
                print(line, flush=True)
                lines.append(line)
    finally:
        server.stop()
    return lines


def _measured(kind: str, url: str, data: Path) -> Iterator[Line]:
    data.mkdir()
    key = SETTINGS["SEN_SECRET_KEY"]
    upgrade_database(config.from_environment({}, database_url=url, data_dir=data, secret_key=key))
    made = scene.make(url, data, READERS)
    database.engine().dispose()
    with live.running(url, data, workers=2, settings=LARGE) as sen:
        task = Task(sen.port, made.class_id, made.staff, made.csrf, SIZE, PACE)
        _pages(made, sen.port, 3)
        calm = _pages(made, sen.port, SECONDS).percentile(95)
        yield Line(f"{kind}: a page, calm, p95", calm, 200, "ms")
        with _beside(data, [replace(task, name=f"Bài giảng {one}") for one in range(SENDERS)]) as sent:
            before, began = sent.megabytes(), time.monotonic()
            busy = _pages(made, sen.port, SECONDS).percentile(95)
            megabytes, seconds = sent.megabytes() - before, time.monotonic() - began
        yield Line(f"{kind}: beside {SENDERS} uploads, p95 to calm", busy / calm, TWICE, "x")
        yield Line(f"{kind}: a megabyte sent meanwhile", seconds / max(0.01, megabytes), SLOWEST_MB, "s")
        material = traffic.offered(replace(task, pace=0), "Cả bài giảng")
        watching = replace(task, cookie=made.learners[0].cookie, material=material, players=PLAYERS)
        with _beside(data, [watching]):
            busy = _pages(made, sen.port, SECONDS).percentile(95)
        yield Line(f"{kind}: beside {PLAYERS} players, p95 to calm", busy / calm, TWICE, "x")


def _pages(made: Scene, port: int, seconds: float) -> Measured:
    """Learners who open the list of materials, each at a pace of their own."""
    return asyncio.run(_opened(made, port, seconds))


async def _opened(made: Scene, port: int, seconds: float) -> Measured:
    measured, end = Measured(), time.monotonic() + seconds

    async def reader(cookie: str, chance: Random) -> None:
        connection = Connection("127.0.0.1", port)
        while time.monotonic() < end:
            await asyncio.sleep(chance.uniform(0, 2 * PAUSE))
            began = time.perf_counter()
            answer = await connection.send("GET", f"/classes/{made.class_id}/materials", {"Cookie": cookie})
            assert answer.status == 200
            measured.latencies.append((time.perf_counter() - began) * 1000)
        await connection.close()

    await asyncio.gather(*(reader(one.cookie, Random(place)) for place, one in enumerate(made.learners)))
    return measured


@dataclass(frozen=True)
class Under:
    """What is under way: a file for each process, as long as the megabytes that it has moved."""

    told: Sequence[Path]

    def megabytes(self) -> int:
        return sum(one.stat().st_size for one in self.told)

    def all_at_work(self) -> bool:
        """Whether whatever a process does once, when it starts, is over."""
        return all(one.stat().st_size >= 2 for one in self.told)


@contextmanager
def _beside(data: Path, tasks: Sequence[Task]) -> Iterator[Under]:
    """A process for each task, all of them at work; ended afterwards."""
    under = Under([data / f"moved-{number}" for number in range(len(tasks))])
    started = [_started(task, file) for task, file in zip(tasks, under.told, strict=True)]
    patience = time.monotonic() + BEGINS_WITHIN
    try:
        while not under.all_at_work():
            assert time.monotonic() < patience, "nothing is sent or watched"
            time.sleep(0.1)
        yield under
    finally:
        for one in started:
            one.kill()
            one.wait()


def _started(task: Task, file: Path) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", traffic.__name__, json.dumps(asdict(task))]
    with file.open("wb") as told:
        return subprocess.Popen(words, cwd=ROOT, stdout=told)
