"""A remark on a part of a question, and an answer to one."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from lms.questions.labels import part_words
from lms.questions.remarks.parts import Part
from lms.web.forms import BaseForm

LONGEST = 2000


class RemarkForm(BaseForm):
    """On one of these parts."""

    part = SelectField(_l("Part of the question"))
    text = TextAreaField(
        _l("Remark of the reviewer"), [DataRequired(_l("Write what you remark.")), Length(max=LONGEST)]
    )

    def __init__(self, parts: Iterable[Part], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part.choices = [(part.key, part_words(part)) for part in parts]


class AnswerForm(BaseForm):
    """Words are needed unless the remark is settled without any."""

    text = TextAreaField(_l("Answer to the remark"), [Length(max=LONGEST)])
