"""Somebody who keeps looking at a page, a style sheet and /health while something goes wrong."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException

from tests.learner import Browser
from tests.servers.scene import Learner

EVERY_SECONDS = 0.3
STYLES = "/static/0/css/sen.css"


class Watcher:
    """`seen` counts what came back: "health 503", "page 200"; "nothing" where no answer came in time."""

    def __init__(self, url: str, learner: Learner) -> None:
        name, _, value = learner.cookie.partition("=")
        self.browser = Browser(url, {name: value})
        self.seen: Counter[str] = Counter()
        self._over = threading.Event()

    @contextmanager
    def watching(self, **places: str) -> Iterator[None]:
        """Looks at each place again and again, each by itself, until the end."""
        looking = [threading.Thread(target=self._look, args=place, daemon=True) for place in places.items()]
        for thread in looking:
            thread.start()
        try:
            yield
        finally:
            self._over.set()
            for thread in looking:
                thread.join(30)

    def _look(self, what: str, path: str) -> None:
        while not self._over.wait(EVERY_SECONDS):
            try:
                status = str(self.browser.get(path).status)
            except (OSError, HTTPException):
                status = "nothing"
            self.seen[f"{what} {status}"] += 1
