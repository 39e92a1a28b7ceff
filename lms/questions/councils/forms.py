"""What is typed and ticked about a council."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext, lazy_gettext as _l
from wtforms import DateField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from lms.organisations.models import OrgUnit
from lms.programmes.queries import current
from lms.questions.councils.labels import POSTS, WRONG
from lms.questions.councils.queries import reviewers
from lms.questions.councils.rules import SINGLE, Post, wrong_posts
from lms.questions.councils.service import Details
from lms.web.forms import BaseForm, in_our_time


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
    begins_on = DateField(_l("Term from"), [Optional(), in_our_time])
    ends_on = DateField(_l("Term until"), [Optional(), in_our_time])
    members = SelectMultipleField(
        _l("Council members"), [InputRequired(_l("Choose at least one member."))], coerce=int
    )
    chair = SelectField(POSTS[Post.CHAIR], coerce=int, default=0)
    deputy = SelectField(POSTS[Post.DEPUTY], coerce=int, default=0)
    secretary = SelectField(POSTS[Post.SECRETARY], coerce=int, default=0)
    topics = SelectMultipleField(_l("Topics"), [InputRequired(_l("Choose at least one topic."))])

    def __init__(self, units: Iterable[OrgUnit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programmes = [programme for programme in current() if programme.topics]
        self.unit_id.choices = [SelectChoice(unit.id, unit.name) for unit in units]
        self.members.choices = [SelectChoice(one.id, one.full_name) for one in reviewers()]
        for post in SINGLE:
            self[post].choices = [SelectChoice(0, gettext("Nobody appointed")), *self.members.choices]
        self.topics.choices = [
            SelectChoice(topic.lineage, topic.title)
            for programme in self.programmes
            for topic in programme.topics
        ]

    def holders(self) -> dict[Post, int | None]:
        return {post: self[post].data or None for post in SINGLE}

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if valid and self.begins_on.data and self.ends_on.data and self.ends_on.data < self.begins_on.data:
            self.ends_on.errors = [gettext("The term ends before it begins.")]
        for post, wrong in wrong_posts(self.holders(), self.members.data or ()).items():
            self[post].errors = [str(WRONG[wrong])]
        return valid and not self.errors

    def details(self) -> Details:
        return Details(
            self.unit_id.data,
            " ".join((self.name.data or "").split()),
            frozenset(self.members.data or ()),
            frozenset(self.topics.data or ()),
            self.begins_on.data,
            self.ends_on.data,
            {holder: post for post, holder in self.holders().items() if holder},
        )


def given(now: Details) -> dict[str, Any]:
    """What is written down, as the form shows it."""
    return {
        "name": now.name,
        "unit_id": now.unit_id,
        "begins_on": now.begins_on,
        "ends_on": now.ends_on,
        "members": [*now.members],
        "topics": [*now.topics],
    } | {post.value: holder for holder, post in now.posts.items()}
