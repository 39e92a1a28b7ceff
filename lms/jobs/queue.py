"""The queue. Features declare tasks with `@task` and send them with `task.later(…)`, after the commit."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from huey import Huey, PostgresHuey, SqliteHuey
from huey.storage import PostgresStorage

from lms import database
from lms.config import Config

_tasks: dict[str, Callable[..., object]] = {}


@dataclass(frozen=True)
class Task:
    """A named function of plain JSON values that may run twice without harm."""

    name: str
    function: Callable[..., object]

    def later(self, **arguments: Any) -> None:
        """Queue the task once the present transaction is stored."""
        queue = current_queue()
        database.after_commit(lambda: queue.enqueue(queue.sen_run.s(self.name, arguments)))

    def __call__(self, **arguments: Any) -> object:
        return self.function(**arguments)


def task(function: Callable[..., object]) -> Task:
    name = f"{function.__module__}.{function.__name__}"
    _tasks[name] = function
    return Task(name, function)


def init_app(app: Flask) -> None:
    app.extensions["queue"] = make_queue(app)


def prepare(config: Config) -> None:
    """Make the queue's own tables in PostgreSQL; on SQLite the queue is a file of its own that makes itself."""
    if config.database_url.startswith("postgresql"):
        PostgresStorage("sen", dsn=_plain(config.database_url)).close()


def current_queue() -> Any:
    return current_app.extensions["queue"]


def make_queue(app: Flask) -> Huey:
    """A queue beside the database: its own SQLite file, or tables in the same PostgreSQL."""
    config = app.config["SEN"]
    if config.database_url.startswith("postgresql"):
        # The tables are made by `prepare`: several processes that start at once would trip over each other.
        queue: Any = PostgresHuey("sen", dsn=_plain(config.database_url), create_tables=False)
    else:
        config.data_dir.mkdir(parents=True, exist_ok=True)
        queue = SqliteHuey("sen", filename=str(config.data_dir / "jobs.sqlite"), fsync=True, timeout=20)

    @queue.task(name="sen_run", retries=3, retry_delay=30)
    def run(name: str, arguments: dict[str, Any]) -> None:
        _work(app, lambda: _tasks[name](**arguments))

    queue.sen_run = run
    return queue


def _plain(url: str) -> str:
    """The address as psycopg itself wants it."""
    return url.replace("postgresql+psycopg://", "postgresql://")


@dataclass(frozen=True)
class Beat:
    """A sweep that runs every `seconds` in the worker, in its own transaction."""

    seconds: float
    function: Callable[[], object]


_beats: list[Beat] = []


def every(seconds: float) -> Callable[[Callable[[], object]], Callable[[], object]]:
    def declare(function: Callable[[], object]) -> Callable[[], object]:
        _beats.append(Beat(seconds, function))
        return function

    return declare


def run_beats(app: Flask, stop: threading.Event) -> list[threading.Thread]:
    """One thread a sweep, until `stop` is set. A sweep that fails is logged and tried again at its next beat."""
    threads = [threading.Thread(target=_beat, args=(app, beat, stop), daemon=True) for beat in _beats]
    for thread in threads:
        thread.start()
    return threads


def _beat(app: Flask, beat: Beat, stop: threading.Event) -> None:
    while not stop.wait(beat.seconds):
        try:
            _work(app, beat.function)
        except Exception:  # the beat must go on, whatever one sweep met
            app.logger.exception("sweep %s failed", beat.function.__name__)


def _work(app: Flask, function: Callable[[], object]) -> None:
    """Run `function` in its own transaction and leave no session behind."""
    try:
        with app.app_context(), database.transaction():
            function()
    finally:
        database.session.remove()
