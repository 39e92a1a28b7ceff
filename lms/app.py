"""The application: one request is one transaction, and every feature is registered here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from lms import database
from lms.accounts import signed_in
from lms.audit import service as audit
from lms.config import ROOT, Config
from lms.features import BLUEPRINTS, INITIALISERS
from lms.jobs import queue
from lms.web import compression, errors, filters, incoming, page, receiving, security, static, styleguide
from lms.web.crowd import crowd
from lms.web.line.gate import turned_away
from lms.web.seats import seated

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

# Connections per process, for writing and on PostgreSQL as many again for reading: few compute at once, see web.seats.
# The last one returned is taken first, since it has the statements of the hot paths prepared. Times in seconds.
POOL: dict[str, Any] = {"pool_size": 6, "max_overflow": 10, "pool_timeout": 10, "pool_use_lifo": True}


class Lms(Flask):
    """Returning from an unsafe request commits, raising rolls back; what a GET wrote by mistake is thrown away."""

    def wsgi_app(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with database.own_session():
            return super().wsgi_app(environ, start_response)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """No view of ours is a coroutine; Flask looks ten times a request."""
        return func

    def full_dispatch_request(self) -> Response:
        view = self.view_functions.get(request.endpoint or "")
        try:
            if not receiving.received(request, view):
                return errors.come_again()
        except receiving.TooSlow:
            return errors.given_up()
        with crowd.entered(view) as inside:
            if not inside:
                return errors.come_again()
            if (in_line := turned_away(view)) is not None:
                return self.process_response(in_line)
            with seated(view):
                return super().full_dispatch_request()

    def dispatch_request(self) -> Any:
        view = self.view_functions.get(request.endpoint or "")
        if request.method in security.SAFE_METHODS or getattr(view, "owns_transaction", False):
            return super().dispatch_request()
        with database.transaction():
            return super().dispatch_request()


def create_app(config: Config, *, bind_database: bool = True) -> Lms:
    """The WSGI application for `config`; `bind_database=False` leaves the session as the caller bound it (tests)."""
    app = Lms("lms", root_path=str(ROOT), template_folder="templates", static_folder=None)
    app.jinja_options = {
        "cache_size": -1
    }  # all templates stay at hand, however many there are; Jinja keeps 400
    configure(app, config)
    if bind_database:
        database.bind(database.create_engine(config.database_url, **POOL))
    for module in (
        incoming,
        compression,
        security,
        errors,
        filters,
        page,
        signed_in,
        audit,
        queue,
        *INITIALISERS,
    ):
        module.init_app(app)
    app.teardown_request(lambda _error: database.end_session())  # last registered runs first
    static.init_app(app, ROOT / "static")
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if not config.is_production:
        app.register_blueprint(styleguide.routes)
    return app


def configure(app: Flask, config: Config) -> None:
    app.config |= {
        "SEN": config,
        "VERSION": installed_version(),
        "SECRET_KEY": config.secret_key,
        "SESSION_COOKIE_NAME": config.cookie_name,
        "SESSION_COOKIE_SECURE": config.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=120),
        "SESSION_REFRESH_EACH_REQUEST": False,
        "MAX_CONTENT_LENGTH": config.upload_limit,
        "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
        "MAX_FORM_PARTS": 20_000,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "lms" / "translations"),
        "TEMPLATES_AUTO_RELOAD": config.debug,
    }
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    if config.trusted_proxies:
        n = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]


def installed_version() -> str:
    try:
        return version("sen-lms")
    except PackageNotFoundError:
        return "0"
