"""The person behind a request, as flask-login wants it: `current_user`."""

from typing import Any

from flask import Flask, redirect, request, url_for
from flask_login import AnonymousUserMixin, LoginManager, UserMixin, current_user

from lms.accounts import service
from lms.accounts.models import Person
from lms.web import clock


class SignedIn(UserMixin):
    """A person signed in on this device; attributes of the person are read through."""

    def __init__(self, person: Person, token: str) -> None:
        self.person = person
        self.token = token

    def get_id(self) -> str:
        return self.token

    def __getattr__(self, name: str) -> Any:
        return getattr(self.person, name)


class Anonymous(AnonymousUserMixin):
    """Nobody: holds nothing."""

    id = None
    grants: tuple[()] = ()


def init_app(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = None  # ours are rows that can be ended; phones change address all the time
    manager.anonymous_user = Anonymous
    manager.user_loader(load)
    app.before_request(ask_for_new_password)


def ask_for_new_password() -> Any:
    """A first password is changed by staff at once; by learners when they come home, never before what brought them."""
    if request.method != "GET" or not current_user.is_authenticated or not current_user.must_change_password:
        return None
    if request.endpoint in {"accounts.edit_password", "static_files.show", "health.show"}:
        return None
    if current_user.is_staff or request.endpoint == "home.show":
        return redirect(url_for("accounts.edit_password"))
    return None


def load(token: str) -> SignedIn | None:
    person = service.signed_in_by(token, clock.now())
    return SignedIn(person, token) if person else None
