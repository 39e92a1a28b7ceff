"""What somebody types who proposes a correction. The right answer itself is given as learners give theirs."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from lms.quizzes.corrections.rules import KEYED, Action
from lms.quizzes.forms import CommaDecimalField
from lms.quizzes.labels import ACTIONS
from lms.web.forms import BaseForm


class CorrectionForm(BaseForm):
    """`keyed` says whether the question has a key that can be changed."""

    action = RadioField(_("What is wrong with the question"), coerce=Action)
    points = CommaDecimalField(_("New weight of the question"), [Optional(), NumberRange(0.01, 1000)])
    only_up = BooleanField(_("Marks may rise, none falls"), default=True)
    explanation = TextAreaField(_("New explanation"), [Length(max=5000)])
    reason = StringField(_("Reason, read by the learners"), [DataRequired(_("Say why.")), Length(max=500)])

    def __init__(self, *arguments: Any, keyed: bool, **values: Any) -> None:
        super().__init__(*arguments, **values)
        offered = [
            action for action in ACTIONS if action is not Action.UNDO and (keyed or action not in KEYED)
        ]
        self.action.choices = [SelectChoice(action.value, ACTIONS[action]) for action in offered]

    def validate(self, *arguments: Any) -> bool:
        valid = bool(super().validate(*arguments))
        if self.action.data is Action.WEIGHT and self.points.data is None and not self.points.errors:
            self.points.errors = [_("Type the new weight.")]
            return False
        return valid


class UndoForm(BaseForm):
    reason = StringField(_("Reason, read by the learners"), [DataRequired(_("Say why.")), Length(max=500)])
