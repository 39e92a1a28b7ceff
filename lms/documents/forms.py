"""What is typed about a document."""

from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext as _
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from lms.documents import queries
from lms.documents.kinds import NAMES, DocumentKind
from lms.documents.labels import KINDS
from lms.documents.models import Document
from lms.documents.numbers import number_of
from lms.documents.service import Details
from lms.web.forms import BaseForm

FIRST_YEAR, LAST_YEAR = 1930, 2100


def in_our_century(_form: Any, field: Field) -> None:
    """Documents are older than classes are, but none is of the year 20026."""
    if field.data is not None and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
        raise ValidationError(gettext("Choose a day between 1930 and 2100."))


class DocumentForm(BaseForm):
    """A row of the register. The number is kept in the spelling of papers, however it is typed."""

    kind = SelectField(_("Type of document"))
    number = StringField(_("Number and symbol"), [Length(max=60, message=_("At most 60 letters."))])
    issuer = StringField(
        _("Issued by"),
        [DataRequired(_("Say who issued it.")), Length(max=200, message=_("At most 200 letters."))],
    )
    issued_on = DateField(_("Day of issue"), [InputRequired(_("Choose the day of issue.")), in_our_century])
    abstract = TextAreaField(
        _("Abstract"),
        [
            DataRequired(_("Write what it is about, as its heading says.")),
            Length(max=500, message=_("At most 500 letters.")),
        ],
    )
    valid_from = DateField(_("In force from"), [Optional(), in_our_century])
    valid_until = DateField(_("In force until"), [Optional(), in_our_century])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [SelectChoice(kind.value, _labelled(kind)) for kind in DocumentKind]
        self.issuers = queries.issuers()

    def validate_number(self, field: Field) -> None:
        if field.data and not number_of(field.data):
            raise ValidationError(
                gettext(
                    "There is no number in it. Enter the document once it has one, for example 11-CTr/ĐUK."
                )
            )

    def validate_valid_until(self, field: Field) -> None:
        begins = self.valid_from.data or self.issued_on.data
        if field.data and begins and field.data < begins:
            raise ValidationError(gettext("It ends before it begins. Correct one of the two days."))

    @property
    def details(self) -> Details:
        typed: dict[str, Any] = self.data
        return Details(
            kind=DocumentKind(typed["kind"]),
            number=number_of(typed["number"] or ""),
            issuer=" ".join(typed["issuer"].split()),
            issued_on=typed["issued_on"],
            abstract=" ".join(typed["abstract"].split()),
            valid_from=typed["valid_from"] or typed["issued_on"],
            valid_until=typed["valid_until"],
        )


class ReplacementForm(BaseForm):
    """Which document replaced this one, and from which day on."""

    other: Document
    by = StringField(
        _("Has been replaced by"),
        [DataRequired(_("Type the number of the document that replaces this one."))],
    )
    on = DateField(_("From the day"), [Optional(), in_our_century])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = queries.offered()

    def validate_by(self, field: Field) -> None:
        found = queries.cited(field.data)
        if found.only is None:
            raise ValidationError(unclear(found))
        self.other = found.only


def unclear(found: queries.Found) -> str:
    """Why a citation names no document of the register."""
    if found.documents:
        days = ", ".join(f"{one.issued_on:%d/%m/%Y}" for one in found.documents)
        return gettext(
            "The register has several documents “%(number)s” (%(days)s). Add the day, or choose one from the list.",
            number=found.number,
            days=days,
        )
    return gettext(
        "“%(number)s” is not in the register of documents yet. Add it there, then save here again.",
        number=found.number,
    )


def values_of(document: Document) -> dict[str, date | str | None]:
    """What the form shows for a document."""
    names = ("number", "issuer", "issued_on", "abstract", "valid_from", "valid_until")
    return {"kind": document.kind.value} | {name: getattr(document, name) for name in names}


def _labelled(kind: DocumentKind) -> str:
    sign = NAMES[kind].sign
    return f"{KINDS[kind]} ({sign})" if sign else str(KINDS[kind])
