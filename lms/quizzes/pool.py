"""What the papers of a quiz are drawn from: the questions of its cells, with what is known of each from before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from lms import database
from lms.classes.models import StudyClass
from lms.programmes.queries import branches_of, version_ids
from lms.questions import queries as bank
from lms.questions.queries import PoolEntry
from lms.questions.sharing.rules import NOBODY, Viewer
from lms.questions.usage import subjects_of
from lms.quizzes import durations, matrix
from lms.quizzes.expecting import CellKey
from lms.quizzes.models import Attempt, PaperSlot, Quiz, SlotMark
from question_bank.assembly import Candidate, Ref

NEWEST = 500  # attempts that the matrix page looks at
ENOUGH = 30  # answers, below which a share earned says nothing of how hard a question is


@dataclass(frozen=True)
class Pool:
    """The candidates; how often each was put before learners; which of them this class had in another quiz."""

    candidates: Sequence[Candidate]
    used: Mapping[Ref, int]
    seen: frozenset[Ref]


def pool(quiz: Quiz, day: date, viewer: Viewer = NOBODY) -> Pool:
    """The published questions of the matrix's cells, with those of topics below, that the viewer may use; earlier
    versions count as used, too.
    """
    from question_bank.near import families  # noqa: PLC0415 - numpy, which the server needs only here

    entries = _entries(quiz, day, viewer)
    questions = bank.load_versions(entry.version_id for entry in entries)
    asked = [questions[entry.version_id] for entry in entries]
    earned = _earned([entry.version_id for entry in entries])
    candidates = [
        Candidate(
            entry.version_id,
            one,
            str(entry.topic_id),
            entry.level,
            family,
            earned.get(entry.version_id),
            entry.place,
        )
        for entry, one, family in zip(entries, asked, families(asked), strict=True)
    ]
    uses = subjects_of("quiz", [entry.question_id for entry in entries])
    others = _other_quizzes(quiz)
    return Pool(
        candidates,
        {entry.version_id: len(uses.get(entry.question_id, ())) for entry in entries},
        frozenset(entry.version_id for entry in entries if others & uses.get(entry.question_id, set())),
    )


def _entries(quiz: Quiz, day: date, viewer: Viewer) -> list[PoolEntry]:
    branches = branches_of(quiz.study_class.programme)
    named = {
        (topic_id, level)
        for row in quiz.blueprint
        for topic_id in branches.get(row["topic_id"], ())
        for level in matrix.LEVELS
        if row.get(level.value)
    }
    entries = bank.pool(quiz.study_class.programme_id, day, viewer)
    return [entry for entry in entries if (entry.topic_id, entry.level) in named]


def _other_quizzes(quiz: Quiz) -> set[int]:
    statement = select(Quiz.id).where(Quiz.study_class_id == quiz.study_class_id, Quiz.id != quiz.id)
    return set(database.session.scalars(statement))


@dataclass(frozen=True)
class Known:
    """What is known of the questions of each cell that enough people answered: shares earned, minutes taken."""

    earned: Mapping[CellKey, list[float]]
    minutes: Mapping[CellKey, list[float]]


def known_by_cell(programme_id: int, day: date, viewer: Viewer = NOBODY) -> Known:
    """For a programme, from its newest attempts, so that it stays quick."""
    cells = {
        entry.version_id: (entry.topic_id, entry.level)
        for entry in bank.pool(programme_id, day, viewer)
        if entry.topic_id is not None and entry.level is not None
    }
    newest = (
        select(Attempt.id)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .join(StudyClass, StudyClass.id == Quiz.study_class_id)
        .where(StudyClass.programme_id.in_(version_ids(programme_id)), Attempt.marked_at.is_not(None))
        .order_by(Attempt.id.desc())
        .limit(NEWEST)
    )
    attempt_ids = list(database.session.scalars(newest))
    if not attempt_ids:
        return Known({}, {})
    taken = durations.medians(cells, attempt_ids, ENOUGH)
    return Known(_by_cell(cells, _earned(list(cells), attempt_ids)), _by_cell(cells, taken))


def _by_cell(cells: Mapping[int, CellKey], figures: Mapping[int, float]) -> dict[CellKey, list[float]]:
    found: dict[CellKey, list[float]] = {}
    for version_id, figure in figures.items():
        found.setdefault(cells[version_id], []).append(figure)
    return found


def _earned(version_ids: Collection[int], attempt_ids: Sequence[int] | None = None) -> dict[int, float]:
    """The mean share of its mark that people earned on each, where enough were marked; the latest marks count."""
    later = aliased(SlotMark)
    latest = (
        ~select(later.id)
        .where(later.attempt_id == SlotMark.attempt_id, later.slot == SlotMark.slot, later.id > SlotMark.id)
        .exists()
    )
    sums: dict[int, tuple[int, Fraction]] = {}
    for part in bank.parts(version_ids):
        statement = (
            select(PaperSlot.question_version_id, SlotMark.share, func.count())
            .join(Attempt, Attempt.paper_id == PaperSlot.paper_id)
            .join(SlotMark, (SlotMark.attempt_id == Attempt.id) & (SlotMark.slot == PaperSlot.number))
            .where(PaperSlot.question_version_id.in_(part), SlotMark.share.is_not(None), latest)
            .group_by(PaperSlot.question_version_id, SlotMark.share)
        )
        if attempt_ids is not None:
            statement = statement.where(Attempt.id.in_(attempt_ids))
        for version_id, share, count in database.session.execute(statement):
            before, earned = sums.get(version_id, (0, Fraction(0)))
            sums[version_id] = (before + count, earned + count * Fraction(share or 0))
    return {
        version_id: float(earned / count) for version_id, (count, earned) in sums.items() if count >= ENOUGH
    }
