"""What the forms of all types share: rows that grow and shrink, marks in percent, numbers with a comma.

Rows left empty count for nothing, so that a row is taken away by emptying it. Buttons named `rows` add or take away
rows without any script; nothing is stored by them.
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, TypeVar

from flask_babel import lazy_gettext as _l

from lms.questions.forms import QuestionForm, common_values, offered
from lms.web.forms import BaseForm
from question_bank.numbers import read_number, write_number
from question_bank.question import Question

MOST_ROWS = 30
Form = TypeVar("Form", bound="type[TypeForm]")
FORMS: dict[str, "type[TypeForm]"] = {}


def handles(*types: str) -> Callable[[Form], Form]:
    """The form class for these question types."""

    def register(form: Form) -> Form:
        FORMS.update(dict.fromkeys(types, form))
        return form

    return register


class Row(BaseForm):
    """One line of a list inside a form."""

    class Meta(BaseForm.Meta):
        csrf = False


class TypeForm(QuestionForm):
    """A form for one family; `fresh` is how many rows a new question begins with."""

    fresh: ClassVar[int] = 0
    kind: str = ""

    @classmethod
    def values(cls, asked: Any) -> dict[str, Any]:
        """What the fields show for a question."""
        raise NotImplementedError

    def build(self) -> Question:
        """The question that the person described."""
        raise NotImplementedError

    def rows(self) -> Any:
        """The list that grows and shrinks."""
        return getattr(self, "parts", None)

    def change_rows(self, wish: str) -> None:
        """`add` one empty row, or `remove-2` the third; `add-source` is one more document."""
        if wish == "add-source":
            self.add_source()
        rows = self.rows()
        if rows is None:
            return
        if wish == "add" and len(rows) < MOST_ROWS:
            rows.append_entry()
        place = wish.removeprefix("remove-")
        if wish != place and place.isdigit() and len(place) < 4 and int(place) < len(rows):
            kept = rows.data[: int(place)] + rows.data[int(place) + 1 :]
            rows.process(None, kept)


def form_values(asked: Question) -> dict[str, Any]:
    """Everything that the form of its type shows for a question."""
    return common_values(asked) | FORMS[asked.type].values(asked)


UNDECIDED = offered(("", _l("not decided")), ("true", _l("True")), ("false", _l("False")))
TRUTH = {"true": True, "false": False}
SPOKEN = {True: "true", False: "false", None: ""}


def read_percent(typed: str | None) -> Fraction | None:
    """A share typed in percent; thirds, sixths and the like come back exact."""
    number = read_number((typed or "").replace("%", ""))
    if number is None or not -100 <= number <= 100:
        return None
    share = Fraction(number) / 100
    simple = share.limit_denominator(60)
    return simple if abs(simple - share) < Fraction(1, 100_000) else share


def write_percent(share: Fraction) -> str:
    """A share in percent, with as many digits as it takes."""
    return write_number(round(Decimal(share.numerator * 100) / share.denominator, 6))


def read_decimal(typed: str | None) -> Decimal | None:
    return read_number(typed or "")
