"""Deciding that a task is marked twice, and giving scripts to their readers."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select

from lms import database
from lms.accounts.models import Person
from lms.audit import service as audit
from lms.marking.ordering import Order
from lms.reflections.allocation import queries as allocation
from lms.reflections.double import queries, rules, telling
from lms.reflections.double.models import DoubleMarking, ScriptReading
from lms.reflections.double.rules import ALL, Script, Third
from lms.reflections.models import Reflection, ReflectionTask, Submission
from lms.web.errors import LmsError

SHARING_OUT = 0  # an order that is nobody's own


@dataclass(frozen=True)
class Plan:
    """What is to be marked twice, and what becomes of two marks."""

    percent: int
    near: Decimal | None
    within: Decimal | None
    one_band: bool
    third: Third


def decide(task: ReflectionTask, plan: Plan, actor: Person, now: datetime) -> DoubleMarking:
    """Set or change the rule, as long as nobody has recorded anything. Who was to read what is forgotten."""
    _refuse_if_begun(task)
    setting = queries.setting_of(task.id)
    old = _facts(setting) if setting else None
    if setting is None:
        setting = DoubleMarking(task_id=task.id, seed=secrets.token_hex(8))
        database.session.add(setting)
    setting.percent, setting.near, setting.within = plan.percent, plan.near, plan.within
    setting.one_band, setting.third = plan.one_band, plan.third
    setting.decided_at, setting.decided_by_id = now, actor.id
    _forget_readings(task)
    new = _facts(setting)
    audit.record(actor, "double-marking.decided", task, now, old=old, new=new, class_id=task.study_class_id)
    return setting


def end(task: ReflectionTask, actor: Person, now: datetime) -> None:
    """One person marks each script again, as long as nobody has recorded anything."""
    _refuse_if_begun(task)
    setting = queries.setting_of(task.id)
    if setting is not None:
        old = _facts(setting)
        _forget_readings(task)
        database.session.delete(setting)
        audit.record(actor, "double-marking.ended", task, now, old=old, class_id=task.study_class_id)


def share_out(task: ReflectionTask, actor: Person, now: datetime) -> int:
    """Give every script that has no reader yet to one or two; how many readings that makes."""
    setting = _locked(task)
    markers = [person.id for person in allocation.markers_of(task.study_class)]
    if len(markers) < rules.PAIR:
        raise LmsError(_("Two people who may mark in this class are needed. Appoint another lecturer first."))
    drawn = rules.sample(setting.seed, queries.numbers(task), setting.percent)
    order = Order.of(task.order_seed, SHARING_OUT)
    found = sorted(queries.unread(task), key=lambda one: int(order.place(one.script_no)))
    scripts = [Script(one.submission_id, one.allocated_to, one.script_no in drawn) for one in found]
    loads = {marker: given for marker, (given, _closed) in queries.loads_of(task).items()}
    rows = [
        {"submission_id": submission_id, "place": place, "marker_id": marker, "given_at": now, "values": {}}
        for submission_id, place, marker in rules.shared_out(scripts, markers, loads)
    ]
    if rows:
        database.session.execute(insert(ScriptReading), rows)
        facts = {"readings": len(rows), "scripts": len(scripts)}
        audit.record(actor, "double-marking.shared-out", task, now, new=facts, class_id=task.study_class_id)
    return len(rows)


def give(submission: Submission, place: int, marker: Person, actor: Person, now: datetime) -> ScriptReading:
    """Give one place to somebody: the third, or one whose reader cannot go on. What is recorded stays."""
    task = submission.reflection.task
    _locked(task)
    readings = {reading.place: reading for reading in queries.readings_of(submission.id)}
    _refuse_if_not_free(readings, place, marker)
    reading, old = readings.get(place), None
    if reading is None:
        reading = ScriptReading(submission_id=submission.id, place=place, marker_id=marker.id, given_at=now)
        database.session.add(reading)
    else:
        old = {"marker_id": reading.marker_id}
        reading.marker, reading.marker_id, reading.given_at = marker, marker.id, now
        reading.values, reading.values_version_id, reading.saved_at = {}, None, None
    facts = {"marker_id": marker.id, "place": place, "submission_id": submission.id}
    audit.record(actor, "reading.given", reading, now, old=old, new=facts, class_id=task.study_class_id)
    telling.the_reader(reading, submission, now)
    return reading


def _refuse_if_not_free(readings: dict[int, ScriptReading], place: int, marker: Person) -> None:
    held = readings.get(place)
    if any(reading.marker_id == marker.id for reading in readings.values()):
        raise LmsError(_("%(name)s reads this script already. Nothing was changed.", name=marker.full_name))
    if held is not None and held.marks:
        raise LmsError(_("This place is marked already; what is recorded stays. Nothing was changed."))
    all_closed = all(reading.closed_at for reading in readings.values())
    if held is None and not (place == len(readings) + 1 <= ALL and readings and all_closed):
        raise LmsError(_("One more person is asked once the others have marked. Nothing was changed."))


def _refuse_if_begun(task: ReflectionTask) -> None:
    if queries.has_begun(task.id):
        raise LmsError(
            _(
                "Marking has begun: the rule stays as it is, so that the same goes for all. Nothing was changed."
            )
        )


def _forget_readings(task: ReflectionTask) -> None:
    of_task = select(Submission.id).join(Submission.reflection).where(Reflection.task_id == task.id)
    database.session.execute(delete(ScriptReading).where(ScriptReading.submission_id.in_(of_task)))


def _locked(task: ReflectionTask) -> DoubleMarking:
    """Two people who share out at once do so one after the other."""
    statement = select(DoubleMarking).where(DoubleMarking.task_id == task.id).with_for_update()
    setting = database.session.scalars(statement).one_or_none()
    if setting is None:
        raise LmsError(_("This task is marked by one person for each script. Nothing was changed."))
    return setting


def _facts(setting: DoubleMarking) -> dict[str, Any]:
    return {
        "percent": setting.percent,
        "near": None if setting.near is None else str(setting.near),
        "within": None if setting.within is None else str(setting.within),
        "one_band": setting.one_band,
        "third": setting.third.value,
    }
