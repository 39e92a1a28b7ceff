"""Importing this package registers every page of the bank on `routes`."""

from flask_babel import lazy_gettext as _l

import lms.questions.views.bank
import lms.questions.views.borders
import lms.questions.views.decisions
import lms.questions.views.editing
import lms.questions.views.imports
import lms.questions.views.judging
import lms.questions.views.remarks
import lms.questions.views.reviews  # noqa: F401
from lms.documents import citing
from lms.permissions import Permission
from lms.questions.routes import routes
from lms.questions.sources.citing import QUESTIONS
from lms.web import navigation

__all__ = ["routes"]

navigation.add(navigation.Entry(20, _l("Questions"), "questions.index", "cards", [Permission.QUESTION_SEE]))
citing.add(QUESTIONS)
