"""Migration 0006 on a database that is in use: nothing is lost, and new ways of holding a session are known."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from lms import config, database
from lms.cli.database import alembic
from lms.config import Config

MADE = """
INSERT INTO unit_kinds (code, label, label_en, is_grassroots, position) VALUES ('x', 'X', 'X', false, 1);
INSERT INTO org_units (id, kind_code, name, sort_key, search_key, path) VALUES (1, 'x', 'X', 'x', 'x', '/1/');
INSERT INTO programmes (id, code, version, title, basis, attendance_percent, attendance_basis, check_ins_needed,
  start_opens_minutes, late_after_minutes, start_closes_minutes, end_opens_minutes, end_closes_minutes, pass_mark,
  quiz_required, reflection_required)
  VALUES (1, 'P', 1, 'P', '', 80, 'periods', 'both', 45, 5, 15, 15, 45, 50000, true, true);
INSERT INTO study_classes (id, code, title, search_key, programme_id, unit_id, opens_on, closes_on, place, decision_no,
  state) VALUES (1, 'K', 'K', 'k', 1, 1, '2026-11-24', '2026-11-25', '', '', 'open');
INSERT INTO class_sessions (id, study_class_id, number, title, starts_at, ends_at, periods, room, chair, delivery,
  state, reason) VALUES (1, 1, 1, 'Bài 1', '2026-11-24 00:30:00', '2026-11-24 04:00:00', 5, '', '', 'mixed', 'planned',
  '');
INSERT INTO checkpoints (id, class_session_id, phase, secret, opens_minutes, closes_minutes)
  VALUES (1, 1, 'before', 's', -45, 15)
"""


@pytest.fixture
def settings(empty_database_url: str, tmp_path: Path) -> Config:
    made = config.from_environment(
        {}, database_url=empty_database_url, data_dir=tmp_path, secret_key="k" * 40
    )
    command.upgrade(alembic(made), "0005")
    run(made, *MADE.split(";\n"))
    return made


def run(settings: Config, *statements: str) -> list[object]:
    engine = database.create_engine(settings.database_url)
    try:
        with database.writing(), engine.begin() as connection:
            results = [connection.execute(text(statement)) for statement in statements]
            return [tuple(row) for row in results[-1]] if results[-1].returns_rows else []
    finally:
        engine.dispose()


def test_sessions_stay_there_and_back_and_only_known_ways_of_holding_one_are_stored(settings: Config) -> None:
    command.upgrade(alembic(settings), "0006")
    found = run(settings, "SELECT delivery, sequence, merged_into_id FROM class_sessions")
    assert found == [("mixed", 0, None)]
    assert run(settings, "SELECT class_session_id FROM checkpoints") == [(1,)]
    run(settings, "UPDATE class_sessions SET delivery = 'points'")
    for refused in (
        "delivery = 'by-post'",
        "merged_into_id = 999, state = 'cancelled', reason = 'x'",
        "merged_into_id = 1",
    ):
        with pytest.raises(IntegrityError):
            run(settings, f"UPDATE class_sessions SET {refused}")
    run(settings, "UPDATE class_sessions SET delivery = 'broadcast'")
    command.downgrade(alembic(settings), "0005")
    assert run(settings, "SELECT delivery FROM class_sessions") == [("mixed",)]
    with pytest.raises(IntegrityError):
        run(settings, "UPDATE class_sessions SET delivery = 'points'")
    command.upgrade(alembic(settings), "0006")
