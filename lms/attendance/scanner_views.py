"""The scanner of the organiser, what it sends, and the codes that it reads: on phones and on badges."""

from datetime import UTC, datetime
from typing import Any

from flask import abort, jsonify, redirect, render_template, request, url_for
from flask_login import current_user

from lms import database
from lms.attendance import checkpoints, queries, scanner
from lms.attendance.blueprint import CHECKPOINT, routes
from lms.attendance.models import Checkpoint
from lms.attendance.scanner import LARGEST_BATCH, Read
from lms.attendance.windows import Phase
from lms.classes.models import ClassSession, StudyClass
from lms.permissions import Permission
from lms.web import clock, qr
from lms.web.authorised import authorised, owns_transaction, signed_in


@routes.get(f"{CHECKPOINT}/scanner")
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def show_scanner(class_session: ClassSession, phase: str) -> Any:
    checkpoint = checkpoints.find(class_session.id, Phase(phase))
    if checkpoint is None:
        return redirect(url_for(".hall", class_session_id=class_session.id, phase=phase))
    return render_template("attendance/show_scanner.html", class_session=class_session, checkpoint=checkpoint)


@routes.post("/checkpoints/<int:checkpoint_id>/scans")
@authorised(Checkpoint, Permission.ATTENDANCE_RUN)
@owns_transaction
def take_scans(checkpoint: Checkpoint) -> Any:
    """`{"scans": [{nonce, code, scanned_at}]}`, at most 200; each is answered by its nonce."""
    reads, now = _reads(request.get_json(silent=True)), clock.now()
    if reads is None:
        abort(422)
    database.end_reading()
    with database.writing_connection() as connection:
        told = scanner.take(connection, checkpoint.id, reads, current_user.id, now)
    return jsonify(answers=told, now=now.timestamp())


@routes.get("/my-code")
@signed_in
def my_code() -> str:
    """One's own code, to hold before the scanner at the door."""
    code = scanner.codes_of([current_user.id]).get(current_user.id)
    return render_template("attendance/my_code.html", drawing=qr.draw(code) if code else None)


@routes.post("/my-code")
@signed_in
def issue_my_code() -> Any:
    scanner.issue([current_user.id], clock.now())
    return redirect(url_for(".my_code"))


@routes.get("/classes/<int:study_class_id>/badges")
@authorised(StudyClass, Permission.ATTENDANCE_RUN)
def badges(study_class: StudyClass) -> str:
    """Badges of the whole class for paper; who has no code yet gets none."""
    learners = queries.book_of_class(study_class.id).learners
    codes = scanner.codes_of(learner.person_id for learner in learners)
    drawn = [
        (learner, qr.draw(codes[learner.person_id])) for learner in learners if learner.person_id in codes
    ]
    return render_template(
        "attendance/badges.html", study_class=study_class, badges=drawn, missing=len(learners) - len(drawn)
    )


@routes.post("/classes/<int:study_class_id>/badges")
@authorised(StudyClass, Permission.ATTENDANCE_RUN)
def issue_badges(study_class: StudyClass) -> Any:
    learners = queries.book_of_class(study_class.id).learners
    scanner.issue([learner.person_id for learner in learners], clock.now())
    return redirect(url_for(".badges", study_class_id=study_class.id))


def _reads(sent: Any) -> list[Read] | None:
    """The batch, or None if it is not one."""
    scans = sent.get("scans") if isinstance(sent, dict) else None
    if not isinstance(scans, list) or len(scans) > LARGEST_BATCH:
        return None
    reads = [_read(scan) for scan in scans]
    return None if None in reads else [read for read in reads if read is not None]


def _read(sent: Any) -> Read | None:
    if not isinstance(sent, dict):
        return None
    nonce, code, at = sent.get("nonce"), sent.get("code"), sent.get("scanned_at")
    if not (isinstance(nonce, str) and 8 <= len(nonce) <= 64 and isinstance(code, str) and len(code) <= 200):
        return None
    if isinstance(at, bool) or not isinstance(at, int | float) or not 0 < at < 2**32:
        return None
    return Read(nonce, code.replace("\x00", ""), datetime.fromtimestamp(at, UTC))
