"""What pages and other features ask about classes. Nothing here changes anything."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, lazyload

from lms import database
from lms.accounts import names
from lms.accounts.models import Grant, Person
from lms.classes.models import (
    ClassSession,
    ClassState,
    Enrolment,
    EnrolmentState,
    StudyClass,
    StudyGroup,
)
from lms.organisations.models import OrgUnit
from lms.permissions import MATRIX, GrantLike, Permission, Role

UPPER_LEVELS = 2


def seen_by(
    grants: Iterable[GrantLike], permission: Permission = Permission.CLASS_SEE
) -> ColumnElement[bool]:
    """The condition on StudyClass for what these grants give `permission` on; the same rule as `permissions.covers`."""
    giving = [grant for grant in grants if grant.role in MATRIX[permission]]
    if any(grant.class_id is None and grant.unit_id is None for grant in giving):
        return true()
    in_class = [grant for grant in giving if grant.class_id is not None]
    learns = [grant.class_id for grant in in_class if grant.role is Role.LEARNER]
    serves = [grant.class_id for grant in in_class if grant.role is not Role.LEARNER]
    begun = and_(StudyClass.id.in_(learns), StudyClass.state != ClassState.DRAFT) if learns else false()
    unit_ids = [grant.unit_id for grant in giving if grant.unit_id is not None]
    below = select(OrgUnit.id).where(or_(false(), *(OrgUnit.path.contains(f"/{unit}/") for unit in unit_ids)))
    return or_(begun, StudyClass.id.in_(serves), StudyClass.unit_id.in_(below) if unit_ids else false())


def classes_of(grants: Iterable[GrantLike]) -> list[StudyClass]:
    """The classes that these grants show, the latest first."""
    return list(database.session.scalars(_latest_first(select(StudyClass).where(seen_by(grants)))))


def search(
    grants: Iterable[GrantLike], text: str = "", state: ClassState | None = None, year: int | None = None
) -> Select[StudyClass]:
    """The classes that these grants show, narrowed down, the latest first; marks in `text` do not matter."""
    statement = select(StudyClass).where(seen_by(grants), *matches(StudyClass.search_key, text))
    if state is not None:
        statement = statement.where(StudyClass.state == state)
    if year is not None:
        statement = statement.where(StudyClass.opens_on.between(date(year, 1, 1), date(year, 12, 31)))
    return _latest_first(statement)


def years(grants: Iterable[GrantLike]) -> list[int]:
    """The years in which classes that these grants show were opened, the latest first."""
    first, last = database.session.execute(
        select(func.min(StudyClass.opens_on), func.max(StudyClass.opens_on)).where(seen_by(grants))
    ).one()
    return list(range(last.year, first.year - 1, -1)) if first else []


def learner_counts(class_ids: Iterable[int]) -> dict[int, int]:
    """How many are enrolled, by class."""
    rows = database.session.execute(
        select(Enrolment.study_class_id, func.count())
        .where(Enrolment.study_class_id.in_(list(class_ids)), Enrolment.state == EnrolmentState.ENROLLED)
        .group_by(Enrolment.study_class_id)
    )
    return dict(rows.all())


def enrolled(
    study_class_id: int, text: str = "", *, state: EnrolmentState = EnrolmentState.ENROLLED
) -> list[Enrolment]:
    """Enrolments with person, unit and group, sorted the Vietnamese way."""
    statement = (
        select(Enrolment)
        .join(Enrolment.person)
        .where(
            Enrolment.study_class_id == study_class_id,
            Enrolment.state == state,
            *matches(Person.search_key, text),
        )
        .options(contains_eager(Enrolment.person), joinedload(Enrolment.unit), joinedload(Enrolment.group))
        .order_by(Person.sort_key, Person.id)
    )
    return list(database.session.scalars(statement))


def enrolled_ids(study_class_id: int) -> set[int]:
    """The ids of the people in the class."""
    return set(
        database.session.scalars(
            select(Enrolment.person_id).where(
                Enrolment.study_class_id == study_class_id, Enrolment.state == EnrolmentState.ENROLLED
            )
        )
    )


def lecturers_of(study_class: StudyClass) -> list[Person]:
    """Who teaches in the class, sorted the Vietnamese way."""
    holds = select(Grant.person_id).where(
        Grant.role == Role.LECTURER, Grant.class_id == study_class.id, Grant.ended_at.is_(None)
    )
    return list(
        database.session.scalars(select(Person).where(Person.id.in_(holds)).order_by(Person.sort_key))
    )


def sessions_of(study_class: StudyClass) -> list[ClassSession]:
    """The sessions with topic and lecturer, in the order of time."""
    statement = (
        select(ClassSession)
        .where(ClassSession.study_class_id == study_class.id)
        .options(
            joinedload(ClassSession.lecturer),
            joinedload(ClassSession.topic),
            joinedload(ClassSession.makes_up_for).lazyload(ClassSession.study_class),
            joinedload(ClassSession.merged_into).lazyload(ClassSession.study_class),
            lazyload(ClassSession.study_class),
        )
        .order_by(ClassSession.starts_at, ClassSession.number)
    )
    return list(database.session.scalars(statement))


def groups_of(study_class: StudyClass) -> list[StudyGroup]:
    """The groups in the order in which they were made: Tổ 2 before Tổ 10."""
    statement = select(StudyGroup).where(StudyGroup.study_class_id == study_class.id).order_by(StudyGroup.id)
    return list(database.session.scalars(statement))


def possible_learners(actor: Person, text: str, limit: int = 20) -> list[Person]:
    """Whom `text` may mean: the one with exactly that phone or code, else people whom the actor may see, by name."""
    key = "".join(text.split())
    if not key:
        return []
    exact = or_(
        Person.phone == (names.normal_phone(text) or key),
        Person.member_code == key.upper(),
        Person.username == key.lower(),
    )
    named = and_(people_seen_by(actor.grants), *matches(Person.search_key, text))
    statement = select(Person).where(or_(exact, named)).order_by(Person.sort_key, Person.id).limit(limit)
    return list(database.session.scalars(statement))


def organising_units(grants: Iterable[GrantLike]) -> list[OrgUnit]:
    """Units for which these grants let one open a class.

    Who may do so everywhere chooses among the two upper levels and whoever organised a class before; cells and
    sections below do not run classes, and a list of thousands is no choice.
    """
    grants = [
        grant for grant in grants if grant.role in MATRIX[Permission.CLASS_EDIT] and grant.class_id is None
    ]
    unit_ids = [grant.unit_id for grant in grants if grant.unit_id is not None]
    slashes = func.length(OrgUnit.path) - func.length(func.replace(OrgUnit.path, "/", ""))
    upper = or_(slashes <= UPPER_LEVELS + 1, OrgUnit.id.in_(select(StudyClass.unit_id)))
    below = or_(false(), *(OrgUnit.path.contains(f"/{unit}/") for unit in unit_ids))
    everywhere = len(unit_ids) < len(grants)
    statement = select(OrgUnit).where(upper if everywhere else below, OrgUnit.closed_on.is_(None))
    return list(database.session.scalars(statement.order_by(func.length(OrgUnit.path), OrgUnit.sort_key)))


def member_of_staff(person_id: int) -> Person | None:
    """The person, if they hold any role besides learner."""
    statement = select(Person).where(
        Person.id == person_id, Person.id.in_(_holders(Grant.role != Role.LEARNER))
    )
    return database.session.scalars(statement).one_or_none() if 0 < person_id < 2**31 else None


def possible_lecturers(text: str, limit: int = 20) -> list[Person]:
    """Staff whose name contains `text`; those who teach somewhere first."""
    teaches = _holders(Grant.role == Role.LECTURER)
    statement = (
        select(Person)
        .where(Person.id.in_(_holders(Grant.role != Role.LEARNER)), *matches(Person.search_key, text))
        .order_by(Person.id.in_(teaches).desc(), Person.sort_key)
        .limit(limit)
    )
    return list(database.session.scalars(statement))


def people_seen_by(grants: Iterable[GrantLike]) -> ColumnElement[bool]:
    """The condition on Person for whom these grants show: people of the units below."""
    giving = [grant for grant in grants if grant.role in MATRIX[Permission.PERSON_SEE]]
    if any(grant.class_id is None and grant.unit_id is None for grant in giving):
        return true()
    unit_ids = [grant.unit_id for grant in giving if grant.unit_id is not None]
    below = select(OrgUnit.id).where(or_(false(), *(OrgUnit.path.contains(f"/{unit}/") for unit in unit_ids)))
    return Person.unit_id.in_(below) if unit_ids else false()


def matches(key: Any, text: str) -> list[ColumnElement[bool]]:
    """Every word of `text`, marks or not, somewhere in the search key."""
    return [key.contains(word, autoescape=True) for word in names.search_key(text).split()]


def _holders(condition: ColumnElement[bool]) -> Select[int]:
    return select(Grant.person_id).where(condition, Grant.ended_at.is_(None))


def _latest_first(statement: Select[StudyClass]) -> Select[StudyClass]:
    return statement.order_by(StudyClass.opens_on.desc(), StudyClass.id.desc())
