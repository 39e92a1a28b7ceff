"""What groups of a class have begun to write and not handed in: whoever divides the class anew is told of it."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute

from lms import database
from lms.classes.models import StudyClass
from lms.classes.regrouping import Begun
from lms.reflections.group_models import Participant
from lms.reflections.models import Reflection, ReflectionEdit, ReflectionState, ReflectionTask


def of_class(study_class: StudyClass) -> list[Begun]:
    """In three statements, however many there are. What is handed in stays with whom it names."""
    statement = (
        select(Reflection.id, Reflection.group_id, ReflectionTask.title)
        .join(ReflectionTask, ReflectionTask.id == Reflection.task_id)
        .where(ReflectionTask.study_class_id == study_class.id, Reflection.group_id.is_not(None))
        .where(Reflection.state != ReflectionState.HANDED_IN)
        .order_by(Reflection.group_id, ReflectionTask.id)
    )
    rows = database.session.execute(statement).all()
    if not rows:
        return []
    ids = [row.id for row in rows]
    named = _people(select(Participant.reflection_id, Participant.person_id), Participant.reflection_id, ids)
    hands = select(ReflectionEdit.reflection_id, ReflectionEdit.by_id).distinct()
    writers = _people(hands, ReflectionEdit.reflection_id, ids)
    return [
        Begun(row.group_id, row.title, frozenset(named[row.id]), frozenset(writers[row.id])) for row in rows
    ]


def _people(
    statement: Select[int, Any], whose: InstrumentedAttribute[int], ids: list[int]
) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for reflection_id, person_id in database.session.execute(statement.where(whose.in_(ids))):
        if person_id is not None:
            found[reflection_id].add(person_id)
    return found
