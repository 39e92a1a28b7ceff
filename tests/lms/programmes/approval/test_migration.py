"""Migration 0047 on a centre that is at work: its programmes hold as they stand, in the very words of today."""

from pathlib import Path

from alembic import command
from sqlalchemy import text

from lms import config, database
from lms.app import create_app
from lms.cli.database import alembic
from lms.programmes.approval.queries import look_at
from lms.programmes.approval.rules import Standing, What
from lms.programmes.models import Programme

MADE = """
INSERT INTO programmes (id, code, version, title, basis, attendance_percent, attendance_basis, check_ins_needed,
  start_opens_minutes, late_after_minutes, start_closes_minutes, end_opens_minutes, end_closes_minutes, pass_mark,
  quiz_required, reflection_required)
  VALUES (1, 'NTVD', 1, 'Nhận thức về Đảng', '61-HD', 80, 'periods', 'both', 45, 5, 15, 15, 45, 50000, true, true),
  (2, 'TRONG', 1, 'Chưa có chuyên đề', '', 80, 'periods', 'both', 45, 5, 15, 15, 45, 50000, true, true);
INSERT INTO topics (id, programme_id, position, lineage, title, kind, periods, sessions)
  VALUES (1, 1, 2, 'b', 'Cương lĩnh “mới”', 'lesson', 10, 2), (2, 1, 1, 'a', 'Lịch sử', 'lesson', 5, 1);
INSERT INTO topic_nestings (topic_id, parent_id) VALUES (1, 2);
INSERT INTO documents (id, kind, number, number_key, issuer, issuer_key, year, issued_on, valid_from, abstract, words,
  search_key, entered_at) VALUES (1, 'directive', '17-CT/TU', '17', 'TU', 'tu', 2024, '2024-01-01', '2024-01-01', 'x',
  'x', 'x', '2024-01-01 00:00:00'), (2, 'statutes', '', 'dl', 'TW', 'tw', 2011, '2011-01-19', '2011-01-19', 'Điều lệ',
  'x', 'x', '2024-01-01 00:00:00');
INSERT INTO programme_citations (id, programme_id, document_id, clause) VALUES (1, 1, 2, 'Điều 4'), (2, 1, 1, '')
"""


def test_programmes_that_are_there_are_in_force_until_they_change(
    empty_database_url: str, tmp_path: Path
) -> None:
    settings = config.from_environment(
        {}, database_url=empty_database_url, data_dir=tmp_path, secret_key="k" * 40
    )
    command.upgrade(alembic(settings), "0046")
    engine = database.create_engine(settings.database_url)
    with database.writing(), engine.begin() as connection:
        for statement in MADE.split(";\n"):
            connection.execute(text(statement))
    engine.dispose()
    command.upgrade(alembic(settings), "head")
    with create_app(settings).app_context(), database.transaction():
        whole, bare = (database.session.get_one(Programme, number) for number in (1, 2))
        assert [look_at(one).standing for one in (whole, bare)] == [Standing.BEFORE, Standing.BEFORE]
        whole.topics[0].periods = 7
        database.session.flush()
        look = look_at(whole)
        assert (look.standing, [one.what for one in look.changes]) == (Standing.ALTERED, [What.PERIODS])
        database.session.rollback()
    made = database.engine()
    database.session.remove()
    made.dispose()
