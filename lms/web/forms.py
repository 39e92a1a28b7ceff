"""Forms check shape; services check facts; the database guarantees."""

import unicodedata
from typing import Any

from flask_babel import get_locale, get_translations, gettext
from flask_wtf import FlaskForm
from wtforms import DateTimeLocalField
from wtforms.fields import Field
from wtforms.validators import ValidationError

from lms.web.clock import ZONE


def tidy(value: Any) -> Any:
    """Typed text in NFC, without spaces around it and without no-break spaces inside; NUL never gets further."""
    if not isinstance(value, str):
        return value
    return unicodedata.normalize("NFC", value).replace("\u00a0", " ").replace("\x00", "").strip()


class BaseForm(FlaskForm):
    """Every form of ours: text is tidied on the way in, messages come in the person's language."""

    class Meta(FlaskForm.Meta):
        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
            filters = list(unbound_field.kwargs.get("filters", []))
            if unbound_field.field_class.__name__ in {
                "StringField",
                "TextAreaField",
                "SearchField",
                "TelField",
            }:
                options = {**options}
                unbound_field.kwargs["filters"] = filters if tidy in filters else [tidy, *filters]
            bound: Field = unbound_field.bind(form=form, **options)
            return bound

        def get_translations(self, form: Any) -> Any:  # noqa: ARG002 - as the library calls it
            """What the library says by itself comes from our catalogue: its own knows no Vietnamese."""
            return get_translations()

        @property
        def locales(self) -> list[str]:
            return [str(get_locale() or "vi")]


def in_our_time(_form: Any, field: Field) -> None:
    """A day or moment that a slip of the finger did not send to another century."""
    if field.data is not None and not 2000 <= field.data.year <= 2100:
        raise ValidationError(gettext("Choose a day between 2000 and 2100."))


class LocalDateTimeField(DateTimeLocalField):
    """A date and time as read off the wall in Việt Nam; `data` is an aware moment."""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None:
            self.data = self.data.replace(tzinfo=ZONE)

    def process_data(self, value: Any) -> None:
        self.data = value.astimezone(ZONE) if value is not None else None
