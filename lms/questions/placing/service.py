"""Setting many questions at once, and taking it back. A change of place is no new version: what is asked stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, insert, select, update

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.programmes.models import Programme, Topic
from lms.questions.intake import ALIKE
from lms.questions.models import Question
from lms.questions.placing.models import Placed, Placing
from lms.questions.queries import parts
from question_bank.question import Level

COLUMNS = ("programme_id", "topic_id", "level")


@dataclass(frozen=True)
class Wish:
    """`place` is (programme, topic), (None, None) the bank that all share; what is None stays as it is."""

    place: tuple[int | None, int | None] | None = None
    level: Level | None = None

    def over(self, programme_id: int | None, topic_id: int | None, level: Level | None) -> dict[str, Any]:
        """What a question becomes."""
        programme_id, topic_id = (programme_id, topic_id) if self.place is None else self.place
        return {"programme_id": programme_id, "topic_id": topic_id, "level": self.level or level}


def known(place: tuple[int | None, int | None]) -> tuple[int | None, int | None] | None:
    """The place with the programme of its topic; None if there is no such."""
    programme_id, topic_id = place
    if topic_id:
        topic = database.session.get(Topic, topic_id)
        return (topic.programme_id, topic.id) if topic else None
    if programme_id:
        return (programme_id, None) if database.session.get(Programme, programme_id) else None
    return None, None


def place(person: Person, question_ids: Sequence[int], wish: Wish, now: datetime) -> Placing | None:
    """Set them; None if that changes nothing. What stands there already is not part of it."""
    rows = [row for part in parts(sorted(set(question_ids))) for row in _changes(part, wish)]
    if not rows:
        return None
    placing = Placing(by_id=person.id, at=now)
    database.session.add(placing)
    database.session.flush()
    whole = [row | {"placing_id": placing.id} for row in rows]
    database.session.execute(insert(Placed), whole, execution_options=ALIKE)
    database.session.execute(_put(placing, "old", "new"))
    record(person, "questions.placed", placing, now, new={"questions": len(rows)})
    return placing


def undo(person: Person, placing: Placing, now: datetime) -> int | None:
    """Put them back where they stood, but for those that were moved since; how many. None if that was done before."""
    claimed = database.session.execute(
        update(Placing).where(Placing.id == placing.id, Placing.undone_at.is_(None)).values(undone_at=now)
    )
    if not claimed.rowcount:  # type: ignore[attr-defined]
        return None
    back = int(database.session.execute(_put(placing, "new", "old")).rowcount)  # type: ignore[attr-defined]
    record(person, "questions.placing-undone", placing, now, new={"questions": back})
    return back


def counts(placing: Placing) -> tuple[int, int]:
    """How many questions it set, and how many still stand where it put them."""
    whole = select(func.count()).where(Placed.placing_id == placing.id)
    stand = whole.where(Placed.question_id == Question.id, *_stands("new"))
    return database.session.scalar(whole) or 0, database.session.scalar(stand) or 0


def _changes(question_ids: list[int], wish: Wish) -> list[dict[str, Any]]:
    """What would be different, of questions that nobody else writes meanwhile."""
    statement = (
        select(Question.id, Question.programme_id, Question.topic_id, Question.level)
        .where(Question.id.in_(question_ids))
        .order_by(Question.id)
        .with_for_update()
    )
    rows = []
    for row in database.session.execute(statement):
        before = {name: getattr(row, name) for name in COLUMNS}
        after = wish.over(**before)
        if before != after:
            rows.append({"question_id": row.id} | _named("old", before) | _named("new", after))
    return rows


def _named(prefix: str, values: dict[str, Any]) -> dict[str, Any]:
    return {f"{prefix}_{name}": value for name, value in values.items()}


def _put(placing: Placing, stands: str, becomes: str) -> Any:
    """Every question of the batch that stands where it is said to."""
    of_batch = (Placed.placing_id == placing.id, Placed.question_id == Question.id)
    values = {
        name: select(getattr(Placed, f"{becomes}_{name}")).where(*of_batch).scalar_subquery()
        for name in COLUMNS
    }
    there = exists().where(*of_batch, *_stands(stands)).correlate(Question)
    return update(Question).where(there).values(**values).execution_options(synchronize_session=False)


def _stands(which: str) -> list[ColumnElement[bool]]:
    return [
        getattr(Question, name).is_not_distinct_from(getattr(Placed, f"{which}_{name}")) for name in COLUMNS
    ]
