"""What staff type about a quiz. The matrix has no form of its own: it is read by `matrix.read_rows`."""

from decimal import Decimal

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DecimalField,
    FileField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields import Field, SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from lms.quizzes.rules import Counting, Feedback, Layout, Reveal
from lms.web.filters import as_number
from lms.web.forms import BaseForm, LocalDateTimeField

_WHEN = [
    SelectChoice(Reveal.NEVER.value, _("Not at all")),
    SelectChoice(Reveal.SUBMITTED.value, _("After handing in")),
    SelectChoice(Reveal.CLOSED.value, _("After the quiz has closed")),
]
_COUNTING = [
    SelectChoice(Counting.BEST.value, _("The best attempt")),
    SelectChoice(Counting.LAST.value, _("The last attempt")),
    SelectChoice(Counting.FIRST.value, _("The first attempt")),
    SelectChoice(Counting.AVERAGE.value, _("The average of all attempts")),
]


_LAYOUTS = [
    SelectChoice(Layout.ONE.value, _("One question at a time")),
    SelectChoice(Layout.SECTION.value, _("One section at a time")),
    SelectChoice(Layout.ALL.value, _("All questions on one page")),
]
_FEEDBACK = [
    SelectChoice(Feedback.DEFERRED.value, _("After handing in (for tests that count)")),
    SelectChoice(Feedback.IMMEDIATE.value, _("At once, question by question (practice)")),
    SelectChoice(Feedback.TRIES.value, _("At once, and a wrong answer may be tried again (practice)")),
    SelectChoice(
        Feedback.CERTAINTY.value, _("At once, weighed by how sure the learner says to be (self-study)")
    ),
]


class CommaDecimalField(DecimalField):
    """A number with a decimal comma or point, shown with a comma."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else as_number(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata([value.strip().replace(",", ".") for value in valuelist])
        if self.data is not None and not Decimal(self.data).is_finite():
            self.data = None
            raise ValueError(self.gettext("Not a valid decimal value."))


class QuizForm(BaseForm):
    title = StringField(_("Name of the quiz"), [DataRequired(_("Type a name.")), Length(max=200)])
    instructions = TextAreaField(_("What learners read before they start"), [Length(max=5000)])
    minutes = IntegerField(_("Time limit in minutes"), [Optional(), NumberRange(1, 1440)])
    opens_at = LocalDateTimeField(_("Opens at"), [Optional()])
    last_start_at = LocalDateTimeField(_("Last moment to start"), [Optional()])
    closes_at = LocalDateTimeField(_("Closes at"), [Optional()])
    attempts_allowed = IntegerField(_("Attempts"), [InputRequired(), NumberRange(1, 50)], default=1)
    counting = SelectField(
        _("Which attempt counts"), choices=_COUNTING, coerce=Counting, default=Counting.BEST
    )
    pass_mark = CommaDecimalField(
        _("Mark to pass, of 10"), [InputRequired(), NumberRange(0, 10)], default=Decimal(5)
    )
    papers_wanted = IntegerField(_("Number of papers"), [InputRequired(), NumberRange(1, 24)], default=4)
    most_shared = IntegerField(
        _("Questions that two papers may have in common"), [Optional(), NumberRange(0, 200)]
    )
    shuffle_questions = BooleanField(_("Mix the order of questions"), default=True)
    shuffle_options = BooleanField(
        _("Mix the order of options; “All of the above” keeps its place"), default=True
    )
    show_score = SelectField(_("The mark is shown"), choices=_WHEN, coerce=Reveal, default=Reveal.SUBMITTED)
    show_marks = SelectField(
        _("Right and wrong are shown"), choices=_WHEN, coerce=Reveal, default=Reveal.CLOSED
    )
    show_key = SelectField(
        _("The right answers are shown"), choices=_WHEN, coerce=Reveal, default=Reveal.NEVER
    )
    show_explanation = SelectField(
        _("The explanations are shown"), choices=_WHEN, coerce=Reveal, default=Reveal.NEVER
    )
    blind_marking = BooleanField(_("Marking and re-marking see numbers instead of names"), default=True)
    appeal_days = IntegerField(
        _("Days in which a re-mark can be asked for"), [InputRequired(), NumberRange(0, 365)], default=0
    )
    grace_minutes = IntegerField(
        _("Minutes in which late answers still arrive"), [InputRequired(), NumberRange(0, 240)], default=10
    )
    access_code = StringField(_("Code shown in the hall"), [Length(max=40)])
    cooling_minutes = IntegerField(
        _("Minutes to wait before the next attempt"), [InputRequired(), NumberRange(0, 525_600)], default=0
    )
    honour = TextAreaField(_("Word of honour, ticked before the start"), [Length(max=2000)])
    admission = BooleanField(_("Learners wait until a proctor lets them in"))
    sections_text = TextAreaField(_("Sections of the test"), [Length(max=4000)])
    layout = SelectField(_("On the screen"), choices=_LAYOUTS, coerce=Layout, default=Layout.ONE)
    sequential = BooleanField(_("In order: who has gone on cannot go back"))
    feedback = SelectField(
        _("Learners hear whether they are right"),
        choices=_FEEDBACK,
        coerce=Feedback,
        default=Feedback.DEFERRED,
    )
    tries = IntegerField(_("Tries for each question"), [InputRequired(), NumberRange(1, 10)], default=1)

    def validate_layout(self, field: Field) -> None:
        if field.data is Layout.ALL and self.sequential.data:
            raise ValidationError(_("In order goes with one question or one section at a time."))

    def validate_sequential(self, field: Field) -> None:
        if field.data and self.feedback.data is not Feedback.DEFERRED:
            raise ValidationError(_("In order goes with answers that are looked at after handing in."))

    def validate_tries(self, field: Field) -> None:
        if self.feedback.data is Feedback.TRIES and (field.data or 0) < 2:
            raise ValidationError(_("Give at least two tries."))

    def validate_closes_at(self, field: Field) -> None:
        if field.data is None and not self.minutes.data:
            raise ValidationError(_("Give a time limit, a closing time, or both."))
        if field.data and self.opens_at.data and field.data <= self.opens_at.data:
            raise ValidationError(_("Must be after the quiz opens."))

    def validate_last_start_at(self, field: Field) -> None:
        if field.data and self.opens_at.data and field.data < self.opens_at.data:
            raise ValidationError(_("Must be after the quiz opens."))


class OverrideForm(BaseForm):
    extra_minutes = IntegerField(_("More minutes"), [Optional(), NumberRange(0, 600)], default=0)
    extra_attempts = IntegerField(_("More attempts"), [Optional(), NumberRange(0, 20)], default=0)
    opens_at = LocalDateTimeField(_("Opens at"), [Optional()])
    last_start_at = LocalDateTimeField(_("Last moment to start"), [Optional()])
    closes_at = LocalDateTimeField(_("Closes at"), [Optional()])
    reason = StringField(_("Reason"), [DataRequired(_("Say why.")), Length(max=500)])


class ExtensionForm(BaseForm):
    minutes = IntegerField(_("More minutes"), [InputRequired(_("Say how many.")), NumberRange(1, 600)])
    reason = StringField(_("Reason"), [DataRequired(_("Say why.")), Length(max=500)])


class ReasonForm(BaseForm):
    reason = StringField(_("Reason"), [DataRequired(_("Say why.")), Length(max=500)])


class ExtensionForAllForm(ExtensionForm):
    """Stands beside `ReasonForm` on one page, so its reason has an id of its own."""

    reason = StringField(_("Reason"), [DataRequired(_("Say why.")), Length(max=500)], id="reason-for-more")


class OutboxForm(BaseForm):
    outbox = FileField(_("The learner's file"), [InputRequired(_("Choose the file."))])


class MarkForm(BaseForm):
    points = CommaDecimalField(_("Points"), [InputRequired(_("Type the points.")), NumberRange(0, 1000)])
    comment = StringField(_("Comment for the learner"), [Length(max=2000)])
