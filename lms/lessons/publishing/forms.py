"""What is said about a publication; a new one without a lesson or material brings its file or link."""

from flask_babel import gettext, lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from lms.files.media_types import HEAD, media_type_of
from lms.lessons.forms import is_web_address
from lms.lessons.publishing.labels import KINDS, VISIBILITIES
from lms.lessons.publishing.models import PublicationKind, Visibility
from lms.lessons.publishing.service import About
from lms.web.forms import BaseForm


class AboutForm(BaseForm):
    """Of a file or a link."""

    title = StringField(
        _l("Title in the library"),
        [DataRequired(_l("Give it a title.")), Length(max=200, message=_l("At most 200 letters."))],
    )
    summary = TextAreaField(_l("Summary for readers"), [Length(max=500, message=_l("At most 500 letters."))])
    kind = SelectField(
        _l("Kind of publication"),
        choices=[
            SelectChoice(one.value, words)
            for one, words in KINDS.items()
            if one is not PublicationKind.LESSON
        ],
        default=PublicationKind.OTHER.value,
    )
    visibility = RadioField(
        _l("Who may read it"),
        choices=[SelectChoice(one.value, words) for one, words in VISIBILITIES.items()],
        default=Visibility.INTERNAL.value,
    )

    @property
    def about(self) -> About:
        title, summary = " ".join((self.title.data or "").split()), self.summary.data or ""
        return About(title, summary, self._kind, Visibility(self.visibility.data))

    @property
    def _kind(self) -> PublicationKind:
        return PublicationKind(self.kind.data)


class LessonForm(AboutForm):
    """Of a lesson, which is nothing else."""

    kind = None  # takes the field of the form above away

    @property
    def _kind(self) -> PublicationKind:
        return PublicationKind.LESSON


class NewForm(AboutForm):
    """With its file or its link."""

    file = FileField(_l("File"))
    url = StringField(_l("or a link"), [Length(max=500, message=_l("At most 500 letters."))])
    media_type: str | None = None

    def validate_file(self, field: FileField) -> None:
        if bool(field.data) == bool(self.url.data):
            raise ValidationError(gettext("Choose a file or type a link: one of the two."))
        if not field.data:
            return
        self.media_type = media_type_of(field.data.filename, field.data.stream.read(HEAD))
        field.data.stream.seek(0)
        if self.media_type is None:
            raise ValidationError(
                gettext("Choose a PDF, Word, Excel or PowerPoint file, a picture, a film or sound.")
            )

    def validate_url(self, field: StringField) -> None:
        if field.data and not is_web_address(field.data):
            raise ValidationError(gettext("A link begins with https:// and names a site."))
