"""The bank as a list: what is looked for, and the questions that fit."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, contains_eager, defer, joinedload
from werkzeug.datastructures import MultiDict

from lms import database
from lms.accounts.models import Person
from lms.programmes.queries import below_topic_ids, version_ids
from lms.questions.forms import read_place
from lms.questions.models import Question, QuestionVersion, VersionState
from lms.questions.openings import is_open
from lms.questions.sharing import conditions as sharing
from lms.questions.sharing.models import QuestionHolding
from lms.questions.sharing.rules import NOBODY, Right, Viewer
from lms.questions.sources.queries import cites, outdated
from lms.questions.tagging.rows import aims_at, tagged
from question_bank.markup import folded, normalised
from question_bank.question import TYPES, Level

RETIRED = "retired"
PRACTICE = "practice"
OUTDATED = "outdated"
SHARED_BANK = "shared"
PRIVATE, UNIT, GIVEN = "private", "unit", "given"
HOMES = (PRIVATE, UNIT, GIVEN)
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
    home: str = ""  # kept to its author, kept to a unit, or given by somebody else
    tag: str = ""
    objective_id: int | None = None
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
        home=sent.get("home", "") if sent.get("home", "") in HOMES else "",
        tag=normalised(sent.get("tag", "").replace("\0", "")).strip()[:60],
        objective_id=_small(sent.get("objective", type=int)),
        document_id=_small(sent.get("document", type=int)),
        outdated_on=today if sent.get("source") == OUTDATED else None,
    )


def listed(wanted: Filter, viewer: Viewer = NOBODY) -> Select[Any]:
    """What fits and the viewer sees, newest first, each with its newest version but without what it holds in full."""
    fit = [*_conditions(wanted, viewer), _stands_at(wanted.state)]
    statement = select(Question).join(Question.latest).where(*fit)
    return statement.order_by(Question.id.desc()).options(
        contains_eager(Question.latest).defer(QuestionVersion.content),
        joinedload(Question.topic),
        joinedload(Question.author),
        joinedload(Question.holding).joinedload(QuestionHolding.unit),
        defer(Question.words),
        defer(Question.search_key),
    )


def fitting_ids(wanted: Filter, viewer: Viewer = NOBODY, right: Right = Right.SEE) -> list[int]:
    """The ids of all questions that fit and to which the viewer has the right."""
    fit = [*_conditions(wanted, viewer), _stands_at(wanted.state), sharing.open_to(viewer, right)]
    statement = select(Question.id).join(Question.latest).where(*fit)
    return list(database.session.scalars(statement.order_by(Question.id)))


def state_counts(wanted: Filter, viewer: Viewer = NOBODY) -> dict[str, int]:
    """How much of what fits and the viewer sees stands at each state; `""` counts all that is not retired."""
    states = ["", *STATES, PRACTICE, RETIRED]
    columns = [func.count(case((_stands_at(state), 1))) for state in states]
    statement = (
        select(*columns).select_from(Question).join(Question.latest).where(*_conditions(wanted, viewer))
    )
    return dict(zip(states, database.session.execute(statement).one(), strict=True))


def authors(viewer: Viewer = NOBODY) -> list[Person]:
    """Everybody who wrote a question that the viewer sees, by name."""
    wrote = select(Question.author_id).where(sharing.open_to(viewer))
    return list(
        database.session.scalars(select(Person).where(Person.id.in_(wrote)).order_by(Person.sort_key))
    )


def word_conditions(
    typed: str, words: InstrumentedAttribute[str], search_key: InstrumentedAttribute[str]
) -> list[ColumnElement[bool]]:
    """Each word must be found; one typed without marks also finds those with marks."""
    found: list[ColumnElement[bool]] = []
    for word in typed.casefold().split()[:MOST_WORDS]:
        column = search_key if folded(word) == word else words
        found.append(column.contains(word, autoescape=True))
    return found


def _conditions(wanted: Filter, viewer: Viewer) -> list[ColumnElement[bool]]:
    found = [
        sharing.open_to(viewer),
        *word_conditions(wanted.words, Question.words, Question.search_key),
    ]
    programme_id, topic_id = read_place(wanted.place)
    if wanted.place == SHARED_BANK:
        found.append(Question.programme_id.is_(None))
    if programme_id:
        found.append(Question.programme_id.in_(version_ids(programme_id)))
    if wanted.home:
        found.append(_home(wanted.home, viewer))
    if wanted.tag:
        found.append(tagged(wanted.tag))
    if wanted.objective_id:
        found.append(aims_at(wanted.objective_id))
    if wanted.document_id:
        found.append(cites(wanted.document_id))
    if wanted.outdated_on:
        found.append(outdated(wanted.outdated_on))
    if topic_id:
        found.append(Question.topic_id.in_(below_topic_ids(topic_id)))
    pairs = (
        (Question.level, wanted.level),
        (QuestionVersion.type, wanted.type),
        (Question.author_id, wanted.author_id),
    )
    return found + [column == value for column, value in pairs if value]


def _home(wanted: str, viewer: Viewer) -> ColumnElement[bool]:
    if wanted == GIVEN:
        return sharing.given_to(viewer)
    return sharing.kept_to_unit() if wanted == UNIT else sharing.kept_to_author()


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
