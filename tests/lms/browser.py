"""A test client that behaves like a browser with our pages: it carries the CSRF token of its session."""

import hashlib
from typing import Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from lms import database
from lms.accounts import service
from lms.accounts.models import Person
from lms.web import clock


class TestClient(FlaskClient):
    """Posts get the token in a header, unless `csrf=False`."""

    __test__ = False
    csrf: str | None = None

    def sign_in(self, person: Person) -> None:
        """Start a session for `person` as the sign-in page does, without the cost of hashing."""
        token = service.start(person, clock.now())
        database.session.commit()
        with self.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = token, True
        self._learn_csrf()

    def open(self, *args: Any, csrf: bool = True, **kwargs: Any) -> TestResponse:
        method = kwargs.get("method", "GET").upper()
        if csrf and method not in {"GET", "HEAD", "OPTIONS"}:
            if self.csrf is None:
                self._learn_csrf()
            headers = dict(kwargs.pop("headers", None) or {})
            kwargs["headers"] = {"X-CSRFToken": self.csrf, **headers}
        database.session.commit()
        with self.application.app_context():  # of its own, also where the test stands in one
            response = super().open(*args, **kwargs)
        database.session.expire_all()  # what the request changed is read anew
        return response

    def _learn_csrf(self) -> None:
        """Put a token of our own into the session cookie and keep its signed form, as a page would."""
        raw = hashlib.sha1(b"a test's own token", usedforsecurity=False).hexdigest()
        with self.session_transaction() as cookie:
            cookie["csrf_token"] = raw
        serializer = URLSafeTimedSerializer(str(self.application.secret_key), salt="wtf-csrf-token")
        self.csrf = str(serializer.dumps(raw))
