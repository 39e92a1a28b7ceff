"""What an office writes around the figures of a report; which days a period has; a template as a file."""

from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import DateField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from lms.reports.models import Form, OfficialReport
from lms.reports.service import Written
from lms.web.forms import BaseForm

LONGEST_PERIOD_DAYS = 366
FORMS = {Form.PARTY.value: _("Party paper"), Form.STATE.value: _("State paper")}
CHOICES = [SelectChoice(value, words) for value, words in FORMS.items()]


def _at_most(letters: int) -> Length:
    return Length(max=letters, message=_("This is too long."))


class ReportForm(BaseForm):
    """Everything may stay empty in a draft; signing asks for number and day."""

    form = RadioField(_("Form"), choices=CHOICES, default=Form.PARTY.value)
    superior = StringField(_("Body above"), [_at_most(160)])
    issuer = StringField(_("Issuing body"), [_at_most(160)])
    number = StringField(_("Number of the paper"), [_at_most(20)])
    symbol = StringField(_("Symbol"), [_at_most(40)])
    place = StringField(_("Place"), [_at_most(80)])
    issued_on = DateField(_("Day of issue"), [Optional()])
    subject = StringField(_("Subject of the paper"), [_at_most(300)])
    addressee = StringField(_("To"), [_at_most(300)])
    remarks = TextAreaField(_("Remarks and proposals"), [_at_most(3000)])
    recipients = TextAreaField(_("Recipients, one a line"), [_at_most(1000)])
    authority = StringField(_("On whose behalf"), [_at_most(120)])
    position = StringField(_("Position of who signs"), [_at_most(120)])
    signer = StringField(_("Who signs"), [_at_most(120)])

    def written(self) -> Written:
        head = {name: self[field].data or "" for field, name in HEAD_FIELDS.items()}
        return Written(
            Form(self.form.data), self.number.data or "", self.symbol.data or "", self.issued_on.data, head
        )


HEAD_FIELDS = {
    "superior": "co_quan_cap_tren",
    "issuer": "co_quan_ban_hanh",
    "place": "dia_danh",
    "subject": "trich_yeu",
    "addressee": "kinh_gui",
    "remarks": "nhan_xet",
    "recipients": "noi_nhan",
    "authority": "quyen_han",
    "position": "chuc_vu",
    "signer": "nguoi_ky",
}


def values_of(report: OfficialReport) -> dict[str, Any]:
    """As the form shows a draft."""
    head = {field: report.head.get(name, "") for field, name in HEAD_FIELDS.items()}
    return {
        "form": report.form.value,
        "number": report.number,
        "symbol": report.symbol,
        "issued_on": report.issued_on,
        **head,
    }


class ReasonForm(BaseForm):
    reason = StringField(
        _("Why is it replaced?"),
        [
            DataRequired(_("Say why: it stands in the new report.")),
            _at_most(300),
        ],
    )


class PeriodForm(BaseForm):
    """Days of a period, both included. Read from the address."""

    class Meta(BaseForm.Meta):
        csrf = False

    first = DateField(_("From"))
    last = DateField(_("To and with"))

    def validate_last(self, field: DateField) -> None:
        if not isinstance(self.first.data, date) or not isinstance(field.data, date):
            return
        if not 0 <= (field.data - self.first.data).days <= LONGEST_PERIOD_DAYS:
            raise ValidationError(gettext("The last day comes after the first, within a year."))


class TemplateForm(BaseForm):
    form = RadioField(_("Form"), choices=CHOICES, default=Form.PARTY.value)
    file = FileField(_("Template (.docx)"))

    def validate_file(self, field: FileField) -> None:
        if not field.data:
            raise ValidationError(gettext("Choose the template that you changed in Word."))
