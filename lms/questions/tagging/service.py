"""Keywords and objectives set for many questions at once."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, insert, select

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.programmes.models import Topic
from lms.programmes.objectives.models import LearningObjective
from lms.questions import texts
from lms.questions.models import Question
from lms.questions.queries import parts
from lms.questions.service import lock
from lms.questions.tagging import rows, rules
from lms.questions.tagging.models import QuestionObjective


@dataclass(frozen=True)
class Aimed:
    """How many name the objective now, and how many stand under another topic and so cannot."""

    done: int
    elsewhere: int


def retag(
    person: Person,
    question_ids: Collection[int],
    add: tuple[str, ...],
    remove: tuple[str, ...],
    now: datetime,
) -> int:
    """Add and take away keywords; how many questions have others now. What is asked stays, and so does its review."""
    changed: list[int] = []
    for part in parts(sorted(set(question_ids))):
        lock(part)
        present = rows.tags_among(part)
        for question in database.session.scalars(
            select(Question).where(Question.id.in_(part)).order_by(Question.id)
        ):
            if rows.put(question.id, rules.changed(present.get(question.id, []), add, remove)):
                reindex(question)
                changed.append(question.id)
    if changed:
        told = {"questions": changed, "added": list(add), "removed": list(remove)}
        record(person, "questions.tagged", database.session.get_one(Question, changed[0]), now, new=told)
    return len(changed)


def aim(
    person: Person, question_ids: Collection[int], objective: LearningObjective | None, now: datetime
) -> Aimed:
    """They name this objective from now on, or none; only questions under its topic can."""
    fitting: list[int] = []
    for part in parts(sorted(set(question_ids))):
        lock(part)
        statement = select(Question.id).where(Question.id.in_(part))
        if objective is not None:
            statement = statement.join(Topic, Topic.id == Question.topic_id)
            statement = statement.where(Topic.lineage == objective.lineage)
        fit = list(database.session.scalars(statement.order_by(Question.id)))
        database.session.execute(delete(QuestionObjective).where(QuestionObjective.question_id.in_(fit)))
        if objective is not None and fit:
            named = [{"question_id": one, "objective_id": objective.id} for one in fit]
            database.session.execute(insert(QuestionObjective), named)
        fitting += fit
    if fitting:
        told = {"questions": fitting, "objective": objective.id if objective else None}
        record(person, "questions.aimed", database.session.get_one(Question, fitting[0]), now, new=told)
    return Aimed(len(fitting), len(set(question_ids)) - len(fitting))


def reindex(question: Question) -> None:
    """A search finds keywords, too."""
    told = texts.told(replace(question.latest.asked, tags=rows.tags_of(question.id)))
    question.words, question.search_key = told.words, texts.search_key(told.words)
