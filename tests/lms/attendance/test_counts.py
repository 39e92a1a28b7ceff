"""What the screen counts is what the book holds, whatever happened to whom."""

from random import Random

from lms import database
from lms.attendance.book import Book
from lms.attendance.counts import counts_of, together
from lms.attendance.models import AttendanceCorrection, CheckIn, Excuse, ExcuseState, Method
from lms.attendance.queries import book_of_session
from lms.attendance.windows import Mark, Phase
from lms.classes.models import ClassSession, Enrolment, EnrolmentState, StudyGroup
from tests.lms.attendance.hall import checkpoint_of, fill, session_of

PEOPLE = 40


def test_the_counts_are_those_of_the_book_in_every_situation(cast, now) -> None:
    session = session_of(cast.k1)
    people = fill(cast, PEOPLE)
    groups = [StudyGroup(study_class_id=cast.k1.id, name=f"Tổ {number}") for number in (1, 2, 10)]
    database.session.add_all(groups)
    database.session.flush()
    random = Random(5)
    for enrolment in database.session.query(Enrolment).filter_by(study_class_id=cast.k1.id):
        enrolment.group_id = random.choice([None, *(group.id for group in groups)])
        if random.random() < 0.1:
            enrolment.state, enrolment.left_at = EnrolmentState.WITHDRAWN, now
    _same(session)
    for phase in Phase:
        checkpoint = checkpoint_of(session, phase)
        for person in people:
            _happens(random, checkpoint.id, person.id, now)
    for person in random.sample(people, 12):
        state = random.choice(list(ExcuseState))
        decided = None if state is ExcuseState.ASKED else now
        values = {"class_session_id": session.id, "reason": "Ốm", "asked_at": now, "decided_at": decided}
        database.session.add(Excuse(person_id=person.id, state=state, **values))
    _same(session)


def _happens(random: Random, checkpoint_id: int, person_id: int, now) -> None:
    """Nothing, a scan, corrections, or both."""
    at = {"checkpoint_id": checkpoint_id, "person_id": person_id, "at": now}
    if random.random() < 0.6:
        late = random.random() < 0.3
        database.session.add(CheckIn(**at, received_at=now, method=Method.QR, late=late))
    for _again in range(random.choice([0, 0, 1, 2])):
        database.session.add(
            AttendanceCorrection(**at, old=Mark.NONE, new=random.choice(list(Mark)), reason="")
        )
        database.session.flush()


def _same(session: ClassSession) -> None:
    database.session.commit()
    book: Book = book_of_session(session.id)
    with database.reading_connection() as connection:
        counted = counts_of(connection, session.id)
    for phase in Phase:
        assert together(counted[phase].values()) == book.figures(session.id, phase)
        by_group = {name: book.figures(session.id, phase, people) for name, people in book.by_group().items()}
        found = {name: figures for name, figures in counted[phase].items() if name}
        assert found == by_group
        assert list(found) == list(by_group)
