"""`lms db`: bring a database to the present schema."""

from pathlib import Path

import click
from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from lms import database
from lms.cli.installation import Refused, config_for, stores
from lms.config import ROOT, Config
from lms.jobs import queue


@click.group()
def db() -> None:
    """The database's schema."""


@db.command()
@stores
def upgrade(database_url: str | None, data_dir: Path | None) -> None:
    """Bring the database to the present schema; data is kept. Run again after an interruption: it goes on."""
    config = config_for(database_url, data_dir)
    upgrade_database(config)
    click.echo("The database is up to date.")


@db.command()
@stores
def revision(database_url: str | None, data_dir: Path | None) -> None:
    """Which schema the database has, and which this version wants."""
    config = config_for(database_url, data_dir)
    click.echo(f"database: {present(config) or 'empty'}; wanted: {wanted()}")


def upgrade_database(config: Config) -> None:
    command.upgrade(alembic(config), "head")
    queue.prepare(config)


def require_current(config: Config) -> None:
    """Refuse to work on a database of another version."""
    if present(config) != wanted():
        raise Refused("The database is not of this version. Make a backup, then run: lms db upgrade")


def present(config: Config) -> str | None:
    engine = database.create_engine(config.database_url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def wanted() -> str | None:
    return ScriptDirectory(str(ROOT / "lms" / "migrations")).get_current_head()


def alembic(config: Config) -> AlembicConfig:
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(ROOT / "lms" / "migrations"))
    settings.attributes["url"] = config.database_url
    return settings
