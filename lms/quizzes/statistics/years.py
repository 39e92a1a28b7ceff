"""The figures of a question over years and versions: one line for each test that asked a version of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from math import fsum

from sqlalchemy import select

from lms import database
from lms.permissions import GrantLike
from lms.questions.models import Question, QuestionVersion
from lms.quizzes.corrections.queries import changes_about
from lms.quizzes.corrections.rules import KEYED, NO_CHANGES
from lms.quizzes.models import Paper, PaperSlot, Quiz
from lms.quizzes.statistics import items
from lms.quizzes.statistics.items import Asked, Column, Item, Slot
from lms.quizzes.statistics.offered import Offered, answer_of, offered
from lms.quizzes.statistics.tallies import Tally, tallies, tests_of, versions_of
from question_bank.statistics.pooling import pooled
from question_bank.statistics.verdicts import Figures, Verdict, verdicts

Key = tuple[int, int]  # test, version


@dataclass(frozen=True)
class Used:
    """One version in one test; `item` has its figures, of nobody if nobody's attempt counts. `rekeyed`: corrected so
    that something else is right.
    """

    quiz: Quiz
    item: Item
    corrected: bool
    rekeyed: bool

    @property
    def at(self) -> datetime:
        return self.quiz.opens_at or self.quiz.published_at or self.quiz.created_at


@dataclass(frozen=True)
class Version:
    """All that is known of one version, the newest test first. `share` is over all its tests; None: not defined."""

    version: QuestionVersion
    used: Sequence[Used]
    asked: Asked

    @property
    def count(self) -> int:
        return sum(one.item.count for one in self.used)

    @property
    def share(self) -> float | None:
        known = [
            (one.item.count - one.item.waiting, one.item.difficulty)
            for one in self.used
            if one.item.difficulty is not None
        ]
        marked = sum(count for count, _share in known)
        return fsum(count * share for count, share in known) / marked if marked else None

    @cached_property
    def alike(self) -> list[Used]:
        """The tests whose answers may be taken together: not void there, and under the key of the version itself."""
        return [one for one in self.used if one.item.count and not one.item.void and not one.rekeyed]

    @cached_property
    def together(self) -> Figures:
        """The figures of all those tests, for a verdict that one class may be too small for."""
        return pooled([one.item.figures for one in self.alike])

    @property
    def verdicts(self) -> list[Verdict]:
        return verdicts(self.together)

    @property
    def offered(self) -> list[Offered]:
        """What can be chosen, in the order of the bank."""
        return offered(self.asked.question, (), (), {})


def years(question: Question, grants: Iterable[GrantLike]) -> list[Version]:
    """The versions that stood on a paper of a test which these grants show, the newest first.

    Five statements, however many tests there were.
    """
    held = list(grants)
    places = _places(question.id, held)
    by_key: dict[Key, list[Tally]] = {}
    for tally in tallies(question.id, held):
        by_key.setdefault((tally.quiz_id, tally.version_id), []).append(tally)
    changes = changes_about(question.id)
    quizzes = _quizzes(question.id, held)
    found = []
    for version in question.versions:
        asked = Asked(version.id, version.asked, "", question.level)
        used = []
        for quiz in quizzes:
            key = (quiz.id, version.id)
            if key in places:
                column = _column(asked, places[key], by_key.get(key, ()))
                about = changes.get(quiz.id, NO_CHANGES).of(version.id)
                rekeyed = any(change.action in KEYED for change in about)
                used.append(Used(quiz, items.item(asked, column, about), bool(about), rekeyed))
        if used:
            listed = sorted(used, key=lambda one: (one.at, one.quiz.id), reverse=True)
            found.append(Version(version, listed, asked))
    return found


def _column(asked: Asked, slots: Sequence[Slot], counted: Sequence[Tally]) -> Column:
    """What the tallies say, told as if attempt by attempt; letters are those of the first paper that was sat."""
    first = min((tally.code for tally in counted), default="")
    column = Column([slot for slot in slots if slot.code >= first])
    for tally in counted:
        share = items.share_of(tally.share)
        given = [answer_of(asked.question, tally.value)] * tally.count
        column.count += tally.count
        column.given += given
        if share is not None:
            column.known += [share] * tally.count
        if share is not None and tally.whole:
            column.of_whole += given
            column.shares += [share] * tally.count
            column.totals += [tally.total] * tally.count
            column.rests += [tally.total - share * tally.points] * tally.count
    return column


def _quizzes(question_id: int, grants: Iterable[GrantLike]) -> Sequence[Quiz]:
    return database.session.scalars(select(Quiz).where(Quiz.id.in_(tests_of(question_id, grants)))).all()


def _places(question_id: int, grants: Iterable[GrantLike]) -> Mapping[Key, list[Slot]]:
    """Where each version stands on the papers of each test, by mã đề."""
    statement = (
        select(
            Paper.quiz_id,
            Paper.code,
            PaperSlot.number,
            PaperSlot.question_version_id,
            PaperSlot.points,
            PaperSlot.option_order,
        )
        .join(PaperSlot, PaperSlot.paper_id == Paper.id)
        .where(
            PaperSlot.question_version_id.in_(versions_of(question_id)),
            Paper.quiz_id.in_(tests_of(question_id, grants)),
        )
        .order_by(Paper.code, PaperSlot.number)
    )
    found: dict[Key, list[Slot]] = {}
    for quiz_id, code, number, version_id, points, order in database.session.execute(statement):
        slot = Slot(code, number, version_id, float(points), tuple(order))
        found.setdefault((quiz_id, version_id), []).append(slot)
    return found
