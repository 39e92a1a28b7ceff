"""`lms serve` answers browsers."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from granian.constants import Interfaces

from lms.cli.database import require_current
from lms.cli.installation import Refused, config_for, stores
from lms.cli.listening import require_free
from lms.cli.server import LOGS, THREADS, Server
from lms.config import Config, check


def address(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where to listen and how."""
    for option in (
        click.option(
            "--key",
            type=click.Path(path_type=Path, exists=True),
            help="Private key of the certificate (PEM).",
        ),
        click.option(
            "--certificate",
            type=click.Path(path_type=Path, exists=True),
            help="Certificate (PEM): speak https.",
        ),
        click.option(
            "--threads", default=THREADS, show_default=True, help="Requests at once in each process."
        ),
        click.option("--workers", default=2, show_default=True, help="Processes that answer."),
        click.option("--port", default=8000, show_default=True),
        click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 for other machines."),
    ):
        command = option(command)
    return command


@click.command()
@stores
@address
@click.option("--with-worker", is_flag=True, help="Start the background worker too.")
def serve(database_url: str | None, data_dir: Path | None, with_worker: bool, **where: Any) -> None:
    """Answer browsers until stopped."""
    config = config_for(database_url, data_dir, https=True if where["certificate"] else None)
    check(config)
    require_current(config)
    run(config, with_worker=with_worker, **where)


def run(  # noqa: PLR0913 - the command's options
    config: Config,
    *,
    host: str,
    port: int,
    workers: int,
    threads: int,
    certificate: Path | None,
    key: Path | None,
    with_worker: bool,
) -> None:
    """Serve until a signal; the worker process ends with it."""
    if (certificate is None) != (key is None):
        raise Refused("--certificate and --key belong together: give both, or neither.")
    require_free(host, port)
    export(config)
    background = start_worker() if with_worker else None
    load_once()
    server = Server(
        "lms.wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        backlog=2048,
        respawn_failed_workers=True,
        ssl_cert=certificate,
        ssl_key=key,
        log_access=False,
        log_dictconfig=LOGS,
    )
    try:
        server.serve()
    finally:
        if background is not None:
            end(background)


def load_once() -> None:
    """Load the code before the processes that answer part from this one: they, and those that replace them, start in
    a moment and share its memory. Nothing is opened here, since no connection survives that parting."""
    gc.disable()
    import_module("lms.app")
    gc.freeze()
    gc.enable()


def end(process: subprocess.Popen[bytes]) -> None:
    """Politely first: a task in hand is finished, unless it takes too long."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def start_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "lms", "worker"])


def export(config: Config) -> None:
    """Hand the settings to the processes that come, by the variables that config.from_environment reads."""
    os.environ |= {
        "SEN_DATABASE_URL": config.database_url,
        "SEN_DATA_DIR": str(config.data_dir),
        "SEN_SECRET_KEY": config.secret_key,
        "SEN_MODE": config.mode.value,
        "SEN_HTTPS": "1" if config.https else "0",
        "SEN_ALLOW_PLAIN_HTTP": "1" if config.allow_plain_http else "0",
    }
