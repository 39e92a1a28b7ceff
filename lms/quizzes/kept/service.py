"""Keeping the matrix of a test under a name, and throwing a kept one away. Tests made from it stay as they are."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.classes.models import StudyClass
from lms.programmes.models import Programme
from lms.quizzes.kept import rules
from lms.quizzes.kept.models import KeptMatrix
from lms.quizzes.models import Quiz
from lms.quizzes.service import Plan


@dataclass(frozen=True)
class Taken:
    """A kept matrix as a test of another class begins with it; `lost` questions are of topics it does not have."""

    name: str
    plan: Plan
    lost: int


def keep(actor: Person, quiz: Quiz, name: str, now: datetime, *, unit_only: bool) -> KeptMatrix | None:
    """Keep the matrix as it stands; None if there is one of this name already."""
    study_class = quiz.study_class
    made = KeptMatrix(
        name=name,
        programme_id=study_class.programme_id,
        unit_id=study_class.unit_id if unit_only else None,
        rows=rules.kept(quiz.blueprint, lineages(study_class.programme)),
        weights=quiz.weights,
        sections=quiz.sections,
        created_at=now,
        created_by_id=actor.id,
    )
    try:
        with database.session.begin_nested():
            database.session.add(made)
    except IntegrityError:
        return None
    record(actor, "matrix.kept", made, now, new=_facts(made), class_id=study_class.id)
    return made


def throw_away(actor: Person, kept: KeptMatrix, now: datetime) -> None:
    record(actor, "matrix.thrown-away", kept, now, old=_facts(kept))
    database.session.delete(kept)


def take(kept: KeptMatrix, study_class: StudyClass) -> Taken:
    """The matrix for a test of this class; nothing is stored."""
    fitted = rules.fitted(kept.rows, lineages(study_class.programme))
    return Taken(kept.name, Plan({}, fitted.rows, kept.weights, kept.sections), fitted.lost)


def lineages(programme: Programme) -> dict[int, str]:
    """The lineages of a programme's topics by id."""
    return {topic.id: topic.lineage for topic in programme.topics}


def _facts(kept: KeptMatrix) -> dict[str, object]:
    return {"name": kept.name, "programme_id": kept.programme_id, "unit_id": kept.unit_id, "rows": kept.rows}
