"""Who may see a class, and who may change it, its people and its timetable."""

from typing import Any

from sqlalchemy import select

from lms import database
from lms.classes.models import ClassSession, Enrolment
from tests.lms.access import Row
from tests.lms.cast import Cast


def prepare(cast: Cast) -> dict[str, Any]:
    session = database.session.scalars(
        select(ClassSession.id).where(ClassSession.study_class_id == cast.k1.id).limit(1)
    ).one()
    enrolment = database.session.scalars(
        select(Enrolment.id).where(Enrolment.person_id == cast.an.id).limit(1)
    ).one()
    return {"session": session, "enrolment": enrolment}


#                                          nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("classes.index", "/classes/", "322222442322"),
    Row("classes.new", "/classes/new", "344442442344"),
    Row("classes.create", "/classes/", "144449449144", "POST"),
    Row("classes.edit", "/classes/{k1}/edit", "340402002344"),
    Row("classes.update", "/classes/{k1}", "140409009144", "POST"),
    Row("classes.open_class", "/classes/{k1}/opening", "140403003144", "POST"),
    Row("classes.close_class", "/classes/{k1}/closing", "140403003144", "POST"),
    Row("classes.people", "/classes/{k1}/people", "340202002322"),
    Row("enrolments.new", "/classes/{k1}/enrolments/new", "340402002344"),
    Row("enrolments.create", "/classes/{k1}/enrolments", "140400000144", "POST"),
    Row("enrolments.ask_reason", "/enrolments/{enrolment}/withdrawal", "300402002344"),
    Row("enrolments.withdraw", "/enrolments/{enrolment}/withdrawal", "100409009144", "POST"),
    Row("enrolments.take_back", "/enrolments/{enrolment}/return", "100403003144", "POST"),
    Row("enrolments.move", "/enrolments/{enrolment}/group", "100403003144", "POST"),
    Row("groups.index", "/classes/{k1}/groups", "340202002322"),
    Row("groups.create", "/classes/{k1}/groups", "140409009144", "POST"),
    Row("lecturers.index", "/classes/{k1}/lecturers", "340402002344"),
    Row("lecturers.create", "/classes/{k1}/lecturers", "140400000144", "POST"),
    Row("lecturers.remove", "/classes/{k1}/lecturers/{dung}/removal", "140400000144", "POST"),
    Row("class_sessions.index", "/classes/{k1}/timetable", "320202002322"),
    Row("class_sessions.new", "/classes/{k1}/sessions/new", "340402002344"),
    Row("class_sessions.create", "/classes/{k1}/sessions", "140409009144", "POST"),
    Row("class_sessions.edit", "/sessions/{session}/edit", "340402002344"),
    Row("class_sessions.update", "/sessions/{session}", "140409009144", "POST"),
    Row("class_sessions.ask_reason", "/sessions/{session}/cancellation", "340402002344"),
    Row("class_sessions.cancel", "/sessions/{session}/cancellation", "140409009144", "POST"),
    Row("class_sessions.reinstate", "/sessions/{session}/reinstatement", "140403003144", "POST"),
    Row("timetable_patterns.new", "/classes/{k1}/timetable/pattern", "340402002344"),
    Row("timetable_patterns.create", "/classes/{k1}/timetable/pattern", "140409009144", "POST"),
    Row("session_moves.new", "/sessions/{session}/move", "340402002344"),
    Row("session_moves.create", "/sessions/{session}/move", "140409009144", "POST"),
    Row("session_mergers.new", "/sessions/{session}/merger", "340402002344"),
    Row("session_mergers.create", "/sessions/{session}/merger", "140409009144", "POST"),
    Row("session_agendas.edit", "/sessions/{session}/agenda", "340402002344"),
    Row("session_agendas.update", "/sessions/{session}/agenda", "140403003144", "POST"),
    Row("session_places.edit", "/sessions/{session}/places", "340402002344"),
    Row("session_places.update", "/sessions/{session}/places", "140403003144", "POST"),
]
