"""A file or a link that a class gets to read or watch."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask_babel import gettext, lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from lms.files.media_types import HEAD, media_type_of
from lms.files.uploads.models import IncomingFile
from lms.lessons.labels import KINDS
from lms.lessons.models import MaterialKind
from lms.lessons.service import Facts
from lms.programmes.models import Topic
from lms.web.forms import BaseForm, LocalDateTimeField, in_our_time

NONE = 0


class _Placed(BaseForm):
    """What both forms ask beside the title."""

    topic_id = SelectField(_("Belongs to"), coerce=int, default=NONE)
    kind = SelectField(
        _("Kind of material"),
        choices=[SelectChoice(one.value, words) for one, words in KINDS.items()],
        default=MaterialKind.OTHER.value,
    )
    opens_at = LocalDateTimeField(_("Opens on"), [Optional(), in_our_time])
    title: StringField

    def offer(self, topics: Sequence[Topic]) -> None:
        self.topic_id.choices = [
            SelectChoice(NONE, gettext("The whole class")),
            *(SelectChoice(topic.id, topic.title) for topic in topics),
        ]

    @property
    def facts(self) -> Facts:
        title, topic_id = self.title.data or "", self.topic_id.data or None
        return Facts(title, topic_id, MaterialKind(self.kind.data), self.opens_at.data)


class FactsForm(_Placed):
    """Of a material that is there."""

    title = StringField(
        _("Title of the material"),
        [DataRequired(_("Give it a title.")), Length(max=200, message=_("At most 200 letters."))],
    )


class MaterialForm(_Placed):
    """A file, a link, or a file that has arrived in pieces (`arrived`); without a title a file's own name serves."""

    arrived: IncomingFile | None = None
    upload = HiddenField()
    sha256 = HiddenField()

    title = StringField(_("Title of the material"), [Length(max=200, message=_("At most 200 letters."))])
    file = FileField(_("File"))
    url = StringField(_("or a link"), [Length(max=500, message=_("At most 500 letters."))])

    def validate_title(self, field: StringField) -> None:
        if not field.data and self.url.data:
            raise ValidationError(gettext("Give the link a title."))

    def validate_file(self, field: FileField) -> None:
        if [bool(field.data), bool(self.url.data), self.arrived is not None].count(True) != 1:
            raise ValidationError(gettext("Choose a file or type a link: one of the two."))
        if field.data and self.media_type is None:
            raise ValidationError(
                gettext(
                    "This file cannot be used. Send a PDF, Word, Excel or PowerPoint file (.docx, .xlsx, .pptx), a "
                    "picture (.jpg, .png, .webp, .gif), a film (.mp4, .webm) or sound (.mp3, .m4a, .ogg, .wav) that "
                    "opens on your own computer."
                )
            )

    def validate_url(self, field: StringField) -> None:
        if field.data and not is_web_address(field.data):
            raise ValidationError(gettext("A link begins with https:// and names a site."))

    @property
    def media_type(self) -> str | None:
        """What the file is by its ending and its first bytes; None for what we do not take."""
        head = self.file.data.stream.read(HEAD)
        self.file.data.stream.seek(0)
        return media_type_of(self.file.data.filename, head)


def is_web_address(text: str) -> bool:
    """An https address with a site, without a name and password in it and without spaces."""
    try:
        parts = urlsplit(text)
        return (
            parts.scheme == "https"
            and bool(parts.hostname)
            and "@" not in parts.netloc
            and not text.split()[1:]
        )
    except ValueError:
        return False
