"""`lms fsck` says whether rows and files agree; `--tidy` takes away what has been nobody's for a day."""

from pathlib import Path

import click

from lms import database
from lms.cli.backup import file_hash, uploads
from lms.cli.doctor import Finding, report
from lms.cli.installation import application, config_for, stores
from lms.files import tidying


@click.command()
@stores
@click.option("--tidy", is_flag=True, help="First take away what has had no row for a day.")
@click.option("--json", "as_json", is_flag=True)
def fsck(database_url: str | None, data_dir: Path | None, tidy: bool, as_json: bool) -> None:
    """Compare uploads on the disk with their rows, by content."""
    config = config_for(database_url, data_dir)
    with application(config).app_context():
        if tidy:
            with database.transaction():
                click.echo(f"taken away: {tidying.tidy()}", err=as_json)
        known, strays = tidying.known_hashes(), tidying.strays()
        rows = tidying.hashes_with_row()
    there = {path.name: path for path in uploads(config)}
    damaged = sorted(name for name, path in there.items() if file_hash(path) != name)
    findings = [
        listed("rows without a file", sorted(rows - there.keys()), "problem"),
        listed("files without a row", sorted(there.keys() - known), "warning"),
        listed("parts without an upload", [path.name for path in strays.parts], "warning"),
        listed("files broken off while written", [path.name for path in strays.unfinished], "warning"),
        listed("damaged files", damaged, "problem"),
    ]
    report(findings, as_json)


def listed(what: str, names: list[str], state: str) -> Finding:
    return Finding(what, state if names else "ok", f"{len(names)}" + (f", first {names[0]}" if names else ""))
