"""Who is in a group, whom it named, which reflection is somebody's own, and who wrote a section last."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import selectinload

from lms import database
from lms.accounts.models import Person, PersonState
from lms.classes.models import Enrolment, EnrolmentState, StudyGroup
from lms.reflections.group_models import MemberMark, Participant
from lms.reflections.models import Reflection, ReflectionEdit, ReflectionTask, ReflectionText


@dataclass(frozen=True)
class Written:
    """Who changed a section last, and when."""

    name: str
    at: datetime


def group_of(study_class_id: int, person_id: int) -> StudyGroup | None:
    """The group in which the person is now."""
    statement = (
        select(StudyGroup)
        .join(Enrolment, Enrolment.group_id == StudyGroup.id)
        .where(Enrolment.study_class_id == study_class_id, Enrolment.person_id == person_id)
        .where(Enrolment.state == EnrolmentState.ENROLLED)
    )
    return database.session.scalars(statement).one_or_none()


def members(group_id: int | None) -> Sequence[Person]:
    """Who is in the group now, by name; nobody if it is dissolved."""
    if group_id is None:
        return []
    statement = (
        select(Person)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.group_id == group_id, Enrolment.state == EnrolmentState.ENROLLED)
        .order_by(Person.sort_key, Person.id)
    )
    return database.session.scalars(statement).all()


def members_of_class(study_class_id: int) -> dict[int, int]:
    """By person of the class, the group in which they are; who is in none is left out."""
    statement = select(Enrolment.person_id, Enrolment.group_id).where(
        *(Enrolment.study_class_id == study_class_id, Enrolment.state == EnrolmentState.ENROLLED),
        Enrolment.group_id.is_not(None),
    )
    return {person_id: group or 0 for person_id, group in database.session.execute(statement)}


def groups_by_person(study_class_id: int) -> dict[int, str]:
    """By person of the class, the name of the group in which they are."""
    statement = (
        select(Enrolment.person_id, StudyGroup.name)
        .join(StudyGroup, StudyGroup.id == Enrolment.group_id)
        .where(Enrolment.study_class_id == study_class_id, Enrolment.state == EnrolmentState.ENROLLED)
    )
    return dict(database.session.execute(statement).all())


def counts(class_ids: Collection[int]) -> dict[int, int]:
    """By class, how many groups have members."""
    if not class_ids:
        return {}
    statement = (
        select(Enrolment.study_class_id, func.count(Enrolment.group_id.distinct()))
        .where(Enrolment.study_class_id.in_(list(class_ids)), Enrolment.state == EnrolmentState.ENROLLED)
        .group_by(Enrolment.study_class_id)
    )
    return dict(database.session.execute(statement).all())


def named(reflection: Reflection, number: int | None = None) -> list[Person]:
    """Whom a version names as taking part; the one that counts, unless another is asked for."""
    statement = (
        select(Person)
        .join(Participant, Participant.person_id == Person.id)
        .where(Participant.reflection_id == reflection.id)
        .where(Participant.number == (reflection.submission_number if number is None else number))
        .order_by(Person.sort_key, Person.id)
    )
    return list(database.session.scalars(statement))


def people_of(reflection: Reflection) -> set[int]:
    """Whose it is: the writer; of a group whom the version that counts names, and who is in it now."""
    if reflection.person_id is not None:
        return {reflection.person_id}
    return {person.id for person in [*named(reflection), *members(reflection.group_id)]}


def named_ids(reflection_ids: Iterable[int]) -> dict[int, set[int]]:
    """By reflection of a group, whom the version that counts names."""
    statement = (
        select(Participant.reflection_id, Participant.person_id)
        .join(Reflection, _counts())
        .where(Participant.reflection_id.in_(list(reflection_ids)))
    )
    found: dict[int, set[int]] = defaultdict(set)
    for reflection_id, person_id in database.session.execute(statement):
        found[reflection_id].add(person_id)
    return found


def named_elsewhere(reflection: Reflection) -> dict[int, str]:
    """Whom another group's reflection for the same task names, with the name of that group."""
    statement = (
        select(Participant.person_id, Reflection.group_name)
        .join(Reflection, _counts())
        .where(Reflection.task_id == reflection.task_id, Reflection.id != reflection.id)
    )
    return dict(database.session.execute(statement).all())


def reflections_of(person_id: int, tasks: Sequence[ReflectionTask]) -> dict[int, Reflection]:
    """One person's reflections for tasks of groups: the one that names them, else the one of their group, else,
    while they are in none, what they wrote for one that is dissolved."""
    if not tasks:
        return {}
    names_me = exists().where(_counts(), Participant.person_id == person_id)
    mine = select(Enrolment.group_id).where(
        *(Enrolment.person_id == person_id, Enrolment.state == EnrolmentState.ENROLLED),
        Enrolment.study_class_id.in_({task.study_class_id for task in tasks}),
        Enrolment.group_id.is_not(None),
    )
    dissolved = and_(Reflection.group_id.is_(None), wrote(person_id), ~mine.exists())
    rank = case((names_me, 2), (Reflection.group_id.is_not(None), 1), else_=0)
    statement = (
        select(Reflection)
        .where(Reflection.task_id.in_([task.id for task in tasks]), Reflection.person_id.is_(None))
        .where(or_(names_me, Reflection.group_id.in_(mine), dissolved))
        .order_by(rank, Reflection.id)
        .options(selectinload(Reflection.submissions))
    )
    return {reflection.task_id: reflection for reflection in database.session.scalars(statement)}


def wrote(person_id: int) -> ColumnElement[bool]:
    """Whether this person wrote in a group's reflection."""
    return exists().where(ReflectionEdit.reflection_id == Reflection.id, ReflectionEdit.by_id == person_id)


def writers(reflection: Reflection) -> Sequence[Person]:
    """Everybody whose hand it ever was."""
    hands = select(ReflectionEdit.by_id).where(ReflectionEdit.reflection_id == reflection.id)
    return database.session.scalars(select(Person).where(Person.id.in_(hands)).order_by(Person.id)).all()


def reflections_of_task(task: ReflectionTask) -> Sequence[Reflection]:
    """What groups have begun for a task."""
    statement = select(Reflection).where(Reflection.task_id == task.id, Reflection.person_id.is_(None))
    return database.session.scalars(statement.order_by(Reflection.group_name, Reflection.id)).all()


def may_write(reflection_id: int, person_id: int) -> bool:
    """Whether what this person sends for a group's reflection is taken."""
    state = database.session.scalar(select(Person.state).where(Person.id == person_id))
    if state is not PersonState.ACTIVE:
        return False
    reflection = database.session.get(Reflection, reflection_id)
    return reflection is not None and reflection.belongs_to(person_id)


def written_by(reflection_id: int) -> dict[int, Written]:
    """By section, who changed it last; nothing of one whose writer is not known any more."""
    same = and_(
        ReflectionEdit.reflection_id == ReflectionText.reflection_id,
        *(ReflectionEdit.slot == ReflectionText.slot, ReflectionEdit.tab == ReflectionText.tab),
        ReflectionEdit.seq == ReflectionText.seq,
    )
    statement = (
        select(ReflectionText.slot, ReflectionText.saved_at, Person.full_name)
        .join(ReflectionEdit, same)
        .join(Person, Person.id == ReflectionEdit.by_id)
        .where(ReflectionText.reflection_id == reflection_id)
    )
    return {slot: Written(name, at) for slot, at, name in database.session.execute(statement)}


def texts_of(reflection_id: int) -> Sequence[ReflectionText]:
    """What stands in the sections, by their order."""
    statement = select(ReflectionText).where(ReflectionText.reflection_id == reflection_id)
    fresh = statement.execution_options(populate_existing=True)  # the outbox writes past the session
    return database.session.scalars(fresh.order_by(ReflectionText.slot)).all()


def own_marks(reflection_ids: Collection[int]) -> dict[tuple[int, int], MemberMark]:
    """By reflection and person, the marks beside the group's that stand for the version that counts."""
    if not reflection_ids:
        return {}
    counts = and_(
        Reflection.id == MemberMark.reflection_id, Reflection.submission_number == MemberMark.number
    )
    statement = (
        select(MemberMark)
        .join(Reflection, counts)
        .where(MemberMark.reflection_id.in_(list(reflection_ids)), MemberMark.ended_at.is_(None))
    )
    return {(mark.reflection_id, mark.person_id): mark for mark in database.session.scalars(statement)}


def _counts() -> Any:
    """Joins those whom the version that counts names to their reflection."""
    return and_(
        Participant.reflection_id == Reflection.id, Participant.number == Reflection.submission_number
    )
