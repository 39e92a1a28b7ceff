"""Deciding about the items of an import, confirming them all at once, taking them out again."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, insert, select, text, update

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.programmes.models import Topic
from lms.questions import kinds, review, texts
from lms.questions.intake import ALIKE, as_json, facts, twins_in_bank
from lms.questions.keys import with_key
from lms.questions.kinds import Kind
from lms.questions.models import (
    Decision,
    ImportItem,
    Question,
    QuestionImport,
    QuestionUse,
    QuestionVersion,
    VersionState,
)
from lms.questions.sharing.rules import NOBODY, Viewer
from lms.questions.sharing.viewers import as_viewer
from lms.questions.situations import rows as situations
from lms.questions.tagging import rows as keywords
from question_bank.problems import Severity
from question_bank.question import Level, Question as BankQuestion

UNTOUCHED = (VersionState.DRAFT, VersionState.SUBMITTED)
ONE_CONFIRMS = 7_202_611  # the advisory lock under which imports enter the bank on PostgreSQL


@dataclass(frozen=True)
class Wish:
    """What a person set for one item; a decision or key that is None stays as it is."""

    decision: Decision | None
    level: Level | None
    topic_id: int | None
    key: Collection[str] | None = None


@dataclass(frozen=True)
class Confirmed:
    """How many questions entered the bank, how many stayed out because it holds them by now."""

    stored: int
    known: int


def decide(item: ImportItem, wish: Wish, viewer: Viewer = NOBODY) -> None:
    """Keep the wish. An unusable item cannot be accepted; one that a new key made usable is."""
    if wish.key is not None:
        change(item, with_key(item.asked, wish.key), viewer)
    item.level, item.topic_id = wish.level, wish.topic_id
    item.decision = wish.decision or item.decision
    if item.decision is Decision.ACCEPT and not item.usable:
        item.decision = Decision.OPEN


def change(item: ImportItem, asked: BankQuestion, viewer: Viewer = NOBODY) -> None:
    """A person repaired the reading: the problems left are those of the question itself."""
    asked = texts.cleaned(asked)
    said = facts(asked)
    if said["content"] == item.content:
        return
    for name, value in said.items():
        setattr(item, name, value)
    found = asked.problems()
    item.problems = [as_json(problem) for problem in found]
    item.usable = all(problem.severity is not Severity.ERROR for problem in found)
    item.duplicate_of_id = twins_in_bank([item.duplicate_key], viewer).get(item.duplicate_key)
    if item.usable and item.decision is Decision.OPEN and not item.duplicate_of_id:
        item.decision = Decision.ACCEPT


def set_all(
    started: QuestionImport, decisions: Iterable[Decision], values: dict[str, Any], only: Kind | None = None
) -> int:
    """Set level, topic or decision for all items that stand at one of `decisions`, or for those of one kind among
    them; what is unusable stays out.
    """
    statement = update(ImportItem).where(
        ImportItem.import_id == started.id, ImportItem.decision.in_(list(decisions))
    )
    if only:
        statement = statement.where(kinds.is_of(only))
    if values.get("decision") is Decision.ACCEPT:
        statement = statement.where(ImportItem.usable)
    return int(database.session.execute(statement.values(**values)).rowcount)  # type: ignore[attr-defined]


def counts(started: QuestionImport) -> dict[Decision, int]:
    """How many items stand at each decision."""
    statement = (
        select(ImportItem.decision, func.count())
        .where(ImportItem.import_id == started.id)
        .group_by(ImportItem.decision)
    )
    return dict.fromkeys(Decision, 0) | dict(database.session.execute(statement).all())


def counts_of(imports: Sequence[QuestionImport]) -> dict[int, int]:
    """How many items each of these imports holds."""
    statement = (
        select(ImportItem.import_id, func.count())
        .where(ImportItem.import_id.in_([one.id for one in imports]))
        .group_by(ImportItem.import_id)
    )
    return dict(database.session.execute(statement).all())


def confirm(person: Person | None, started: QuestionImport, submit: bool, now: datetime) -> Confirmed | None:
    """Everything accepted enters the bank as drafts, or submitted at once. None if that was done before."""
    _one_at_a_time()
    claimed = database.session.execute(
        update(QuestionImport)
        .where(QuestionImport.id == started.id, QuestionImport.confirmed_at.is_(None))
        .values(confirmed_at=now)
    )
    if not claimed.rowcount:  # type: ignore[attr-defined]
        return None
    accepted = _accepted(started)
    new = _without_known(accepted, as_viewer(person, now))
    version_ids = _store(person, started, new, now) if new else []
    if submit and person:
        review.submit_checked(person, version_ids, now)
    outcome = Confirmed(len(new), len(accepted) - len(new))
    record(person, "questions.imported", started, now, new={"stored": outcome.stored})
    return outcome


def stored_by(started: QuestionImport) -> list[int]:
    """The questions of the batch."""
    return list(database.session.scalars(select(Question.id).where(Question.import_id == started.id)))


def in_the_way(started: QuestionImport) -> int:
    """How many questions of the batch were used, changed or judged since, so that it can no longer be undone."""
    touched = exists().where(
        QuestionVersion.question_id == Question.id,
        (QuestionVersion.number > 1)
        | QuestionVersion.state.not_in(UNTOUCHED)
        | exists().where(QuestionUse.version_id == QuestionVersion.id),
    )
    statement = select(func.count()).where(Question.import_id == started.id, touched)
    return database.session.scalar(statement) or 0


def undo(person: Person, started: QuestionImport, now: datetime) -> bool:
    """Take the whole batch out again, or nothing of it."""
    _one_at_a_time()
    hold(started)
    if started.confirmed_at is None or started.undone_at is not None or in_the_way(started):
        return False
    told = situations.of_import(started.id)
    database.session.execute(delete(Question).where(Question.import_id == started.id))
    situations.forget_empty(told)
    started.undone_at = now
    record(person, "questions.import-undone", started, now)
    return True


def hold(started: QuestionImport) -> None:
    """Nobody else decides about this import until the end of the transaction; what it says is read anew."""
    locked = select(QuestionImport.id).where(QuestionImport.id == started.id).with_for_update()
    database.session.execute(locked)
    database.session.refresh(started)


def discard(person: Person, started: QuestionImport, now: datetime) -> bool:
    """Throw away an import that was not confirmed; the file stays, its reading goes."""
    record(person, "questions.import-discarded", started, now)
    gone = database.session.execute(
        delete(QuestionImport).where(QuestionImport.id == started.id, QuestionImport.confirmed_at.is_(None))
    )
    return bool(gone.rowcount)  # type: ignore[attr-defined]


def _one_at_a_time() -> None:
    """Two imports of the same file confirmed at once must see each other; SQLite has only one writer anyway."""
    if database.is_postgresql():
        database.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_CONFIRMS})


def _accepted(started: QuestionImport) -> list[ImportItem]:
    statement = (
        select(ImportItem)
        .where(ImportItem.import_id == started.id, ImportItem.decision == Decision.ACCEPT, ImportItem.usable)
        .order_by(ImportItem.number)
    )
    return list(database.session.scalars(statement))


def _without_known(items: list[ImportItem], viewer: Viewer) -> list[ImportItem]:
    """Without what entered the bank since the file was read; a twin that was shown and accepted all the same stays."""
    bank = twins_in_bank((item.duplicate_key for item in items), viewer)
    return [
        item
        for item in items
        if bank.get(item.duplicate_key) is None or item.duplicate_of_id == bank[item.duplicate_key]
    ]


def _store(
    person: Person | None, started: QuestionImport, items: list[ImportItem], now: datetime
) -> list[int]:
    """Two inserts for all; the number of the item says which version belongs to which question."""
    programmes = _programmes_of(items)
    person_id = person.id if person else None
    origin = {"author_id": person_id, "created_at": now, "import_id": started.id, "latest_number": 1}
    rows = [origin | _place(item, programmes, started.programme_id) | _found_by(item) for item in items]
    database.session.execute(insert(Question), rows, execution_options=ALIKE)
    made = select(Question.import_number, Question.id).where(Question.import_id == started.id)
    ids = dict(database.session.execute(made).all())
    fresh = {"number": 1, "state": VersionState.DRAFT, "created_by_id": person_id, "created_at": now}
    keywords.add_all({ids[one.number]: one.content.get("tags", ()) for one in items})
    versions = [fresh | {"question_id": ids[one.number]} | _frozen(one) for one in items]
    database.session.execute(insert(QuestionVersion), versions, execution_options=ALIKE)
    stored = select(Question.import_number, QuestionVersion.id).join(QuestionVersion.question)
    stored = stored.where(Question.import_id == started.id).order_by(QuestionVersion.id)
    version_ids = dict(database.session.execute(stored).all())
    cases = ((version_ids[one.number], one.content.get("case", "")) for one in items)
    situations.add_all(cases, person_id, now)
    return list(version_ids.values())


def _place(item: ImportItem, programmes: dict[int, int], otherwise: int | None) -> dict[str, Any]:
    programme_id = programmes[item.topic_id] if item.topic_id else otherwise
    return {"programme_id": programme_id, "topic_id": item.topic_id, "level": item.level}


def _found_by(item: ImportItem) -> dict[str, Any]:
    keys = {"words": item.words, "search_key": texts.search_key(item.words)}
    return {"import_number": item.number, "duplicate_key": item.duplicate_key, **keys}


def _frozen(item: ImportItem) -> dict[str, Any]:
    return {"type": item.type, "content": {**item.content, "tags": []}, "text": item.text}


def _programmes_of(items: list[ImportItem]) -> dict[int, int]:
    wanted = {item.topic_id for item in items if item.topic_id}
    statement = select(Topic.id, Topic.programme_id).where(Topic.id.in_(wanted))
    return dict(database.session.execute(statement).all())
