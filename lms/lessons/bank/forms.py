"""What is typed about a lesson and on its pages."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext, lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from lms.documents import queries as register
from lms.lessons.bank import queries
from lms.lessons.bank.service import Facts
from lms.lessons.texts.marks import from_marks, to_marks
from lms.organisations.models import OrgUnit
from lms.programmes.queries import current
from lms.web.forms import BaseForm

LONGEST = 400_000


class LessonForm(BaseForm):
    """The topic is named by its lineage, which all versions of a programme share."""

    title = StringField(
        _l("Title of the lesson"),
        [DataRequired(_l("Give the lesson a title.")), Length(max=200, message=_l("At most 200 letters."))],
    )
    lineage = SelectField(_l("Topic"))
    unit_id = SelectField(_l("Unit that the lesson belongs to"), coerce=int)
    aims = TextAreaField(
        _l("What learners know and can do afterwards"),
        [Length(max=2000, message=_l("At most 2,000 letters."))],
    )

    def __init__(self, units: Iterable[OrgUnit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit_id.choices = [SelectChoice(unit.id, unit.name) for unit in units]
        self.lineage.choices = [
            SelectChoice(topic.lineage, topic.title, optgroup=programme.title)
            for programme in current()
            for topic in programme.topics
        ]

    def facts(self) -> Facts:
        title = " ".join((self.title.data or "").split())
        return Facts(self.unit_id.data, self.lineage.data or "", title, self.aims.data or "")


class PageTitleForm(BaseForm):
    """A new page has its title first."""

    title = StringField(
        _l("Title of the page"),
        [DataRequired(_l("Give the page a title.")), Length(max=200, message=_l("At most 200 letters."))],
    )


class PageForm(PageTitleForm):
    """`html` comes from the editor; without a script it stays empty, and `text` with its simple marks counts."""

    text = TextAreaField(_l("Text of the page"))
    html = HiddenField()
    seen = HiddenField(default="0")
    picture = FileField(_l("Picture"))
    document = StringField(_l("Document"), [Length(max=800)])
    clause = StringField(_l("Clause"), [Length(max=200, message=_l("At most 200 letters."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents = register.offered()

    @property
    def body(self) -> str:
        """The text as HTML, not cleaned yet."""
        return self.html.data or from_marks(self.text.data or "")

    def show(self, body: str) -> None:
        """Both ways of editing show this text."""
        self.text.data, self.html.data = to_marks(body), ""

    def validate_text(self, field: TextAreaField) -> None:
        if len(self.body) > LONGEST:
            field.errors = [gettext("The page is too long for a telephone. Make two of it.")]

    def revision(self) -> int:
        said = self.seen.data or ""
        return int(said) if said.isdecimal() and len(said) < 9 else 0


class AttachmentForm(BaseForm):
    """A file below the text; without a title its own name serves."""

    title = StringField(_l("Title of the file"), [Length(max=200, message=_l("At most 200 letters."))])
    file = FileField(_l("File"))


def lesson_form(present: Iterable[OrgUnit] = (), **given: Any) -> LessonForm:
    return LessonForm(queries.units(present), **given)
