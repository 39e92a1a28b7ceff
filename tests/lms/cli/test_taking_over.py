"""What a migration makes of rows that are there."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from lms import database
from lms.cli.database import alembic
from lms.columns import Json, UtcDateTime
from tests.lms.cast import NOW
from tests.lms.cli.test_database import settings

CASE = "Chi bộ A họp thiếu 5 người."


def test_questions_that_told_one_case_before_there_were_sets_are_one(
    empty_database_url: str, tmp_path: Path
) -> None:
    made = alembic(settings(empty_database_url, tmp_path))
    before = ScriptDirectory.from_config(made).get_revision("0036").down_revision
    command.upgrade(made, str(before))
    engine = database.create_engine(empty_database_url)
    with engine.begin() as connection:
        for number, versions in enumerate([["", CASE], [CASE], ["Việc khác", ""], [""]], start=1):
            _store(connection, number, versions)
    command.upgrade(made, "0036")
    with engine.connect() as connection:
        sets = connection.execute(sa.text("SELECT id, title, search_key FROM situations")).all()
        parts = sa.text(
            "SELECT version_id, situation_id, number, place FROM situation_parts ORDER BY version_id"
        )
        told = [tuple(row) for row in connection.execute(parts)]
    engine.dispose()
    assert [row.title for row in sets] == [CASE]
    assert "chi bo a hop" in sets[0].search_key
    assert told == [(12, sets[0].id, 1, 1), (21, sets[0].id, 1, 2)]


def _store(connection: sa.Connection, number: int, cases: list[str]) -> None:
    """A question whose versions told these cases; none is in use."""
    texts = dict.fromkeys(("words", "search_key", "duplicate_key"), "x")
    _insert(connection, "questions", {"id": number, "created_at": NOW, "latest_number": len(cases), **texts})
    for place, case in enumerate(cases, start=1):
        state = "draft" if place == len(cases) else "replaced"
        version = {"id": 10 * number + place, "question_id": number, "number": place, "type": "essay"}
        frozen = {"content": {"case": case}, "text": "x", "state": state, "created_at": NOW}
        _insert(connection, "question_versions", version | frozen)


def _insert(connection: sa.Connection, table: str, values: dict[str, Any]) -> None:
    kinds: dict[str, Any] = {"content": Json, "created_at": UtcDateTime()}
    columns = [sa.column(name, kinds.get(name)) for name in values]
    connection.execute(sa.insert(sa.table(table, *columns)).values(values))
