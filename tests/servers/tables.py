"""A database with all its tables: made once a run by whoever asks first, and copied from then on."""

import shutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import fasteners
import psycopg
from sqlalchemy import URL, make_url

from lms import columns, config, database
from lms.cli.database import upgrade_database
from lms.config import ROOT
from tests.servers import live, runs

for models in sorted((ROOT / "lms").rglob("models.py")):
    import_module(".".join(models.relative_to(ROOT).with_suffix("").parts))
import_module("lms.web.limits")


def make(database_url: str, data: Path) -> None:
    """What `lms db upgrade` makes of an empty database, for an installation in `data`."""
    data.mkdir(parents=True, exist_ok=True)
    _copy("upgraded", _upgrade, make_url(database_url))


def install(folder: Path) -> None:
    """An installation on one PC: everything in one folder."""
    make(config.from_environment({}, data_dir=folder, secret_key="").database_url, folder)


def of_models(database_url: str) -> None:
    """The tables as the models have them, for tests of one process that need neither migrations nor the queue."""
    _copy("of_models", _create, make_url(database_url))


def _copy(name: str, fill: Callable[[str], None], url: URL) -> None:
    """Make the database at this address out of the one of this name, which `fill` fills when it is first wanted."""
    if url.get_backend_name() == "sqlite":
        made = runs.current() / f"{name}.sqlite"
        _once(made, lambda: fill(f"sqlite:///{made}"))
        shutil.copyfile(made, str(url.database))
        return
    original = url.set(database=name)
    with _office(url) as connection:
        _once(runs.current() / f"{name}_{url.port}", lambda: _begin(connection, original, fill))
        connection.execute(f'DROP DATABASE IF EXISTS "{url.database}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{url.database}" TEMPLATE "{name}"'.encode())


def _once(made: Path, fill: Callable[[], None]) -> None:
    """Fill it unless a worker of this run has done so; the others wait meanwhile."""
    done = made.with_name(f"{made.name}.done")
    with fasteners.InterProcessLock(made.with_name(f"{made.name}.lock")):
        if not done.exists():
            fill()
            done.touch()


def _begin(connection: psycopg.Connection, original: URL, fill: Callable[[str], None]) -> None:
    connection.execute(f'CREATE DATABASE "{original.database}"'.encode())
    fill(original.render_as_string(hide_password=False))


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


def _create(database_url: str) -> None:
    engine = database.create_engine(database_url)
    columns.Base.metadata.create_all(engine)
    engine.dispose()
