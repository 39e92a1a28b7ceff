"""What the hot paths know of a quiz and of an attempt: plain rows, each read in one statement with all that is needed.

They answer what `@authorised` asks of a model; what they refuse is looked at once more through the model itself.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Connection, and_, bindparam, select

from lms import database
from lms.classes.models import ClassState, Enrolment, StudyClass
from lms.organisations.models import OrgUnit, units_on
from lms.permissions import Permission, Scope
from lms.quizzes import rules
from lms.quizzes.allowance_models import GroupOverride, QuizOverride
from lms.quizzes.models import Attempt, Paper, Quiz, Response
from lms.quizzes.proctoring.models import Admission
from lms.quizzes.rules import Allowance, Refusal, Window, together


@dataclass(frozen=True)
class Opening:
    """A quiz as one person finds it; `taken` are the rows of that person's attempts."""

    row: Any
    allowance: Allowance | None
    taken: list[Any]
    see_permission: ClassVar[Permission] = Permission.QUIZ_SEE

    @property
    def scope(self) -> Scope:
        in_preparation = self.row.state is ClassState.DRAFT
        return Scope(self.row.study_class_id, units_on(self.row.path), in_preparation=in_preparation)

    @property
    def window(self) -> Window:
        return Window(*(getattr(self.row, name) for name in _WINDOW))

    @property
    def held_back(self) -> Refusal | None:
        admitted = self.row.admitted_at is not None
        return rules.held_back(self.row.quiz_paused_at, admission=self.row.admission, admitted=admitted)


@dataclass(frozen=True)
class SatAttempt:
    """An attempt as its own page needs it: its times, what it says of quiz and paper, the answers that are held."""

    row: Any
    answers: list[dict[str, Any]]
    see_permission: ClassVar[Permission] = Permission.ATTEMPT_SEE

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)

    @property
    def scope(self) -> Scope:
        return database.session.get_one(Attempt, self.row.id).scope

    def belongs_to(self, person_id: int) -> bool:
        return bool(self.row.person_id == person_id)


def opening(connection: Connection, quiz_id: int, person_id: int) -> Opening | None:
    """The quiz of this id as the person finds it; None if there is no such quiz."""
    rows = connection.execute(_OPENING, {"quiz_id": quiz_id, "person_id": person_id}).all()
    if not rows:
        return None
    first = rows[0]
    allowance = together(_allowance(first, "group"), _allowance(first, "own"))
    return Opening(first, allowance, [row for row in rows if row.id is not None])


def _allowance(row: Any, whose: str) -> Allowance | None:
    if getattr(row, f"{whose}_extra_minutes") is None:
        return None
    return Allowance(*(getattr(row, f"{whose}_{name}") for name in _ALLOWED))


def sat_attempt(connection: Connection, public_id: str) -> SatAttempt | None:
    """The attempt of this public id with its saved answers; None if there is no such attempt."""
    rows = connection.execute(_SAT, {"public_id": public_id}).all()
    if not rows:
        return None
    return SatAttempt(rows[0], [_answer(row) for row in rows if row.slot is not None])


def _answer(row: Any) -> dict[str, Any]:
    held = {column.key: getattr(row, column.key) for column in _ANSWER}
    return held | {"tab": row.saved_by, "saved_at": row.saved_at.isoformat()}


_WINDOW = ("opens_at", "last_start_at", "closes_at", "minutes", "attempts_allowed", "cooling_minutes")
_ALLOWED = ("extra_minutes", "extra_attempts", "opens_at", "last_start_at", "closes_at")
_TIMES = (
    Attempt.id,
    Attempt.public_id,
    Attempt.started_at,
    Attempt.ends_at,
    Attempt.closed_at,
    Attempt.closed_by,
    Attempt.paused_at,
)
_PERSON: Any = bindparam("person_id")
_OPENING = (
    select(
        Quiz.id.label("quiz_id"),
        Quiz.study_class_id,
        Quiz.published_at,
        Quiz.access_code,
        (Quiz.honour != "").label("has_honour"),
        Quiz.grace_minutes.label("grace"),
        Quiz.paused_at.label("quiz_paused_at"),
        Quiz.admission,
        Admission.asked_at,
        Admission.admitted_at,
        *(getattr(Quiz, name) for name in _WINDOW),
        StudyClass.state,
        OrgUnit.path,
        *(getattr(QuizOverride, name).label(f"own_{name}") for name in _ALLOWED),
        *(getattr(GroupOverride, name).label(f"group_{name}") for name in _ALLOWED),
        *_TIMES,
        Attempt.number,
        Attempt.paper_id,
        Attempt.grace_minutes,
    )
    .select_from(Quiz)
    .join(StudyClass, StudyClass.id == Quiz.study_class_id)
    .join(OrgUnit, OrgUnit.id == StudyClass.unit_id)
    .outerjoin(QuizOverride, and_(QuizOverride.quiz_id == Quiz.id, QuizOverride.person_id == _PERSON))
    .outerjoin(
        Enrolment, and_(Enrolment.study_class_id == Quiz.study_class_id, Enrolment.person_id == _PERSON)
    )
    .outerjoin(
        GroupOverride, and_(GroupOverride.quiz_id == Quiz.id, GroupOverride.group_id == Enrolment.group_id)
    )
    .outerjoin(Admission, and_(Admission.quiz_id == Quiz.id, Admission.person_id == _PERSON))
    .outerjoin(Attempt, and_(Attempt.quiz_id == Quiz.id, Attempt.person_id == _PERSON))
    .where(Quiz.id == bindparam("quiz_id"))
    .order_by(Attempt.number)
)
_ANSWER = (Response.slot, Response.value, Response.version, Response.seq, Response.saved_at)
_SAT = (
    select(
        *_TIMES,
        Attempt.person_id,
        Attempt.tab,
        Attempt.grace_minutes,
        Attempt.locked,
        Quiz.title,
        Quiz.layout,
        Quiz.sequential,
        Quiz.feedback,
        Quiz.tries,
        Paper.key,
        Paper.code,
        *_ANSWER,
        Response.tab.label("saved_by"),
    )
    .select_from(Attempt)
    .join(Quiz, Quiz.id == Attempt.quiz_id)
    .join(Paper, Paper.id == Attempt.paper_id)
    .outerjoin(Response, Response.attempt_id == Attempt.id)
    .where(Attempt.public_id == bindparam("public_id"))
    .order_by(Response.slot)
)
