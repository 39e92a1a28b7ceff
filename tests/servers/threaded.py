"""Sen in threads of the test's own process: for journeys that look into the application while a browser uses it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

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


def application(folder: Path, database_url: str) -> Flask:
    """Sen on a new database with its tables, in Vietnamese."""
    translations.compile_all()
    tables.of_models(database_url)
    settings = config.from_environment(
        {}, data_dir=folder, database_url=database_url, secret_key="k" * 40, mode=Mode.TESTING, https=False
    )
    app = create_app(settings)
    if styleguide.routes.name not in app.blueprints:
        app.register_blueprint(styleguide.routes)
    return app


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address at which the application answers, until the end."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()
    database.engine().dispose()


def sign_in(app: Flask, context: BrowserContext, person_id: int, address: str) -> None:
    """As the sign-in page does, without the typing."""
    with app.app_context(), app.test_request_context():
        with database.transaction():  # pages that are open write too
            token = accounts.start(database.session.get_one(Person, person_id), datetime.now(UTC))
        database.session.remove()
    serializer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    value = str(serializer.dumps({"_user_id": token, "_fresh": True}))
    context.add_cookies([{"name": app.config["SESSION_COOKIE_NAME"], "value": value, "url": address}])
