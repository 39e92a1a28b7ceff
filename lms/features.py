"""Every feature with pages, in the order of the layers; nothing else needs to know the list."""

from typing import Any

from flask import Blueprint

from lms.accounts.preferences import routes as preferences
from lms.accounts.views import routes as accounts
from lms.classes import tabs as class_tabs
from lms.files.views import routes as files
from lms.help.views import routes as help_pages
from lms.home.views import routes as home

BLUEPRINTS: list[Blueprint] = [
    accounts,
    preferences,
    files,
    home,
    help_pages,
]

# Modules with an `init_app(app)` of their own, e.g. for navigation entries or template globals.
INITIALISERS: list[Any] = [class_tabs]
