"""Sets as the writing of questions needs them: made, found and put beside versions. Needs nothing of the bank above."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, insert, select

from lms import database
from lms.questions.models import Question, QuestionVersion
from lms.questions.situations.models import Situation, SituationPart, SituationText
from lms.questions.texts import line_of, search_key, words_of
from question_bank.question import Question as BankQuestion

LONGEST_TITLE = 80


@dataclass(frozen=True)
class Told:
    """What a version tells before it asks: the text of that number of a set, at this place of the set."""

    situation_id: int
    number: int
    place: int

    def row(self, version_id: int) -> dict[str, Any]:
        told = {"situation_id": self.situation_id, "number": self.number, "place": self.place}
        return {"version_id": version_id, **told}


def make(text: str, author_id: int | None, now: datetime, title: str = "", source: str = "") -> Situation:
    """A new set with the first version of its text."""
    title = title or line_of(text, LONGEST_TITLE)
    words = words_of(title, text, source)
    situation = Situation(
        title=title,
        source=source,
        author_id=author_id,
        created_at=now,
        latest_number=1,
        words=words,
        search_key=search_key(words),
    )
    database.session.add(situation)
    database.session.flush()
    add_text(situation, text, author_id, now)
    return situation


def add_text(situation: Situation, text: str, author_id: int | None, now: datetime) -> None:
    """The text with the newest number of the set."""
    row = {"situation_id": situation.id, "number": situation.latest_number, "text": text}
    database.session.execute(insert(SituationText), [{**row, "created_by_id": author_id, "created_at": now}])
    database.session.expire(situation, ["latest", "texts"])


def told_by(version_id: int) -> tuple[Told, str] | None:
    """Which text of which set a version tells, and that text; None for a question that stands alone."""
    statement = (
        select(SituationPart.situation_id, SituationPart.number, SituationPart.place, SituationText.text)
        .join(
            SituationText,
            (SituationText.situation_id == SituationPart.situation_id)
            & (SituationText.number == SituationPart.number),
        )
        .where(SituationPart.version_id == version_id)
    )
    found = database.session.execute(statement).one_or_none()
    return (Told(*found[:3]), found[3]) if found else None


def fitting(question: Question, asked: BankQuestion, author_id: int, now: datetime) -> Told | None:
    """What a new version of the question tells: the same as before, or a set of its own with the case it brings."""
    if not asked.case:
        return None
    known = told_by(question.latest.id)
    return known[0] if known and known[1] == asked.case else alone(asked.case, author_id, now)


def alone(case: str, author_id: int | None, now: datetime) -> Told | None:
    """The first place of a new set; nothing where no case is told."""
    return Told(make(case, author_id, now).id, 1, 1) if case else None


def put(version_id: int, told: Told | None) -> None:
    """This is what the version tells."""
    if told:
        database.session.execute(insert(SituationPart), [told.row(version_id)])


def next_place(situation_id: int) -> int:
    """The place behind all others of the set."""
    statement = select(func.max(SituationPart.place)).where(SituationPart.situation_id == situation_id)
    return (database.session.scalar(statement) or 0) + 1


def add_all(cases: Iterable[tuple[int, str]], author_id: int | None, now: datetime) -> None:
    """Versions just stored, with the case that each tells: those with the same case are a set, in their order."""
    sets: dict[str, list[int]] = {}
    for version_id, case in cases:
        if case:
            sets.setdefault(case, []).append(version_id)
    rows = [
        Told(situation.id, 1, place).row(version_id)
        for case, versions in sets.items()
        for situation in [make(case, author_id, now)]
        for place, version_id in enumerate(versions, start=1)
    ]
    if rows:
        database.session.execute(insert(SituationPart), rows)


def of_import(import_id: int) -> list[int]:
    """The sets that questions of an import tell."""
    statement = (
        select(SituationPart.situation_id)
        .join(QuestionVersion, QuestionVersion.id == SituationPart.version_id)
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(Question.import_id == import_id)
    )
    return list(database.session.scalars(statement.distinct()))


def forget_empty(situation_ids: Iterable[int]) -> None:
    """Those of these sets go that no question tells any more."""
    told = exists().where(SituationPart.situation_id == Situation.id)
    database.session.execute(delete(Situation).where(Situation.id.in_(list(situation_ids)), ~told))
