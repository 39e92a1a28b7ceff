"""Help for each role, what is kept about people, and the policy itself as a table."""

from itertools import groupby

from flask import Blueprint, abort, render_template
from flask_login import current_user

from lms.help import policy as rules_of
from lms.help.pages import BY_SLUG, PAGES
from lms.web.authorised import public

routes = Blueprint("help", __name__, url_prefix="/help")


@routes.get("/")
@public
def index() -> str:
    """The pages of one's own roles first."""
    grants = current_user.grants if current_user.is_authenticated else ()
    held = {grant.role for grant in grants}
    own = [page for page in PAGES if page.role in held]
    return render_template("help/index.html", own=own, others=[page for page in PAGES if page not in own])


@routes.get("/policy")
@public
def policy() -> str:
    grouped = groupby(rules_of.rules(), lambda rule: rule.thing)
    return render_template("help/policy.html", groups=[(thing, list(rules)) for thing, rules in grouped])


@routes.get("/<slug>")
@public
def show(slug: str) -> str:
    if slug not in BY_SLUG:
        abort(404)
    return render_template("help/show.html", page=BY_SLUG[slug])
