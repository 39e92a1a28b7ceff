"""The bank as a list: what is looked for, and the questions that fit."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import contains_eager, defer, joinedload
from werkzeug.datastructures import MultiDict

from lms import database
from lms.accounts.models import Person
from lms.programmes.queries import same_topic_ids, version_ids
from lms.questions.forms import read_place
from lms.questions.models import Question, QuestionVersion, VersionState
from lms.questions.openings import is_open
from lms.questions.sources.queries import cites, outdated
from question_bank.markup import folded, normalised
from question_bank.question import TYPES, Level

RETIRED = "retired"
PRACTICE = "practice"
OUTDATED = "outdated"
SHARED_BANK = "shared"
STATES = (
    VersionState.PUBLISHED,
    VersionState.SUBMITTED,
    VersionState.DRAFT,
    VersionState.RETURNED,
)
MOST_WORDS = 12


@dataclass(frozen=True)
class Filter:
    """What a person asked to see; what is not understood is not asked."""

    words: str = ""
    place: str = ""
    level: Level | None = None
    state: str = ""
    type: str = ""
    author_id: int | None = None
    document_id: int | None = None
    outdated_on: date | None = None  # only those that cite what no longer holds on that day

    @property
    def any(self) -> bool:
        return self != Filter()


def from_arguments(sent: MultiDict[str, str], today: date) -> Filter:
    level, kind = sent.get("level", ""), sent.get("type", "")
    return Filter(
        words=normalised(sent.get("q", "").replace("\0", "")).strip()[:200],
        place=sent.get("place", "") if _PLACE.fullmatch(sent.get("place", "")) else "",
        level=Level(level) if level in set(Level) else None,
        state=sent.get("state", "") if sent.get("state", "") in {*STATES, PRACTICE, RETIRED} else "",
        type=kind if kind in TYPES else "",
        author_id=_small(sent.get("author", type=int)),
        document_id=_small(sent.get("document", type=int)),
        outdated_on=today if sent.get("source") == OUTDATED else None,
    )


def listed(wanted: Filter) -> Select[Any]:
    """The questions that fit, newest first, each with its newest version but without what it holds in full."""
    statement = select(Question).join(Question.latest).where(*_conditions(wanted), _stands_at(wanted.state))
    return statement.order_by(Question.id.desc()).options(
        contains_eager(Question.latest).defer(QuestionVersion.content),
        joinedload(Question.topic),
        joinedload(Question.author),
        defer(Question.words),
        defer(Question.search_key),
    )


def fitting_ids(wanted: Filter) -> list[int]:
    """The ids of all questions that fit."""
    statement = (
        select(Question.id).join(Question.latest).where(*_conditions(wanted), _stands_at(wanted.state))
    )
    return list(database.session.scalars(statement.order_by(Question.id)))


def state_counts(wanted: Filter) -> dict[str, int]:
    """How many of the questions that fit stand at each state; `""` counts all that are not retired."""
    states = ["", *STATES, PRACTICE, RETIRED]
    columns = [func.count(case((_stands_at(state), 1))) for state in states]
    statement = select(*columns).select_from(Question).join(Question.latest).where(*_conditions(wanted))
    return dict(zip(states, database.session.execute(statement).one(), strict=True))


def authors() -> list[Person]:
    """Everybody who wrote a question, by name."""
    statement = select(Person).where(Person.id.in_(select(Question.author_id))).order_by(Person.sort_key)
    return list(database.session.scalars(statement))


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    found = _words(wanted.words)
    programme_id, topic_id = read_place(wanted.place)
    if wanted.place == SHARED_BANK:
        found.append(Question.programme_id.is_(None))
    if programme_id:
        found.append(Question.programme_id.in_(version_ids(programme_id)))
    if wanted.document_id:
        found.append(cites(wanted.document_id))
    if wanted.outdated_on:
        found.append(outdated(wanted.outdated_on))
    if topic_id:
        found.append(Question.topic_id.in_(same_topic_ids(topic_id)))
    pairs = (
        (Question.level, wanted.level),
        (QuestionVersion.type, wanted.type),
        (Question.author_id, wanted.author_id),
    )
    return found + [column == value for column, value in pairs if value]


def _words(typed: str) -> list[ColumnElement[bool]]:
    """Each word must be found; one typed without marks also finds those with marks."""
    found: list[ColumnElement[bool]] = []
    for word in typed.casefold().split()[:MOST_WORDS]:
        column = Question.search_key if folded(word) == word else Question.words
        found.append(column.contains(word, autoescape=True))
    return found


def _stands_at(state: str) -> ColumnElement[bool]:
    if state == RETIRED:
        return Question.retired_at.is_not(None)
    stays = Question.retired_at.is_(None)
    if state == PRACTICE:
        return stays & is_open()
    if state == VersionState.PUBLISHED:
        version = QuestionVersion.__table__.alias("in_use")
        used = exists().where(version.c.question_id == Question.id, version.c.state == VersionState.PUBLISHED)
        return stays & used
    return stays & (QuestionVersion.state == VersionState(state)) if state else stays


def _small(number: int | None) -> int | None:
    """Ids beyond what the database can hold are simply unknown."""
    return number if number and 0 < number < 2**31 else None


_PLACE = re.compile(rf"{SHARED_BANK}|[0-9]{{1,9}}:[0-9]{{0,9}}")
