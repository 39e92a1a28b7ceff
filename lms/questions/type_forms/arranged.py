"""Forms for questions whose answers are put together: pairs, orders, gaps in a text."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from lms.questions.forms import LONG, offered
from lms.questions.texts import from_edit, to_edit
from lms.questions.type_forms import gaps
from lms.questions.type_forms.base import MOST_ROWS, Row, TypeForm, handles
from question_bank.question import Question
from question_bank.types import Cloze, Matching, Ordering, items, matching


class PairRow(Row):
    left = TextAreaField(_l("What is given"), validators=[Length(max=LONG)])
    right = TextAreaField(_l("What belongs to it"), validators=[Length(max=LONG)])


@handles("matching")
class MatchingForm(TypeForm):
    """A row without a left side is an answer that belongs to nothing."""

    fresh = 4
    parts = FieldList(FormField(PairRow), label=_l("Pairs"), max_entries=MOST_ROWS)
    all_or_nothing = BooleanField(_l("Only all pairs right together earn marks"))

    @classmethod
    def values(cls, asked: Matching) -> dict[str, Any]:
        texts = {right.id: to_edit(right.text) for right in asked.rights}
        parts = [{"left": to_edit(left.text), "right": texts[left.right]} for left in asked.lefts]
        used = {left.right for left in asked.lefts}
        spare = [{"left": "", "right": text} for name, text in texts.items() if name not in used]
        return {"parts": parts + spare, "all_or_nothing": asked.all_or_nothing}

    def build(self) -> Question:
        rows = [
            (from_edit(row["left"] or ""), from_edit(row["right"])) for row in self.parts.data if row["right"]
        ]
        pairs = [(left, right) for left, right in rows if left]
        sides = matching(pairs, [right for left, right in rows if not left])
        return Matching(**self.common(), **sides, all_or_nothing=bool(self.all_or_nothing.data))


class ItemRow(Row):
    text = TextAreaField(_l("Item to order"), validators=[Length(max=LONG)])


@handles("ordering")
class OrderingForm(TypeForm):
    fresh = 4
    parts = FieldList(FormField(ItemRow), label=_l("Items in the right order"), max_entries=MOST_ROWS)
    all_or_nothing = BooleanField(_l("Only the whole right order earns marks"))

    @classmethod
    def values(cls, asked: Ordering) -> dict[str, Any]:
        parts = [{"text": to_edit(item.text)} for item in asked.items]
        return {"parts": parts, "all_or_nothing": asked.all_or_nothing}

    def build(self) -> Question:
        made = items([from_edit(row["text"]) for row in self.parts.data if row["text"]])
        return Ordering(**self.common(), items=made, all_or_nothing=bool(self.all_or_nothing.data))


class GapRow(Row):
    name = StringField(_l("Gap"), validators=[Length(max=12)])
    kind = SelectField(
        _l("Answered by"),
        choices=offered(
            ("short_text", _l("a word")),
            ("numeric", _l("a number")),
            ("single_choice", _l("choosing from a list")),
        ),
    )
    answers = TextAreaField(_l("Answers, one on each line"), validators=[Length(max=LONG)])
    weight = IntegerField(_l("Weight of the gap"), default=1, validators=[Optional(), NumberRange(1, 100)])


@handles("cloze")
class ClozeForm(TypeForm):
    """A gap whose answers were not touched keeps all that the form does not show."""

    fresh = 2
    parts = FieldList(FormField(GapRow), label=_l("Gaps"), max_entries=MOST_ROWS)
    fixed_order = BooleanField(_l("Never shuffle the options"))
    all_or_nothing = BooleanField(_l("Only all gaps right together earn marks"))

    @classmethod
    def values(cls, asked: Cloze) -> dict[str, Any]:
        parts = [gaps.values(gap) for gap in asked.gaps]
        how = {"fixed_order": asked.fixed_order, "all_or_nothing": asked.all_or_nothing}
        return {"parts": parts} | how

    def build(self) -> Question:
        known = {gap.id: gap for gap in self.before.gaps} if isinstance(self.before, Cloze) else {}
        made = tuple(gaps.build(row, known.get(row["name"])) for row in self.parts.data if row["answers"])
        how: dict[str, Any] = {
            "fixed_order": bool(self.fixed_order.data),
            "all_or_nothing": bool(self.all_or_nothing.data),
        }
        return Cloze(**self.common(), gaps=made, **how)
