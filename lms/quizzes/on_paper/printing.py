"""Papers as they are printed, and the key of each for those who mark on paper. Pure, but for reading the papers.

The key is that of now: with the corrections in force, each of which says since when.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from lms import database
from lms.quizzes.corrections import rules
from lms.quizzes.corrections.rules import NO_CHANGES, Change, Changes
from lms.quizzes.models import Paper, Quiz
from lms.quizzes.on_paper.shapes import Each, Letters, One, Order, Shape, Some, Truth, Written, shape, write
from lms.quizzes.results import described
from lms.quizzes.sheets import Item, Sheet, sheet
from question_bank.markup import plain
from question_bank.types import Essay

BETWEEN = " / "


@dataclass(frozen=True)
class PrintedPaper:
    """One mã đề with its questions in order."""

    code: str
    asked: Sheet

    @property
    def items(self) -> list[Item]:
        return list(self.asked.items.values())

    @property
    def answer_rows(self) -> list["AnswerRow"]:
        return [answer_row(item) for item in self.items]


@dataclass(frozen=True)
class AnswerRow:
    """How one question is answered on the sheet that is torn off.

    `kind` is letters (mark one), several (mark what is right), parts (a row of boxes for each part), boxes (a letter in
    each), line (write) or apart (an essay, written on the following pages).
    """

    number: int
    kind: str
    signs: Sequence[str] = ()
    parts: int = 0


@dataclass(frozen=True)
class KeyLine:
    """The right answer of one question as it stands on this paper; no sign where a person decides.

    Where several answers are right, each has its sign: `B / C`. `changes` are the corrections in force.
    """

    number: int
    sign: str
    words: str
    changes: tuple[Change, ...] = ()


def papers(quiz: Quiz, code: str = "") -> list[PrintedPaper]:
    """The drawn papers in the order of their codes, or the one with this code."""
    statement = select(Paper.code, Paper.key).where(Paper.quiz_id == quiz.id).order_by(Paper.code)
    rows = database.session.execute(statement).all()
    return [PrintedPaper(row.code, sheet(row.key)) for row in rows if code in ("", row.code)]


def codes(quiz: Quiz) -> list[str]:
    """The codes of the drawn papers."""
    return list(
        database.session.scalars(select(Paper.code).where(Paper.quiz_id == quiz.id).order_by(Paper.code))
    )


def answer_row(item: Item) -> AnswerRow:
    """The boxes or the line for one question."""
    wanted = shape(item.question, item.order)
    match wanted:
        case One(Letters(ids)):
            return AnswerRow(item.number, "letters", _letters(len(ids)))
        case One(Truth()):
            return AnswerRow(item.number, "letters", ("Đ", "S"))
        case Some(Letters(ids)):
            return AnswerRow(item.number, "several", _letters(len(ids)))
        case Order(Letters(ids)):
            return AnswerRow(item.number, "boxes", [str(place) for place in range(1, len(ids) + 1)])
        case Each(parts):
            return _row_of_parts(item.number, wanted, len(parts))
        case One(Written()):
            return AnswerRow(item.number, "apart")
    return AnswerRow(item.number, "line")


def key_lines(paper: PrintedPaper, changes: Changes = NO_CHANGES) -> list[KeyLine]:
    """What is right, by letter and in words."""
    return [_key_line(item, changes.of(item.version_id)) for item in paper.items]


def _row_of_parts(number: int, wanted: Each, count: int) -> AnswerRow:
    kinds = {type(part) for _name, part in wanted.parts}
    if kinds == {Truth}:
        return AnswerRow(number, "parts", [chr(ord("a") + place) for place in range(count)], count)
    names = [str(place) for place in range(1, count + 1)]
    return AnswerRow(number, "boxes" if kinds == {Letters} else "gaps", names, count)


def _letters(count: int) -> list[str]:
    return [chr(ord("A") + place) for place in range(count)]


def _key_line(item: Item, changes: tuple[Change, ...]) -> KeyLine:
    wanted: Shape = shape(item.question, item.order)
    found = [one.correct_response() for one in rules.answers_now(item.question, changes)]
    rights = [right for right in found if right is not None]
    if not rights:
        guidance = plain(item.question.guidance) if isinstance(item.question, Essay) else ""
        return KeyLine(item.number, "", guidance, changes)
    signs = dict.fromkeys(write(wanted, right) for right in rights)
    told = dict.fromkeys(described(item, right) for right in rights)
    return KeyLine(item.number, BETWEEN.join(signs), BETWEEN.join(told), changes)
