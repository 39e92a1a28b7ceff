"""Walks the app: every route declares who may use it, has a row in the matrix, and answers as the row says.

Reading writes nothing, and nothing is written without the token of the session.
"""

import importlib
import pkgutil
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import ModuleType
from typing import Any

import pytest
from flask import Flask

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
    "reflections.save_responses",
}
# What is noted of who read what or was refused, how often somebody tried, and the sign-ins of the test itself.
OBSERVED = {"observations", "rate_counters", "sign_ins"}
WRITES = re.compile(r"\b(?:INSERT INTO|(?<!FOR )UPDATE|DELETE FROM)\s+(?P<table>\S+)")
ROWS: list[tuple[ModuleType, Row]] = [(module, row) for module in MODULES for row in module.ROWS]


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
    assert wanted == {(row.endpoint, row.method) for _module, row in ROWS}


@pytest.mark.parametrize("module, row", ROWS, ids=[f"{row.method} {row.endpoint}" for _module, row in ROWS])
def test_route_answers_each_of_the_cast_as_the_matrix_says_and_only_writes_where_it_may(
    app: Flask,
    cast: Cast,
    as_user: Callable[[str], TestClient],
    count_queries: Counting,
    module: ModuleType,
    row: Row,
) -> None:
    places = {"k1": cast.k1.id, "k2": cast.k2.id, **{name: person.id for name, person in cast.people.items()}}
    prepare: Callable[[Cast], dict[str, Any]] = getattr(module, "prepare", lambda _cast: {})
    with app.app_context():
        places |= prepare(cast)
    path = row.path.format(**places)
    if row.method == "GET":
        with count_queries() as statements:
            answers = _answers(app, as_user, row, path)
        assert _writes(statements) == []
    else:
        _refuses_without_the_token(app, as_user("em"), count_queries, row, path)
        answers = _answers(app, as_user, row, path)
    assert dict(zip(CAST, answers, strict=True)) == dict(zip(CAST, row.answers, strict=True))


def _answers(app: Flask, as_user: Callable[[str], TestClient], row: Row, path: str) -> str:
    return "".join(
        _answer(app.test_client() if name == "nobody" else as_user(name), row, path) for name in CAST
    )


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
    assert by_header == (row.endpoint in CSRF_EXEMPT)
    assert codes == ({401} if by_header else {400})
    assert _writes(statements) == []


def _writes(statements: list[str]) -> list[str]:
    """The statements that write to any other table."""
    found = [(WRITES.search(statement), statement) for statement in statements]
    return [statement for match, statement in found if match and match["table"].strip('"') not in OBSERVED]
