"""A database with all its tables: brought to the present schema once a process, and copied from then on."""

import os
import shutil
from functools import cache
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

from lms import config
from lms.cli.database import upgrade_database
from tests.servers import live, runs

NAME = f"tables_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


def make(database_url: str, data: Path) -> None:
    """What `lms db upgrade` makes of an empty database, for an installation in `data`."""
    data.mkdir(parents=True, exist_ok=True)
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        shutil.copyfile(_file(), str(url.database))
    else:
        _copy(url, _template(url.set(database=NAME)))


def install(folder: Path) -> None:
    """An installation on one PC: everything in one folder."""
    make(config.from_environment({}, data_dir=folder, secret_key="").database_url, folder)


@cache
def _file() -> Path:
    made = runs.current() / f"{NAME}.sqlite"
    _upgrade(f"sqlite:///{made}")
    return made


@cache
def _template(url: URL) -> str:
    with _office(url) as connection:
        connection.execute(f'CREATE DATABASE "{NAME}"'.encode())
    _upgrade(url.render_as_string(hide_password=False))
    return NAME


def _copy(url: URL, template: str) -> None:
    with _office(url) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{url.database}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{url.database}" TEMPLATE "{template}"'.encode())


def _office(url: URL) -> psycopg.Connection:
    """Where databases are made and dropped."""
    where = url.set(drivername="postgresql", database="postgres")
    return psycopg.connect(where.render_as_string(hide_password=False), autocommit=True)


def _upgrade(database_url: str) -> None:
    settings = config.from_environment(
        {},
        database_url=database_url,
        data_dir=runs.current(),
        secret_key=live.SETTINGS["SEN_SECRET_KEY"],
    )
    upgrade_database(settings)
