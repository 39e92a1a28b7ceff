"""What every answer carries, and what no request gets past: hosts, origins, headers."""

from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, request
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import CSRFProtect
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


class OneSigner(SecureCookieSessionInterface):
    """Flask's cookie sessions. The signer is made once, not twice for every request."""

    _signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        self._signer = self._signer or super().get_signing_serializer(app)
        return self._signer


def init_app(app: Flask) -> None:
    app.session_interface = OneSigner()
    csrf.init_app(app)
    app.before_request(refuse_foreign_hosts)
    app.before_request(refuse_foreign_origins)
    app.after_request(add_headers)


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
