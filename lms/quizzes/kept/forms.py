"""What is typed to keep a matrix."""

from enum import StrEnum

from flask_babel import gettext, lazy_gettext as _
from wtforms import RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length

from lms.classes.models import StudyClass
from lms.web.forms import BaseForm


class Reach(StrEnum):
    """Whose tests may begin with it."""

    EVERYBODY = "everybody"
    UNIT = "unit"


class KeepForm(BaseForm):
    name = StringField(_("Name of the matrix"), [DataRequired(_("Type a name.")), Length(max=120)])
    reach = RadioField(_("For which classes"), coerce=Reach, default=Reach.UNIT)

    def for_class(self, study_class: StudyClass) -> "KeepForm":
        """The choices named after where the class stands."""
        programme, unit = study_class.programme.title, study_class.unit.name
        self.reach.choices = [
            SelectChoice(
                Reach.UNIT.value,
                gettext(
                    "Classes of %(unit)s and of units below it, programme “%(programme)s”",
                    unit=unit,
                    programme=programme,
                ),
            ),
            SelectChoice(
                Reach.EVERYBODY.value,
                gettext("All classes of the programme “%(programme)s”", programme=programme),
            ),
        ]
        return self
