"""`lms demo`: Sen with believable data, on this machine, in one command."""

import json
import secrets
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import click

from lms.cli.database import present, upgrade_database
from lms.cli.installation import Refused, config_for
from lms.cli.listening import require_free, tell_when_up
from lms.cli.serve import run
from lms.cli.server import THREADS
from lms.config import ROOT, Config, Mode
from lms.demo import service as making
from lms.web import clock

FEWEST = 5  # each of the classes wants somebody who has come, written and passed


@click.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--data", "data_dir", type=Path, default=ROOT / "instance" / "demo", show_default=True)
@click.option(
    "--people",
    default=240,
    show_default=True,
    type=click.IntRange(min=FEWEST),
    help="How many learners to invent.",
)
@click.option("--workers", default=2, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="First line: one JSON object with url and accounts.")
def demo(port: int, host: str, data_dir: Path, people: int, workers: int, as_json: bool) -> None:
    """Make a database with demo data (once), then serve it."""
    require_free(host, port)
    config = demo_config(data_dir)
    accounts = prepare(config, people)
    tell_when_up(host, port, lambda: announce(f"http://{host}:{port}", accounts, as_json))
    run(
        config,
        host=host,
        port=port,
        workers=workers,
        threads=THREADS,
        certificate=None,
        key=None,
        with_worker=True,
    )


def demo_config(data_dir: Path) -> Config:
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    key_file = data_dir / "secret.key"
    if not key_file.exists():
        key_file.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        key_file.chmod(0o600)
    return config_for(
        None,
        data_dir,
        mode=Mode.DEMO,
        https=False,
        allow_plain_http=True,
        secret_key=key_file.read_text(encoding="utf-8"),
    )


def prepare(config: Config, people: int) -> list[making.Account]:
    """Schema and data, unless they are there already.

    Data is made in a process of its own. The server forks its workers from this one; threads that drew PDFs here would
    be missing there, and no worker could ever draw one.
    """
    fresh = present(config) is None
    upgrade_database(config)
    if fresh:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
            return apart.submit(making.make, config, people, clock.now()).result()
    if not making.is_complete(config):
        raise Refused(
            f"The demo in {config.data_dir} was interrupted while it was made. Delete that folder first."
        )
    return making.accounts()


def announce(url: str, accounts: list[making.Account], as_json: bool) -> None:
    if as_json:
        click.echo(
            json.dumps({"url": url, "accounts": [vars(account) for account in accounts]}, ensure_ascii=False)
        )
    else:
        click.echo(f"\nSen: {url}\n")
        for account in accounts:
            click.echo(f"  {account.role:14} {account.username:14} {account.password}")
        click.echo("\nCtrl+C ends it.\n")
    sys.stdout.flush()
