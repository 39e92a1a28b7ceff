"""One's own inbox."""

from typing import Any

from flask import Blueprint, Flask, redirect, render_template, url_for
from flask_login import current_user

from lms.notices import service
from lms.web import clock
from lms.web.authorised import signed_in
from lms.web.pagination import paginate

routes = Blueprint("notices", __name__, url_prefix="/notices")


@routes.get("/")
@signed_in
def index() -> str:
    return render_template("notices/index.html", page=paginate(service.inbox(current_user.id)))


@routes.post("/reading")
@signed_in
def read() -> Any:
    service.mark_read(current_user.id, clock.now())
    return redirect(url_for(".index"))


def init_app(app: Flask) -> None:
    app.jinja_env.globals["unread_notices"] = lambda: service.unread(current_user.id)
