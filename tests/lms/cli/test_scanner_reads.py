"""What scanners sent before there were devices keeps its answers, and the way back is open."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command

from lms import config
from lms.cli.database import alembic, upgrade_database

BEFORE = {
    "id": 1,
    "checkpoint_id": 1,
    "nonce": "nonce-001",
    "scanned_at": "2026-11-24 01:00:00",
    "received_at": "2026-11-24 01:05:00",
    "outcome": "recorded",
}


def test_reads_from_before_are_there_after_the_upgrade_and_after_going_back(tmp_path: Path) -> None:
    file = tmp_path / "sen.sqlite"
    settings = config.from_environment(
        {}, database_url=f"sqlite:///{file}", data_dir=tmp_path, secret_key="k" * 40
    )
    command.upgrade(alembic(settings), "0005")
    with closing(sqlite3.connect(file)) as connection, connection:
        names, marks = ", ".join(BEFORE), ", ".join("?" * len(BEFORE))
        connection.execute(f"INSERT INTO scanner_reads ({names}) VALUES ({marks})", list(BEFORE.values()))
    upgrade_database(settings)
    assert _read(file, "text", "device_id", "taken", *BEFORE) == ("", None, None, *BEFORE.values())
    command.downgrade(alembic(settings), "0005")
    assert _read(file, *BEFORE) == tuple(BEFORE.values())


def _read(file: Path, *names: str) -> tuple[object, ...]:
    with closing(sqlite3.connect(file)) as connection:
        [row] = connection.execute(f"SELECT {', '.join(names)} FROM scanner_reads")
    return tuple(row)
