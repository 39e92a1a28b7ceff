"""Importing this package registers every page of the bank of lessons."""

from flask_babel import lazy_gettext as _l

import lms.lessons.bank.views.files
import lms.lessons.bank.views.lessons
import lms.lessons.bank.views.pages
import lms.lessons.bank.views.parts  # noqa: F401
from lms.documents import citing
from lms.lessons.bank.citing import LESSONS
from lms.lessons.bank.routes import pages, routes
from lms.permissions import Permission
from lms.web import navigation

__all__ = ["pages", "routes"]

navigation.add(navigation.Entry(22, _l("Lessons"), "lesson_bank.index", "file", [Permission.LESSON_SEE]))
citing.add(LESSONS)
