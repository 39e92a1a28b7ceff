"""Writing questions: each saved change of what is asked is a new version, each move is audited."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import insert, select, update

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.programmes.models import Topic
from lms.questions import openings, texts
from lms.questions.models import IN_THE_MAKING, Question, QuestionUse, QuestionVersion, VersionState
from lms.questions.situations import rows as situations
from lms.questions.situations.rows import Told
from lms.questions.tagging import rows as keywords
from question_bank.encoding import encode
from question_bank.question import Level, Question as BankQuestion


@dataclass(frozen=True)
class Placement:
    """Where a question stands in the bank; without a programme, in the part that all programmes share."""

    programme_id: int | None = None
    topic_id: int | None = None
    level: Level | None = None


class Saved(StrEnum):
    """What became of a change; CONFLICT means that somebody else saved a newer version meanwhile."""

    NEW_VERSION = "new-version"
    PLACED = "placed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"


def create(
    author: Person, asked: BankQuestion, placement: Placement, now: datetime, told: Told | None = None
) -> Question:
    """A new question with its first version, a draft. `told` is its place in a set; a case without one begins a set."""
    asked = texts.cleaned(asked)
    question = Question(author_id=author.id, created_at=now)
    _place(question, placement)
    _index(question, asked)
    database.session.add(question)
    database.session.flush()
    keywords.put(question.id, asked.tags)
    _store_version(author, question, asked, told or situations.alone(asked.case, author.id, now), now)
    record(author, "question.created", question, now)
    return question


def save(
    editor: Person, question: Question, asked: BankQuestion, placement: Placement, base: int, now: datetime
) -> Saved:
    """Store a change made to version number `base`. What is asked becomes a draft, the rest changes at once."""
    lock([question.id])
    database.session.refresh(question)
    if question.latest_number != base:
        return Saved.CONFLICT
    asked = texts.cleaned(asked)
    placed = _move(editor, question, placement, now)
    tagged = keywords.put(question.id, asked.tags)
    if tagged:
        _index(question, asked)
        record(editor, "question.tagged", question, now, new={"tags": list(asked.tags)})
    if encode(_bare(asked)) == encode(_bare(question.latest.asked)):
        return Saved.PLACED if placed or tagged else Saved.UNCHANGED
    renew(editor, question, asked, situations.fitting(question, asked, editor.id, now), now)
    return Saved.NEW_VERSION


def renew(editor: Person, question: Question, asked: BankQuestion, told: Told | None, now: datetime) -> None:
    """A new version of a question that is locked; it takes the place of one in the making."""
    _replace_unfinished(question)
    question.latest_number += 1
    _index(question, asked)
    _store_version(editor, question, asked, told, now)
    record(editor, "question.changed", question, now, new={"version": question.latest_number})
    database.session.expire(question, ["latest", "versions"])


def retire(person: Person, question: Question, now: datetime) -> None:
    """Take the question out of new papers and of practice; what used it keeps it. Twice changes nothing."""
    if question.retired_at is None:
        question.retired_at = now
        record(person, "question.retired", question, now)
        openings.close([question.id], person, now)


def restore(person: Person, question: Question, now: datetime) -> None:
    if question.retired_at is not None:
        question.retired_at = None
        record(person, "question.restored", question, now)


def note_uses(version_ids: Iterable[int], kind: str, subject_id: int, title: str, now: datetime) -> None:
    """Called by whoever puts versions before learners, e.g. `note_uses(ids, "quiz", quiz.id, quiz.title, now)`."""
    wanted = dict.fromkeys(version_ids)
    known = select(QuestionUse.version_id).where(
        QuestionUse.kind == kind, QuestionUse.subject_id == subject_id
    )
    present = set(database.session.scalars(known))
    rows = [
        {"version_id": one, "kind": kind, "subject_id": subject_id, "title": title[:250], "used_at": now}
        for one in wanted
        if one not in present
    ]
    if rows:
        database.session.execute(insert(QuestionUse), rows)


def forget_uses(kind: str, subject_id: int) -> None:
    """What was put before learners was withdrawn before anybody saw it."""
    database.session.query(QuestionUse).filter_by(kind=kind, subject_id=subject_id).delete()


def lock(question_ids: list[int]) -> None:
    """Nobody else writes these questions until the end of the transaction (SQLite has only one writer anyway)."""
    statement = (
        select(Question.id).where(Question.id.in_(question_ids)).order_by(Question.id).with_for_update()
    )
    database.session.execute(statement)


def fitting(programme_id: int | None, topic_id: int | None, level: Level | None) -> Placement:
    """The placement, its programme taken from the topic where there is one; an unknown topic is dropped."""
    topic = database.session.get(Topic, topic_id) if topic_id else None
    return Placement(topic.programme_id if topic else programme_id, topic.id if topic else None, level)


def _store_version(
    writer: Person, question: Question, asked: BankQuestion, told: Told | None, now: datetime
) -> None:
    version = QuestionVersion(
        question_id=question.id,
        number=question.latest_number or 1,
        type=asked.type,
        content=encode(_bare(asked)),
        text=texts.told(asked).line,
        created_by_id=writer.id,
        created_at=now,
    )
    database.session.add(version)
    database.session.flush()
    situations.put(version.id, told)


def _bare(asked: BankQuestion) -> BankQuestion:
    """What is frozen: keywords stand beside the versions, as topic and level do."""
    return replace(asked, tags=())


def _index(question: Question, asked: BankQuestion) -> None:
    told = texts.told(asked)
    question.words = told.words
    question.search_key = texts.search_key(told.words)
    question.duplicate_key = told.duplicate_key


def _place(question: Question, placement: Placement) -> None:
    question.programme_id = placement.programme_id
    question.topic_id = placement.topic_id
    question.level = placement.level


def _move(editor: Person, question: Question, placement: Placement, now: datetime) -> bool:
    before = Placement(question.programme_id, question.topic_id, question.level)
    if before == placement:
        return False
    _place(question, placement)
    record(editor, "question.placed", question, now, old=_facts(before), new=_facts(placement))
    return True


def _facts(placement: Placement) -> dict[str, int | str | None]:
    return {
        "programme": placement.programme_id,
        "topic": placement.topic_id,
        "level": placement.level and placement.level.value,
    }


def _replace_unfinished(question: Question) -> None:
    """A version in the making that is changed makes way for the new one."""
    database.session.execute(
        update(QuestionVersion)
        .where(QuestionVersion.question_id == question.id, QuestionVersion.state.in_(IN_THE_MAKING))
        .values(state=VersionState.REPLACED)
    )
