"""Items of an import split in two or merged into one, as a person says where a question begins."""

from typing import Any

from sqlalchemy import ColumnElement, func, select, tuple_, update

from lms import database
from lms.questions import texts
from lms.questions.intake import as_json, facts, twins_in_bank
from lms.questions.models import Decision, ImportItem, QuestionImport
from lms.questions.parting import Part, apart, together
from lms.questions.sharing.rules import NOBODY, Viewer
from question_bank.problems import Severity
from question_bank.question import Question as BankQuestion

PLACE: ColumnElement[int] = func.coalesce(ImportItem.split_from, ImportItem.number)


def in_order() -> tuple[ColumnElement[int], ...]:
    """As the items stand in the file; what was split off stands behind what it was part of."""
    return PLACE, ImportItem.number.expression


def split(started: QuestionImport, item: ImportItem, line: int, viewer: Viewer = NOBODY) -> list[ImportItem]:
    """What stands from this line of the original on (counted from 0) becomes items of their own."""
    parts = apart(item.source_text, item.asked, line)
    _orphan(started, item)
    _say(item, parts[0])
    free = (_highest(started) or 0) + 1
    others = [_item(item, number, part) for number, part in enumerate(parts[1:], start=free)]
    database.session.add_all(others)
    database.session.flush()
    for one in (item, *others):
        _look_for_twins(one, viewer)
    return others


def merge(started: QuestionImport, item: ImportItem, viewer: Viewer = NOBODY) -> bool:
    """The item behind this one becomes its rest. False where there is none, or their types cannot be joined."""
    rest = behind(started, item)
    joined = together(item.asked, rest.asked) if rest else None
    if rest is None or joined is None:
        return False
    _say(item, Part(joined, f"{item.source_text}\n{rest.source_text}", tuple(joined.problems())))
    item.level, item.topic_id = item.level or rest.level, item.topic_id or rest.topic_id
    _orphan(started, item)
    _orphan(started, rest)
    database.session.delete(rest)
    database.session.flush()
    _look_for_twins(item, viewer)
    return True


def behind(started: QuestionImport, item: ImportItem) -> ImportItem | None:
    """The next item of the file."""
    statement = (
        select(ImportItem)
        .where(ImportItem.import_id == started.id, tuple_(PLACE, ImportItem.number) > _here(item))
        .order_by(*in_order())
        .limit(1)
    )
    return database.session.scalars(statement).one_or_none()


def stands_before(item: ImportItem) -> ColumnElement[bool]:
    """Whether a row of a list stands before this item."""
    return tuple_(PLACE, ImportItem.number) < _here(item)


def _here(item: ImportItem) -> tuple[int, int]:
    return item.split_from or item.number, item.number


def _say(item: ImportItem, part: Part) -> None:
    for name, value in _told(part).items():
        setattr(item, name, value)


def _item(whole: ImportItem, number: int, part: Part) -> ImportItem:
    place = {"level": part.asked.level or whole.level, "topic_id": whole.topic_id}
    origin = {"import_id": whole.import_id, "split_from": whole.split_from or whole.number}
    return ImportItem(number=number, **origin, **place, **_told(part))


def _told(part: Part) -> dict[str, Any]:
    """All that an item says of its question; a person has looked at it, so it is ready unless it has errors."""
    asked: BankQuestion = texts.cleaned(part.asked)
    usable = all(problem.severity is not Severity.ERROR for problem in part.problems)
    said = {"source_text": part.source_text, "problems": [as_json(problem) for problem in part.problems]}
    decision = Decision.OPEN if _asks(part) else Decision.ACCEPT
    return facts(asked) | said | {"usable": usable, "decision": decision, "twin_number": None}


def _asks(part: Part) -> bool:
    return any(problem.severity is not Severity.NOTE for problem in part.problems)


def _look_for_twins(item: ImportItem, viewer: Viewer) -> None:
    """What the bank or another item asks already is left out unless a person says otherwise."""
    item.duplicate_of_id = twins_in_bank([item.duplicate_key], viewer).get(item.duplicate_key)
    others = select(func.min(ImportItem.number)).where(
        ImportItem.import_id == item.import_id,
        ImportItem.duplicate_key == item.duplicate_key,
        ImportItem.number < item.number,
    )
    item.twin_number = database.session.scalar(others)
    if item.duplicate_of_id or item.twin_number:
        item.decision = Decision.SKIP


def _orphan(started: QuestionImport, changed: ImportItem) -> None:
    """Items left out as the same as one that asks something else now, or is no more, are looked at again."""
    same = (ImportItem.import_id == started.id, ImportItem.twin_number == changed.number)
    left_out = update(ImportItem).where(*same, ImportItem.decision == Decision.SKIP)
    database.session.execute(left_out.values(decision=Decision.OPEN))
    database.session.execute(update(ImportItem).where(*same).values(twin_number=None))


def _highest(started: QuestionImport) -> int | None:
    return database.session.scalar(
        select(func.max(ImportItem.number)).where(ImportItem.import_id == started.id)
    )
