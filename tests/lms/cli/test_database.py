"""The schema: migrations lead to exactly what the models say, and can be run again."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from click.testing import CliRunner
from sqlalchemy import Engine, inspect, text

from lms import columns, config, database
from lms.cli import commands
from lms.cli.database import alembic, present, upgrade_database, wanted
from lms.config import Config
from tests.servers import tables
from tests.servers.databases import Databases


def settings(url: str, folder: Path) -> Config:
    return config.from_environment({}, database_url=url, data_dir=folder, secret_key="k" * 40)


def test_every_list_of_rows_comes_in_an_order_that_its_model_says() -> None:
    """Without one a database gives rows as they lie, which changes when others are deleted."""
    mappers = columns.Base.registry.mappers
    lists = [(mapper, one) for mapper in mappers for one in mapper.relationships if one.uselist]
    assert len(lists) > 20
    assert [f"{mapper.class_.__name__}.{one.key}" for mapper, one in lists if not one.order_by] == []


@pytest.fixture
def upgraded(databases: Databases, backend: str, tmp_path: Path) -> str:
    """The address of what the migrations make of an empty database."""
    url = databases.address(backend)
    tables.make(url, tmp_path)
    return url


def test_migrations_lead_to_the_models(upgraded: str) -> None:
    engine = database.create_engine(upgraded)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        different = compare_metadata(context, columns.Base.metadata)
    engine.dispose()
    assert [change for change in different if not _made_by_its_own_words(change)] == []


def test_checks_and_indexes_are_those_of_the_models(upgraded: str, own_engine: Engine) -> None:
    engine = database.create_engine(upgraded)
    assert _constraints(engine) == _constraints(own_engine)
    engine.dispose()


def test_upgrading_twice_changes_nothing(upgraded: str, tmp_path: Path) -> None:
    upgrade_database(settings(upgraded, tmp_path))
    assert present(settings(upgraded, tmp_path)) == wanted()


def test_every_migration_finds_its_way_back_and_forth_again(upgraded: str, tmp_path: Path) -> None:
    made, engine = alembic(settings(upgraded, tmp_path)), database.create_engine(upgraded)
    before = _constraints(engine)
    [first] = ScriptDirectory.from_config(made).get_bases()
    command.downgrade(made, first)  # one after the other, each in a transaction of its own
    command.upgrade(made, "head")
    assert _constraints(engine) == before
    engine.dispose()


def test_audit_entries_can_be_neither_changed_nor_deleted(upgraded: str) -> None:
    engine = database.create_engine(upgraded)
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


def _constraints(engine: Engine) -> dict[str, object]:
    seen = inspect(engine)
    found: dict[str, dict[str, object]] = {
        "checks": {
            table: sorted(str(check["name"]) for check in checks)
            for (_schema, table), checks in seen.get_multi_check_constraints().items()
        },
        "indexes": {
            table: sorted((str(index["name"]), bool(index["unique"])) for index in indexes)
            for (_schema, table), indexes in seen.get_multi_indexes().items()
        },
        "unique": {
            table: sorted(str(unique["name"]) for unique in uniques)
            for (_schema, table), uniques in seen.get_multi_unique_constraints().items()
        },
        "foreign": {
            table: sorted(
                (tuple(key["constrained_columns"]), key["referred_table"], str(key.get("options")))
                for key in keys
            )
            for (_schema, table), keys in seen.get_multi_foreign_keys().items()
        },
    }
    kept_by_others = ("huey", "kv", "schedule", "task", "alembic")
    return {
        what: {table: one for table, one in named.items() if not table.startswith(kept_by_others)}
        for what, named in found.items()
    }


def _made_by_its_own_words(change: object) -> bool:
    """huey keeps its tables beside ours on PostgreSQL; the index of words is no table that a model could tell of."""
    return "huey" in str(change) or "document_words" in str(change)
