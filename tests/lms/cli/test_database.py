"""The schema: migrations lead to exactly what the models say, and can be run again."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from click.testing import CliRunner
from sqlalchemy import inspect, text

from lms import columns, config, database
from lms.cli import commands
from lms.cli.database import alembic, present, upgrade_database, wanted
from lms.config import Config


def settings(url: str, folder: Path) -> Config:
    return config.from_environment({}, database_url=url, data_dir=folder, secret_key="k" * 40)


def test_every_list_of_rows_comes_in_an_order_that_its_model_says() -> None:
    """Without one a database gives rows as they lie, which changes when others are deleted."""
    mappers = columns.Base.registry.mappers
    lists = [(mapper, one) for mapper in mappers for one in mapper.relationships if one.uselist]
    assert len(lists) > 20
    assert [f"{mapper.class_.__name__}.{one.key}" for mapper, one in lists if not one.order_by] == []


def test_migrations_lead_to_the_models(empty_database_url: str, tmp_path: Path) -> None:
    upgrade_database(settings(empty_database_url, tmp_path))
    engine = database.create_engine(empty_database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        different = compare_metadata(context, columns.Base.metadata)
    engine.dispose()
    assert [change for change in different if not _made_by_its_own_words(change)] == []


def test_checks_and_indexes_are_those_of_the_models(
    empty_database_url: str, databases: object, backend: str, tmp_path: Path
) -> None:
    upgrade_database(settings(empty_database_url, tmp_path))
    made = databases.new(backend)  # type: ignore[attr-defined]
    engine = database.create_engine(made)
    columns.Base.metadata.create_all(engine)
    engine.dispose()
    assert _constraints(empty_database_url) == _constraints(made)


def test_upgrading_twice_changes_nothing(empty_database_url: str, tmp_path: Path) -> None:
    for _ in range(2):
        upgrade_database(settings(empty_database_url, tmp_path))
    assert present(settings(empty_database_url, tmp_path)) == wanted()


def test_every_migration_finds_its_way_back_and_forth_again(empty_database_url: str, tmp_path: Path) -> None:
    made = alembic(settings(empty_database_url, tmp_path))
    command.upgrade(made, "head")
    before = _constraints(empty_database_url)
    for earlier in list(ScriptDirectory.from_config(made).walk_revisions())[1:]:
        command.downgrade(made, earlier.revision)
    command.upgrade(made, "head")
    assert _constraints(empty_database_url) == before


def test_audit_entries_can_be_neither_changed_nor_deleted(empty_database_url: str, tmp_path: Path) -> None:
    upgrade_database(settings(empty_database_url, tmp_path))
    engine = database.create_engine(empty_database_url)
    columns = "(at, action, subject, reason, address, request_id)"
    values = "('2026-11-24 00:00:00+00', 'test.made', 'Person', '', '', '')"
    with engine.begin() as connection:
        connection.execute(text(f"INSERT INTO audit_entries {columns} VALUES {values}"))
    for statement in ("UPDATE audit_entries SET action = 'x'", "DELETE FROM audit_entries"):
        refused = ""
        try:
            with engine.begin() as connection:
                connection.execute(text(statement))
        except Exception as error:  # noqa: BLE001 - each driver has its own
            refused = str(error)
        assert "never changed" in refused
    engine.dispose()


def test_a_command_refuses_an_empty_database_and_says_what_to_run(tmp_path: Path) -> None:
    environ = {"SEN_MODE": "testing", "SEN_HTTPS": "0", "SEN_SECRET_KEY": "k" * 40}
    done = CliRunner().invoke(commands, ["serve", "--data", str(tmp_path)], env=environ)
    assert done.exit_code != 0
    assert "lms db upgrade" in str(done.exception)


def _constraints(url: str) -> dict[str, object]:
    engine = database.create_engine(url)
    seen = inspect(engine)
    found: dict[str, object] = {
        table: {
            "checks": sorted(str(check["name"]) for check in seen.get_check_constraints(table)),
            "indexes": sorted(
                (str(index["name"]), bool(index["unique"])) for index in seen.get_indexes(table)
            ),
            "unique": sorted(str(unique["name"]) for unique in seen.get_unique_constraints(table)),
            "foreign": sorted(
                (tuple(key["constrained_columns"]), key["referred_table"], str(key.get("options")))
                for key in seen.get_foreign_keys(table)
            ),
        }
        for table in seen.get_table_names()
        if not table.startswith(("huey", "kv", "schedule", "task", "alembic"))
    }
    engine.dispose()
    return found


def _made_by_its_own_words(change: object) -> bool:
    """huey keeps its tables beside ours on PostgreSQL; the index of words is no table that a model could tell of."""
    return "huey" in str(change) or "document_words" in str(change)
