"""What every answer carries, and what no request gets past: hosts, origins, headers."""

import time
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import CSRFProtect, generate_csrf
from itsdangerous import URLSafeTimedSerializer

csrf = CSRFProtect()

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; "
    "connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)

HEADERS = [
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(self), geolocation=(), microphone=()"),
    ("Cache-Control", "no-store, private"),
]
STRICT = [*HEADERS, ("Strict-Transport-Security", "max-age=31536000")]


class Verified(URLSafeTimedSerializer):
    """A cookie whose signature was found good is only read the next time: most requests bring the same one again."""

    most = 5_000

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._signed_at: dict[str, float] = {}

    def loads(  # type: ignore[override]  # itsdangerous's own way
        self, s: Any, max_age: int | None = None, return_timestamp: bool = False, salt: Any = None
    ) -> Any:
        if return_timestamp or salt is not None:
            return super().loads(s, max_age, return_timestamp, salt)
        signed_at = self._signed_at.get(s)
        if signed_at is not None and (max_age is None or time.time() - signed_at <= max_age):
            return self.load_payload(s.rsplit(".", 2)[0].encode())
        found, moment = super().loads(s, max_age, return_timestamp=True)
        if len(self._signed_at) >= self.most:
            self._signed_at.clear()
        self._signed_at[s] = moment.timestamp()
        return found


class OneSigner(SecureCookieSessionInterface):
    """Flask's cookie sessions. The signer is made once, not twice for every request."""

    _signer: Verified | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        if self._signer is None:
            assert app.secret_key is not None  # noqa: S101 - configure() sets it
            ways = {"key_derivation": self.key_derivation, "digest_method": self.digest_method}
            self._signer = Verified(
                app.secret_key, salt=self.salt, serializer=self.serializer, signer_kwargs=ways
            )
        return self._signer


def init_app(app: Flask) -> None:
    app.session_interface = OneSigner()
    csrf.init_app(app)
    app.jinja_env.globals["csrf_token"] = csrf_token
    app.before_request(refuse_foreign_hosts)
    app.before_request(refuse_foreign_origins)
    app.after_request(add_headers)


def csrf_token() -> str:
    """The token for forms. Of one browser it is always the same (it never expires), so it is signed once."""
    if "csrf_token" not in g and "csrf_token" in session:
        g.csrf_token = _signed(current_app.secret_key, session["csrf_token"])
    return str(generate_csrf())


@lru_cache(maxsize=5_000)
def _signed(secret_key: str, browser: str) -> str:
    return str(URLSafeTimedSerializer(secret_key, salt="wtf-csrf-token").dumps(browser))


def refuse_foreign_hosts() -> None:
    """A Host header that is not ours would poison links; refuse it before anything reads it."""
    hosts = current_app.config["SEN"].allowed_hosts
    if hosts and request.host.split(":")[0].lower() not in hosts:
        abort(400)


def refuse_foreign_origins() -> None:
    """Browsers say where a form was posted from; another origin (or an opaque one) is refused."""
    origin = request.headers.get("Origin")
    if request.method in SAFE_METHODS or origin is None:
        return
    if urlsplit(origin).netloc != request.host:
        abort(400)


def add_headers(response: Response) -> Response:
    """Security headers everywhere; personal pages are never kept by a cache unless a view said otherwise."""
    said = {name.lower() for name, _value in response.headers}
    wanted = STRICT if current_app.config["SEN"].https else HEADERS
    response.headers.extend([each for each in wanted if each[0].lower() not in said])
    return response


def safe_next(target: str | None, fallback: str) -> str:
    """`target` if it is a path of this site, else `fallback`: nobody is led away after signing in."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return fallback
    if any(ord(letter) < 32 for letter in target):
        return fallback
    parts = urlsplit(target)
    return fallback if parts.scheme or parts.netloc else target
