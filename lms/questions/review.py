"""The way of a version into use: submitted, then approved or returned by somebody who wrote no part of it.

Who approves goes through the criteria first: each is met, or a reason is written down.

Everything here takes many versions at once; what cannot move is counted with its reason, the rest moves.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, insert, or_, select, update

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.questions.checklist import rows
from lms.questions.checklist.criteria import Checklist, may_approve, may_return
from lms.questions.councils.queries import within_reach
from lms.questions.models import Question, QuestionVersion, ReviewStep, Step, VersionState
from lms.questions.queries import parts
from lms.questions.service import lock
from lms.questions.sharing.conditions import open_to, unseen_by_others
from lms.questions.sharing.queries import versions_among
from lms.questions.sharing.rules import Right, Viewer
from lms.questions.sharing.viewers import as_viewer
from lms.web.clock import local
from question_bank.problems import Severity


class Reason(StrEnum):
    """Why a version stayed where it was."""

    STALE = "stale"
    OWN = "own"
    COUNCIL = "council"
    UNSEEN = "unseen"
    UNUSABLE = "unusable"
    UNCHECKED = "unchecked"
    UNSAID = "unsaid"


@dataclass
class Moved:
    """The versions that moved and why others did not."""

    done: list[int] = field(default_factory=list)
    kept: Counter[Reason] = field(default_factory=Counter)

    def add(self, other: "Moved") -> None:
        self.done += other.done
        self.kept += other.kept


@dataclass(frozen=True)
class _Move:
    """From which states a version goes where, and what that step is called."""

    step: Step
    target: VersionState
    wanted: tuple[VersionState, ...] = (VersionState.SUBMITTED,)


@dataclass(frozen=True)
class _Judgement:
    """A move by a reviewer, what the checklist and the comment must say for it, and what it means if they do not."""

    move: _Move
    enough: Callable[[str, Checklist, str], bool]
    lacking: Reason


_SUBMIT = _Move(Step.SUBMITTED, VersionState.SUBMITTED, (VersionState.DRAFT, VersionState.RETURNED))
_WITHDRAW = _Move(Step.WITHDRAWN, VersionState.DRAFT)
_PUBLISH = _Move(Step.PUBLISHED, VersionState.PUBLISHED)
_RETURN = _Move(Step.RETURNED, VersionState.RETURNED)
_APPROVING = _Judgement(_PUBLISH, may_approve, Reason.UNCHECKED)
_RETURNING = _Judgement(_RETURN, may_return, Reason.UNSAID)


def submit(person: Person, version_ids: Iterable[int], now: datetime, comment: str = "") -> Moved:
    """Hand drafts to the reviewers; what has an error stays a draft."""
    return _each_part(
        _reached(person, version_ids, Right.EDIT, now), lambda ids: _submit(person, ids, now, comment)
    )


def submit_checked(person: Person, version_ids: Iterable[int], now: datetime) -> Moved:
    """The same for versions that are known to have no error, such as those just imported."""
    return _each_part(version_ids, lambda ids: _hand_in(person, _found(ids), now))


def withdraw(person: Person, version_ids: Iterable[int], now: datetime) -> Moved:
    """Take submitted versions back to work on them."""
    return _each_part(
        _reached(person, version_ids, Right.EDIT, now),
        lambda ids: _move(person, _found(ids), _WITHDRAW, now),
    )


def publish(
    person: Person, version_ids: Iterable[int], found: Checklist, now: datetime, comment: str = ""
) -> Moved:
    """Approve submitted versions: they are in use from now on, and what they replace no longer is."""
    return _each_part(
        _reached(person, version_ids, Right.SEE, now),
        lambda ids: _judge(person, ids, _APPROVING, found, now, comment),
    )


def send_back(
    person: Person, version_ids: Iterable[int], found: Checklist, now: datetime, comment: str = ""
) -> Moved:
    """Return submitted versions to their writers, saying why."""
    return _each_part(
        _reached(person, version_ids, Right.SEE, now),
        lambda ids: _judge(person, ids, _RETURNING, found, now, comment),
    )


def writers_of(question_ids: Sequence[int]) -> dict[int, set[int]]:
    """Who wrote any part of each question: its author and whoever saved a version."""
    statement = (
        select(Question.id, Question.author_id, QuestionVersion.created_by_id)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .where(Question.id.in_(question_ids))
    )
    writers: dict[int, set[int]] = {}
    for question_id, *people in database.session.execute(statement):
        writers.setdefault(question_id, set()).update(one for one in people if one is not None)
    return writers


def for_review_by(viewer: Viewer) -> list[ColumnElement[bool]]:
    """Conditions on Question: this person sees it, wrote no part of it, and no other council reviews its topic."""
    person_id = viewer.person_id or 0
    mine = select(QuestionVersion.question_id).where(QuestionVersion.created_by_id == person_id)
    not_mine = or_(Question.author_id.is_(None), Question.author_id != person_id)
    return [open_to(viewer), not_mine, Question.id.not_in(mine), within_reach(person_id, viewer.day)]


def may_review(viewer: Viewer, question_id: int) -> bool:
    """Whether this person may judge and remark on the question, were it handed in."""
    statement = select(Question.id).where(Question.id == question_id, *for_review_by(viewer))
    return database.session.scalar(statement) is not None


def _submit(person: Person, ids: list[int], now: datetime, comment: str) -> Moved:
    found, moved = _found(ids), Moved()
    usable = [version for version in found if not has_errors(version)]
    moved.kept[Reason.UNUSABLE] += len(found) - len(usable)
    moved.add(_hand_in(person, usable, now, comment))
    return moved


def _hand_in(person: Person, versions: list[QuestionVersion], now: datetime, comment: str = "") -> Moved:
    """What nobody but its author sees would wait for ever."""
    statement = select(Question.id).where(
        Question.id.in_([one.question_id for one in versions]), unseen_by_others(as_viewer(person, now))
    )
    unseen = set(database.session.scalars(statement))
    seen = [one for one in versions if one.question_id not in unseen]
    moved = _move(person, seen, _SUBMIT, now, comment)
    moved.kept[Reason.UNSEEN] += len(versions) - len(seen)
    return moved


def _reached(person: Person, version_ids: Iterable[int], right: Right, now: datetime) -> list[int]:
    """Those of these versions to which this person has the right; of the others nothing is said."""
    return versions_among(version_ids, as_viewer(person, now), right)


def has_errors(version: QuestionVersion) -> bool:
    return any(problem.severity is Severity.ERROR for problem in version.asked.problems())


def _judge(
    person: Person, ids: list[int], judgement: _Judgement, found: Checklist, now: datetime, comment: str
) -> Moved:
    versions, moved, move = _found(ids), Moved(), judgement.move
    writers = writers_of([version.question_id for version in versions])
    others = [version for version in versions if person.id not in writers[version.question_id]]
    moved.kept[Reason.OWN] += len(versions) - len(others)
    near = _within_reach(person.id, [version.question_id for version in others], local(now).date())
    moved.kept[Reason.COUNCIL] += len(others) - len(near)
    others = [version for version in others if version.question_id in near]
    judged = [version for version in others if judgement.enough(version.type, found, comment)]
    moved.kept[judgement.lacking] += len(others) - len(judged)
    if move is _PUBLISH:
        _replace_published([one.question_id for one in judged if one.state in move.wanted])
    done = _move(person, judged, move, now, comment)
    rows.keep({version.id: version.type for version in judged if version.id in done.done}, found)
    moved.add(done)
    return moved


def _within_reach(person_id: int, question_ids: list[int], day: date) -> set[int]:
    statement = select(Question.id).where(Question.id.in_(question_ids), within_reach(person_id, day))
    return set(database.session.scalars(statement))


def _found(ids: list[int]) -> list[QuestionVersion]:
    """The versions as they stand now, their questions locked first."""
    of = select(QuestionVersion.question_id).where(QuestionVersion.id.in_(ids))
    lock(list(database.session.scalars(of)))
    statement = select(QuestionVersion).where(QuestionVersion.id.in_(ids)).order_by(QuestionVersion.id)
    return list(database.session.scalars(statement.execution_options(populate_existing=True)))


def _move(
    person: Person, versions: list[QuestionVersion], move: _Move, now: datetime, comment: str = ""
) -> Moved:
    ready = [version.id for version in versions if version.state in move.wanted]
    moved = Moved(ready, Counter({Reason.STALE: len(versions) - len(ready)}))
    if ready:
        approver = person.id if move is _PUBLISH else None
        statement = update(QuestionVersion).where(QuestionVersion.id.in_(ready))
        database.session.execute(statement.values(state=move.target, approved_by_id=approver))
        step = {"step": move.step, "by_id": person.id, "at": now, "comment": comment}
        database.session.execute(insert(ReviewStep), [{"version_id": one, **step} for one in ready])
        action = f"question.{move.step.value}"
        record(person, action, versions[0], now, new={"versions": ready}, reason=comment[:500])
    return moved


def _replace_published(question_ids: list[int]) -> None:
    database.session.execute(
        update(QuestionVersion)
        .where(QuestionVersion.question_id.in_(question_ids), QuestionVersion.state == VersionState.PUBLISHED)
        .values(state=VersionState.REPLACED)
    )


def _each_part(ids: Iterable[int], move: Callable[[list[int]], Moved]) -> Moved:
    moved = Moved()
    for part in parts(dict.fromkeys(ids)):
        moved.add(move(part))
    return moved
