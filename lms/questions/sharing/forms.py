"""What is chosen on the page of sharing: where questions belong, and who is given which right until when."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional, ValidationError

from lms.accounts.models import Person
from lms.organisations.models import OrgUnit
from lms.questions.forms import offered
from lms.questions.sharing.labels import RIGHTS
from lms.questions.sharing.rules import Right
from lms.questions.sharing.service import AUTHOR, BANK, Gift, Home
from lms.web.forms import BaseForm, in_our_time

BANK_VALUE, AUTHOR_VALUE = "bank", "author"


class HomeForm(BaseForm):
    """Where the questions belong."""

    home = SelectField(_l("The questions belong to"), [InputRequired(_l("Choose where they belong."))])

    def __init__(self, units: Sequence[OrgUnit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.home.choices = [
            *offered((BANK_VALUE, _l("the bank of the programme: all who work with the bank use them"))),
            *offered((AUTHOR_VALUE, _l("their author alone"))),
            *offered(
                *((f"unit-{unit.id}", unit.name) for unit in units), group=str(_l("A unit and those below"))
            ),
        ]

    def wanted(self) -> Home:
        if self.home.data in {BANK_VALUE, AUTHOR_VALUE}:
            return BANK if self.home.data == BANK_VALUE else AUTHOR
        return Home(kept=True, unit_id=int(self.home.data.removeprefix("unit-")))


class GiftForm(BaseForm):
    """A right for a person or a unit."""

    to = SelectField(_l("Share with"), [InputRequired(_l("Choose a person or a unit."))])
    right = RadioField(
        _l("They may"), choices=offered(*((right.value, words) for right, words in RIGHTS.items()))
    )
    until = DateField(_l("Until the end of"), [Optional(), in_our_time])

    def __init__(
        self, people: Sequence[Person], units: Sequence[OrgUnit], today: date, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.to.choices = [
            *offered(("", _l("Choose a person or a unit"))),
            *offered(*((f"person-{one.id}", one.full_name) for one in people), group=str(_l("Person"))),
            *offered(
                *((f"unit-{one.id}", one.name) for one in units), group=str(_l("Everybody who works at"))
            ),
        ]

    def validate_until(self, field: DateField) -> None:
        if field.data is not None and field.data < self.today:
            raise ValidationError(gettext("This day is over. Choose today or a later day, or none at all."))

    def wanted(self) -> Gift:
        kind, _bar, number = self.to.data.partition("-")
        where = {"person_id" if kind == "person" else "unit_id": int(number)}
        return Gift(Right(self.right.data), until=self.until.data, **where)
