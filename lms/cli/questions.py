"""`lms questions`: files of questions into the bank and out of it, the same way as on the page."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from flask_babel import force_locale
from sqlalchemy import func, select

from lms import database
from lms.cli.installation import Refused, application, config_for, stores
from lms.programmes.models import Programme
from lms.questions import exporting, importing, intake, near
from lms.questions.listing import Filter
from lms.questions.models import Decision
from lms.web import clock
from question_bank import formats
from question_bank.encoding import encode
from question_bank.formats import sheets
from question_bank.formats.imported import Imported
from question_bank.formats.sheets.columns import Column
from question_bank.problems import Place, Problem, note

LARGEST = 50 * 1024 * 1024
LARGEST_SHEET = 20 << 20
MODELS = ("rasch", "2pl")
NAMES = {
    "gift": "gift",
    "moodle-xml": "moodle_xml",
    "aiken": "aiken",
    "qti": "qti",
    "docx": "word",
    "xlsx": "sheet",
    "csv": "sheet",
    "text": "plain_text",
}
READABLE = ["auto", *(name for name, library in NAMES.items() if library in formats.READERS)]
WRITABLE = [name for name, library in NAMES.items() if library in formats.WRITERS and name != "csv"]


@click.group()
def questions() -> None:
    """The question bank, and what results say of its questions."""


@questions.command("import")
@stores
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "format_", type=click.Choice(READABLE), default="auto", show_default=True)
@click.option(
    "--bank", default="", help="Code of the programme; without it the bank that all programmes share."
)
@click.option("--dry-run", is_flag=True, help="Say what would be read, and store nothing.")
@click.option("--columns", default="", help="What columns of a sheet mean, e.g. C=text,D=option,H=key.")
@click.option("--json", "as_json", is_flag=True)
def import_file(  # noqa: PLR0913 - a command has so many options
    database_url: str | None,
    data_dir: Path | None,
    file: Path,
    format_: str,
    bank: str,
    dry_run: bool,
    columns: str,
    as_json: bool,
) -> None:
    """Read FILE and put its questions into the bank as drafts; those that the bank has stay as they are."""
    if file.stat().st_size > LARGEST:
        raise Refused(f"{file.name} is larger than {LARGEST >> 20} MB. Nothing was stored; send it in parts.")
    data = file.read_bytes()
    with application(config_for(database_url, data_dir)).app_context(), force_locale("en"):
        programme_id = _programme_id(bank)
        found = _read(data, file.name, "" if format_ == "auto" else NAMES[format_], _columns(columns))
        stored, more = store(found, data, file.name, programme_id, dry_run=dry_run)
    _tell(found, stored, [*found.all_problems(), *more], as_json=as_json)
    if not found.questions:
        sys.exit(1)


@questions.command("export")
@stores
@click.option("--format", "format_", type=click.Choice(WRITABLE), required=True)
@click.option("--bank", default="", help="Code of the programme; without it all that the bank holds.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write; default: standard output.",
)
def export_file(
    database_url: str | None, data_dir: Path | None, format_: str, bank: str, output: Path | None
) -> None:
    """Write the newest versions of the questions; those that the format cannot hold are named on standard error.

    What is kept to a unit or to its author is left out.
    """
    with application(config_for(database_url, data_dir)).app_context(), force_locale("en"):
        programme_id = _programme_id(bank)
        made = exporting.exported(Filter(place=f"{programme_id}:" if programme_id else ""), NAMES[format_])
    if output:
        output.write_bytes(made.data)
    else:
        click.echo(made.data, nl=False)
    for number, problem in made.left_out:
        click.echo(f"question {number} was left out: {problem.message}", err=True)
    click.echo(f"{made.held} questions written, {len(made.left_out)} left out", err=True)


def _read(data: bytes, name: str, format_: str, columns: dict[int, Column]) -> Imported:
    if columns:
        return sheets.read(data, name=name, columns=columns)
    return formats.read(data, name=name, format=format_)


def _columns(said: str) -> dict[int, Column]:
    """`C=text,D=option` as places, from 0, and meanings."""
    found = {}
    for part in said.split(",") if said else ():
        letters, _, meaning = part.strip().partition("=")
        if not (letters.isascii() and letters.isalpha() and len(letters) < 3 and meaning in set(Column)):
            known = ", ".join(column for column in Column if column)
            raise Refused(f"“{part}” does not say what a column means. Write e.g. C=text; known are {known}.")
        place = 0
        for letter in letters.upper():
            place = place * 26 + ord(letter) - ord("A") + 1
        found[place - 1] = Column(meaning)
    return found


def store(
    found: Imported, data: bytes, name: str, programme_id: int | None, *, dry_run: bool
) -> tuple[int, list[Problem]]:
    """How many questions entered the bank; what is to be said of those that it has, and of headings without a topic.

    Where nothing is new, nothing is written.
    """
    if not found.questions:
        return 0, []
    reading = intake.reading_of(found, data, name, near.beside(programme_id))
    intake.mark_twins(reading.rows)
    known = [*_known(reading, found), *intake.unplaced(reading, programme_id)]
    fresh = any(row["usable"] and row["decision"] is not Decision.SKIP for row in reading.rows)
    if dry_run or not fresh:
        return 0, known
    with database.transaction():
        started = intake.begin(None, reading, programme_id, clock.now())
        importing.set_all(started, [Decision.OPEN], {"decision": Decision.ACCEPT})
        outcome = importing.confirm(None, started, False, clock.now())
    return outcome.stored if outcome else 0, known


def _known(reading: intake.Reading, found: Imported) -> list[Problem]:
    """Each question that is in the bank already or earlier in the file, or nearly so, named with its place."""
    told = []
    for row, one, also in zip(reading.rows, found.questions, reading.also, strict=True):
        if row["duplicate_of_id"]:
            told.append(note("bank.known", one.place, number=row["duplicate_of_id"]))
        elif row["twin_number"]:
            told.append(note("bank.twice", one.place, number=row["twin_number"]))
        told += [problem.at(one.place) for problem in also]
    return told


def _programme_id(code: str) -> int | None:
    """The newest version of the programme with this code."""
    if not code:
        return None
    statement = (
        select(Programme.id)
        .where(func.lower(Programme.code) == code.lower())
        .order_by(Programme.version.desc())
        .limit(1)
    )
    found = database.session.scalars(statement).one_or_none()
    if found is None:
        raise Refused(f"There is no programme with the code {code}. Nothing was done.")
    return found


def _tell(found: Imported, stored: int, problems: list[Problem], *, as_json: bool) -> None:
    if as_json:
        told: dict[str, Any] = {
            "format": found.format,
            "read": len(found.questions),
            "stored": stored,
            "questions": [encode(one.question) for one in found.questions],
            "problems": [_said(problem) for problem in problems],
        }
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"{len(found.questions)} questions read, {stored} stored", err=not found.questions)
    for problem in problems:
        where = f"{_where(problem.place)}: " if problem.place else ""
        click.echo(f"{where}{problem.message}", err=True)


def _said(problem: Problem) -> dict[str, Any]:
    return {"place": _where(problem.place), "severity": problem.severity.value, "message": problem.message}


def _where(place: Place | None) -> str | None:
    return str(place) if place else None


@questions.command("near")
@stores
@click.option("--bank", default="", help="Code of the programme; without it the whole bank.")
@click.option("--json", "as_json", is_flag=True)
def near_pairs(database_url: str | None, data_dir: Path | None, bank: str, as_json: bool) -> None:
    """Name the pairs of questions in the bank that ask the same or nearly the same, the most alike first."""
    with application(config_for(database_url, data_dir)).app_context(), force_locale("en"):
        found = near.sweep(_programme_id(bank))
    if as_json:
        click.echo(json.dumps({"pairs": [asdict(pair) for pair in found]}, ensure_ascii=False))
        return
    for pair in found:
        click.echo(f"{pair.first} and {pair.second}, {pair.alike:.0%} alike:")
        for text in pair.texts:
            click.echo(f"    {text}")
    click.echo(f"Pairs that ask the same or nearly so: {len(found)}", err=True)


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

    if file.stat().st_size > LARGEST_SHEET:
        raise Refused(f"{file.name} is larger than {LARGEST_SHEET >> 20} MB.")
    try:
        told = analysing.told(file.read_bytes(), model)
    except ValueError as wrong:
        raise Refused(f"{file.name}: {wrong}") from wrong
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else "\n".join(analysing.lines(told)))
