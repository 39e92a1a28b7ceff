"""Forms for questions whose answers are typed: short texts, numbers, gaps, essays."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, IntegerField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from lms.questions.forms import LONG, SHORT
from lms.questions.texts import from_edit, to_edit
from lms.questions.type_forms.base import (
    MOST_ROWS,
    Row,
    TypeForm,
    handles,
    read_decimal,
    read_percent,
    write_percent,
)
from question_bank.numbers import write_number
from question_bank.question import Question
from question_bank.types import Accepted, AcceptedNumber, Essay, Numeric, ShortText, Unit


class AcceptedRow(Row):
    text = StringField(_l("Accepted answer"), validators=[Length(max=SHORT)])
    weight = StringField(_l("Share of the mark, %"), default="100", validators=[Length(max=12)])
    feedback = StringField(_l("Said to who answered it"), validators=[Length(max=LONG)])


@handles("short_text")
class ShortTextForm(TypeForm):
    fresh = 2
    parts = FieldList(FormField(AcceptedRow), label=_l("Accepted answers"), max_entries=MOST_ROWS)
    ignore_case = BooleanField(_l("Capital letters do not matter"), default=True)
    ignore_marks = BooleanField(_l("Vietnamese marks do not matter"))

    @classmethod
    def values(cls, asked: ShortText) -> dict[str, Any]:
        parts = [
            {"text": one.text, "weight": write_percent(one.weight), "feedback": to_edit(one.feedback)}
            for one in asked.accepted
        ]
        return {"parts": parts, "ignore_case": asked.ignore_case, "ignore_marks": asked.ignore_marks}

    def build(self) -> Question:
        made = tuple(
            Accepted(row["text"], _share(row), from_edit(row["feedback"] or ""))
            for row in self.parts.data
            if row["text"]
        )
        return ShortText(
            **self.common(),
            accepted=made,
            ignore_case=bool(self.ignore_case.data),
            ignore_marks=bool(self.ignore_marks.data),
        )


class NumberRow(Row):
    value = StringField(_l("Accepted number"), validators=[Length(max=40)])
    tolerance = StringField(_l("May be off by"), default="0", validators=[Length(max=40)])
    weight = StringField(_l("Share of the mark, %"), default="100", validators=[Length(max=12)])
    feedback = StringField(_l("Said to who answered it"), validators=[Length(max=LONG)])


@handles("numeric")
class NumericForm(TypeForm):
    fresh = 1
    parts = FieldList(FormField(NumberRow), label=_l("Accepted numbers"), max_entries=MOST_ROWS)
    units = StringField(_l("Units of measure"), validators=[Length(max=SHORT)])
    unit_required = BooleanField(_l("A number without its unit is wrong"))
    otherwise = TextAreaField(_l("Said to who gave another number"), validators=[Length(max=LONG)])

    @classmethod
    def values(cls, asked: Numeric) -> dict[str, Any]:
        parts = [
            {
                "value": write_number(one.value),
                "tolerance": write_number(one.tolerance),
                "weight": write_percent(one.weight),
                "feedback": to_edit(one.feedback),
            }
            for one in asked.accepted
        ]
        units = {"units": write_units(asked.units), "unit_required": asked.unit_required}
        return {"parts": parts, "otherwise": to_edit(asked.otherwise), **units}

    def build(self) -> Question:
        made = tuple(
            AcceptedNumber(
                value,
                read_decimal(row["tolerance"]) or Decimal(0),
                _share(row),
                from_edit(row["feedback"] or ""),
            )
            for row in self.parts.data
            if (value := read_decimal(row["value"])) is not None
        )
        return Numeric(
            **self.common(),
            accepted=made,
            otherwise=from_edit(self.otherwise.data or ""),
            units=read_units(self.units.data or ""),
            unit_required=bool(self.unit_required.data),
        )


def write_units(units: Sequence[Unit]) -> str:
    """`m; km = 1000`"""
    return "; ".join(one.name if one.size == 1 else f"{one.name} = {_size(one.size)}" for one in units)


def read_units(typed: str) -> tuple[Unit, ...]:
    """What `write_units` writes; a size that cannot be read is 1."""
    named = [part.partition("=") for part in typed.split(";") if part.strip()]
    return tuple(Unit(" ".join(name.split()), _read_size(size)) for name, _sign, size in named)


def _size(size: Fraction) -> str:
    """As a decimal where it is one, else as a fraction: both read back equal."""
    exact = Decimal(size.numerator) / Decimal(size.denominator)
    return write_number(exact) if Fraction(exact) == size else f"{size.numerator}/{size.denominator}"


def _read_size(typed: str) -> Fraction:
    above, _sign, below = typed.partition("/")
    number, divisor = read_decimal(above), read_decimal(below) if below else Decimal(1)
    return Fraction(number) / Fraction(divisor) if number and divisor else Fraction(1)


@handles("essay")
class EssayForm(TypeForm):
    guidance = TextAreaField(_l("For markers only"), validators=[Length(max=LONG)])
    template = TextAreaField(_l("Text to begin with"), validators=[Length(max=LONG)])
    min_words = IntegerField(_l("Words at least"), validators=[Optional(), NumberRange(0, 100_000)])
    max_words = IntegerField(_l("Words at most"), validators=[Optional(), NumberRange(1, 100_000)])

    @classmethod
    def values(cls, asked: Essay) -> dict[str, Any]:
        words = {"min_words": asked.min_words, "max_words": asked.max_words}
        return {"guidance": to_edit(asked.guidance), "template": asked.template, **words}

    def build(self) -> Question:
        return Essay(
            **self.common(),
            guidance=from_edit(self.guidance.data or ""),
            template=self.template.data or "",
            min_words=self.min_words.data,
            max_words=self.max_words.data,
        )


def _share(row: dict[str, Any]) -> Fraction:
    typed = read_percent(row["weight"])
    return Fraction(1) if typed is None else typed
