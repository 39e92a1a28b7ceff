"""Scenes: what many tests begin with is played once, and each of them finds it as it was left.

`@scene` stands where `@pytest.fixture` would, at a function of `cast` (and of `app`, if it sends requests) that returns
things of the database, one or a tuple or list of them. It is played before the first test that asks for it, in the
transaction that is rolled back in the end; each test then has a savepoint of its own. A scene stands until a test asks
for another, or for none: it pays where neighbours share it, and nobody sees what another test did to it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from inspect import signature
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, inspect

from lms import database
from lms.columns import Base
from tests.lms import cast as casting

Play = Callable[..., Any]


class Stage:
    """Where the tests of one database play. A scene stands there, or nothing but the cast, if the database has one."""

    def __init__(self, engine: Engine, ids: casting.Ids | None) -> None:
        self.engine, self.ids = engine, ids
        self.connection: Connection | None = None
        self.play: Play | None = None
        self.things: Any = None

    @contextmanager
    def playing(self, play: Play | None, app: Callable[[], Flask]) -> Iterator[Connection]:
        """The connection of one test. The session commits for real; at the end nothing of it remains."""
        connection = self._set(play, app)
        undo = connection.begin_nested() if play else connection.begin()
        database.bind(connection, join_transaction_mode="create_savepoint")
        yield connection
        database.session.remove()
        undo.rollback()

    def again(self) -> Any:
        """What the scene returned, as it lies in the database of the present session."""
        return _unpacked(self.things)

    def clear(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = self.play = self.things = None

    def _set(self, play: Play | None, app: Callable[[], Flask]) -> Connection:
        if self.connection is None or play is None or play is not self.play:
            self.clear()
            self.connection = self.engine.connect()
            if play is not None:
                self._play(play, self.connection, app)
        return self.connection

    def _play(self, play: Play, connection: Connection, app: Callable[[], Flask]) -> None:
        connection.begin()
        database.bind(connection, join_transaction_mode="create_savepoint")
        assert self.ids is not None, "a scene is played with the cast"
        ids = self.ids
        given: dict[str, Callable[[], Any]] = {"cast": lambda: casting.found(ids), "app": app}
        things = play(**{name: given[name]() for name in signature(play).parameters})
        database.session.commit()
        self.play, self.things = play, _packed(things)
        database.session.remove()


@dataclass(frozen=True)
class Kept:
    """A thing of the database, by its key."""

    kind: type[Base]
    key: Any


def _packed(things: Any) -> Any:
    if isinstance(things, tuple | list):
        return type(things)(_packed(one) for one in things)
    return Kept(type(things), inspect(things).identity) if isinstance(things, Base) else things


def _unpacked(things: Any) -> Any:
    if isinstance(things, tuple | list):
        return type(things)(_unpacked(one) for one in things)
    return database.session.get_one(things.kind, things.key) if isinstance(things, Kept) else things


def scene(play: Play) -> Any:
    """A fixture of the same name, which finds what `play` returned."""

    def find(stage: Stage, cast: casting.Cast) -> Any:
        return stage.again()

    find.play = play  # type: ignore[attr-defined]
    find.__doc__ = play.__doc__
    return pytest.fixture(name=play.__name__)(find)


def wanted(request: pytest.FixtureRequest) -> Play | None:
    """The scene that the test asks for, itself or through what it asks for."""
    manager = request.session._fixturemanager
    for name in request.fixturenames:
        meant = manager.getfixturedefs(name, request.node)
        if meant and (play := getattr(meant[-1].func, "play", None)):
            return play  # type: ignore[no-any-return]
    return None
