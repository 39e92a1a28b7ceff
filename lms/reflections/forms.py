"""What is typed about a task, more time, exemptions."""

from collections.abc import Sequence
from typing import Any, TypeVar

from flask_babel import gettext, lazy_gettext as _
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from lms.reflections.models import Handing, ReflectionTask, SectionKind
from lms.reflections.outlines import SectionPlan
from lms.reflections.tasks import TaskPlan
from lms.web import clock
from lms.web.forms import BaseForm, LocalDateTimeField, in_our_time, tidy

MOST_SECTIONS = 12
NEW_RUBRIC = 0
COPIED_RUBRIC = -1
_TOO_LONG = _("This is too long.")
T = TypeVar("T")


def filled(value: T | None) -> T:
    """What a validated field that must be filled in holds."""
    if value is None:
        raise ValueError("the form was not validated")
    return value


class SectionForm(Form):
    """One section; emptying its title takes it out."""

    slot = HiddenField()
    title = StringField(_("Title of the section"), [Length(max=200, message=_TOO_LONG)], filters=[tidy])
    kind = SelectField(
        _("What is written here"),
        choices=[
            SelectChoice(SectionKind.TEXT.value, _("Text")),
            SelectChoice(SectionKind.PROPOSALS.value, _("Rows of proposals")),
        ],
    )
    prompt = TextAreaField(_("Question"), [Length(max=2000, message=_TOO_LONG)], filters=[tidy])
    guidance = TextAreaField(_("Guidance beside it"), [Length(max=2000, message=_TOO_LONG)], filters=[tidy])
    min_words = IntegerField(
        _("Words, from"), [Optional(), NumberRange(1, 20_000, _("A whole number from 1 on."))]
    )
    max_words = IntegerField(
        _("Words, up to"), [Optional(), NumberRange(1, 20_000, _("A whole number from 1 on."))]
    )
    required = BooleanField(_("Must be filled in"))

    def validate_max_words(self, field: IntegerField) -> None:
        if field.data and self.min_words.data and field.data < self.min_words.data:
            raise ValidationError(gettext("The upper limit lies below the lower one."))

    @property
    def plan(self) -> SectionPlan:
        slot = self.slot.data or ""
        return SectionPlan(
            title=self.title.data or "",
            prompt=self.prompt.data or "",
            guidance=self.guidance.data or "",
            kind=SectionKind(self.kind.data),
            min_words=self.min_words.data,
            max_words=self.max_words.data,
            required=bool(self.required.data),
            slot=int(slot) if slot.isdecimal() else None,
        )


class TaskForm(BaseForm):
    """A reflection as a class is asked for it."""

    title = StringField(
        _("Title"), [DataRequired(_("Give the task a title.")), Length(max=200, message=_TOO_LONG)]
    )
    instructions = TextAreaField(_("Instructions"), [Length(max=5000, message=_TOO_LONG)])
    handing = RadioField(
        _("Handed in as"),
        choices=[
            SelectChoice(Handing.BOTH.value, _("Typed, or sent as photos, PDF or Word file")),
            SelectChoice(Handing.TYPED.value, _("Typed only")),
            SelectChoice(Handing.UPLOADED.value, _("Photos, PDF or Word file only")),
        ],
        default=Handing.BOTH.value,
    )
    by_group = BooleanField(_("Written in groups: each group hands in one together"))
    opens_at = LocalDateTimeField(_("Opens"), [InputRequired(_("Say when writing may begin."))])
    due_at = LocalDateTimeField(_("Due"), [InputRequired(_("Say until when it is to be handed in."))])
    late_until = LocalDateTimeField(_("Taken late until"), [Optional()])
    most_submissions = IntegerField(
        _("How often it may be handed in"),
        [Optional(), NumberRange(0, 99, _("A whole number from 0 to 99."))],
    )
    honour_statement = StringField(_("Statement of honour"), [Length(max=500, message=_TOO_LONG)])
    blind = BooleanField(_("Mark without names: markers see a number"))
    proposal_names = BooleanField(_("Proposals go to units with the names of their writers"))
    appeal_days = IntegerField(
        _("Days for asking for a re-mark"),
        [Optional(), NumberRange(0, 365, _("Between 0 and 365."))],
        default=0,
    )
    rubric_id = SelectField(_("Rubric"), coerce=int)
    copied_from = HiddenField()
    sections = FieldList(FormField(SectionForm), max_entries=MOST_SECTIONS)

    def offer_rubrics(self, rubrics: Sequence[Any], copied: str = "") -> None:
        """Those of the class, a new one, and the one that comes along from an earlier class (`copied` is its title)."""
        self.rubric_id.choices = [SelectChoice(rubric.id, rubric.title) for rubric in rubrics]
        if copied:
            words = gettext("%(title)s (as in the earlier class)", title=copied)
            self.rubric_id.choices.insert(0, SelectChoice(COPIED_RUBRIC, words))
        self.rubric_id.choices.append(SelectChoice(NEW_RUBRIC, gettext("Standard rubric, 10 points (new)")))

    def validate_due_at(self, field: LocalDateTimeField) -> None:
        if field.data and self.opens_at.data and field.data <= self.opens_at.data:
            raise ValidationError(gettext("It would be due before it opens. Correct one of the two."))

    def validate_late_until(self, field: LocalDateTimeField) -> None:
        if field.data and self.due_at.data and field.data <= self.due_at.data:
            raise ValidationError(
                gettext("Late hand-in would end before the task is due. Correct one of the two.")
            )

    def validate_sections(self, field: Any) -> None:
        if not any(entry.form.title.data for entry in field):
            raise ValidationError(gettext("The task needs at least one section."))

    @property
    def plan(self) -> TaskPlan:
        return TaskPlan(
            title=self.title.data or "",
            instructions=self.instructions.data or "",
            handing=Handing(self.handing.data),
            opens_at=filled(self.opens_at.data),
            due_at=filled(self.due_at.data),
            late_until=self.late_until.data,
            honour_statement=self.honour_statement.data or "",
            blind=self.blind.data,
            most_submissions=self.most_submissions.data or 0,
            proposal_names=self.proposal_names.data,
            appeal_days=self.appeal_days.data or 0,
            by_group=self.by_group.data,
            sections=[entry.form.plan for entry in self.sections if entry.form.title.data],
        )

    @classmethod
    def of(cls, task: ReflectionTask) -> "TaskForm":
        """The form filled with the task as it is, and room for one more section."""
        names = (
            "title",
            "instructions",
            "opens_at",
            "due_at",
            "late_until",
            "honour_statement",
            "blind",
            "most_submissions",
            "proposal_names",
            "appeal_days",
            "by_group",
            "rubric_id",
        )
        known = {name: getattr(task, name) for name in names}
        sections = [section_values(section) for section in task.sections]
        return cls(formdata=None, data={**known, "handing": task.handing.value, "sections": [*sections, {}]})


def section_values(section: Any) -> dict[str, Any]:
    """A section, planned or stored, as the form takes it."""
    names = ("slot", "title", "prompt", "guidance", "min_words", "max_words", "required")
    return {**{name: getattr(section, name) for name in names}, "kind": section.kind.value}


class ReturnForm(BaseForm):
    """What the learner is to change, and until when."""

    words = TextAreaField(
        _("What to change"),
        [DataRequired(_("Say what is to be changed.")), Length(max=2000, message=_TOO_LONG)],
    )
    due_at = LocalDateTimeField(
        _("To be handed in again before"), [InputRequired(_("Say until when.")), in_our_time]
    )

    def validate_due_at(self, field: LocalDateTimeField) -> None:
        if field.data and field.data <= clock.now():
            raise ValidationError(gettext("This time is over already. Choose a later one."))
