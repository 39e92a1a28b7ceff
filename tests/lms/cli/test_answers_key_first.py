"""The answers' tables are rebuilt without losing a row, and every SQLite finds them sound: a backup can be made."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command

from lms import config
from lms.cli.backup import copy_sqlite
from lms.cli.database import alembic, upgrade_database
from lms.config import Config

TABLES = {
    "responses": "attempt_id",
    "response_edits": "attempt_id",
    "reflection_texts": "reflection_id",
    "reflection_edits": "reflection_id",
}


@pytest.fixture
def settings(tmp_path: Path) -> Config:
    return config.from_environment(
        {}, database_url=f"sqlite:///{tmp_path / 'sen.sqlite'}", data_dir=tmp_path, secret_key="k" * 40
    )


def test_answers_from_before_are_all_there_and_a_backup_can_be_made(settings: Config, tmp_path: Path) -> None:
    command.upgrade(alembic(settings), "0002")
    before = _fill(tmp_path / "sen.sqlite")
    upgrade_database(settings)
    copied = copy_sqlite(tmp_path / "sen.sqlite", tmp_path / "copy.sqlite")
    assert before == {table: _rows(copied, table) for table in TABLES}
    assert all(len(rows) == 3 for rows in before.values())


def _fill(file: Path) -> dict[str, list[dict[str, Any]]]:
    """Three answers in each table, of owners that are there and have nothing else."""
    with closing(sqlite3.connect(file)) as connection, connection:
        _add(connection, "attempts", id=1, started_at="2026-01-01", ends_at="2026-01-02")
        _add(connection, "reflections", id=1, state="draft")
        for table, owner_id in TABLES.items():
            for slot in (1, 2, 3):
                _add(connection, table, **{owner_id: 1}, slot=slot, value='"một"', outcome="stored")
    return {table: _rows(file, table) for table in TABLES}


def _add(connection: sqlite3.Connection, table: str, **known: Any) -> None:
    """A row with what is known; what else may not be empty gets a one."""
    wanted = {
        name: known.get(name, 1)
        for _place, name, _type, required, default, _key in connection.execute(f"PRAGMA table_info({table})")
        if name in known or (required and default is None)
    }
    marks = ", ".join("?" * len(wanted))
    connection.execute(f"INSERT INTO {table} ({', '.join(wanted)}) VALUES ({marks})", list(wanted.values()))


def _rows(file: Path, table: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY slot")]
