"""Recording marks and drafts from the workbench: for the script itself, or for one of its readers."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.marking import service as marking
from lms.marking.models import Mark, MarkDraft, RubricVersion
from lms.marking.rules import Sheet
from lms.marking.service import Conflict
from lms.reflections.bench import subject_of
from lms.reflections.calibration import service as calibration
from lms.reflections.double import drafts, queries, recording
from lms.reflections.double.models import DoubleMarking, ReadingMark, ScriptReading
from lms.reflections.models import Submission
from lms.web.errors import LmsError


@dataclass(frozen=True)
class Found:
    """The mark of this script was found meanwhile, so no reader's counts any more."""


def record(
    submission: Submission, marker: Person, version: RubricVersion, sheet: Sheet, *, base: int, now: datetime
) -> Mark | ReadingMark | Conflict | Found:
    calibration.refuse_if_untried(submission.reflection.task, marker)
    taken = _seat(submission, marker)
    if taken is None:
        subject = subject_of(submission)
        return marking.record_mark(subject, marker, version, sheet, base=base, now=now)
    setting, reading = taken
    return recording.record(submission, setting, reading, version, sheet, now) or Found()


def save_draft(
    submission: Submission, marker: Person, version: RubricVersion, values: dict[str, Any], now: datetime
) -> None:
    taken = _seat(submission, marker)
    if taken is None:
        marking.save_draft(subject_of(submission), marker, version, values, now)
    else:
        drafts.save(taken[1], version, values, now)


def save_fields(
    submission: Submission, marker: Person, version: RubricVersion, fields: dict[str, str], now: datetime
) -> MarkDraft | ScriptReading | None:
    """None where this marker recorded a mark since the draft was begun."""
    taken = _seat(submission, marker)
    if taken is None:
        return marking.save_fields(subject_of(submission), marker, version, fields, now)
    return drafts.save_fields(taken[1], version, fields, now)


def drop_draft(submission: Submission, marker: Person) -> None:
    seat = queries.seat_of(submission, marker.id)
    if seat is None:
        marking.drop_draft(subject_of(submission), marker)
    elif seat.reading is not None:
        drafts.drop(seat.reading)


def forget_passage(submission: Submission, marker: Person) -> None:
    """Comments are for who marks; others are refused here."""
    taken = _seat(submission, marker)
    if taken is None:
        marking.forget_passage(subject_of(submission), marker)
    else:
        drafts.forget_passage(taken[1])


def _seat(submission: Submission, marker: Person) -> tuple[DoubleMarking, ScriptReading] | None:
    """None where one person marks; where two do, others are refused."""
    seat = queries.seat_of(submission, marker.id)
    if seat is None:
        return None
    if seat.reading is None:
        raise LmsError(
            _("This script is marked by two others, who do not know of each other. Nothing was stored."),
            HTTPStatus.FORBIDDEN,
        )
    return seat.setting, seat.reading
