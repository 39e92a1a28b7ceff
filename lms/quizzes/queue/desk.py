"""The desk of one question: what the marker reads beside the answer, and the answer itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.quizzes import marking
from lms.quizzes.corrections import rules as corrections
from lms.quizzes.corrections.queries import changes_of
from lms.quizzes.models import Paper, PaperSlot, Quiz
from lms.quizzes.queue import queries, rules
from lms.quizzes.queue.rules import Script
from lms.quizzes.results import described
from lms.quizzes.sheets import Item, Sheet, sheet
from question_bank.types.essay import Essay

REUSED = 6


@dataclass(frozen=True)
class Model:
    """One question as markers see it: `keys` are the right answers, `guidance` what to look for."""

    item: Item
    full: Decimal
    keys: list[str]
    guidance: str
    explanation: str


@dataclass(frozen=True)
class Before:
    """What the marker decided last about this question."""

    points: Decimal
    comment: str


@dataclass(frozen=True)
class Desk:
    """Everything on the screen for one script."""

    quiz: Quiz
    version_id: int
    model: Model
    scripts: list[Script]
    script: Script
    text: str
    points: Decimal | None
    before: Script | None
    after: Script | None
    last: Before | None
    comments: list[str]
    mine: bool

    @property
    def left(self) -> int:
        return sum(script.open for script in self.scripts)

    @property
    def place(self) -> int:
        return [script.key for script in self.scripts].index(self.script.key) + 1


def place_of(quiz: Quiz, version_id: int) -> tuple[Sheet, Item] | None:
    """A paper of the quiz that asks this question, and the place where; None if none does."""
    if version_id >= 2**31:
        return None
    statement = (
        select(Paper.key, PaperSlot.number)
        .join(PaperSlot, PaperSlot.paper_id == Paper.id)
        .where(Paper.quiz_id == quiz.id, PaperSlot.question_version_id == version_id)
        .order_by(Paper.id)
        .limit(1)
    )
    row = database.session.execute(statement).one_or_none()
    return (sheet(row.key), sheet(row.key).items[row.number]) if row else None


def model(quiz: Quiz, asked: Sheet, item: Item) -> Model:
    changes = changes_of(database.session.connection(), quiz.id).of(item.version_id)
    question = item.question
    other = corrections.explanation(changes)
    keys = [one.correct_response() for one in corrections.answers_now(question, changes)]
    return Model(
        item=item,
        full=marking.full_mark(asked, item.number, quiz.out_of),
        keys=[described(item, key) for key in keys if key is not None],
        guidance=question.guidance if isinstance(question, Essay) else "",
        explanation=question.explanation if other is None else other,
    )


def scripts(quiz: Quiz, item: Item, marker: Person) -> list[Script]:
    """All scripts of the question in the order of this marker."""
    return rules.scripts(item.version_id, marker.id, queries.answers(quiz, item.version_id, item))


def desk(
    quiz: Quiz, place: tuple[Sheet, Item], listed: Sequence[Script], script: Script, marker: Person
) -> Desk:
    asked, item = place
    given = queries.by_marker(quiz.id, item.version_id, marker.id)
    before, after = rules.around(listed, script.key)
    shares = {answer.share for answer in script.answers}
    agreed = shares.pop() if len(shares) == 1 and not script.open else None
    last = next(iter(given), None)
    return Desk(
        quiz=quiz,
        version_id=item.version_id,
        model=model(quiz, asked, item),
        scripts=list(listed),
        script=script,
        text=queries.text_of(script.first, item),
        points=None if agreed is None else _points(agreed, place, quiz),
        before=before,
        after=after,
        last=Before(_points(last.share, place, quiz), last.comment) if last else None,
        comments=list(dict.fromkeys(row.comment for row in given if row.comment))[:REUSED],
        mine=all(answer.by_id == marker.id for answer in script.answers),
    )


@dataclass(frozen=True)
class Standing:
    """The mark that counts now of one answer; `points` None where it waits, `by` empty where the machine marked."""

    by: str
    points: Decimal | None
    comment: str


def standing(quiz: Quiz, place: tuple[Sheet, Item], script: Script) -> list[Standing]:
    """The marks that count now, each kind once."""
    names = queries.given_by([answer.mark_id for answer in script.answers])
    found = [
        Standing(
            names.get(answer.mark_id, ""),
            None if answer.share is None else _points(answer.share, place, quiz),
            answer.comment,
        )
        for answer in script.answers
    ]
    return list(dict.fromkeys(found))


def last_of(quiz: Quiz, place: tuple[Sheet, Item], marker: Person) -> Before | None:
    """What the marker decided last about this question."""
    given = queries.by_marker(quiz.id, place[1].version_id, marker.id, limit=1)
    return next((Before(_points(row.share, place, quiz), row.comment) for row in given), None)


def _points(share: str | Fraction, place: tuple[Sheet, Item], quiz: Quiz) -> Decimal:
    asked, item = place
    return marking.points_for(Fraction(share), asked, item.number, quiz.out_of)
