"""What is typed and ticked about a council."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from lms.organisations.models import OrgUnit
from lms.programmes.queries import current
from lms.questions.councils.queries import reviewers
from lms.questions.councils.service import Details
from lms.web.forms import BaseForm


class CouncilForm(BaseForm):
    """Topics are named by their lineage, which all versions of a programme share."""

    name = StringField(
        _l("Name of the council"),
        [
            DataRequired(_l("Give the council a name.")),
            Length(max=200, message=_l("At most 200 letters.")),
        ],
    )
    unit_id = SelectField(_l("Appointed by"), coerce=int)
    members = SelectMultipleField(
        _l("Council members"), [InputRequired(_l("Choose at least one member."))], coerce=int
    )
    topics = SelectMultipleField(_l("Topics"), [InputRequired(_l("Choose at least one topic."))])

    def __init__(self, units: Iterable[OrgUnit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programmes = [programme for programme in current() if programme.topics]
        self.unit_id.choices = [SelectChoice(unit.id, unit.name) for unit in units]
        self.members.choices = [SelectChoice(one.id, one.full_name) for one in reviewers()]
        self.topics.choices = [
            SelectChoice(topic.lineage, topic.title)
            for programme in self.programmes
            for topic in programme.topics
        ]

    def details(self) -> Details:
        members, topics = frozenset(self.members.data or ()), frozenset(self.topics.data or ())
        return Details(self.unit_id.data, " ".join((self.name.data or "").split()), members, topics)
