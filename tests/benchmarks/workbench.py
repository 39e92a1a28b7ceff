"""`python -m tests.benchmarks workbench`: what a marker waits for between two scripts, of 25 and of 2,500 in a task.

One marker does what the page does for each script: says that it is looked at, keeps a draft, records, and fetches the
next ones ahead. Between two scripts nobody waits for more than the recording and, where nothing was fetched ahead,
one script.
"""

import asyncio
import json
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import insert, select

from lms import config, database
from lms.accounts.models import Person
from lms.classes.models import StudyClass
from lms.cli.database import upgrade_database
from lms.reflections import rules
from lms.reflections.models import Reflection, ReflectionState, ReflectionTask, Submission
from lms.reflections.workbench import queue
from lms.web import clock
from tests.benchmarks.load import Answer, Connection, Measured
from tests.benchmarks.scenarios import FORM, JSON
from tests.lms.reflections import making
from tests.servers import live, scene
from tests.servers.live import SETTINGS
from tests.servers.postgres import Postgres
from tests.servers.scene import Scene

FEW, MANY = 25, 2500
MARKED, WARM = 20, 3
P95_MS, RATIO = 100.0, 1.5
WORDS = "Tôi sẽ hướng dẫn người dân dùng dịch vụ công trực tuyến vào sáng thứ bảy hằng tuần. " * 60
FIELD = re.compile(rb'name="(level-\d+)" value="(\d+)"')
HIDDEN = re.compile(rb'name="(base|version)" value="(\d+)"')
Steps = dict[str, Measured]


@dataclass(frozen=True)
class Line:
    """Milliseconds that the marker waits, for the few and for the many."""

    name: str
    database: str
    few_ms: float
    many_ms: float

    @property
    def ratio(self) -> float:
        return self.many_ms / self.few_ms

    @property
    def met(self) -> bool:
        return self.many_ms < P95_MS or self.ratio < RATIO

    def __str__(self) -> str:
        met = "met" if self.met else "NOT MET"
        return (
            f"{self.database:11} {self.name:12} p95 with {FEW}: {self.few_ms:6.1f} ms  with {MANY}: "
            f"{self.many_ms:6.1f} ms  ratio {self.ratio:4.2f}  {met}"
        )


def main(folder: Path) -> list[Line]:
    """Everything on both databases; each line is printed as soon as it is known."""
    server = Postgres(folder / "postgres", durable=True)
    server.start()
    lines: list[Line] = []
    try:
        for kind in ("sqlite", "postgresql"):
            few, many = (_evening(kind, scripts, folder, server) for scripts in (FEW, MANY))
            found = [Line(name, kind, few[name].percentile(95), many[name].percentile(95)) for name in few]
            for line in found:
                print(line, flush=True)
            lines += found
    finally:
        server.stop()
    return lines


def _evening(kind: str, scripts: int, folder: Path, server: Postgres) -> Steps:
    data = folder / f"{kind}-{scripts}"
    data.mkdir()
    url = (
        f"sqlite:///{data / 'desk.sqlite'}" if kind == "sqlite" else server.create_database(f"desk_{scripts}")
    )
    key = SETTINGS["SEN_SECRET_KEY"]
    upgrade_database(config.from_environment({}, database_url=url, data_dir=data, secret_key=key))
    made = scene.make(url, data, scripts)
    first = _hand_in(made)
    database.engine().dispose()
    with live.running(url, data, workers=1) as sen:
        return asyncio.run(_mark(Connection("127.0.0.1", sen.port), made, first))


def _hand_in(made: Scene) -> str:
    """A script of everybody, as handing in leaves it; the address of the first in the marker's queue."""
    with made.app.app_context():
        with database.transaction():
            chi = database.session.scalars(select(Person).where(Person.username == "chi")).one()
            study_class = database.session.get_one(StudyClass, made.class_id)
            task = making.make_task(study_class, chi)
            _store(task, [learner.person_id for learner in made.learners])
        [place] = queue.open_after(task, chi.id)
        database.session.remove()
    return f"/scripts/{place.public_id}"


def _store(task: ReflectionTask, person_ids: list[int]) -> None:
    now = clock.now() - timedelta(days=1)
    parts = [rules.frozen(rules.Part(1, "I. Nhận thức", "", WORDS))]
    reflections = [
        {
            "public_id": secrets.token_urlsafe(12),
            "task_id": task.id,
            "person_id": person_id,
            "state": ReflectionState.HANDED_IN,
            "submission_number": 1,
            "script_no": 1000 + number,
            "started_at": now,
        }
        for number, person_id in enumerate(person_ids)
    ]
    database.session.execute(insert(Reflection), reflections)
    ids = database.session.scalars(select(Reflection.id).where(Reflection.task_id == task.id)).all()
    frozen = {
        "number": 1,
        "handed_in_at": now,
        "late": False,
        "word_count": rules.words(WORDS),
        "parts": parts,
    }
    submissions = [
        frozen
        | {
            "public_id": secrets.token_urlsafe(12),
            "reflection_id": reflection_id,
            "page_count": 0,
            "sha256": "0" * 64,
            "honour_accepted": True,
        }
        for reflection_id in ids
    ]
    database.session.execute(insert(Submission), submissions)


async def _mark(connection: Connection, made: Scene, address: str) -> Steps:
    signed = {"Cookie": made.staff, "X-CSRFToken": made.csrf, "X-Workbench": "1", "HX-Request": "true"}
    steps: Steps = {name: Measured() for name in ("script", "opening", "draft", "record", "between")}
    for number in range(WARM + MARKED):
        taken, address = await _one(connection, signed, address)
        if number >= WARM:
            for name, milliseconds in taken.items():
                steps[name].latencies.append(milliseconds)
    return steps


async def _one(connection: Connection, signed: dict[str, str], address: str) -> tuple[dict[str, float], str]:
    """Milliseconds of each step of one script, and the address of the next."""
    taken: dict[str, float] = {}

    async def step(name: str, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Answer:
        began = asyncio.get_running_loop().time()
        answer = await connection.send(method, address + path, {**signed, **headers}, body)
        taken[name] = (asyncio.get_running_loop().time() - began) * 1000
        if answer.status != HTTPStatus.OK:
            raise AssertionError((name, answer.status, answer.body[:300]))
        return answer

    page = await step("script", "GET", "", {})
    values = _filled_in(page.body)
    await step("opening", "POST", "/openings", FORM)
    await step("draft", "POST", "/draft", JSON, json.dumps(values).encode())
    recorded = await step("record", "POST", "/marks", FORM, urlencode(values).encode())
    taken["between"] = taken["record"] + taken["script"]
    return taken, json.loads(recorded.body)["next"]


def _filled_in(page: bytes) -> dict[str, str]:
    """The rubric with the first level of each criterion."""
    levels = {name.decode(): value.decode() for name, value in reversed(FIELD.findall(page))}
    return levels | {name.decode(): value.decode() for name, value in HIDDEN.findall(page)}
