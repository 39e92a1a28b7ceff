"""`lms roster`: lists of learners from the command line, the same way as on the page."""

import json
from pathlib import Path
from typing import Any

import click
from flask_babel import force_locale
from sqlalchemy import func, select

from lms import database
from lms.classes.models import RosterRow, RowDecision, RowOutcome, StudyClass
from lms.classes.roster import applying, reader, service
from lms.classes.roster.applying import Applied, Refusal
from lms.classes.roster.drafts import Draft, draft_of
from lms.classes.roster.problems import Problem
from lms.classes.roster.words import said
from lms.cli.installation import Refused, application, config_for, stores
from lms.web import clock

REFUSALS = {
    Refusal.ALREADY: "This list is in the class already.",
    Refusal.STALE: "The register changed while the list was read. Nothing was done; run the command again.",
    Refusal.NOT_ALL: "Some rows are faulty or unclear; nothing was done. --good takes the others.",
    Refusal.NOTHING: "No row can be taken. Nothing was done.",
}


@click.group()
def roster() -> None:
    """Lists of learners."""


@roster.command("import")
@stores
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--class", "code", required=True, help="Code of the class.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option(
    "--good", is_flag=True, help="Take the good rows and leave the others out, instead of all or none."
)
@click.option("--json", "as_json", is_flag=True)
def import_file(  # noqa: PLR0913 - a command has so many options
    database_url: str | None,
    data_dir: Path | None,
    file: Path,
    code: str,
    dry_run: bool,
    good: bool,
    as_json: bool,
) -> None:
    """Read FILE (.xlsx, .xls, .ods, .csv) and take its people into a class."""
    with application(config_for(database_url, data_dir)).app_context(), force_locale("en"):
        study_class = _class_of(code)
        if file.stat().st_size > reader.LARGEST:
            raise Refused(f"{file.name} is larger than {reader.LARGEST >> 20} MB.")
        told = _look(file, study_class) if dry_run else _take(file, study_class, only_good=good)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for name, value in told["counts"].items():
        click.echo(f"{name}\t{value}")
    for line in told["problems"]:
        click.echo(f"row {line['row']}\t{line['text']}" if line["row"] else line["text"])


def _class_of(code: str) -> StudyClass:
    statement = select(StudyClass).where(func.lower(StudyClass.code) == code.lower())
    return database.session.scalars(statement).one_or_none() or _unknown(code)


def _unknown(code: str) -> StudyClass:
    raise Refused(f"There is no class with the code {code}.")


def _look(file: Path, study_class: StudyClass) -> dict[str, Any]:
    sheet = reader.read(file.read_bytes(), file.name)
    if isinstance(sheet, Problem):
        raise Refused(said(sheet))
    draft = draft_of(sheet, None, study_class, clock.local(clock.now()).date())
    return {"applied": False, "counts": draft.counts(), "problems": _problems(draft)}


def _take(file: Path, study_class: StudyClass, *, only_good: bool) -> dict[str, Any]:
    begun = service.begin(None, study_class, file.read_bytes(), file.name, clock.now())
    if isinstance(begun, Problem):
        raise Refused(said(begun))
    with database.transaction():
        outcome = applying.apply(None, begun, only_good=only_good, now=clock.now())
    if not isinstance(outcome, Applied):
        raise Refused(REFUSALS[outcome])
    return {"applied": True, "import": begun.id, "counts": vars(outcome), "problems": _left_out(begun.id)}


def _problems(draft: Draft) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = [{"row": None, "text": said(problem)} for problem in draft.notes]
    for row in draft.rows:
        verdict = draft.verdicts[row.number]
        told += [{"row": row.number, "text": said(problem)} for problem in (*row.problems, *verdict.problems)]
    return told


def _left_out(import_id: int) -> list[dict[str, Any]]:
    """Rows that were not taken, with the reasons."""
    bad = select(RosterRow).where(
        RosterRow.import_id == import_id,
        RosterRow.outcome.in_((RowOutcome.CONFLICT, RowOutcome.ERROR)),
        RosterRow.decision == RowDecision.AUTO,
    )
    return [
        {"row": row.number, "text": said(problem)}
        for row in database.session.scalars(bad.order_by(RosterRow.number))
        for problem in row.problems
    ]
