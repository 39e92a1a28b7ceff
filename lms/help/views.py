"""Help for each role, and the policy itself as a table."""

from flask import Blueprint, render_template

from lms.web.authorised import public

routes = Blueprint("help", __name__, url_prefix="/help")


@routes.get("/")
@public
def index() -> str:
    return render_template("help/index.html")
