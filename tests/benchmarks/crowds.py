"""Crowds on a clock: everybody acts at a moment of their own, whether or not the server is done with the others.

A latency counts from the moment that was planned, so that a server which falls behind cannot hide it.
"""

import asyncio
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from lms.attendance import tokens
from lms.web import clock
from tests.benchmarks.load import Connection, Measured
from tests.benchmarks.scenarios import FORM, JSON, signed_in, slots_of
from tests.servers.scene import Learner, Scene

GREEN = b'class="result" data-tone="success"'  # what the page shows to somebody who is checked in
EVERY = 10.0  # seconds between two saves of one learner
TICKET = re.compile(rb'name="ticket" value="([^"]+)"')
REPORTS = -1  # the person who asks for reports


@dataclass(frozen=True)
class Act:
    """What one person does at `at` seconds; the acts of a person follow each other on one connection."""

    at: float
    kind: str
    person: int
    do: Callable[[Connection], Awaitable[bool]]


@dataclass(frozen=True)
class Bound:
    """What must hold of the latencies of a kind, in milliseconds; `twice` names the kind whose p95 counts double."""

    p95: float | None = None
    p99: float | None = None
    twice: str = ""


@dataclass(frozen=True)
class Crowd:
    """`people` besides those who started; `acts` for so many people in so many seconds; all done `within` seconds.

    `workers` is how many processes of Sen answer.
    """

    name: str
    people: int
    seconds: float
    acts: Callable[[Scene, int, float], list[Act]]
    bounds: dict[str, Bound]
    within: float | None = None
    workers: int = 2


def run(acts: Iterable[Act], port: int) -> dict[str, Measured]:
    """Everything that the crowd does, by kind."""
    with ThreadPoolExecutor(1) as apart:  # the loop of a test's browser may be at work in this thread
        return apart.submit(asyncio.run, _run(list(acts), port)).result()


async def _run(acts: list[Act], port: int) -> dict[str, Measured]:
    found: dict[str, Measured] = defaultdict(Measured)
    by_person: dict[int, list[Act]] = defaultdict(list)
    for act in sorted(acts, key=lambda act: act.at):
        by_person[act.person].append(act)
    began = time.perf_counter() + 0.5
    await asyncio.gather(*(_live(own, port, began, found) for own in by_person.values()))
    return found


async def _live(acts: list[Act], port: int, began: float, found: dict[str, Measured]) -> None:
    connection = Connection("127.0.0.1", port)
    for act in acts:
        planned = began + act.at
        await asyncio.sleep(max(0.0, planned - time.perf_counter()))
        try:
            well = await act.do(connection)
        except (OSError, asyncio.IncompleteReadError, ValueError):
            await connection.close()
            well = False
        done, measured = time.perf_counter(), found[act.kind]
        measured.seconds = max(measured.seconds, done - began)
        if well:
            measured.latencies.append((done - planned) * 1000)
        else:
            measured.errors += 1
    await connection.close()


def burst(scene: Scene, people: int, seconds: float) -> list[Act]:
    """Everybody opens the test within a few seconds, and then its page."""
    chance = random.Random(1)
    fresh = [learner for learner in scene.learners if not learner.attempt][:people]
    acts = []
    for person, learner in enumerate(fresh):
        at = chance.uniform(0, seconds)
        acts += [Act(at, "start", person, _start(scene, learner)), Act(at, "page", person, _page(learner))]
    return acts


def exam(scene: Scene, people: int, seconds: float) -> list[Act]:
    """Learners who save every ten seconds, each in a rhythm of their own."""
    return _saves(scene, people, 0, seconds, "save")


def mixed(scene: Scene, people: int, seconds: float) -> list[Act]:
    """The same exam twice: first calm, then while a hall signs in and somebody draws the report of the whole class."""
    half = seconds / 2
    signing = scene.learners[-3 * people :]
    logins = [
        Act(half + half * place / len(signing), "signin", 10_000 + place, _sign_in(learner))
        for place, learner in enumerate(signing)
    ]
    reports = [Act(half + 5.0 * turn, "report", REPORTS, _report(scene)) for turn in range(int(half / 5))]
    calm, busy = _saves(scene, people, 0, half, "calm"), _saves(scene, people, half, seconds, "busy")
    return [*calm, *busy, *logins, *reports]


def submit(scene: Scene, people: int, seconds: float) -> list[Act]:
    """The last seconds: everybody saves once more and hands in, others sign in for the next test."""
    chance = random.Random(2)
    acts = []
    for person, learner in enumerate(_started(scene, people)):
        at = chance.uniform(0, seconds)
        acts.append(Act(at, "save", person, _save(scene, learner, 0)))
        acts.append(Act(at, "submit", person, _submit(scene, learner)))
    signing = scene.learners[-people // 5 :]
    return acts + [
        Act(seconds * place / len(signing), "signin", 10_000 + place, _sign_in(learner))
        for place, learner in enumerate(signing)
    ]


def hall(scene: Scene, people: int, seconds: float) -> list[Act]:
    """Everybody scans the code that the hall shows at that moment, and the phone checks in by itself."""
    chance = random.Random(3)
    arriving = [learner for learner in scene.learners if not learner.attempt][:people]
    return [
        Act(chance.uniform(0, seconds), "checkin", person, _arrive(scene, learner))
        for person, learner in enumerate(arriving)
    ]


CROWDS = [
    Crowd("burst", 1500, 8, burst, {"start": Bound(), "page": Bound()}, within=10),
    Crowd("rush", 5000, 2, burst, {"start": Bound(), "page": Bound()}),
    Crowd("exam", 500, 180, exam, {"save": Bound(p95=250, p99=2000)}),
    Crowd(
        "mixed",
        500,
        120,
        mixed,
        {"calm": Bound(p95=250, p99=2000), "busy": Bound(twice="calm"), "signin": Bound(), "report": Bound()},
    ),
    Crowd("scans", 300, 10, hall, {"checkin": Bound(p95=1000)}, workers=3),
    Crowd("hall", 1500, 60, hall, {"checkin": Bound(p95=1000)}, workers=3),
    Crowd("submit", 500, 10, submit, {"save": Bound(p99=2000), "submit": Bound(p99=5000), "signin": Bound()}),
]


def _started(scene: Scene, people: int) -> list[Learner]:
    return [learner for learner in scene.learners if learner.attempt][:people]


def _saves(scene: Scene, people: int, since: float, until: float, kind: str) -> list[Act]:
    chance = random.Random(f"{kind}{since}")
    acts = []
    for person, learner in enumerate(_started(scene, people)):
        at, turn = since + chance.uniform(0, EVERY), int(since)
        while at < until:
            acts.append(Act(at, kind, person, _save(scene, learner, turn)))
            at, turn = at + EVERY, turn + 1
    return acts


def _save(scene: Scene, learner: Learner, turn: int) -> Callable[[Connection], Awaitable[bool]]:
    edits = [
        {
            "slot": slot,
            "seq": turn * 10 + place + 1,
            "base": 0,
            "value": scene.options[slot][turn % 4],
            "elapsed_ms": turn,
        }
        for place, slot in enumerate(slots_of(turn))
    ]
    body = json.dumps({"tab": f"tab{learner.person_id}", "edits": edits}).encode()

    async def do(connection: Connection) -> bool:
        headers = {**JSON, "X-Attempt-Token": learner.token}
        answer = await connection.send("POST", f"/attempts/{learner.attempt}/responses", headers, body)
        return answer.status == 200

    return do


def _start(scene: Scene, learner: Learner) -> Callable[[Connection], Awaitable[bool]]:
    """Start; who is given a place in a line waits there as the page does."""
    address = f"/quizzes/{scene.quiz_id}/attempts"

    async def do(connection: Connection) -> bool:
        headers = {"Cookie": learner.cookie, "X-CSRFToken": scene.csrf, **FORM}
        answer = await connection.send("POST", address, headers)
        while (ticket := TICKET.search(answer.body)) is not None:
            body = b"ticket=" + ticket[1]
            await _turn(connection, address, headers, body, float(answer.header("Retry-After")))
            answer = await connection.send("POST", address, headers, body)
        learner.attempt = answer.header("Location").rsplit("/", 1)[-1]
        return answer.status == 302

    return do


async def _turn(
    connection: Connection, address: str, headers: dict[str, str], body: bytes, seconds: float
) -> None:
    """Wait until the ticket in `body` may go in."""
    enters = False
    while not enters:
        await asyncio.sleep(seconds * random.uniform(0.8, 1.2))
        answer = await connection.send("POST", address, {**headers, "Accept": "application/json"}, body)
        standing = json.loads(answer.body)
        enters, seconds = standing["enters"], standing["again_in"]


def _page(learner: Learner) -> Callable[[Connection], Awaitable[bool]]:
    async def do(connection: Connection) -> bool:
        answer = await connection.send("GET", f"/attempts/{learner.attempt}", {"Cookie": learner.cookie})
        return answer.status == 200 and b"</html>" in answer.body[-40:]

    return do


def _submit(scene: Scene, learner: Learner) -> Callable[[Connection], Awaitable[bool]]:
    async def do(connection: Connection) -> bool:
        headers = {"Cookie": learner.cookie, "X-CSRFToken": scene.csrf, "Accept": "application/json", **FORM}
        answer = await connection.send("POST", f"/attempts/{learner.attempt}/submission", headers)
        return answer.status == 200

    return do


def _sign_in(learner: Learner) -> Callable[[Connection], Awaitable[bool]]:
    async def do(connection: Connection) -> bool:
        return await signed_in(connection, learner.username) is not None

    return do


def _arrive(scene: Scene, learner: Learner) -> Callable[[Connection], Awaitable[bool]]:
    async def do(connection: Connection) -> bool:
        token = tokens.make(scene.checkpoint_id, scene.secret, clock.now())
        scanned = await connection.send("GET", f"/C/{token}", {"Cookie": learner.cookie})
        cookie = scanned.header("Set-Cookie").split(";")[0]
        headers = {"Cookie": cookie or learner.cookie, "X-CSRFToken": scene.csrf, **FORM}
        answer = await connection.send("POST", "/check-ins", headers)
        return scanned.status == 200 and answer.status == 200 and GREEN in answer.body

    return do


def _report(scene: Scene) -> Callable[[Connection], Awaitable[bool]]:
    async def do(connection: Connection) -> bool:
        cookie = {"Cookie": scene.staff}
        answer = await connection.send("GET", f"/classes/{scene.class_id}/results.xlsx", cookie)
        return answer.status == 200 and answer.body[:2] == b"PK"

    return do
