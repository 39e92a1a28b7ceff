"""Sen in threads of the test's own process: for journeys that look into the application while a browser uses it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any

from flask import Flask
from playwright.sync_api import BrowserContext
from werkzeug.serving import make_server

from lms import config, database
from lms.accounts import service as accounts
from lms.accounts.models import Person
from lms.app import create_app
from lms.config import Mode
from lms.install import translations
from lms.web import styleguide
from tests.servers import tables

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ENOUGH = 30  # seconds; somebody who holds a request longer is left alone


def application(folder: Path, database_url: str) -> Flask:
    """Sen on a new database with its tables, in Vietnamese."""
    _translated()
    tables.of_models(database_url)
    settings = config.from_environment(
        {}, data_dir=folder, database_url=database_url, secret_key="k" * 40, mode=Mode.TESTING, https=False
    )
    app = create_app(settings)
    if styleguide.routes.name not in app.blueprints:
        app.register_blueprint(styleguide.routes)
    return app


@cache
def _translated() -> None:
    """Once a process: half a second of work each time."""
    translations.compile_all()


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address at which the application answers, until the end.

    Requests that are under way then are waited for: they would write into the database of the next application.
    """
    under_way = _UnderWay(app)
    server = make_server("127.0.0.1", 0, under_way, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()
    under_way.ended.wait(ENOUGH)
    database.engine().dispose()


class _UnderWay:
    """The application, and whether it is at work; a connection that only stands open is no work."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.lock = Lock()
        self.count = 0
        self.ended = Event()
        self.ended.set()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterator[bytes]:
        self._add(1)
        try:
            answer = self.app(environ, start_response)
            try:
                yield from answer
            finally:
                getattr(answer, "close", lambda: None)()
        finally:
            self._add(-1)

    def _add(self, one: int) -> None:
        with self.lock:
            self.count += one
            (self.ended.clear if self.count else self.ended.set)()


def sign_in(app: Flask, context: BrowserContext, person_id: int, address: str) -> None:
    """As the sign-in page does, without the typing."""
    with app.app_context(), app.test_request_context():
        with database.transaction():  # pages that are open write too
            token = accounts.start(database.session.get_one(Person, person_id), datetime.now(UTC))
        database.session.remove()
    serializer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    value = str(serializer.dumps({"_user_id": token, "_fresh": True}))
    context.add_cookies([{"name": app.config["SESSION_COOKIE_NAME"], "value": value, "url": address}])
