"""The first page after signing in."""

from flask import Blueprint, render_template
from flask_babel import lazy_gettext as _

from lms.web import navigation
from lms.web.authorised import signed_in

routes = Blueprint("home", __name__)
navigation.add(navigation.Entry(0, _("Today"), "home.show", "home"))


@routes.get("/")
@signed_in
def show() -> str:
    return render_template("home/show.html")
