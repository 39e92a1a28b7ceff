"""A test client that behaves like a browser with our pages: it carries the CSRF token of its session."""

import hashlib
import secrets
from collections.abc import MutableMapping
from functools import cache
from typing import Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import insert
from werkzeug.test import TestResponse

from lms import database
from lms.accounts.models import Person, SignIn
from lms.accounts.service import STAFF_STAYS, token_hash
from lms.web import clock

TOKEN = hashlib.sha1(b"a test's own token", usedforsecurity=False).hexdigest()


class TestClient(FlaskClient):
    """Posts get the token in a header, unless `csrf=False`."""

    __test__ = False
    csrf: str | None = None

    def sign_in(self, person: Person) -> None:
        """Start a session for `person` as the sign-in page does, without hashing and without asking who it is."""
        token, now = secrets.token_urlsafe(32), clock.now()
        row = {
            "token_hash": token_hash(token),
            "person_id": person.id,
            "started_at": now,
            "expires_at": now + STAFF_STAYS,
            "remembered": False,
            "address": "",
            "device": "",
        }
        database.session.execute(insert(SignIn), row)
        with self.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = token, True
            self._carry_csrf(cookie)

    def pass_on(self) -> "TestClient":
        """Another browser with the same session."""
        other: TestClient = self.application.test_client()  # type: ignore[assignment]
        name = self.application.config["SESSION_COOKIE_NAME"]
        cookie = self.get_cookie(name)
        assert cookie is not None
        other.set_cookie(name, cookie.value)
        other.csrf = self.csrf
        return other

    def open(self, *args: Any, csrf: bool = True, **kwargs: Any) -> TestResponse:
        method = kwargs.get("method", "GET").upper()
        if csrf and method not in {"GET", "HEAD", "OPTIONS"}:
            if self.csrf is None:
                with self.session_transaction() as cookie:
                    self._carry_csrf(cookie)
            headers = dict(kwargs.pop("headers", None) or {})
            kwargs["headers"] = {"X-CSRFToken": self.csrf, **headers}
        database.session.commit()
        with self.application.app_context():  # of its own, also where the test stands in one
            response = super().open(*args, **kwargs)
        database.session.expire_all()  # what the request changed is read anew
        return response

    def _carry_csrf(self, cookie: MutableMapping[str, Any]) -> None:
        """Put a token of our own into the session cookie and keep its signed form, as a page would."""
        cookie["csrf_token"] = TOKEN
        self.csrf = _signed(str(self.application.secret_key))


@cache
def _signed(secret_key: str) -> str:
    return str(URLSafeTimedSerializer(secret_key, salt="wtf-csrf-token").dumps(TOKEN))
