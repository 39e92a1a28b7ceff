"""What reports are made from: the attendance books of one session, a class or a period. Seven statements, always."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import contains_eager, joinedload, undefer

from lms import database
from lms.attendance.book import Book, Session
from lms.attendance.queries import books_of
from lms.classes.models import ClassSession, Enrolment, StudyClass
from lms.organisations.models import OrgUnit
from lms.reports.figures import Line, Moment, lines_of
from lms.reports.models import Form, OfficialReport, ReportKind, ReportTemplate
from lms.web.clock import ZONE


@dataclass(frozen=True)
class Held:
    """One class with its sessions in question; `units` are the units that its learners came from, by person."""

    class_id: int
    code: str
    title: str
    book: Book
    units: Mapping[int, int]

    def begun(self, now: datetime) -> list[Session]:
        """The sessions that were held or are being held."""
        return [
            session for session in self.book.sessions if not session.cancelled and session.starts_at <= now
        ]

    def lines(self, now: datetime, session_id: int | None = None) -> list[Line]:
        """Everybody at every session that has begun, as if nothing more were recorded."""
        return [
            line
            for session in self.begun(now)
            if session_id in (None, session.id)
            for line in lines_of(self.book, session, self.units, Moment.CLOSING, now)
        ]


def of_session(class_session: ClassSession) -> Held:
    return _gathered(ClassSession.id == class_session.id)[0]


def of_class(study_class_id: int) -> list[Held]:
    """The class, unless it has no session yet."""
    return _gathered(ClassSession.study_class_id == study_class_id)


def of_period(unit: OrgUnit, first: date, last: date) -> list[Held]:
    """Classes organised by the unit or below it, with their sessions from the first day to the last."""
    since, until = datetime.combine(first, time.min, ZONE), datetime.combine(last, time.max, ZONE)
    below = select(OrgUnit.id).where(OrgUnit.path.startswith(unit.path, autoescape=True))
    classes = select(StudyClass.id).where(StudyClass.unit_id.in_(below))
    return _gathered(
        and_(ClassSession.study_class_id.in_(classes), ClassSession.starts_at.between(since, until))
    )


def of_people(unit: OrgUnit, first: date, last: date) -> list[Held]:
    """Whatever classes they are in, those who came from the unit or below it; nobody else is in these books."""
    since, until = datetime.combine(first, time.min, ZONE), datetime.combine(last, time.max, ZONE)
    below = select(OrgUnit.id).where(OrgUnit.path.startswith(unit.path, autoescape=True))
    classes = select(Enrolment.study_class_id).where(Enrolment.unit_id.in_(below))
    own = set(database.session.scalars(below))
    held = _gathered(
        and_(ClassSession.study_class_id.in_(classes), ClassSession.starts_at.between(since, until))
    )
    return [_only(one, own) for one in held]


def _only(held: Held, units: Collection[int]) -> Held:
    """The same class with the learners of these units alone; entries of all say which checkpoints ran."""
    own = tuple(one for one in held.book.learners if held.units.get(one.person_id) in units)
    return replace(held, book=replace(held.book, learners=own))


def _gathered(which: ColumnElement[bool]) -> list[Held]:
    books = books_of(which)
    classes = select(ClassSession.study_class_id).where(which)
    named = database.session.execute(
        select(StudyClass.id, StudyClass.code, StudyClass.title)
        .where(StudyClass.id.in_(classes))
        .order_by(StudyClass.opens_on, StudyClass.id)
    ).all()
    units: dict[int, dict[int, int]] = defaultdict(dict)
    came_from = select(Enrolment.study_class_id, Enrolment.person_id, Enrolment.unit_id)
    for row in database.session.execute(came_from.where(Enrolment.study_class_id.in_(classes))):
        units[row.study_class_id][row.person_id] = row.unit_id or 0
    return [Held(row.id, row.code, row.title, books[row.id], units[row.id]) for row in named]


def reports_of_class(study_class_id: int) -> list[OfficialReport]:
    """Reports of the class and its sessions, the latest first, each with what it replaces and is replaced by."""
    return _reports(OfficialReport.study_class_id == study_class_id)


def reports_of_unit(unit_id: int) -> list[OfficialReport]:
    """Reports of periods that the unit made."""
    return _reports(OfficialReport.unit_id == unit_id, OfficialReport.kind == ReportKind.PERIOD)


def first_of_session(class_session_id: int) -> OfficialReport | None:
    """The first version of the session's report."""
    statement = select(OfficialReport).where(
        OfficialReport.class_session_id == class_session_id, OfficialReport.supersedes_id.is_(None)
    )
    return database.session.scalars(statement).first()


def last_of_unit(unit_id: int, form: Form) -> OfficialReport | None:
    """The report that the unit made last in this form: what it wrote around the figures serves the next one."""
    statement = select(OfficialReport).where(OfficialReport.unit_id == unit_id, OfficialReport.form == form)
    return database.session.scalars(statement.order_by(OfficialReport.id.desc()).limit(1)).first()


def template_for(unit: OrgUnit, form: Form) -> ReportTemplate | None:
    """The template of the unit, or of the nearest unit above it that has one."""
    statement = (
        select(ReportTemplate)
        .join(ReportTemplate.unit)
        .where(
            ReportTemplate.unit_id.in_(unit.unit_ids),
            ReportTemplate.form == form,
            ReportTemplate.ended_at.is_(None),
        )
        .order_by(func.length(OrgUnit.path).desc())
        .limit(1)
        .options(contains_eager(ReportTemplate.unit))
    )
    return database.session.scalars(statement).first()


def templates_of(unit: OrgUnit) -> list[ReportTemplate]:
    """Every template that the unit handed in, the latest first."""
    statement = select(ReportTemplate).where(ReportTemplate.unit_id == unit.id)
    return list(database.session.scalars(statement.order_by(ReportTemplate.id.desc())))


def _reports(*wanted: ColumnElement[bool]) -> list[OfficialReport]:
    statement = (
        select(OfficialReport)
        .where(*wanted)
        .options(
            undefer(OfficialReport.content),
            joinedload(OfficialReport.class_session).lazyload(ClassSession.study_class),
            joinedload(OfficialReport.supersedes).lazyload("*"),
            joinedload(OfficialReport.superseded_by).lazyload("*"),
            joinedload(OfficialReport.signed_by),
        )
        .order_by(OfficialReport.id.desc())
    )
    return list(database.session.scalars(statement).unique())
