"""Which lesson a class is given, and when it opens."""

from typing import Any

from flask_babel import gettext, lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from lms.classes.models import StudyClass
from lms.lessons.giving import conditions
from lms.lessons.giving.models import Condition, LessonGiving
from lms.lessons.giving.queries import Offer
from lms.lessons.giving.service import Opening
from lms.web.forms import BaseForm, LocalDateTimeField, in_our_time


class OpeningForm(BaseForm):
    """A day, a condition, both or neither."""

    opens_at = LocalDateTimeField(_l("Opens on"), [Optional(), in_our_time])
    after = SelectField(_l("Opens after"), validate_choice=True, default="")

    def __init__(self, study_class: StudyClass, *args: Any, but: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.after.choices = [SelectChoice("", gettext("no condition"))]
        for kind in conditions.kinds():
            self.after.choices += [
                SelectChoice(f"{kind.condition.value}:{one}", title, optgroup=str(kind.words))
                for one, title in kind.offered(study_class)
                if (kind.condition, one) != (Condition.LESSON, but)
            ]

    def opening(self) -> Opening:
        kind, _colon, one = (self.after.data or "").partition(":")
        if not kind:
            return Opening(self.opens_at.data)
        return Opening(self.opens_at.data, Condition(kind), int(one))


class GivingForm(OpeningForm):
    """Lessons that were not approved stand on the page with the reason, not among the choices."""

    lesson = RadioField(
        _l("Lesson"), [InputRequired(_l("Choose a lesson."))], coerce=int, validate_choice=False
    )

    def offer(self, offers: list[Offer]) -> None:
        self.lesson.choices = [
            (one.lesson.id, f"{one.lesson.title} ({one.topic})")
            for one in offers
            if one.version_id and not one.given
        ]


def opening_form(giving: LessonGiving, **given: Any) -> OpeningForm:
    return OpeningForm(giving.study_class, but=giving.id, **given)
