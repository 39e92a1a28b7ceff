"""`lms questions`: the bank from the command line."""

import json
from pathlib import Path

import click

from lms.cli.installation import Refused

LARGEST = 20 << 20
MODELS = ("rasch", "2pl")


@click.group()
def questions() -> None:
    """Questions and what results say of them."""


@questions.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--model", type=click.Choice(MODELS), help="Estimate difficulties on the scale of ability, too."
)
@click.option("--json", "as_json", is_flag=True)
def analyse(file: Path, model: str | None, as_json: bool) -> None:
    """Say which items of a test are bad, from FILE.csv: a line for each person, a column for each item.

    Cells are marks. A line "max" gives what the items are worth; with a line "key", cells are the options chosen.
    Needs no database.
    """
    from lms.cli import analysing  # noqa: PLC0415 - pandas, which no other command should wait for

    if file.stat().st_size > LARGEST:
        raise Refused(f"{file.name} is larger than {LARGEST >> 20} MB.")
    try:
        told = analysing.told(file.read_bytes(), model)
    except ValueError as wrong:
        raise Refused(f"{file.name}: {wrong}") from wrong
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else "\n".join(analysing.lines(told)))
