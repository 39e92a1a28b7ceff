"""Leaving a trace of a check-in without making anybody wait: rows are collected and written together, afterwards.

What a process has not written when it is killed is lost, which is no loss: a trace decides nothing.
"""

import threading
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Response, current_app, g, request
from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import SQLAlchemyError

from lms import database
from lms.attendance.models import Checkpoint
from lms.attendance.trust.fingerprints import device_of, network_of, new_device
from lms.attendance.trust.models import Trace, TraceKind
from lms.classes.models import ClassSession, StudyClass
from lms.jobs.queue import every
from lms.programmes.models import Programme
from lms.web import clock

COOKIE = "sen_device"
HALF_A_YEAR = 182 * 24 * 3600
TOGETHER_AFTER = 1.0  # seconds
MOST_WAITING = 5_000


class Collector:
    """Rows that wait to be written; a thread of its own writes them a moment later, all in one transaction."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rows: list[dict[str, Any]] = []
        self._timer: threading.Timer | None = None

    def add(self, rows: Iterable[dict[str, Any]]) -> None:
        with self._lock:
            self._rows = [*self._rows, *rows][-MOST_WAITING:]

    def write_soon(self) -> None:
        with self._lock:
            if self._timer is None:
                self._timer = threading.Timer(TOGETHER_AFTER, self.write)
                self._timer.daemon = True
                self._timer.start()

    def write(self) -> int:
        """Write what waits; how many rows that were. A database that refuses them does so for good."""
        with self._lock:
            rows, self._rows, self._timer = self._rows, [], None
        if not rows:
            return 0
        try:
            with database.writing_connection() as connection:
                connection.execute(insert(Trace), rows)
        except SQLAlchemyError:
            return 0
        return len(rows)


collector = Collector()


def note(
    kind: TraceKind,
    checkpoint_id: int,
    at: datetime,
    *,
    person_id: int | None = None,
    age: int | None = None,
    inside: bool | None = None,
) -> None:
    """Note it for after the answer. A browser that checks in for the first time gets its random id."""
    key = str(current_app.secret_key)
    device = request.cookies.get(COOKIE) or g.setdefault("new_device", new_device())
    row = {
        "kind": kind,
        "checkpoint_id": checkpoint_id,
        "at": at,
        "person_id": person_id,
        "device": device_of(device[:64], key),
        "network": network_of(request.remote_addr or "", key),
        "age": age,
        "inside": inside,
    }
    g.setdefault("traces", []).append(row)


def init_app(app: Flask) -> None:
    app.after_request(_remember_device)
    app.teardown_request(_leave)


def _remember_device(response: Response) -> Response:
    device = g.pop("new_device", None)
    if device:
        response.set_cookie(
            COOKIE, device, max_age=HALF_A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure
        )
    return response


def _leave(_error: BaseException | None) -> None:
    """Where one connection serves everything, as in tests, it is written at once; nobody else waits for it."""
    rows = g.pop("traces", [])
    if not rows:
        return
    collector.add(rows)
    if database.has_one_connection():
        collector.write()
    else:
        collector.write_soon()


@every(3600)
def sweep() -> int:
    """Delete the traces whose days are over; how many."""
    with database.writing_connection() as connection:
        return forget(connection, clock.now())


def forget(connection: Connection, now: datetime) -> int:
    """Each programme says how many days; rows go by the id of their checkpoint, so nothing else is looked at."""
    days_kept = connection.scalars(select(Programme.evidence_days).distinct()).all()
    return sum(_forget(connection, days, now - timedelta(days=days)) for days in days_kept)


def _forget(connection: Connection, days: int, before: datetime) -> int:
    of_those = (
        select(Checkpoint.id)
        .join(ClassSession, ClassSession.id == Checkpoint.class_session_id)
        .join(StudyClass, StudyClass.id == ClassSession.study_class_id)
        .join(Programme, Programme.id == StudyClass.programme_id)
        .where(Programme.evidence_days == days)
    )
    gone = connection.execute(delete(Trace).where(Trace.at < before, Trace.checkpoint_id.in_(of_those)))
    return gone.rowcount
