"""What holds for every page: headers, no writes by reading, templates that exist and are used, CSRF."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, inspect, text

import question_bank.types  # noqa: F401 - registers the types
from lms.config import ROOT
from lms.web.authorised import Access
from question_bank.question import TYPES
from tests.lms.access import Row
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.test_access import ROWS

UNSAFE = [(module, row) for module, row in ROWS if row.method != "GET"]
READING = [(module, row) for module, row in ROWS if row.method == "GET" and "2" in row.answers]
# These carry their own proof in a header and ignore cookies: see design, the exam and check-in protocols.
CSRF_EXEMPT = {
    "answer_checks.create",
    "attempts.save",
    "presence.create",
    "attendance.receive_scans",
    "reflections.save_responses",
}


def test_security_headers_stand_on_every_answer(client: TestClient) -> None:
    for path in ("/sign-in", "/nowhere", "/health"):
        headers = client.get(path).headers
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe-inline" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store, private"


def test_a_foreign_origin_is_refused(client: TestClient, cast: Cast) -> None:
    answer = client.post("/sign-out", headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "module, row", UNSAFE, ids=[f"{row.method} {row.endpoint}" for _module, row in UNSAFE]
)
def test_no_unsafe_route_works_without_the_token_of_the_session(
    app: Flask,
    cast: Cast,
    as_user: Callable[[str], TestClient],
    connection: Connection,
    module: Any,
    row: Row,
) -> None:
    places = _places(app, module, cast)
    client = as_user("em")
    before = snapshot(connection)
    answers = {
        client.open(
            row.path.format(**places), method=row.method, data=row.data, csrf=False, headers=headers
        ).status_code
        for headers in ({}, {"X-CSRFToken": "forged"})
    }
    by_header = getattr(app.view_functions[row.endpoint], "permission", None) is Access.BY_HEADER
    assert by_header == (row.endpoint in CSRF_EXEMPT)
    assert answers == ({401} if by_header else {400})
    assert snapshot(connection) == before


@pytest.mark.parametrize("module, row", READING, ids=[row.endpoint for _module, row in READING])
def test_reading_a_page_changes_nothing(
    app: Flask,
    cast: Cast,
    as_user: Callable[[str], TestClient],
    connection: Connection,
    module: Any,
    row: Row,
) -> None:
    places = _places(app, module, cast)
    readers = [as_user(name) for name in ("an", "chi", "em", "khanh")]
    before = snapshot(connection)
    for reader in readers:
        reader.get(row.path.format(**places)).close()
    assert snapshot(connection) == before


def test_every_template_named_exists_and_every_template_is_used() -> None:
    templates = {
        path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.html")
    }
    sources = [*(ROOT / "lms").rglob("*.py"), *(ROOT / "templates").rglob("*.html")]
    named = {
        name for path in sources for name in re.findall(r'["\']([\w/]+\.html)["\']', path.read_text("utf-8"))
    }
    assert named - templates == set()
    by_name = {f"questions/{kind}.html" for kind in TYPES}
    assert templates - named - by_name == set()


def _places(app: Flask, module: Any, cast: Cast) -> dict[str, Any]:
    places = {"k1": cast.k1.id, "k2": cast.k2.id, **{name: person.id for name, person in cast.people.items()}}
    prepare: Callable[[Cast], dict[str, Any]] = getattr(module, "prepare", lambda _cast: {})
    with app.app_context():
        return places | prepare(cast)


def snapshot(connection: Connection) -> dict[str, list[Any]]:
    """Every row of every table, but for what is only observed and counted."""
    tables = set(inspect(connection).get_table_names()) - {"observations", "rate_counters"}
    return {
        table: sorted(map(repr, connection.execute(text(f'SELECT * FROM "{table}"')).all()))
        for table in sorted(tables)
    }
