"""Forms for questions whose answers are chosen: options, true or false, statements."""

from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from lms.questions.forms import LONG, offered
from lms.questions.texts import from_edit, to_edit
from lms.questions.type_forms.base import (
    MOST_ROWS,
    SPOKEN,
    TRUTH,
    UNDECIDED,
    Row,
    TypeForm,
    handles,
    read_percent,
    write_percent,
)
from question_bank.identity import identify
from question_bank.options import Option
from question_bank.question import Question
from question_bank.types import (
    Credit,
    Marking,
    MultipleChoice,
    SingleChoice,
    Statements,
    TrueFalse,
    statements,
)


class OptionRow(Row):
    text = TextAreaField(_l("Option"), validators=[Length(max=LONG)])
    right = BooleanField(_l("Right answer"))
    weight = StringField(_l("Share of the mark, %"), validators=[Length(max=12)])
    feedback = TextAreaField(_l("Said to who chose it"), validators=[Length(max=LONG)])
    pinned = SelectField(
        _l("Place when shuffled"),
        choices=offered(
            ("", _l("as the rule says")), ("fixed", _l("keeps its place")), ("free", _l("may move"))
        ),
    )


@handles("single_choice", "multiple_choice")
class ChoiceForm(TypeForm):
    fresh = 4
    parts = FieldList(FormField(OptionRow), label=_l("Options"), max_entries=MOST_ROWS)
    fixed_order = BooleanField(_l("Never shuffle the options"))
    credit = SelectField(
        _l("A partly right choice"),
        default=Credit.ALL_OR_NOTHING.value,  # where one option is chosen the page does not ask
        choices=offered(
            (Credit.ALL_OR_NOTHING.value, _l("earns nothing")),
            (
                Credit.PROPORTIONAL.value,
                _l("earns the share of the right ones, nothing if too many are chosen"),
            ),
            (Credit.RIGHT_MINUS_WRONG.value, _l("earns the right ones less the wrong ones")),
            (Credit.WEIGHTS.value, _l("earns the shares of the options")),
        ),
    )

    @classmethod
    def values(cls, asked: SingleChoice | MultipleChoice) -> dict[str, Any]:
        credit = asked.credit.value if isinstance(asked, MultipleChoice) else ""
        equal = Fraction(1, sum(option.right for option in asked.options) or 1)
        parts = [_option_values(option, equal) for option in asked.options]
        return {"parts": parts, "fixed_order": asked.fixed_order, "credit": credit}

    def build(self) -> Question:
        rows = [row for row in self.parts.data if row["text"]]
        right = sum(bool(row["right"]) for row in rows)
        equal = Fraction(1, right or 1) if self.kind == "multiple_choice" else Fraction(1)
        texts = [from_edit(row["text"]) for row in rows]
        options = tuple(
            Option(
                name, text, _weight(row, equal), from_edit(row["feedback"] or ""), PINNED[row["pinned"] or ""]
            )
            for name, text, row in zip(identify(texts), texts, rows, strict=True)
        )
        shared = self.common() | {"options": options, "fixed_order": self.fixed_order.data}
        if self.kind == "single_choice":
            return SingleChoice(**shared)
        return MultipleChoice(**shared, credit=Credit(self.credit.data or Credit.ALL_OR_NOTHING))


PINNED = {"": None, "fixed": True, "free": False}


def _option_values(option: Option, equal: Fraction) -> dict[str, Any]:
    plain = option.weight in (0, equal)
    return {
        "text": to_edit(option.text),
        "right": option.right,
        "weight": "" if plain else write_percent(option.weight),
        "feedback": to_edit(option.feedback),
        "pinned": next(name for name, value in PINNED.items() if value is option.pinned),
    }


def _weight(row: dict[str, Any], equal: Fraction) -> Fraction:
    """The share that was typed; without one, the right options share the mark."""
    typed = read_percent(row["weight"])
    if typed is not None:
        return typed
    return equal if row["right"] else Fraction(0)


@handles("true_false")
class TrueFalseForm(TypeForm):
    answer = SelectField(_l("Right answer"), choices=UNDECIDED)
    feedback_true = TextAreaField(_l("Said to who answered true"), validators=[Length(max=LONG)])
    feedback_false = TextAreaField(_l("Said to who answered false"), validators=[Length(max=LONG)])

    @classmethod
    def values(cls, asked: TrueFalse) -> dict[str, Any]:
        said = {name: to_edit(getattr(asked, name)) for name in ("feedback_true", "feedback_false")}
        return {"answer": SPOKEN[asked.answer], **said}

    def build(self) -> Question:
        return TrueFalse(
            **self.common(),
            answer=TRUTH.get(self.answer.data or ""),
            feedback_true=from_edit(self.feedback_true.data or ""),
            feedback_false=from_edit(self.feedback_false.data or ""),
        )


class StatementRow(Row):
    text = TextAreaField(_l("Statement"), validators=[Length(max=LONG)])
    right = SelectField(_l("This statement is"), choices=UNDECIDED)


@handles("statements")
class StatementsForm(TypeForm):
    fresh = 4
    parts = FieldList(FormField(StatementRow), label=_l("Statements"), max_entries=MOST_ROWS)
    fixed_order = BooleanField(_l("Never shuffle the statements"))
    marking = SelectField(
        _l("How marks are given"),
        choices=offered(
            (Marking.STEPPED.value, _l("stepped: 0.1, 0.25, 0.5, 1 for one to four right")),
            (Marking.PROPORTIONAL.value, _l("the same for each right statement")),
            (Marking.ALL_OR_NOTHING.value, _l("only if all are right")),
        ),
    )

    @classmethod
    def values(cls, asked: Statements) -> dict[str, Any]:
        parts = [{"text": to_edit(one.text), "right": SPOKEN[one.right]} for one in asked.statements]
        return {"parts": parts, "fixed_order": asked.fixed_order, "marking": asked.marking.value}

    def build(self) -> Question:
        rows = [row for row in self.parts.data if row["text"]]
        made = statements([from_edit(row["text"]) for row in rows], [TRUTH.get(row["right"]) for row in rows])
        return Statements(
            **self.common(),
            statements=made,
            marking=Marking(self.marking.data or Marking.STEPPED),
            fixed_order=bool(self.fixed_order.data),
        )
