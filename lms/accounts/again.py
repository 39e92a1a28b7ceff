"""Signing in again without leaving the page that one is on: for scripts, which must not lose what was typed."""

from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask_wtf.csrf import generate_csrf

from lms.accounts import service
from lms.accounts.tries import Refusal
from lms.accounts.views import open_session, said
from lms.audit.service import observe
from lms.web.authorised import owns_transaction, public
from lms.web.errors import LmsError

routes = Blueprint("sign_in_again", __name__)


@routes.get("/sign-in/again")
@public
def show() -> Response:
    """The token that the next request of this browser has to carry."""
    return jsonify(csrf_token=generate_csrf())


@routes.post("/sign-in/again")
@public
@owns_transaction
def create() -> Any:
    typed = request.get_json(silent=True)
    login, password = (typed.get("login"), typed.get("password")) if isinstance(typed, dict) else ("", "")
    if not isinstance(login, str) or not isinstance(password, str) or not login.strip() or not password:
        raise LmsError(said(Refusal.WRONG), Refusal.WRONG.status)
    found = service.verify(login, password, request.remote_addr or "")
    if isinstance(found, Refusal):
        observe("sign-in.refused", why=found.value)
        raise LmsError(said(found), found.status)
    open_session(found, remembered=False)
    return jsonify(csrf_token=generate_csrf())
