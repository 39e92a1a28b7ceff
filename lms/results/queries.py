"""The results of a class: a constant number of statements, whatever its size."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from lms.attendance.queries import attendance_of
from lms.attendance.rules import Totals
from lms.classes.models import ClassState, Enrolment, StudyClass
from lms.classes.queries import enrolled
from lms.quizzes.corrections.models import QuizCorrection
from lms.quizzes.corrections.queries import after_the_end
from lms.quizzes.queries import QuizMark, best_marks, quizzes_of
from lms.quizzes.releases import withheld_from
from lms.reflections.queries import TaskMark, marks_of
from lms.results.rules import Attended, Regulation, Result, Work, result


@dataclass(frozen=True)
class Row:
    """One learner's line of the sheet."""

    enrolment: Enrolment
    result: Result


def own_row(study_class: StudyClass, person_id: int, now: datetime) -> Row | None:
    """What one learner is shown of themselves: a test whose mark they are not to know yet waits for its mark. Once the
    class is closed, its results are known.
    """
    published = quizzes_of(study_class.id, published_only=True)
    closed = study_class.state is ClassState.CLOSED
    withheld = set() if closed else withheld_from(person_id, published, now)
    rows = rows_of(study_class, now, withheld)
    return next((row for row in rows if row.enrolment.person_id == person_id), None)


@dataclass(frozen=True)
class Gathered:
    """What the rows of a class are made of, but for the marks of its tests; `titles` of the tests by id."""

    enrolled: Sequence[Enrolment]
    totals: Mapping[int, Totals]
    titles: Mapping[int, str]
    reflections: Mapping[int, list[TaskMark]]
    regulation: Regulation

    def rows(self, marks: Mapping[int, list[QuizMark]], withheld: Collection[int] = ()) -> list[Row]:
        rows = []
        for enrolment in self.enrolled:
            person_id = enrolment.person_id
            works = _quiz_works(self.titles, marks.get(person_id, []), withheld)
            written = [
                _reflection_work(mark, self.regulation) for mark in self.reflections.get(person_id, [])
            ]
            attended = _attended(self.totals.get(person_id))
            rows.append(Row(enrolment, result(self.regulation, attended, works, written)))
        return rows


def rows_of(study_class: StudyClass, now: datetime, withheld: Collection[int] = ()) -> list[Row]:
    """Everybody enrolled, in the order of lists. Marks of reflections count from their release on: before it a name
    beside a mark would open a blind task to its markers. Of the tests in `withheld` no mark is told.
    """
    return gathered(study_class, now).rows(best_marks(study_class.id), withheld)


def gathered(study_class: StudyClass, now: datetime) -> Gathered:
    return Gathered(
        enrolled(study_class.id),
        attendance_of(study_class.id, now),
        {quiz.id: quiz.title for quiz in quizzes_of(study_class.id, published_only=True)},
        marks_of(study_class.id),
        regulation_of(study_class),
    )


def renewed_by(study_class: StudyClass) -> list[QuizCorrection]:
    """The corrections for which a sheet that was printed when the class was closed no longer holds."""
    return after_the_end(study_class.id) if study_class.state is ClassState.CLOSED else []


def regulation_of(study_class: StudyClass) -> Regulation:
    programme = study_class.programme
    return Regulation(
        pass_mark=programme.pass_mark,
        quiz_required=programme.quiz_required,
        reflection_required=programme.reflection_required,
        bands=tuple((band.label, band.minimum) for band in programme.bands),
    )


def _attended(totals: Totals | None) -> Attended:
    if totals is None:
        return Attended(0, 0, 0, impossible=False, over=False)
    over = totals.attended + totals.lost >= totals.planned
    return Attended(totals.attended, totals.needed, totals.planned, totals.impossible, over)


def _quiz_works(titles: Mapping[int, str], marks: list[QuizMark], withheld: Collection[int]) -> list[Work]:
    """One for every published quiz, taken or not. A mark that still waits for a person is no mark yet."""
    taken = {mark.quiz_id: mark for mark in marks}
    works = []
    for quiz_id, title in titles.items():
        mark = taken.get(quiz_id)
        known = mark is not None and mark.waiting == 0 and quiz_id not in withheld
        works.append(
            Work(
                title=title,
                mark=mark.mark if mark and known else None,
                out_of=mark.out_of if mark else Decimal(10),
                passed=bool(mark and known and mark.passed),
                handed_in=mark is not None,
            )
        )
    return works


def _reflection_work(mark: TaskMark, regulation: Regulation) -> Work:
    total = mark.released_total
    return Work(
        title=mark.title,
        mark=total,
        out_of=mark.out_of,
        passed=total is not None and total * 10 >= regulation.pass_mark * mark.out_of,
        handed_in=mark.handed_in_at is not None,
        exempt=mark.exempt_reason is not None,
    )
