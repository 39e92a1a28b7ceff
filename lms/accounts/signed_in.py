"""The person behind a request, as flask-login wants it: `current_user`."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from flask import Flask, redirect, request, url_for
from flask_login import AnonymousUserMixin, LoginManager, UserMixin, current_user

from lms import database
from lms.accounts import names, service
from lms.accounts.models import Person
from lms.accounts.service import Held
from lms.permissions import Role
from lms.web import clock

# What a person with a first password may always open.
ALWAYS_OPEN = frozenset({"accounts.edit_password", "static_files.show", "health.show"})


class SignedIn(UserMixin):
    """Who is signed in on this device: what pages ask for was read at once, the whole `person` when it is needed."""

    def __init__(self, token: str, shown: dict[str, Any], grants: Sequence[Held]) -> None:
        self.token = token
        self.grants = grants
        self.__dict__.update(shown)

    def get_id(self) -> str:
        return self.token

    @cached_property
    def person(self) -> Person:
        return database.session.get_one(Person, self.id)

    @property
    def is_staff(self) -> bool:
        return any(held.role is not Role.LEARNER for held in self.grants)

    @property
    def initials(self) -> str:
        return names.initials(self.full_name)


class Anonymous(AnonymousUserMixin):
    """Nobody: holds nothing."""

    id = None
    grants: tuple[()] = ()


class Manager(LoginManager):
    """Sign-ins of ours are rows that can be ended, and phones change address all the time: no guard by address."""

    session_protection = None

    def _session_protection_failed(self) -> bool:
        return False  # without computing first what would not be compared


def init_app(app: Flask) -> None:
    manager = Manager(app)
    manager.anonymous_user = Anonymous
    manager.user_loader(load)
    app.before_request(ask_for_new_password)


def ask_for_new_password() -> Any:
    """A first password is changed by staff at once; by learners when they come home, never before what brought them."""
    if request.method != "GET" or request.endpoint in ALWAYS_OPEN:
        return None
    if not current_user.is_authenticated or not current_user.must_change_password:
        return None
    if current_user.is_staff or request.endpoint == "home.show":
        return redirect(url_for("accounts.edit_password"))
    return None


def load(token: str) -> SignedIn | None:
    found = service.signed_in_by(token, clock.now())
    return SignedIn(token, *found) if found else None


def of(person: Person, token: str) -> SignedIn:
    """The person who has just signed in."""
    shown = {name: getattr(person, name) for name in service.SHOWN}
    return SignedIn(token, shown, [Held(held.role, held.class_id, held.unit_id) for held in person.grants])
