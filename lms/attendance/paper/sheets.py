"""Sign-in sheets: made, read again line by line, keyed in after a look at what would change."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.attendance import checkpoints, roll
from lms.attendance.book import Book, Learner
from lms.attendance.paper.keying import Keyed
from lms.attendance.paper.models import SignInSheet
from lms.attendance.queries import book_of_session
from lms.attendance.roll import Marked, Wish
from lms.attendance.windows import Mark, Phase
from lms.audit.service import record
from lms.classes.models import ClassSession


@dataclass(frozen=True)
class Line:
    """One printed line; without `learner` the person has left the class since."""

    number: int
    person_id: int
    full_name: str
    learner: Learner | None


@dataclass(frozen=True)
class Change:
    """What one keyed sign would do."""

    line: Line
    old: Mark
    new: Mark
    reason: str = ""

    @property
    def is_possible(self) -> bool:
        return self.line.learner is not None


def make(class_session: ClassSession, group_id: int | None, actor: Person, now: datetime) -> SignInSheet:
    """Freeze who stands in which line: the whole class or one group, in the order of lists."""
    learners = book_of_session(class_session.id).learners
    ids = [one.person_id for one in learners if group_id is None or one.group_id == group_id]
    sheet = SignInSheet(class_session=class_session, person_ids=ids, made_at=now, made_by_id=actor.id)
    database.session.add(sheet)
    record(
        actor,
        "sign-in-sheet.made",
        sheet,
        now,
        new={"lines": len(ids)},
        class_id=class_session.study_class_id,
    )
    return sheet


def of_session(class_session_id: int) -> Sequence[SignInSheet]:
    """The newest first."""
    statement = select(SignInSheet).where(SignInSheet.class_session_id == class_session_id)
    return database.session.scalars(statement.order_by(SignInSheet.id.desc())).all()


def lines_of(sheet: SignInSheet, book: Book) -> list[Line]:
    learners = {learner.person_id: learner for learner in book.learners}
    gone = [person_id for person_id in sheet.person_ids if person_id not in learners]
    rows = database.session.execute(select(Person.id, Person.full_name).where(Person.id.in_(gone)))
    names = {row.id: row.full_name for row in rows}
    return [
        Line(number, person_id, _name(learners.get(person_id), names.get(person_id)), learners.get(person_id))
        for number, person_id in enumerate(sheet.person_ids, 1)
    ]


def changes(sheet: SignInSheet, keyed: Keyed, phase: Phase, book: Book) -> list[Change]:
    """What the keyed signs would change, in the order of the sheet; who stands so already is left out."""
    lines = lines_of(sheet, book)
    found = []
    for number, mark in sorted(keyed.marks.items()):
        line = lines[number - 1]
        entry = book.entry(sheet.class_session_id, phase, line.person_id)
        if entry.mark is not mark:
            found.append(Change(line, entry.mark, mark, entry.reason))
    return found


def fingerprint(found: Sequence[Change]) -> str:
    """Says whether what a person looked at is still what would happen."""
    return " ".join(
        f"{one.line.number}{one.old.value[0]}{one.new.value[0]}" for one in found if one.is_possible
    )


def store(
    sheet: SignInSheet, found: Sequence[Change], phase: Phase, actor: Person, now: datetime
) -> Mapping[Mark, Marked]:
    """Record every change with the sheet as its reason, mark by mark."""
    checkpoint = checkpoints.prepare(sheet.class_session, phase)
    people: dict[Mark, list[int]] = defaultdict(list)
    for change in found:
        if change.is_possible:
            people[change.new].append(change.line.person_id)
    reason = _("Signed sheet no. %(number)s", number=sheet.id)
    return {
        mark: roll.mark(checkpoint, Wish(person_ids, mark, reason), actor, now)
        for mark, person_ids in people.items()
    }


def _name(learner: Learner | None, gone: str | None) -> str:
    return learner.full_name if learner else gone or ""
