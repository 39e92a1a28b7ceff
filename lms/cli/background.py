"""`lms worker` does what runs in the background."""

import threading
from pathlib import Path

import click
from huey.consumer import Consumer

from lms.app import create_app
from lms.cli.installation import config_for, stores
from lms.config import check
from lms.jobs import queue

MOST_SECONDS = 2.0  # until something that was asked for is noticed


@click.command()
@stores
def worker(database_url: str | None, data_dir: Path | None) -> None:
    """Send mail, read files, close overdue attempts, until stopped."""
    config = config_for(database_url, data_dir)
    check(config)
    app = create_app(config)
    stop = threading.Event()
    beats = queue.run_beats(app, stop)
    # Returns at SIGTERM or Ctrl+C: the consumer brings its own signal handlers.
    # Two workers: whoever waits for pages does not wait for a comparison of all scripts.
    Consumer(
        app.extensions["queue"], workers=2, max_delay=MOST_SECONDS, periodic=False, graceful_signal="TERM"
    ).run()
    stop.set()
    for beat in beats:
        beat.join(timeout=10)
