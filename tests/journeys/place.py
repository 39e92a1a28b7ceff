"""A place where browsers meet the application: a server on a database of its own, behind a wire."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
from tests.servers.wire import Wire, stretched


@dataclass
class Place:
    """`wire` lies between every browser and the server; `people` are ids by name."""

    app: Flask
    wire: Wire
    people: dict[str, int]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.wire.port}"

    def sign_in(self, context: BrowserContext, name: str = "an") -> None:
        """As the sign-in page does, without the typing."""
        with self.app.app_context(), self.app.test_request_context():
            token = accounts.start(database.session.get_one(Person, self.people[name]), datetime.now(UTC))
            database.session.commit()
            database.session.remove()
        context.add_cookies(
            [
                {
                    "name": self.app.config["SESSION_COOKIE_NAME"],
                    "value": self._cookie(token),
                    "url": self.address,
                }
            ]
        )

    def _cookie(self, token: str) -> str:
        serializer: Any = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        return str(serializer.dumps({"_user_id": token, "_fresh": True}))


def built(folder: Path, database_url: str) -> Flask:
    """The application with all tables and nobody in them."""
    translations.compile_all()
    settings = config.from_environment(
        {}, data_dir=folder, database_url=database_url, secret_key="k" * 40, mode=Mode.TESTING, https=False
    )
    app = create_app(settings)
    database.Base.metadata.create_all(database.engine())
    return app


@contextmanager
def served(app: Flask) -> Iterator[Wire]:
    """The server running, and the wire to it."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    with stretched("127.0.0.1", server.port) as wire:
        yield wire
    server.shutdown()
    thread.join()
    server.server_close()
    database.engine().dispose()
