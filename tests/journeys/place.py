"""A place where browsers meet the application: a server on a database of its own, behind a wire."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import BrowserContext

from tests.servers import threaded
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
        threaded.sign_in(self.app, context, self.people[name], self.address)


@contextmanager
def behind_wire(app: Flask) -> Iterator[Wire]:
    """The application running, and the wire to it."""
    with threaded.serving(app) as address, stretched("127.0.0.1", urlsplit(address).port or 0) as wire:
        yield wire
