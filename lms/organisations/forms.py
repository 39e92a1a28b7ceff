"""A unit: its kind, name, place and from which day."""

from flask_babel import lazy_gettext as _
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from lms.web.forms import BaseForm


class NewUnitForm(BaseForm):
    name = StringField(_("Name"), [DataRequired(_("Type the unit's name.")), Length(max=200)])
    kind_code = SelectField(_("Kind"))
    on = DateField(_("From the day"), [InputRequired(_("Choose a day."))])
    code = StringField(_("Code"), [Length(max=30)])


class ChangeUnitForm(BaseForm):
    name = StringField(_("Name"), [DataRequired(_("Type the unit's name.")), Length(max=200)])
    parent_id = IntegerField(_("Number of the unit above"), [Optional()])
    on = DateField(_("From the day"), [InputRequired(_("Choose a day."))])
    decision = StringField(_("Decision (number, date)"), [Length(max=120)])


class MergeUnitForm(BaseForm):
    into_id = IntegerField(
        _("Number of the unit it joins"), [InputRequired(_("Type the number of the unit."))]
    )
    on = DateField(_("From the day"), [InputRequired(_("Choose a day."))])
    decision = StringField(
        _("Decision (number, date)"),
        [DataRequired(_("Type number and date of the decision.")), Length(max=120)],
    )
