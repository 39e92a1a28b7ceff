"""Comparing in the background: by itself once a task is over, or when somebody asks.

The work is done between two short transactions, and in a process of its own: nobody waits for it.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import select

from lms import database
from lms.jobs.queue import every, task
from lms.reflections.models import ReflectionTask
from lms.similarity import apart, materials, official, service, sources, storing
from lms.similarity.apart import Comparer, Stopped
from lms.similarity.models import Comparison
from lms.similarity.rules import is_stuck
from lms.similarity.storing import Found, FoundScript
from lms.web import clock

SECONDS = 300
Start = Callable[[], AbstractContextManager[Comparer]]


@task
def compare(comparison_id: int) -> None:
    """Note that it has begun, then work without a transaction. Running it twice finds the same."""
    found = database.session.get(Comparison, comparison_id)
    if found is not None and found.finished_at is None:
        found.started_at = clock.now()
        database.after_commit(lambda: run(comparison_id))


@every(SECONDS)
def sweep() -> None:
    look_after(clock.now())


def look_after(now: datetime) -> int:
    """Ask for what is due, and again for what got lost; how many that were."""
    due = [service.ask(found, None, now) for found in sources.due_tasks(now)]
    waiting = database.session.scalars(select(Comparison).where(Comparison.finished_at.is_(None))).all()
    stuck = [found for found in waiting if is_stuck(found.asked_at, found.started_at, now)]
    for found in {one.id: one for one in (*due, *stuck)}.values():
        compare.later(comparison_id=found.id)
    return len({one.id for one in (*due, *stuck)})


def run(comparison_id: int, start: Start = apart.apart, read: materials.Read = materials.words_of) -> None:
    """Compare what is new in the task with everything that it may be compared with, and keep what was found."""
    comparison = database.session.get_one(Comparison, comparison_id)
    class_id = comparison.task.study_class_id
    materials.read_missing(class_id, read, clock.now())
    known = official.of_task(comparison.task)
    try:
        found = _found(comparison.task, known, start)
    except Stopped:
        found = None
    with database.transaction():
        storing.store(comparison_id, found, known, clock.now())


def _found(of: ReflectionTask, known: official.Official, start: Start) -> Found:
    handed = {one.id: one for one in sources.of_task(of.id)}
    fresh = sorted(handed.keys() - sources.compared(of.id, known.name))
    if not fresh:
        return Found({}, [], handed)
    others = {one.id: one for one in sources.of_centre(of) if one.id not in fresh}
    with start() as comparer:
        _tell(comparer, known, fresh, others)
        scripts, matches, near = _read(comparer.ask(["compare"]))
        for number, text in sources.texts_of(near):
            matches += _read(comparer.ask(["text", number, text]))[1]
    return Found(scripts, matches, others | handed)


def _tell(comparer: Comparer, known: official.Official, fresh: Iterable[int], others: Iterable[int]) -> None:
    for text in known.texts:
        comparer.tell(["known", text])
    for number, text in sources.texts_of(fresh):
        comparer.tell(["fresh", number, text])
    for number, prints in sources.prints(others):
        comparer.tell(["kept", number, b64encode(prints).decode()])
    database.end_reading()  # what follows takes long, and needs nothing of the database


def _read(
    answers: Iterator[list[object]],
) -> tuple[dict[int, FoundScript], list[storing.FoundMatch], list[int]]:
    scripts: dict[int, FoundScript] = {}
    matches: list[storing.FoundMatch] = []
    near: list[int] = []
    for answer in answers:
        match answer:
            case ["script", int(number), int(length), list(quoted), str(prints)]:
                scripts[number] = FoundScript(length, quoted, b64decode(prints))
            case ["match", int(a), int(b), list(passages)]:
                matches.append((a, b, passages))
            case ["near", *numbers]:
                near += [number for number in numbers if isinstance(number, int)]
    return scripts, matches, near
