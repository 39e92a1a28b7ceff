"""Many writers at once, in threads and processes: each waits for its turn, none is told that the database is locked."""

import threading
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from sqlalchemy import func, select

from lms import database
from lms.web.limits import RateCounter
from tests.scale import scaled
from tests.servers import processes, tables

PROCESSES, THREADS = 3, 8
WRITES = scaled(200, least=12)


def test_no_write_fails_because_another_is_writing(empty_database_url: str, tmp_path: Path) -> None:
    tables.make(empty_database_url, tmp_path)
    with ProcessPoolExecutor(PROCESSES, processes.context()) as pool:
        told = list(pool.map(write_much, [empty_database_url] * PROCESSES, range(PROCESSES)))
    engine = database.create_engine(empty_database_url)
    with engine.connect() as connection:
        written = connection.execute(select(func.count()).select_from(RateCounter)).scalar()
    engine.dispose()
    assert told == [[]] * PROCESSES
    assert written == PROCESSES * THREADS * WRITES


def write_much(url: str, process: int) -> list[str]:
    """Read, then write, in one transaction, as services do; returns what went wrong."""
    database.bind(database.create_engine(url, pool_size=THREADS))
    failures: list[str] = []
    threads = [threading.Thread(target=_write, args=(process, thread, failures)) for thread in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    database.engine().dispose()
    return failures


def _write(process: int, thread: int, failures: list[str]) -> None:
    for number in range(WRITES):
        try:
            with database.transaction() as session:
                session.scalar(select(func.count()).select_from(RateCounter))
                session.add(RateCounter(key=f"{process}-{thread}-{number}", count=1, expires_at=0))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
            failures.append(f"{type(error).__name__}: {error}"[:200])
    database.session.remove()
