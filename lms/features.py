"""Every feature with pages, in the order of the layers; nothing else needs to know the list."""

from typing import Any

from flask import Blueprint

from lms.accounts.preferences import routes as preferences
from lms.accounts.views import routes as accounts
from lms.attendance.views import routes as attendance
from lms.classes import tabs as class_tabs
from lms.classes.views.classes import routes as classes
from lms.classes.views.enrolments import routes as enrolments
from lms.classes.views.groups import routes as groups
from lms.classes.views.lecturers import routes as lecturers
from lms.classes.views.sessions import routes as class_sessions
from lms.files.views import routes as files
from lms.help.views import routes as help_pages
from lms.home.views import routes as home
from lms.lessons.views import routes as lessons
from lms.programmes.views import routes as programmes
from lms.notices import views as notices
from lms.organisations.views import routes as organisations

BLUEPRINTS: list[Blueprint] = [
    accounts,
    preferences,
    files,
    organisations,
    notices.routes,
    programmes,
    classes,
    enrolments,
    groups,
    lecturers,
    class_sessions,
    lessons,
    attendance,
    home,
    help_pages,
]

# Modules with an `init_app(app)` of their own, e.g. for navigation entries or template globals.
INITIALISERS: list[Any] = [notices, class_tabs]
