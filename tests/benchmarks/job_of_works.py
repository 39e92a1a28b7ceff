"""`python -m tests.benchmarks.job_of_works`: 5,000 scripts compared by the job, from the database and back to it.

What counts is the process that compares: its processor time, and the memory it holds at the most.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from time import process_time

import psutil
from sqlalchemy import func, insert, select

from lms import config, database
from lms.accounts.models import Person
from lms.app import create_app
from lms.cli.database import upgrade_database
from lms.config import Mode
from lms.reflections.models import Reflection, ReflectionState, ReflectionTask, Submission
from lms.similarity import apart, job, service
from lms.similarity.apart import Apart
from lms.similarity.models import TextMatch
from tests.lms import cast as casting
from tests.lms.reflections import making
from tests.question_bank.essays import OFFICIAL, copied, essay, revised

WORKS, SENTENCES = 5000, 105  # about 1,500 words each
COPIES = 50  # and as many light revisions
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
Used = dict[str, float]


def main() -> dict[str, float]:
    """Seconds and megabytes of the process that compares and of the job, for all and for one that comes later."""
    settings = config.from_environment({}, data_dir=Path(mkdtemp()), secret_key="k" * 40, mode=Mode.TESTING)
    upgrade_database(settings)
    with create_app(settings).app_context():
        task_id = _written()
        all_of_them = _compared(task_id, NOW)
        found = database.session.scalar(select(func.count()).select_from(TextMatch)) or 0
        if found < 2 * COPIES:
            raise AssertionError(f"{found} matches found")
        with database.transaction():
            _hand_in(task_id, [essay(Random(2), SENTENCES)], WORKS)
        one = _compared(task_id, NOW + timedelta(hours=1))
    return {**all_of_them, "one": one["seconds"], "matches": found}


def _compared(task_id: int, now: datetime) -> Used:
    used: Used = {}

    @contextmanager
    def watched() -> Iterator[Apart]:
        with apart.apart() as there:
            yield there
            used.update(_used(there.process.pid))

    with database.transaction():
        comparison = service.ask(database.session.get_one(ReflectionTask, task_id), None, now)
    before = process_time()
    job.run(comparison.id, start=watched)
    if comparison.failed or not used:
        raise AssertionError("the comparison did not come to its end")
    return used | {"job": process_time() - before}


def _used(pid: int) -> Used:
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    peak = next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))
    return {"seconds": sum(psutil.Process(pid).cpu_times()[:2]), "megabytes": peak}


def _written() -> int:
    """A task of one class, and all that was handed in for it."""
    chance = Random(1)
    works = [essay(chance, SENTENCES) for _ in range(WORKS - 2 * COPIES)]
    works += [copied(one, chance) for one in works[:COPIES]]
    works += [revised(one, chance) for one in works[COPIES : 2 * COPIES]]
    with database.transaction():
        cast = casting.make_cast()
        task = making.make_task(cast.k1, cast.chi, instructions=OFFICIAL)
        database.session.flush()
        _hand_in(task.id, works, 0)
        return task.id


def _hand_in(task_id: int, works: list[str], first: int) -> None:
    """As many people, each with one script; the ids follow each other."""
    people = database.session.scalar(select(func.max(Person.id))) or 0
    reflections = database.session.scalar(select(func.max(Reflection.id))) or 0
    places = range(len(works))
    rows = [_person(people + 1 + place, first + place) for place in places]
    database.session.execute(insert(Person), rows)
    handed = [
        {
            "id": reflections + 1 + place,
            "task_id": task_id,
            "person_id": people + 1 + place,
            "state": ReflectionState.HANDED_IN,
            "submission_number": 1,
            "script_no": 1000 + first + place,
            "started_at": NOW,
        }
        for place in places
    ]
    database.session.execute(insert(Reflection), handed)
    sent = [_submission(reflections + 1 + place, works[place]) for place in places]
    database.session.execute(insert(Submission), sent)


def _person(number: int, place: int) -> dict[str, object]:
    name = f"Học Viên {place}"
    keys = {"sort_key": f"{place:06}", "search_key": f"hoc vien {place}"}
    return {"id": number, "full_name": name, "created_at": NOW, "unit_ids": [], **keys}


def _submission(reflection_id: int, work: str) -> dict[str, object]:
    part = {"slot": 1, "title": "I. Nhận thức", "prompt": "", "text": work, "rows": []}
    return {
        "reflection_id": reflection_id,
        "number": 1,
        "handed_in_at": NOW,
        "late": False,
        "word_count": len(work.split()),
        "page_count": 0,
        "sha256": "0" * 64,
        "parts": [part],
        "honour_accepted": False,
    }


if __name__ == "__main__":
    print(json.dumps(main()))
    sys.exit(0)
