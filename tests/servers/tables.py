"""Databases with their tables as the migrations make them: they run once for each server, and the result is copied.

Whatever walks the migrations themselves does not come here.
"""

import shutil
from pathlib import Path

import fasteners
import psycopg
from sqlalchemy.engine import URL, make_url

from lms import config
from lms.cli.database import upgrade_database
from tests.servers import live, runs

PATTERN = "sen_tables"


def make(url: str) -> None:
    """Give an empty database its tables; several processes may ask at once."""
    with fasteners.InterProcessLock(runs.current() / "tables.lock"):
        where = make_url(url)
        if where.get_backend_name() == "sqlite":
            _copy_file(Path(str(where.database)))
        else:
            _copy_database(where)


def _copy_file(target: Path) -> None:
    pattern = runs.current() / f"{PATTERN}.sqlite"
    if not pattern.exists():
        begun = pattern.with_name("begun.sqlite")
        _migrate(f"sqlite:///{begun}")
        begun.rename(pattern)
    shutil.copyfile(pattern, target)


def _copy_database(where: URL) -> None:
    with psycopg.connect(_plain(where.set(database="postgres")), autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [PATTERN]).fetchone()
        if there is None:
            connection.execute("DROP DATABASE IF EXISTS begun")
            connection.execute("CREATE DATABASE begun")
            _migrate(_plain(where.set(database="begun")))
            connection.execute(f"ALTER DATABASE begun RENAME TO {PATTERN}".encode())
        connection.execute(f'DROP DATABASE "{where.database}"'.encode())
        connection.execute(f'CREATE DATABASE "{where.database}" TEMPLATE {PATTERN}'.encode())


def _migrate(url: str) -> None:
    key = live.SETTINGS["SEN_SECRET_KEY"]
    upgrade_database(config.from_environment({}, database_url=url, secret_key=key))


def _plain(where: URL) -> str:
    return where.set(drivername="postgresql").render_as_string(hide_password=False)
