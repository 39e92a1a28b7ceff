"""Walks the app: every route declares who may use it, has a row in the matrix, and answers as the row says."""

import importlib
import pkgutil
from collections.abc import Callable
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
def test_route_answers_each_of_the_cast_as_the_matrix_says(
    app: Flask, cast: Cast, as_user: Callable[[str], TestClient], module: ModuleType, row: Row
) -> None:
    places = {"k1": cast.k1.id, "k2": cast.k2.id, **{name: person.id for name, person in cast.people.items()}}
    prepare: Callable[[Cast], dict[str, Any]] = getattr(module, "prepare", lambda _cast: {})
    with app.app_context():
        places |= prepare(cast)
    answers = "".join(_answer(app, as_user, name, row, places) for name in CAST)
    assert dict(zip(CAST, answers, strict=True)) == dict(zip(CAST, row.answers, strict=True))


def _answer(
    app: Flask, as_user: Callable[[str], TestClient], name: str, row: Row, places: dict[str, Any]
) -> str:
    client: Any = app.test_client() if name == "nobody" else as_user(name)
    sent: dict[str, Any] = {"json": row.json} if row.json is not None else {"data": row.data}
    if row.method == "GET":
        sent = {}
    response = client.open(row.path.format(**places), method=row.method, headers=row.headers, **sent)
    response.close()
    return SIGNS.get(response.status_code, f"[{response.status_code}]")
