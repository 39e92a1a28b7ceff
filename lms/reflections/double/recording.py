"""A reader records a mark; once all who are to mark have done so, the rule makes the script's mark of theirs."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.audit import service as audit
from lms.marking import queries as marking
from lms.marking.models import Mark, RubricVersion, SubjectKind
from lms.marking.origins.models import Kind
from lms.marking.origins.service import append_mark
from lms.marking.rules import REMARK_LIMIT, Sheet
from lms.marking.service import Subject
from lms.reflections.allocation import queries as allocation
from lms.reflections.double import queries, rules, telling
from lms.reflections.double.models import (
    AgreedMark,
    AgreedPart,
    DoubleMarking,
    ReadingMark,
    ReadingScore,
    ScriptReading,
)
from lms.reflections.double.rules import PAIR, Agreed
from lms.reflections.models import Submission

KIND = SubjectKind.SUBMISSION


def record(
    submission: Submission,
    setting: DoubleMarking,
    reading: ScriptReading,
    version: RubricVersion,
    sheet: Sheet,
    now: datetime,
) -> ReadingMark | None:
    """Append what the reader found; None where the script has its mark already. Two who record at once do so one
    after the other, so that the later one meets both."""
    database.session.execute(select(Submission.id).where(Submission.id == submission.id).with_for_update())
    if marking.latest_mark(KIND, submission.id) is not None:
        return None
    mark = _append(reading, version, sheet, now)
    _record(reading.marker, reading, submission, now)
    readings = queries.readings_of(submission.id)
    _open_older(readings, version)
    if all(one.closed_at for one in readings):
        _decide(submission, setting, readings, version, now)
    return mark


def _append(reading: ScriptReading, version: RubricVersion, sheet: Sheet, now: datetime) -> ReadingMark:
    mark = ReadingMark(
        number=len(reading.marks) + 1,
        rubric_version_id=version.id,
        version=version,
        total=sheet.total,
        remark=sheet.remark,
        marked_at=now,
        scores=[
            ReadingScore(
                criterion_id=score.criterion_id,
                level_id=score.level_id,
                points=score.points,
                comment=score.comment,
            )
            for score in sheet.scores
        ],
    )
    reading.marks.insert(0, mark)
    reading.closed_at = now
    reading.values, reading.values_version_id, reading.saved_at = {}, None, None
    database.session.flush()
    return mark


def _open_older(readings: Sequence[ScriptReading], version: RubricVersion) -> None:
    """Marks by two versions of a rubric cannot be compared: who marked by the older one is asked to look again."""
    for reading in readings:
        if reading.mark is not None and reading.mark.rubric_version_id != version.id:
            reading.closed_at = None


def _decide(
    submission: Submission,
    setting: DoubleMarking,
    readings: Sequence[ScriptReading],
    version: RubricVersion,
    now: datetime,
) -> None:
    marks = [reading.marks[0] for reading in readings]
    scale = queries.scale_of(submission.reflection.task, version)
    near = setting.near is not None and scale.near(marks[0].total, setting.near)
    found = rules.decide(setting.rule, [mark.total for mark in marks], scale, twice=near)
    if isinstance(found, Agreed):
        _agree(submission, setting, readings, found, version, now)
    elif found.place == PAIR:
        _ask_second(submission, readings[0], now)


def _ask_second(submission: Submission, first: ScriptReading, now: datetime) -> None:
    """A mark near the limit of a band: whoever else has least to do reads it too. Without anybody it waits."""
    task = submission.reflection.task
    others = [one.id for one in allocation.markers_of(task.study_class) if one.id != first.marker_id]
    if not others:
        return
    loads = {marker: given for marker, (given, _closed) in queries.loads_of(task).items()}
    second = ScriptReading(
        submission_id=submission.id, place=PAIR, marker_id=rules.least(others, loads), given_at=now
    )
    database.session.add(second)
    database.session.flush()
    telling.the_reader(second, submission, now)


def _agree(
    submission: Submission,
    setting: DoubleMarking,
    readings: Sequence[ScriptReading],
    found: Agreed,
    version: RubricVersion,
    now: datetime,
) -> Mark:
    counted = [readings[place] for place in found.counted]
    marks = [reading.marks[0] for reading in counted]
    subject = Subject(KIND, submission.id, submission.reflection.task.study_class_id)
    mark = append_mark(
        subject,
        version,
        rules.combined([mark.scores for mark in marks]),
        rules.joined([mark.remark for mark in marks], "\n")[:REMARK_LIMIT],
        kind=Kind.AGREED,
        marker_id=counted[0].marker_id if len(counted) == 1 else None,
        actor=counted[-1].marker,
        now=now,
    )
    parts = [
        AgreedPart(place=reading.place, reading_mark_id=reading.marks[0].id, counted=reading in counted)
        for reading in readings
    ]
    agreed = AgreedMark(
        mark_id=mark.id, how=found.how, within=setting.within, one_band=setting.one_band, parts=parts
    )
    database.session.add(agreed)
    database.session.flush()
    return mark


def _record(marker: Person, reading: ScriptReading, submission: Submission, now: datetime) -> None:
    """That somebody recorded, not what: the history is read by people who may mark the script themselves."""
    facts = {"submission_id": submission.id, "place": reading.place, "number": len(reading.marks)}
    class_id = submission.reflection.task.study_class_id
    audit.record(marker, "reading.recorded", reading, now, new=facts, class_id=class_id)
