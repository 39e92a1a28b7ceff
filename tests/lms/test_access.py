"""Walks the app: every route declares who may use it, has a row in the matrix, and answers as the row says.

Reading writes nothing, and nothing is written without the token of the session.
"""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection

from lms import database
from lms.permissions import Permission
from lms.web.authorised import Access
from tests.lms import access
from tests.lms.access import CAST, SIGNS, Row
from tests.lms.browser import TestClient
from tests.lms.cast import Cast

MODULES: list[ModuleType] = [
    importlib.import_module(f"tests.lms.access.{found.name}")
    for found in pkgutil.iter_modules(access.__path__)
]
Counting = Callable[[], AbstractContextManager[list[str]]]
# These carry their own proof in a header and ignore cookies: see design, the exam and check-in protocols.
CSRF_EXEMPT = {
    "answer_checks.create",
    "attempts.save",
    "presence.create",
    "attendance.receive_scans",
    "lesson_readings.save",
    "reflections.save_responses",
}
# What is noted of who read what or was refused, how often somebody tried, and the sign-ins of the test itself.
OBSERVED = {"observations", "rate_counters", "sign_ins"}
WRITES = re.compile(r"\b(?:INSERT INTO|(?<!FOR )UPDATE|DELETE FROM)\s+(?P<table>\S+)")


def test_every_route_declares_who_may_use_it(app: Flask) -> None:
    undeclared = [
        name
        for name, view in app.view_functions.items()
        if not isinstance(getattr(view, "permission", None), Permission | Access)
    ]
    assert undeclared == []


def test_every_route_has_a_row(app: Flask) -> None:
    wanted = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert wanted == {(row.endpoint, row.method) for module in MODULES for row in module.ROWS}


@pytest.mark.parametrize("module", MODULES, ids=[module.__name__.rpartition(".")[2] for module in MODULES])
def test_routes_answer_each_of_the_cast_as_the_matrix_says_and_only_write_where_they_may(
    app: Flask,
    cast: Cast,
    as_user: Callable[[str], TestClient],
    connection: Connection,
    count_queries: Counting,
    module: ModuleType,
) -> None:
    places = {"k1": cast.k1.id, "k2": cast.k2.id, **{name: person.id for name, person in cast.people.items()}}
    prepare: Callable[[Cast], dict[str, Any]] = getattr(module, "prepare", lambda _cast: {})
    with app.app_context():
        places |= prepare(cast)
    signed_in = {name: as_user(name).pass_on for name in CAST if name != "nobody"}
    clients: dict[str, Callable[[], Any]] = {"nobody": app.test_client, **signed_in}
    database.session.commit()
    wrong = {}
    for row in module.ROWS:
        with _undone(connection):
            answers = _answers(app, clients, count_queries, row, row.path.format(**places))
        if answers != row.answers:
            wrong[f"{row.method} {row.endpoint}"] = _by_name(answers), _by_name(row.answers)
    assert wrong == {}


@contextmanager
def _undone(connection: Connection) -> Iterator[None]:
    """What is written meanwhile is taken back, so that each row finds the same."""
    savepoint = connection.begin_nested()
    yield
    database.session.remove()
    savepoint.rollback()


def _answers(
    app: Flask, clients: Mapping[str, Callable[[], Any]], count_queries: Counting, row: Row, path: str
) -> str:
    """One sign for each of the cast. Reading writes nothing, and nothing is written without a token."""
    if row.method == "GET":
        with count_queries() as statements:
            answers = "".join(_answer(clients[name](), row, path) for name in CAST)
        assert _writes(statements) == [], row.endpoint
        return answers
    _refuses_without_the_token(app, clients["em"](), count_queries, row, path)
    return "".join(_answer(clients[name](), row, path) for name in CAST)


def _by_name(answers: str) -> str:
    return ", ".join(f"{name} {sign}" for name, sign in zip(CAST, answers, strict=True))


def _answer(client: Any, row: Row, path: str) -> str:
    sent: dict[str, Any] = {"json": row.json} if row.json is not None else {"data": row.data}
    if row.method == "GET":
        sent = {}
    response = client.open(path, method=row.method, headers=row.headers, **sent)
    response.close()
    return SIGNS.get(response.status_code, f"[{response.status_code}]")


def _refuses_without_the_token(
    app: Flask, client: TestClient, count_queries: Counting, row: Row, path: str
) -> None:
    """Without the token of the session, and with a forged one, nothing is written."""
    with count_queries() as statements:
        codes = {
            client.open(path, method=row.method, data=row.data, csrf=False, headers=headers).status_code
            for headers in ({}, {"X-CSRFToken": "forged"})
        }
    by_header = getattr(app.view_functions[row.endpoint], "permission", None) is Access.BY_HEADER
    assert by_header == (row.endpoint in CSRF_EXEMPT), row.endpoint
    assert codes == ({401} if by_header else {400}), row.endpoint
    assert _writes(statements) == [], row.endpoint


def _writes(statements: list[str]) -> list[str]:
    """The statements that write to any other table."""
    found = [(WRITES.search(statement), statement) for statement in statements]
    return [statement for match, statement in found if match and match["table"].strip('"') not in OBSERVED]
