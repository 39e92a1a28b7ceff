"""Which installation a command works on: its database and data folder, given by options or SEN_… variables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from sqlalchemy import Engine

from lms import database
from lms.config import Config, from_environment

if TYPE_CHECKING:
    from lms.app import Lms


class Refused(Exception):
    """The command was not carried out; the message says why and what to do."""


def stores(command: Callable[..., Any]) -> Callable[..., Any]:
    """The two options that every command has."""
    command = click.option(
        "--data", "data_dir", type=Path, help="Folder of uploads, jobs and the SQLite database."
    )(command)
    return click.option(
        "--database", "database_url", help="sqlite:///… or postgresql://…; default: SQLite in --data."
    )(command)


def config_for(database_url: str | None, data_dir: Path | None, **more: object) -> Config:
    """The settings; the data folder is made, for nobody else to read."""
    config = from_environment(database_url=database_url, data_dir=data_dir, **more)
    config.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    return config


def application(config: Config) -> Lms:
    """The application, for commands that use its services. A key that signs nothing will do."""
    from lms.app import create_app  # noqa: PLC0415 - all of Sen, which not every command needs

    return create_app(config if config.secret_key else replace(config, secret_key="-" * 32))


def bound_engine(config: Config) -> Engine:
    """The engine of the installation, with `database.session` bound to it."""
    engine = database.create_engine(config.database_url)
    database.bind(engine)
    return engine
