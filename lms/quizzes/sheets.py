"""What a paper asks, decoded once per process and drawn once per language; papers never change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Any

from flask import render_template
from flask_babel import force_locale, gettext
from sqlalchemy import select

from lms import database
from lms.outbox.wire import not_understood
from lms.questions.models import QuestionVersion
from lms.quizzes.models import Paper, PaperSlot, Quiz
from lms.quizzes.rules import Layout, units
from question_bank.encoding import decode
from question_bank.question import Form, InvalidResponse, Json, Question

KEPT = 500


@dataclass(frozen=True)
class Item:
    """One place of a paper."""

    number: int
    version_id: int
    question: Question
    order: tuple[str, ...]
    points: Decimal
    section: int = 0

    @property
    def name(self) -> str:
        """What its fields are called in a form."""
        return f"q{self.number}"

    @property
    def shown(self) -> dict[str, Any]:
        """The question as a learner may see it."""
        return self.question.without_key(self.order)

    @property
    def asked(self) -> dict[str, Any]:
        """The same without the case, which stands before all questions about it (`Sheet.cases`)."""
        return replace(self.question, case="").without_key(self.order)


@dataclass(frozen=True)
class Case:
    """A situation with the first and the last question about it."""

    text: str
    first: int
    last: int


@dataclass(frozen=True)
class Sheet:
    """A whole paper."""

    key: str
    items: Mapping[int, Item]
    sections: Sequence[Mapping[str, str]] = ()

    @property
    def points(self) -> Decimal:
        return sum((item.points for item in self.items.values()), Decimal(0))

    @cached_property
    def cases(self) -> dict[int, Case]:
        """By slot, the case that its question is about; what stands together in a section is told once."""
        found: dict[int, Case] = {}
        for (text, _section), some in groupby(
            self.items.values(), lambda item: (item.question.case, item.section)
        ):
            slots = [item.number for item in some]
            found |= dict.fromkeys(slots, Case(text, slots[0], slots[-1])) if text else {}
        return found

    def units(self, layout: Layout) -> list[list[int]]:
        """The slots that are on the screen at once."""
        return units(layout, {slot: item.section for slot, item in self.items.items()})

    def why_not(self, slot: int, value: Any) -> str:
        """Why a value cannot be an answer to a slot; empty if it can. Another paper's slot is not understood at all."""
        if slot not in self.items:
            raise not_understood()
        try:
            self.items[slot].question.parse(value)
        except InvalidResponse as wrong:
            return str(gettext(wrong.sentence, **wrong.params))
        return ""

    def from_form(self, form: Form) -> dict[int, Json]:
        """The answers that a plain form holds, by slot; blank ones are left out."""
        read = {number: self._read(item, form)[0] for number, item in self.items.items()}
        return {
            number: value for number, value in read.items() if not self.items[number].question.is_blank(value)
        }

    def why_not_in_form(self, slot: int, value: Any, form: Form) -> str:
        """Like `why_not`, for an answer out of a form, whose fields may contradict each other."""
        return self._read(self.items[slot], form)[1] or self.why_not(slot, value)

    def _read(self, item: Item, form: Form) -> tuple[Json, str]:
        """The answer, or what was typed and why it is none."""
        try:
            return item.question.from_form(form, item.name), ""
        except InvalidResponse as wrong:
            typed: Json = {
                name: list(values) for name, values in form.items() if name.startswith(f"{item.name}-")
            }
            return typed, str(gettext(wrong.sentence, **wrong.params))


@lru_cache(maxsize=KEPT)
def sheet(key: str) -> Sheet:
    """The paper of this key. Reads in a short transaction of its own, once per process."""
    statement = (
        select(PaperSlot, QuestionVersion.content, Quiz.sections)
        .join(Paper, Paper.id == PaperSlot.paper_id)
        .join(Quiz, Quiz.id == Paper.quiz_id)
        .join(QuestionVersion, QuestionVersion.id == PaperSlot.question_version_id)
        .where(Paper.key == key)
        .order_by(PaperSlot.number)
    )
    with database.reading_connection() as connection:
        rows = connection.execute(statement).all()
    if not rows:
        raise LookupError(key)
    return Sheet(key, {row.number: _item(row) for row in rows}, tuple(rows[0].sections))


@lru_cache(maxsize=KEPT)
def drawn(key: str, language: str) -> str:
    """The questions of a paper as HTML, without a trace of the key or of any learner."""
    with force_locale(language):
        return _draw(sheet(key))


def filled(key: str, answers: Sequence[Mapping[str, Any]], more: Mapping[str, Any]) -> str:
    """The questions with what was answered in them, for a page without script. Drawn anew each time."""
    values = {answer["slot"]: answer["value"] for answer in answers if answer["value"] is not None}
    return _draw(sheet(key), answers=values, **more)


def _draw(asked: Sheet, **more: Any) -> str:
    items = list(asked.items.values())
    return render_template(
        "quizzes/_paper.html", items=items, cases=asked.cases, sections=asked.sections, **more
    )


def _item(row: Any) -> Item:
    order = tuple(str(name) for name in row.option_order)
    return Item(row.number, row.question_version_id, decode(row.content), order, row.points, row.section)
