"""Every component in every state, for whoever builds pages; registered in demo and development only."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    FileField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import DataRequired, InputRequired, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from lms.web.authorised import public
from lms.web.forms import BaseForm

routes = Blueprint("styleguide", __name__)


class SampleForm(BaseForm):
    """One field of every kind that pages use."""

    name = StringField(_l("Class name"), [DataRequired()], default="Nhận thức về Đảng, khóa V")
    decision = StringField(
        _l("Decision number"),
        [Regexp(".+-.+", message=_l("The sign is missing: write it like 214-QĐ/TCT."))],
        default="214",
    )
    programme = SelectField(_l("Programme"), choices=[SelectChoice("1", "Bồi dưỡng nhận thức về Đảng")])
    note = StringField(_l("Note"))
    code = StringField(_l("6-digit code"), default="482915")
    password = PasswordField(_l("Password"))
    opens_on = DateField(_l("Opening day"), [Optional()])
    opens_at = TimeField(_l("Doors open"), [Optional()])
    starts = DateTimeLocalField(_l("Starts"), [Optional()])
    minutes = IntegerField(_l("Time to answer"), default=25)
    text = TextAreaField(_l("Reflection"))
    roster = FileField(_l("Roster"))
    answer = RadioField(
        _l("Answer"),
        [InputRequired(_l("Choose one answer."))],
        choices=[SelectChoice("a", "Phương án một"), SelectChoice("b", "Phương án khác")],
    )
    topics = SelectMultipleField(
        _l("Topics"),
        choices=[SelectChoice("1", "Điều lệ Đảng"), SelectChoice("2", "Cương lĩnh")],
        default=["1"],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    mark = RadioField(
        _l("Attendance"),
        choices=[
            SelectChoice("c", "Có mặt"),
            SelectChoice("m", "Muộn"),
            SelectChoice("p", "Có phép"),
            SelectChoice("k", "Không phép"),
        ],
        default="c",
    )
    autosave = BooleanField(_l("Save while writing"), default=True)
    notify = BooleanField(_l("Tell the learners"))


@dataclass(frozen=True)
class SamplePage:
    """A long list, somewhere in the middle."""

    number: int = 4
    pages: int = 9
    total: int = 171
    prev: int = 3
    next: int = 5

    def url(self, number: int) -> str:
        return url_for("styleguide.show", page=number)


@routes.get("/styleguide")
@public
def show() -> str:
    """`?errors` shows the form as it comes back."""
    sample = SampleForm(formdata=None, meta={"csrf": False})
    if "errors" in request.args:
        sample.validate()
    return render_template("styleguide/show.html", sample=sample, sample_page=SamplePage())
