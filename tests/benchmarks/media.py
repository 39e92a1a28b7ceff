"""`python -m tests.benchmarks media`: films of 200 MB are sent and watched; how much longer others wait meanwhile.

The pages are asked for at a steady pace, calm, then beside two uploads, then beside eight players that wind to and fro.
What is compared is the 95th percentile in the same run; senders and players are processes of their own.
"""

import asyncio
import hashlib
import json
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from multiprocessing.context import SpawnProcess
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

from lms import config, database
from lms.cli.database import upgrade_database
from tests.benchmarks.library import Line
from tests.benchmarks.load import Connection, Measured
from tests.servers import live, scene
from tests.servers.live import SETTINGS
from tests.servers.postgres import Postgres
from tests.servers.scene import Scene

SHARE = float(os.environ.get("SEN_BENCH_SHARE", "1"))
MB = 1 << 20
SIZE = max(8, round(200 * SHARE)) * MB
READERS, PAUSE, SECONDS = 8, 0.2, max(8.0, 60 * SHARE)
SENDERS, PLAYERS = 2, 8
PACE = 0.1  # seconds between the pieces of one: together as much as a line of 150 megabits carries
TWICE, SLOWEST_MB = 2.0, 1.0
HEAD = b"\x00\x00\x00\x18ftypmp42"
OCTETS = {"Content-Type": "application/octet-stream"}


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
    large = {"SEN_QUOTA_PERSON_MB": "100000", "SEN_QUOTA_UNIT_MB": "100000", "SEN_LARGEST_FILE_MB": "1000"}
    with live.running(url, data, workers=2, settings=large) as sen:
        _pages(made, sen.port, 3)
        calm = _pages(made, sen.port, SECONDS).percentile(95)
        yield Line(f"{kind}: a page, calm, p95", calm, 200, "ms")
        sent = multiprocessing.get_context("spawn").Value("L", 0)
        with _beside(_send_on, SENDERS, made, sen.port, sent):
            before, began = sent.value, time.monotonic()
            busy = _pages(made, sen.port, SECONDS).percentile(95)
            megabytes, seconds = (sent.value - before) / MB, time.monotonic() - began
        yield Line(f"{kind}: beside {SENDERS} uploads, p95 to calm", busy / calm, TWICE, "x")
        yield Line(f"{kind}: a megabyte sent meanwhile", seconds / max(0.01, megabytes), SLOWEST_MB, "s")
        material = _offer(made, sen.port)
        seen = multiprocessing.get_context("spawn").Value("L", 0)
        with _beside(_watch_on, PLAYERS, made, sen.port, seen, material):
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


@contextmanager
def _beside(
    work: Callable[..., None], count: int, made: Scene, port: int, done: Any, *more: Any
) -> Iterator[None]:
    """So many processes at work, each of which has done something already; ended afterwards."""
    started: list[SpawnProcess] = []
    told = (made.class_id, made.staff, made.csrf, made.learners[0].cookie)
    for number in range(count):
        one = multiprocessing.get_context("spawn").Process(
            target=work, args=(number, told, port, done, *more)
        )
        one.start()
        started.append(one)
    try:
        while done.value < count * MB:
            time.sleep(0.1)
        yield
    finally:
        for one in started:
            one.terminate()
            one.join()


def _send_on(number: int, told: tuple[int, str, str, str], port: int, sent: Any) -> None:
    """One film after another, until ended."""
    turn = 0
    while True:
        _send(told, port, f"{number}-{turn}", lambda size: _count(sent, size))
        turn += 1


def _count(sent: Any, size: int) -> None:
    with sent.get_lock():
        sent.value += size


def _send(
    told: tuple[int, str, str, str], port: int, mark: str, count: Callable[[int], None]
) -> tuple[str, str]:
    """A whole film; its id and its hash."""
    class_id, staff, csrf, _learner = told
    place = f"/classes/{class_id}/materials/uploads"
    noise, digest = Random(mark).randbytes(MB), hashlib.sha256()
    wanted = json.dumps({"name": f"Bai giang {mark}.mp4", "size": SIZE, "mark": mark}).encode()
    begun = _ask(port, "POST", place, wanted, staff, csrf, {"Content-Type": "application/json"})
    for at in range(0, SIZE, MB):
        piece = ((HEAD if at == 0 else b"") + noise)[: min(MB, SIZE - at)]
        digest.update(piece)
        while _ask(port, "PUT", f"{place}/{begun['id']}/pieces/{at}", piece, staff, csrf, OCTETS).get(
            "at"
        ) != at + len(piece):
            time.sleep(0.5)
        count(len(piece))
        time.sleep(PACE)
    return begun["id"], digest.hexdigest()


def _offer(made: Scene, port: int) -> int:
    """A film that is there; the number of the material."""
    told = (made.class_id, made.staff, made.csrf, "")
    public_id, sha256 = _send(told, port, "whole", lambda _size: None)
    fields = {"title": "Bài giảng", "topic_id": 0, "upload": public_id, "sha256": sha256}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    _ask(
        port,
        "POST",
        f"/classes/{made.class_id}/materials",
        urlencode(fields).encode(),
        made.staff,
        made.csrf,
        form,
    )
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", f"/classes/{made.class_id}/materials", headers={"Cookie": made.staff})
    page = connection.getresponse().read().decode()
    connection.close()
    return int(page.split('/read"')[0].rpartition("/")[2])


def _ask(
    port: int, method: str, path: str, body: bytes, cookie: str, csrf: str, more: dict[str, str]
) -> dict[str, Any]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        headers = {"Cookie": cookie, "X-CSRFToken": csrf, "Accept": "application/json", **more}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        said = answer.read()
        return (
            dict(json.loads(said))
            if answer.getheader("Content-Type", "").startswith("application/json")
            else {}
        )
    except (OSError, HTTPException):
        return {}
    finally:
        connection.close()


def _watch_on(number: int, told: tuple[int, str, str, str], port: int, seen: Any, material: int) -> None:
    """A player: asks for the rest from here, looks at what came for a moment, winds on; until ended."""
    chance = Random(number)
    while True:
        begin = chance.randrange(SIZE)
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request(
            "GET", f"/materials/{material}", headers={"Cookie": told[3], "Range": f"bytes={begin}-"}
        )
        answer = connection.getresponse()
        assert answer.status == 206
        _count(seen, len(answer.read()))
        connection.close()
        time.sleep(chance.uniform(0.5, 1.5))
