"""How many have come, by group: counted by the database in one statement, however many people there are.

A screen asks every few seconds; the same figures as the attendance book's, without reading everybody's name.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, bindparam, case, func, literal, select, true, union_all
from sqlalchemy.engine import Connection

from lms.attendance.book import Figures
from lms.attendance.models import AttendanceCorrection, CheckIn, Checkpoint, Excuse, ExcuseState
from lms.attendance.windows import Mark, Phase
from lms.classes.models import ClassSession, Enrolment, EnrolmentState, StudyGroup

Counts = dict[Phase, dict[str, Figures]]


def counts_of(connection: Connection, class_session_id: int) -> Counts:
    """Figures of both checkpoints by the name of the group; people without one stand under the empty name."""
    found: dict[Phase, dict[str, dict[Mark, int]]] = {
        phase: defaultdict(lambda: dict.fromkeys(Mark, 0)) for phase in Phase
    }
    for row in connection.execute(COUNTS, {"session": class_session_id}):
        found[row.phase][row.group or ""][row.mark] += row.people
    return {
        phase: {name: Figures(sum(marks.values()), marks) for name, marks in _in_order(groups)}
        for phase, groups in found.items()
    }


def together(figures: Iterable[Figures]) -> Figures:
    """The figures of several groups as one."""
    each = list(figures)
    return Figures(
        sum(one.expected for one in each), {mark: sum(one.marks[mark] for one in each) for mark in Mark}
    )


def _in_order(groups: dict[str, dict[Mark, int]]) -> list[tuple[str, dict[Mark, int]]]:
    """Tổ 2 before Tổ 10."""
    return sorted(groups.items(), key=lambda item: (len(item[0]), item[0]))


def _statement() -> Any:
    """Everybody enrolled at both checkpoints: the latest correction counts, else the scan, else a granted excuse."""
    word, phase_type = AttendanceCorrection.new.type, Checkpoint.phase.type
    phases = union_all(*(select(literal(phase, phase_type).label("phase")) for phase in Phase)).subquery(
        "phases"
    )
    corrected = (
        select(AttendanceCorrection.new)
        .where(
            AttendanceCorrection.checkpoint_id == Checkpoint.id,
            AttendanceCorrection.person_id == Enrolment.person_id,
        )
        .order_by(AttendanceCorrection.id.desc())
        .limit(1)
        .correlate(Checkpoint, Enrolment)
        .scalar_subquery()
    )
    mark = func.coalesce(
        corrected,
        case(
            (CheckIn.late.is_(True), literal(Mark.LATE, word)),
            (CheckIn.id.is_not(None), literal(Mark.PRESENT, word)),
            (Excuse.id.is_not(None), literal(Mark.EXCUSED, word)),
            else_=literal(Mark.NONE, word),
        ),
        type_=word,
    ).label("mark")
    phase, group = phases.c.phase, StudyGroup.name.label("group")
    return (
        select(phase, group, mark, func.count().label("people"))
        .select_from(ClassSession)
        .join(Enrolment, Enrolment.study_class_id == ClassSession.study_class_id)
        .join(phases, true())
        .outerjoin(StudyGroup, StudyGroup.id == Enrolment.group_id)
        .outerjoin(
            Checkpoint, and_(Checkpoint.class_session_id == ClassSession.id, Checkpoint.phase == phase)
        )
        .outerjoin(
            CheckIn, and_(CheckIn.checkpoint_id == Checkpoint.id, CheckIn.person_id == Enrolment.person_id)
        )
        .outerjoin(
            Excuse,
            and_(
                Excuse.class_session_id == ClassSession.id,
                Excuse.person_id == Enrolment.person_id,
                Excuse.state == ExcuseState.APPROVED,
            ),
        )
        .where(ClassSession.id == bindparam("session"), Enrolment.state == EnrolmentState.ENROLLED)
        .group_by(phase, StudyGroup.name, mark)
    )


COUNTS = _statement()  # built once: composing it costs more than asking the database
