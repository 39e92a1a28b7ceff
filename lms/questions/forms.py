"""What every question has on its form, whatever its type, and where it is put in the bank."""

from itertools import groupby
from typing import Any

from flask_babel import gettext, lazy_gettext as _l
from flask_wtf.file import FileField
from sqlalchemy import select
from wtforms import FieldList, FormField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from lms import database
from lms.documents import queries as register
from lms.documents.citations import rows as sources
from lms.documents.citations.shelf import Cited
from lms.programmes.models import Programme, Topic
from lms.questions import service
from lms.questions.labels import LEVELS
from lms.questions.service import Placement
from lms.questions.tagging.rules import read as read_tags
from lms.questions.texts import from_edit, to_edit
from lms.web.forms import BaseForm
from question_bank.question import Level, Question

LONG, SHORT = 50_000, 300


class SourcedForm(BaseForm):
    """What cites documents of the register."""

    sources = FieldList(FormField(sources.SourceRow), _l("Documents that it rests on"), min_entries=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents = register.offered()

    def cited(self) -> list[Cited] | None:
        """The documents that were named; None where a row names none of the register, which it then says."""
        found = sources.read(self.sources)
        if found is None:
            self.form_errors.append(gettext("A document of the source is not clear yet; its field says why."))
        return found

    def add_source(self) -> None:
        """One more row for a document."""
        if len(self.sources) < sources.MOST:
            self.sources.append_entry()


class QuestionForm(SourcedForm):
    """The common part. `base` is the number of the version that the person saw."""

    before: Question | None = None  # the question that is being changed
    told = ""  # the case of the set that the question belongs to, which is changed with the set
    base = HiddenField(default="0")
    text = TextAreaField(_l("Question"), validators=[Length(max=LONG)])
    case = TextAreaField(_l("Case that the question is about"), validators=[Length(max=LONG)])
    picture = FileField(_l("Picture"))
    place = SelectField(_l("Topic"))
    level = SelectField(_l("Level"))
    explanation = TextAreaField(_l("Explanation"), validators=[Length(max=LONG)])
    source = StringField(_l("Source of the question"), validators=[Length(max=SHORT)])
    code = StringField(_l("Code of the question"), validators=[Length(max=60)])
    tags = StringField(_l("Keywords"), validators=[Length(max=SHORT)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place.choices = place_choices()
        self.level.choices = level_choices()

    def seen(self) -> int:
        """The number of the version that was changed."""
        typed = self.base.data or ""
        return int(typed) if typed.isdecimal() and len(typed) < 9 else 0

    def placement(self) -> Placement:
        programme_id, topic_id = read_place(self.place.data or "")
        return service.fitting(programme_id, topic_id, read_level(self.level.data))

    def common(self) -> dict[str, Any]:
        """The fields that all types share, as the library takes them."""
        return {
            "title": self.before.title if self.before else "",
            "text": from_edit(self.text.data or ""),
            "case": self.told or from_edit(self.case.data or ""),
            "explanation": from_edit(self.explanation.data or ""),
            "source": self.source.data or "",
            "code": self.code.data or "",
            "tags": read_tags(self.tags.data or ""),
        }


def common_values(asked: Question) -> dict[str, Any]:
    """The other way: what the common fields show for a question."""
    return {
        "text": to_edit(asked.text),
        "case": to_edit(asked.case),
        "explanation": to_edit(asked.explanation),
        "source": asked.source,
        "code": asked.code,
        "tags": ", ".join(asked.tags),
    }


def offered(*choices: tuple[str, Any], group: str | None = None) -> list[SelectChoice]:
    """Values and words as a select field takes them."""
    return [SelectChoice(value, words, optgroup=group) for value, words in choices]


def level_choices() -> list[SelectChoice]:
    return offered(("", _l("not decided")), *((level.value, words) for level, words in LEVELS.items()))


def read_level(value: str | None) -> Level | None:
    return Level(value) if value in set(Level) else None


def place_choices() -> list[SelectChoice]:
    """Programmes as groups of topics; the first group is the bank that all share."""
    rows = database.session.execute(
        select(Programme, Topic)
        .join(Topic, Topic.programme_id == Programme.id, isouter=True)
        .order_by(Programme.title, Programme.code, Programme.version.desc(), Topic.position)
    )
    choices = offered(("", _l("for all programmes")), group=str(_l("Shared bank")))
    for programme, found in groupby(rows, key=lambda row: row[0]):
        version = f" ({programme.version})" if programme.version > 1 else ""
        topics = [
            (place_value(programme.id, topic.id), f"{topic.position}. {topic.title}")
            for _p, topic in found
            if topic
        ]
        whole = (place_value(programme.id, None), _l("without a topic"))
        choices += offered(whole, *topics, group=programme.title + version)
    return choices


def place_value(programme_id: int | None, topic_id: int | None) -> str:
    return f"{programme_id}:{topic_id or ''}" if programme_id else ""


def read_place(value: str) -> tuple[int | None, int | None]:
    programme, _colon, topic = value.partition(":")
    return _number(programme), _number(topic)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
