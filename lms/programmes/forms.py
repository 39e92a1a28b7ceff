"""What is typed about a programme: its rules, its topics row by row, its bands."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext, lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import TextInput

from lms.programmes.check_in_form import CheckInRulesForm
from lms.programmes.data import BandData, ProgrammeData, TopicData
from lms.programmes.models import TopicKind
from lms.web.filters import as_number
from lms.web.forms import BaseForm

SAME_IN_BOTH = (
    "title",
    "valid_from",
    "pass_mark",
    "quiz_required",
    "reflection_required",
    "certificate_months",
    "discussion_required",
)
MOST_TOPICS = 60
MOST_BANDS = 8
KINDS = [
    SelectChoice(TopicKind.LESSON.value, _("Lesson")),
    SelectChoice(TopicKind.SUPPLEMENT.value, _("Supplementary lesson")),
    SelectChoice(TopicKind.DISCUSSION.value, _("Discussion")),
    SelectChoice(TopicKind.VISIT.value, _("Visit or talk")),
    SelectChoice(TopicKind.ACTIVITY.value, _("Activity outside lessons")),
    SelectChoice(TopicKind.REVIEW.value, _("Review and questions")),
    SelectChoice(TopicKind.REFLECTION.value, _("Writing the reflection")),
]


class MarkField(DecimalField):
    """A number with a decimal comma; a point is understood as well."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata([value.strip().replace(",", ".") for value in valuelist])

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else as_number(self.data)


class Rows(FieldList):
    """Forms one below the other; what is wrong with them is told as sentences that name the row."""

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        valid: bool = super().validate(form, extra_validators)
        own = [problem for problem in self.errors if isinstance(problem, str)]
        self.errors = own + [
            gettext("Row %(number)s: %(problem)s", number=number, problem=problem)
            for number, row in enumerate(self.entries, 1)
            for problems in (row.errors or {}).values()
            for problem in problems
        ]
        return valid


class TopicRow(BaseForm):
    """One topic. `id` names the stored one, if there is one."""

    class Meta(BaseForm.Meta):
        csrf = False

    id = HiddenField()
    title = StringField(
        _("Title of the topic"),
        [DataRequired(_("Give the topic a title.")), Length(max=250, message=_("At most 250 letters."))],
    )
    kind = SelectField(_("Kind"), choices=KINDS, default=TopicKind.LESSON.value)
    periods = IntegerField(
        _("Number of periods"),
        [InputRequired(_("Say how many periods.")), NumberRange(1, 200, _("Between 1 and 200."))],
        default=5,
    )
    sessions = IntegerField(
        _("Number of sessions"),
        [InputRequired(_("Say how many sessions.")), NumberRange(1, 40, _("Between 1 and 40."))],
        default=1,
    )

    def validate_sessions(self, field: IntegerField) -> None:
        if field.data and self.periods.data and field.data > self.periods.data:
            raise ValidationError(
                gettext("More sessions than periods. Each session has at least one period.")
            )

    @property
    def topic(self) -> TopicData:
        typed, known = self.data, self.id.data or ""
        return TopicData(
            typed["title"],
            TopicKind(typed["kind"]),
            typed["periods"],
            typed["sessions"],
            int(known) if known.isascii() and known.isdigit() else None,
        )


class BandRow(BaseForm):
    """A class of result; a row without a name is left out."""

    class Meta(BaseForm.Meta):
        csrf = False

    label = StringField(_("Class of result"), [Length(max=40, message=_("At most 40 letters."))])
    minimum = MarkField(_("From mark"), [Optional(), NumberRange(0, 10, _("Between 0 and 10."))], places=None)

    def validate_label(self, field: StringField) -> None:
        if field.data and self.minimum.data is None:
            raise ValidationError(gettext("Say from which mark this class of result begins."))


class ProgrammeForm(CheckInRulesForm):
    """A programme, its code aside: versions share it."""

    title = StringField(
        _("Title of the programme"),
        [DataRequired(_("Give the programme a title.")), Length(max=200, message=_("At most 200 letters."))],
    )
    basis = StringField(_("Issued by document"), [Length(max=200, message=_("At most 200 letters."))])
    valid_from = DateField(_("Valid from"), [Optional()])
    pass_mark = MarkField(
        _("Mark to pass"),
        [InputRequired(_("Say which mark passes.")), NumberRange(0, 10, _("Between 0 and 10."))],
        places=None,
        default=Decimal(5),
    )
    quiz_required = BooleanField(_("A test has to be passed"), default=True)
    reflection_required = BooleanField(_("A reflection has to be handed in"), default=True)
    certificate_months = IntegerField(
        _("Certificate valid for"), [Optional(), NumberRange(1, 600, _("Between 1 and 600 months."))]
    )
    discussion_minutes = IntegerField(
        _("Discussion in every session"),
        [Optional(), NumberRange(0, 240, _("Between 0 and 240 minutes."))],
        default=15,
    )
    discussion_required = BooleanField(_("An agenda with less discussion is refused"))
    topics = Rows(FormField(TopicRow), _("Topics"), min_entries=1, max_entries=MOST_TOPICS)
    bands = Rows(FormField(BandRow), _("Classes of result"), min_entries=5, max_entries=MOST_BANDS)

    def validate_bands(self, field: Rows) -> None:
        labels = [row.form.label.data.lower() for row in field if row.form.label.data]
        if len(labels) != len(set(labels)):
            raise ValidationError(gettext("Two classes of result have the same name."))

    def data_with(self, code: str) -> ProgrammeData:
        values: dict[str, Any] = {name: self[name].data for name in SAME_IN_BOTH}
        return ProgrammeData(
            code=code,
            **values,
            **self.check_in_rules(),
            basis=self.basis.data or "",
            discussion_minutes=self.discussion_minutes.data or 0,
            topics=tuple(row.form.topic for row in self.topics),
            bands=tuple(
                BandData(row.form.label.data, row.form.minimum.data)
                for row in self.bands
                if row.form.label.data
            ),
        )


class NewProgrammeForm(ProgrammeForm):
    """The first version, which also gets the code."""

    code = StringField(
        _("Programme code"),
        [
            DataRequired(_("Give the programme a short code.")),
            Length(max=30, message=_("At most 30 letters.")),
        ],
    )
