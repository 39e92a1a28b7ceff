"""Questions that ask nearly the same as one of the bank: of a file on its way in, and in a sweep of the whole bank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, func, select, true

from lms import database
from lms.questions.models import Question, QuestionVersion
from lms.questions.sharing.conditions import open_to
from lms.questions.sharing.rules import NOBODY, Viewer
from question_bank.encoding import decode
from question_bank.problems import Problem, note, warning
from question_bank.question import Question as BankQuestion

if TYPE_CHECKING:
    from question_bank.near import Asked, Index

LARGEST = 3000  # questions that a file is compared with while somebody waits; the sweep takes any number


@dataclass(frozen=True)
class Beside:
    """What a file is compared with; no index where the bank is too large for that."""

    ids: Sequence[int]
    index: Index | None

    @property
    def problems(self) -> list[Problem]:
        return [note("bank.too_large", number=LARGEST)] if self.index is None else []

    def named(self, asked: Sequence[Asked]) -> Mapping[int, Problem]:
        """For each place whose question is nearly one of the bank, a problem that says which; twins have their own."""
        if self.index is None or not self.ids:
            return {}
        found = {place: self.index.near_to(one) for place, one in enumerate(asked)}
        return {
            place: warning("bank.near", number=self.ids[near[0].place])
            for place, near in found.items()
            if near and not near[0].exact
        }


@dataclass(frozen=True)
class Pair:
    """Two questions of the bank and how alike they are, from 0.5 to 1."""

    first: int
    second: int
    alike: float
    texts: tuple[str, str]


def beside(programme_id: int | None, viewer: Viewer = NOBODY) -> Beside:
    """What a file for this programme is compared with: what the viewer sees of its bank and the shared one, or all."""
    from question_bank.near import Index  # noqa: PLC0415 - numpy

    if (database.session.scalar(select(func.count()).where(_asked_in(programme_id, viewer))) or 0) > LARGEST:
        return Beside([], None)
    rows = _newest(programme_id, viewer)
    return Beside(
        [number for number, _asked, _text in rows], Index.of(asked for _number, asked, _text in rows)
    )


def sweep(programme_id: int | None, viewer: Viewer = NOBODY) -> list[Pair]:
    """All pairs that ask the same or nearly the same, the most alike first. Takes seconds for thousands."""
    from question_bank.near import near_pairs  # noqa: PLC0415 - numpy

    rows = _newest(programme_id, viewer)
    return [
        Pair(
            rows[pair.first][0], rows[pair.second][0], pair.alike, (rows[pair.first][2], rows[pair.second][2])
        )
        for pair in near_pairs([asked for _number, asked, _text in rows])
    ]


def _newest(programme_id: int | None, viewer: Viewer) -> list[tuple[int, BankQuestion, str]]:
    statement = (
        select(Question.id, QuestionVersion.content, QuestionVersion.text)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .where(QuestionVersion.number == Question.latest_number, _asked_in(programme_id, viewer))
        .order_by(Question.id)
    )
    return [(number, decode(content), text) for number, content, text in database.session.execute(statement)]


def _asked_in(programme_id: int | None, viewer: Viewer) -> ColumnElement[bool]:
    """What the viewer sees of what this programme may draw: its own and the shared ones; all where none is meant."""
    mine = (Question.programme_id == programme_id) | Question.programme_id.is_(None)
    return Question.retired_at.is_(None) & open_to(viewer) & (true() if programme_id is None else mine)
