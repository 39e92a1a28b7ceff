"""Writing sets: each new text is a version of it and a new version of each of its questions, reviewed as any."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.questions import service as bank
from lms.questions.models import Question, QuestionVersion
from lms.questions.situations import rows
from lms.questions.situations.conditions import questions_of
from lms.questions.situations.models import Situation, SituationPart
from lms.questions.situations.rows import Told
from lms.questions.situations.rules import moved
from lms.questions.tagging.rows import tags_among
from lms.questions.texts import search_key, words_of
from lms.web.filters import clean


@dataclass(frozen=True)
class Written:
    """What a person wrote of a set."""

    text: str
    title: str = ""
    source: str = ""


class Saved(StrEnum):
    """What became of a change; CONFLICT means that somebody else saved a newer text meanwhile."""

    NEW_TEXT = "new-text"
    RENAMED = "renamed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"


def create(author: Person, written: Written, now: datetime) -> Situation:
    """A new set without questions."""
    situation = rows.make(clean(written.text), author.id, now, written.title, written.source)
    record(author, "situation.created", situation, now)
    return situation


def save(editor: Person, situation: Situation, written: Written, base: int, now: datetime) -> Saved:
    """Store a change made to text number `base`. A new text makes drafts of all questions; what is in use goes on."""
    questions = _hold(situation)
    if situation.latest_number != base:
        return Saved.CONFLICT
    text, title = clean(written.text), written.title or situation.title
    renamed = (title, written.source) != (situation.title, situation.source)
    if renamed:
        old = {"title": situation.title, "source": situation.source}
        situation.title, situation.source = title, written.source
        new = {"title": title, "source": written.source}
        record(editor, "situation.renamed", situation, now, old=old, new=new)
    if text != situation.latest.text:
        situation.latest_number += 1
        database.session.flush()
        rows.add_text(situation, text, editor.id, now)
        _tell_again(editor, situation, questions, text, now)
        told = {"number": situation.latest_number, "questions": [one.id for one in questions]}
        record(editor, "situation.changed", situation, now, new=told)
        _index(situation)
        return Saved.NEW_TEXT
    _index(situation)
    return Saved.RENAMED if renamed else Saved.UNCHANGED


def questions_in(situation: Situation) -> list[Question]:
    """The questions of the set in their order."""
    statement = questions_of(situation.id).order_by(SituationPart.place, Question.id)
    return _standing(list(database.session.scalars(statement)))


def next_told(situation: Situation) -> Told:
    """What a question that is put behind the others tells."""
    return Told(situation.id, situation.latest_number, rows.next_place(situation.id))


def put_in(person: Person, situation: Situation, question_ids: Sequence[int], now: datetime) -> list[int]:
    """Questions tell the case of the set from their next version on, a draft; the ids of those that did not before.

    Whoever calls has asked whether this person changes the set and these questions.
    """
    inside = {one.id for one in _hold(situation)}
    new = [one for one in dict.fromkeys(question_ids) if one not in inside]
    questions, tags = _locked(new), tags_among(new)
    for question in questions:
        asked = replace(
            question.latest.asked, case=situation.latest.text, tags=tuple(tags.get(question.id, ()))
        )
        bank.renew(person, question, asked, next_told(situation), now)
    if new:
        record(person, "situation.joined", situation, now, new={"questions": new})
    return new


def take_out(person: Person, situation: Situation, question: Question, now: datetime) -> bool:
    """The question stands alone from its next version on, a draft. Twice changes nothing."""
    if question.id not in {one.id for one in _hold(situation)}:
        return False
    tags = tuple(tags_among([question.id]).get(question.id, ()))
    bank.renew(person, question, replace(question.latest.asked, case="", tags=tags), None, now)
    record(person, "situation.left", situation, now, new={"questions": [question.id]})
    return True


def move(person: Person, situation: Situation, question_id: int, up: bool, now: datetime) -> bool:
    """The question changes places with its neighbour; papers drawn from now on follow."""
    before = [one.id for one in _hold(situation)]
    after = moved(before, question_id, up)
    if before == after:
        return False
    for place, one in enumerate(after, start=1):
        of = select(QuestionVersion.id).where(QuestionVersion.question_id == one)
        statement = update(SituationPart).where(
            SituationPart.situation_id == situation.id, SituationPart.version_id.in_(of)
        )
        database.session.execute(statement.values(place=place))
    record(person, "situation.ordered", situation, now, new={"questions": after})
    return True


def retire(person: Person, situation: Situation, now: datetime) -> None:
    """The set with all its questions; papers that have them keep them. Twice changes nothing."""
    questions = _hold(situation)
    if situation.retired_at is None:
        situation.retired_at = now
        record(person, "situation.retired", situation, now)
        for question in questions:
            bank.retire(person, question, now)


def restore(person: Person, situation: Situation, now: datetime) -> None:
    """The set again, with the questions that were retired with it."""
    questions, gone = _hold(situation), situation.retired_at
    if gone is not None:
        situation.retired_at = None
        record(person, "situation.restored", situation, now)
        for question in questions:
            if question.retired_at == gone:
                bank.restore(person, question, now)


def _tell_again(
    editor: Person, situation: Situation, questions: Sequence[Question], text: str, now: datetime
) -> None:
    tags = tags_among([one.id for one in questions])
    for place, question in enumerate(questions, start=1):
        asked = replace(question.latest.asked, case=text, tags=tuple(tags.get(question.id, ())))
        bank.renew(editor, question, asked, Told(situation.id, situation.latest_number, place), now)


def _hold(situation: Situation) -> list[Question]:
    """Nobody else writes this set or its questions until the end of the transaction; its questions in their order."""
    database.session.execute(select(Situation.id).where(Situation.id == situation.id).with_for_update())
    database.session.refresh(situation)
    return _locked([one.id for one in questions_in(situation)])


def _locked(question_ids: Sequence[int]) -> list[Question]:
    bank.lock(list(question_ids))
    return _standing(question_ids)


def _standing(question_ids: Sequence[int]) -> list[Question]:
    """The questions as they stand now, in this order."""
    statement = select(Question).where(Question.id.in_(question_ids)).options(joinedload(Question.latest))
    found = database.session.scalars(statement.execution_options(populate_existing=True))
    by_id = {one.id: one for one in found}
    return [by_id[one] for one in question_ids if one in by_id]


def _index(situation: Situation) -> None:
    situation.words = words_of(situation.title, situation.latest.text, situation.source)
    situation.search_key = search_key(situation.words)
