"""What a thing cites, and what a person found when looking at it again."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import FieldList, FormField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from lms.documents import queries
from lms.documents.citations import rows
from lms.documents.citations.models import Verdict
from lms.documents.citations.shelf import Cited
from lms.web.forms import BaseForm

EMPTY_ROWS = 2
VERDICTS = {Verdict.STILL_RIGHT: _("Still right"), Verdict.CHANGED: _("Has been changed")}


class CitationsForm(BaseForm):
    """Rows of documents; `cited` is what they name once they are valid."""

    sources = FieldList(
        FormField(rows.SourceRow), label=_("Documents that it rests on"), max_entries=rows.MOST + EMPTY_ROWS
    )
    cited: list[Cited]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents = queries.offered()

    def validate_sources(self, field: FieldList) -> None:
        found = rows.read(field)
        if found is not None:
            self.cited = found

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Also a row that names no document of the register is wrong, and says so itself."""
        return bool(super().validate(*args, **kwargs)) and hasattr(self, "cited")


class ReviewForm(BaseForm):
    """One look at one thing."""

    verdict = RadioField(
        _("How it stands"),
        [InputRequired(_("Say whether it is still right."))],
        choices=[SelectChoice(one.value, words) for one, words in VERDICTS.items()],
    )
    note = StringField(_("Remark"), [Length(max=300, message=_("At most 300 letters."))])


def form_of(stored: Any) -> CitationsForm:
    """The form as it stands, with rows for more."""
    known = [rows.row_of(one) for one in stored]
    return CitationsForm(formdata=None, data={"sources": known + [{}] * EMPTY_ROWS})
