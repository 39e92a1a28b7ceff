"""What is measured: the steps a browser takes, and the same durable work on the floor."""

import asyncio
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from itsdangerous import URLSafeSerializer

from tests.benchmarks.load import Answer, Connection, Step
from tests.lms.cast import PASSWORD
from tests.servers.scene import QUESTIONS, Learner, Scene

EDITS = 5
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}
TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
SIGNER = URLSafeSerializer("only-for-the-floor", salt="floor")


@dataclass(frozen=True)
class Scenario:
    """`count` steps against Sen and against the floor; `must` is design's rate, `ratio` what suffices instead."""

    name: str
    count: int
    sen: Callable[[Scene], Step]
    floor: Callable[[Scene], Step] | None
    must: dict[str, float]
    ratio: float | None


def save(scene: Scene) -> Step:
    started = [learner for learner in scene.learners if learner.attempt]
    options = scene.options

    async def step(connection: Connection, number: int) -> bool:
        learner = started[number % len(started)]
        turn = number // len(started)
        edits = [
            {
                "slot": slot,
                "seq": turn * EDITS + place + 1,
                "base": 0,
                "value": options[slot][turn % 4],
                "elapsed_ms": 1000 + turn,
            }
            for place, slot in enumerate(slots_of(turn))
        ]
        body = json.dumps({"tab": f"tab{learner.person_id}", "edits": edits}).encode()
        headers = {**JSON, "X-Attempt-Token": learner.token}
        answer = await connection.send("POST", f"/attempts/{learner.attempt}/responses", headers, body)
        return answer.status == 200

    return step


def floor_save(scene: Scene) -> Step:
    tokens = [SIGNER.dumps([number + 1]) for number in range(500)]
    options = scene.options

    async def step(connection: Connection, number: int) -> bool:
        turn = number // len(tokens)
        edits = [
            {
                "slot": slot,
                "seq": turn * EDITS + place + 1,
                "base": 0,
                "value": options[slot][turn % 4],
                "elapsed_ms": 1000 + turn,
            }
            for place, slot in enumerate(slots_of(turn))
        ]
        body = json.dumps({"tab": f"tab{number % len(tokens)}", "edits": edits}).encode()
        headers = {**JSON, "X-Attempt-Token": str(tokens[number % len(tokens)])}
        return (await connection.send("POST", "/save", headers, body)).status == 200

    return step


def start(scene: Scene) -> Step:
    fresh = [learner for learner in scene.learners if not learner.attempt]

    async def step(connection: Connection, number: int) -> bool:
        answer = await _post(connection, scene, fresh[number], f"/quizzes/{scene.quiz_id}/attempts")
        return answer.status == 302 and "/attempts/" in answer.header("Location")

    return step


def floor_start(_scene: Scene) -> Step:
    async def step(connection: Connection, number: int) -> bool:
        return (await connection.send("POST", f"/start/{number + 10_000}", FORM)).status == 200

    return step


def page(scene: Scene) -> Step:
    started = [learner for learner in scene.learners if learner.attempt]

    async def step(connection: Connection, number: int) -> bool:
        learner = started[number % len(started)]
        answer = await connection.send("GET", f"/attempts/{learner.attempt}", {"Cookie": learner.cookie})
        return answer.status == 200 and b"</html>" in answer.body[-40:]

    return step


def floor_page(_scene: Scene) -> Step:
    async def step(connection: Connection, number: int) -> bool:
        return (await connection.send("GET", f"/page/{number % 500 + 1}", {})).status == 200

    return step


def check_in(scene: Scene) -> Step:
    async def step(connection: Connection, number: int) -> bool:
        answer = await _post(connection, scene, scene.learners[number], "/check-ins")
        return answer.status == 200

    return step


def floor_check_in(_scene: Scene) -> Step:
    async def step(connection: Connection, number: int) -> bool:
        return (await connection.send("POST", f"/checkin/{number}", FORM)).status == 200

    return step


def sign_in(scene: Scene) -> Step:
    async def step(connection: Connection, number: int) -> bool:
        return await signed_in(connection, scene.learners[number].username) is not None

    return step


def floor_sign_in(_scene: Scene) -> Step:
    body = urlencode({"login": "x", "password": PASSWORD}).encode()

    async def step(connection: Connection, _number: int) -> bool:
        return (await connection.send("POST", "/signin", FORM, body)).status == 200

    return step


def journey(scene: Scene) -> Step:
    """Sign in, the class page, start, six saves, hand in, the result."""
    fresh = [learner for learner in scene.learners if not learner.attempt]
    options = scene.options

    async def step(connection: Connection, number: int) -> bool:
        learner = fresh[number]
        cookie = await signed_in(connection, learner.username)
        if cookie is None:
            return False
        page = await connection.send("GET", f"/classes/{scene.class_id}", {"Cookie": cookie})
        token = TOKEN.search(page.body)
        if page.status != 200 or token is None:
            return False
        ok, headers = True, {"Cookie": _cookie(page.header("Set-Cookie")) or cookie}
        form = {**headers, **FORM, "X-CSRFToken": token[1].decode()}
        begun = await connection.send("POST", f"/quizzes/{scene.quiz_id}/attempts", form)
        attempt = begun.header("Location").rsplit("/", 1)[-1]
        state = json.loads((await connection.send("GET", f"/attempts/{attempt}/state", headers)).body)
        ok &= (await connection.send("GET", f"/attempts/{attempt}", headers)).status == 200
        sending = {**JSON, "X-Attempt-Token": state["token"]}
        for turn in range(6):
            slot = state["slots"][turn]
            edit = {"slot": slot, "seq": turn + 1, "base": 0, "value": options[slot][1], "elapsed_ms": 1000}
            body = json.dumps({"tab": "journey", "edits": [edit]}).encode()
            saved = await connection.send("POST", f"/attempts/{attempt}/responses", sending, body)
            ok &= saved.status == 200
        ok &= (await connection.send("POST", f"/attempts/{attempt}/submission", form)).status in {
            200,
            302,
            303,
        }
        return ok and (await connection.send("GET", f"/attempts/{attempt}/result", headers)).status == 200

    return step


SCENARIOS = [
    Scenario("save", 6000, save, floor_save, {"postgresql": 450, "sqlite": 600}, 0.8),
    Scenario("start", 1500, start, floor_start, {"postgresql": 300, "sqlite": 300}, 0.6),
    Scenario("page", 3000, page, floor_page, {"postgresql": 500, "sqlite": 500}, 0.6),
    Scenario("checkin", 1500, check_in, floor_check_in, {"postgresql": 300, "sqlite": 300}, 0.6),
    Scenario("signin", 300, sign_in, floor_sign_in, {"postgresql": 30, "sqlite": 30}, None),
    Scenario("journey", 200, journey, None, {"postgresql": 800 / 60, "sqlite": 800 / 60}, None),
]


async def _post(connection: Connection, scene: Scene, learner: Learner, path: str) -> Answer:
    headers = {"Cookie": learner.cookie, "X-CSRFToken": scene.csrf, **FORM}
    return await connection.send("POST", path, headers)


async def signed_in(connection: Connection, username: str) -> str | None:
    """The cookie of the new session. Where many sign in at once it waits for room, as the page does."""
    page = await connection.send("GET", "/sign-in", {})
    token = TOKEN.search(page.body)
    if token is None:
        return None
    form = {"login": username, "password": PASSWORD, "csrf_token": token[1].decode()}
    headers = {**FORM, "Cookie": _cookie(page.header("Set-Cookie"))}
    answer = await _with_room(connection, headers, urlencode(form).encode())
    return _cookie(answer.header("Set-Cookie")) if answer.status == 302 else None


async def _with_room(connection: Connection, headers: dict[str, str], body: bytes) -> Answer:
    while True:
        room = json.loads((await connection.send("GET", "/sign-in/room", {})).body)
        if room["enters"]:
            answer = await connection.send("POST", "/sign-in", headers, body)
            if answer.status != 503:
                return answer
        await asyncio.sleep(room["again_in"] * random.uniform(0.8, 1.8))


def _cookie(header: str) -> str:
    return header.split(";")[0]


def slots_of(turn: int) -> list[int]:
    """The slots of one save."""
    return [(turn * EDITS + place) % QUESTIONS + 1 for place in range(EDITS)]
