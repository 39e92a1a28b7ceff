"""Who may go in at once, and what the others are shown: their place, and a page that comes back by itself."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from http import HTTPStatus
from typing import Any, TypeVar

from flask import (
    Response,
    current_app,
    g,
    jsonify,
    make_response,
    render_template,
    request,
    session as cookie,
)
from itsdangerous import BadSignature, Signer

from lms.web import clock
from lms.web.crowd import crowd
from lms.web.gaps import Gapped
from lms.web.line.rules import Standing
from lms.web.line.tickets import Line

FIELD = "ticket"

F = TypeVar("F")
_lines: defaultdict[str, Line] = defaultdict(Line)
_gapped = Gapped()


def in_line(*fields: str) -> Callable[[F], F]:
    """The form that the view answers may be sent by more people at once than the server can serve.

    `fields` of it are sent again by who waited.
    """

    def mark(view: F) -> F:
        view.in_line = fields  # type: ignore[attr-defined]
        return view

    return mark


def turned_away(view: Any) -> Response | None:
    """None for who may go in; for the others what they are answered, without asking the database who they are.

    A script only asks how its number stands; going in is for the form itself.
    """
    fields = getattr(view, "in_line", None)
    if fields is None or "_user_id" not in cookie:  # strangers are refused by the view itself
        return None
    name = request.endpoint or ""
    line, number = _lines[name], _number(name)
    by_script, at_ease = request.accept_mimetypes.best == "application/json", not crowd.is_full()
    if number is None:
        if at_ease and not line.waits:
            return None
        number = line.ticket(name, clock.now())
    standing = line.standing(name, number, clock.now(), at_ease=at_ease)
    if by_script:
        return jsonify(before=standing.before, enters=standing.may_go_in, again_in=standing.look_again_in)
    return None if standing.may_go_in else _page(standing, fields)


def _page(standing: Standing, fields: Sequence[str]) -> Response:
    """The form as it was sent, with the number; drawn as for nobody, in the language of the browser."""
    g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]
    sent = {name: request.form[name] for name in fields if name in request.form}
    values: dict[str, Any] = {f"sent_{name}": value for name, value in sent.items()}
    values |= {
        "before": standing.before,
        "again_in": standing.look_again_in,
        "ticket": _signer(current_app.config["SECRET_KEY"], request.endpoint or "")
        .sign(str(standing.number))
        .decode(),
    }
    look = (*sent, current_app.config["SEN"].centre_name)
    page = _gapped.page(
        look, values, lambda given: render_template("web/line.html", names=list(sent), values=given)
    )
    response = make_response(page, HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = str(standing.look_again_in)
    return response


def _number(name: str) -> int | None:
    """The number on the ticket that was sent, if it is ours and of this line."""
    try:
        return int(_signer(current_app.config["SECRET_KEY"], name).unsign(request.form.get(FIELD, "")))
    except BadSignature:
        return None


@cache
def _signer(secret_key: str, name: str) -> Signer:
    return Signer(secret_key, salt=f"line {name}")
