"""How many statements one step sends to the database, counted in this process on the same data."""

from typing import Any

from sqlalchemy import Engine, event

from tests.benchmarks.scenarios import FORM
from tests.lms.cast import PASSWORD
from tests.servers.scene import Learner, Scene


def count(scene: Scene) -> dict[str, int]:
    """By scenario; a journey is the sum of its parts and left out. Uses up the last two learners.

    Each step is done twice and the second counted: by then the process has read what it keeps, and the tab has said
    that it took over.
    """
    spares, started = scene.learners[-2:], scene.learners[0]
    return {
        "save": [_save(scene, started, seq) for seq in (10**9, 10**9 + 1)][1],
        "start": [_send(scene, one, "POST", f"/quizzes/{scene.quiz_id}/attempts") for one in spares][1],
        "page": [_send(scene, started, "GET", f"/attempts/{started.attempt}") for _ in range(2)][1],
        "checkin": [_send(scene, one, "POST", "/check-ins") for one in spares][1],
        "signin": [_sign_in(scene, one) for one in spares][1],
    }


def _save(scene: Scene, learner: Learner, seq: int) -> int:
    edits = [
        {"slot": slot, "seq": seq, "base": 0, "value": scene.options[slot][0], "elapsed_ms": 1}
        for slot in range(1, 6)
    ]
    headers = {"X-Attempt-Token": learner.token}
    path = f"/attempts/{learner.attempt}/responses"
    return _send(scene, learner, "POST", path, json={"tab": "counting", "edits": edits}, headers=headers)


def _sign_in(scene: Scene, learner: Learner) -> int:
    return _send(scene, None, "POST", "/sign-in", data={"login": learner.username, "password": PASSWORD})


def _send(scene: Scene, learner: Learner | None, method: str, path: str, **sent: Any) -> int:
    headers = {"X-CSRFToken": scene.csrf, **sent.pop("headers", {})}
    if learner is not None:
        headers["Cookie"] = learner.cookie
    else:
        headers["Cookie"] = scene.nobody
    if "json" not in sent:
        headers |= FORM
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        client = scene.app.test_client(use_cookies=False)
        with client.open(path, method=method, headers=headers, **sent) as answer:
            assert answer.status_code in {200, 302}, (path, answer.status_code)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return len([statement for statement in seen if not statement.startswith("BEGIN")])
