"""The objectives of a programme's topics, all written on one page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.programmes.models import Programme, Topic
from lms.programmes.objectives.models import LONGEST, LearningObjective


@dataclass(frozen=True)
class Wish:
    """What is typed: other words by id (none: it ends), and new ones by the lineage of their topic."""

    words: Mapping[int, str] = field(default_factory=dict)
    new: Mapping[str, Sequence[str]] = field(default_factory=dict)


def read(words: str) -> str:
    """One line, not longer than can be kept."""
    return " ".join(words.split())[:LONGEST]


def standing(lineages: Iterable[str]) -> dict[str, list[LearningObjective]]:
    """The objectives of these topics in the order in which they were written."""
    statement = select(LearningObjective).where(
        LearningObjective.lineage.in_(list(lineages)), LearningObjective.ended_at.is_(None)
    )
    found: dict[str, list[LearningObjective]] = {}
    for one in database.session.scalars(statement.order_by(LearningObjective.id)):
        found.setdefault(one.lineage, []).append(one)
    return found


def of_current_topics() -> Sequence[tuple[LearningObjective, str]]:
    """Every objective that stands, with the title that its topic has in the newest version that has it."""
    newest = (
        select(Topic.title)
        .where(Topic.lineage == LearningObjective.lineage)
        .order_by(Topic.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    statement = select(LearningObjective, newest).where(LearningObjective.ended_at.is_(None))
    rows = database.session.execute(statement.order_by(LearningObjective.lineage, LearningObjective.id))
    return [(one, title or "") for one, title in rows]


def save(actor: Person, programme: Programme, wish: Wish, now: datetime) -> bool:
    """Keep what was typed; the same words twice under a topic count once. Whether anything is different."""
    database.session.execute(select(Programme.id).where(Programme.id == programme.id).with_for_update())
    present = standing(topic.lineage for topic in programme.topics)
    before = _told(present)
    for lineage, objectives in present.items():
        taken: set[str] = set()
        for one in objectives:
            words = read(wish.words.get(one.id, one.words))
            if not words or words in taken:
                one.ended_at = now
            taken.add(words)
        database.session.flush()
        for one in objectives:
            if one.ended_at is None:
                one.words = read(wish.words.get(one.id, one.words))
        _add(lineage, wish, taken)
    for topic in programme.topics:
        if topic.lineage not in present:
            _add(topic.lineage, wish, set())
    database.session.flush()
    after = _told(standing(topic.lineage for topic in programme.topics))
    if after != before:
        record(
            actor,
            "programme.objectives-set",
            programme,
            now,
            old={"objectives": before},
            new={"objectives": after},
        )
    return after != before


def _add(lineage: str, wish: Wish, taken: set[str]) -> None:
    wanted = dict.fromkeys(filter(None, map(read, wish.new.get(lineage, ()))))
    database.session.add_all(
        LearningObjective(lineage=lineage, words=words) for words in wanted if words not in taken
    )


def _told(objectives: Mapping[str, Sequence[LearningObjective]]) -> dict[str, list[str]]:
    return {lineage: [one.words for one in some] for lineage, some in sorted(objectives.items())}
