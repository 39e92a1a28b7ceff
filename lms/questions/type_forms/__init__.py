"""One form per family of question types; importing this package registers them all."""

from lms.questions.type_forms import arranged, choices, typed  # noqa: F401
from lms.questions.type_forms.base import FORMS, TypeForm, form_values

__all__ = ["FORMS", "TypeForm", "form_values"]
