"""A roster on its way into a class: begun, its columns corrected, its conflicts settled, put aside."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.classes.models import RosterImport, RosterRow, RowDecision, RowOutcome, StudyClass
from lms.classes.roster import reader
from lms.classes.roster.columns import Column, from_json
from lms.classes.roster.drafts import Correction, Draft, draft_of, row_values
from lms.classes.roster.matching import Settled
from lms.classes.roster.problems import Problem, Severity
from lms.classes.roster.reader import Sheet
from lms.classes.roster.understanding import Understood
from lms.files import service as files
from lms.web.clock import local
from lms.web.downloads import XLSX

BINARY = "application/octet-stream"


def begin(
    actor: Person | None, study_class: StudyClass, data: bytes, name: str, now: datetime
) -> RosterImport | Problem:
    """Read a file and keep what was understood, with the file; a file that cannot be read leaves nothing behind.

    Reads first, then writes in a transaction of its own: reading takes seconds in which others must be able to write.
    """
    sheet = reader.read(data, name)
    if isinstance(sheet, Problem):
        return sheet
    draft = draft_of(sheet, actor, study_class, local(now).date())
    with database.transaction():
        media_type = XLSX if data.startswith(reader.ZIP) else BINARY
        stored = files.store(BytesIO(data), name, media_type, actor.id if actor else None, now)
        begun = RosterImport(
            study_class=study_class, file=stored, started_by_id=actor.id if actor else None, started_at=now
        )
        database.session.add(begun)
        database.session.flush()
        _keep(begun, draft)
        record(actor, "roster.read", begun, now, new=begun.outcome["counts"], class_id=study_class.id)
    return begun


def correct_columns(
    actor: Person | None, begun: RosterImport, corrected: Correction, now: datetime
) -> Problem | None:
    """Read the kept file again this way. What was settled about rows is kept."""
    sheet = sheet_of(begun)
    if isinstance(sheet, Problem):
        return sheet
    draft = draft_of(sheet, actor, begun.study_class, local(now).date(), corrected)
    with database.transaction():
        hold(begun)
        if begun.applied_at is None:
            settled = settled_rows(begun.id)
            _keep(begun, draft)
            _settle_again(begun.id, settled, draft)
    return None


def settle(begun: RosterImport, number: int, decision: RowDecision, chosen_id: int | None) -> bool:
    """Keep what a person said about a row in conflict; False if that cannot be said of it."""
    row = row_of(begun.id, number)
    if row is None or begun.applied_at is not None or row.outcome is not RowOutcome.CONFLICT:
        return False
    if decision is RowDecision.EXISTING and chosen_id not in row.candidates:
        return False
    row.decision = decision
    row.chosen_id = chosen_id if decision is RowDecision.EXISTING else None
    database.session.flush()
    _count_unsettled(begun)
    return True


def discard(actor: Person, begun: RosterImport, now: datetime) -> bool:
    """Forget a reading that was not applied. Nobody was added; the history says that it was there."""
    record(actor, "roster.discarded", begun, now, class_id=begun.study_class_id)
    gone = database.session.execute(
        delete(RosterImport).where(RosterImport.id == begun.id, RosterImport.applied_at.is_(None))
    )
    return bool(gone.rowcount)  # type: ignore[attr-defined]


def hold(begun: RosterImport) -> None:
    """Nobody else decides about this import until the end of the transaction; what it says is read anew."""
    locked = select(RosterImport.id).where(RosterImport.id == begun.id).with_for_update()
    database.session.execute(locked)
    database.session.refresh(begun)


def replace_rows(begun: RosterImport, draft: Draft, settled: Mapping[int, Settled]) -> None:
    """Keep a fresh judgement of the same rows."""
    _keep(begun, draft)
    _settle_again(begun.id, settled, draft)


def sheet_of(begun: RosterImport) -> Sheet | Problem:
    """The kept file, read again."""
    return reader.read(files.path_of(begun.file).read_bytes(), begun.file.name)


def columns_of(begun: RosterImport) -> list[Column]:
    return [from_json(kept) for kept in begun.mapping.get("columns", [])]


def notes_of(begun: RosterImport) -> list[Problem]:
    """What there was to say about the file as a whole."""
    return [problem_from(kept) for kept in begun.outcome.get("notes", [])]


def problem_from(kept: dict[str, Any]) -> Problem:
    return Problem(kept["code"], Severity(kept["severity"]), kept["params"], kept["field"])


def row_of(import_id: int, number: int) -> RosterRow | None:
    statement = select(RosterRow).where(RosterRow.import_id == import_id, RosterRow.number == number)
    return database.session.scalars(statement).one_or_none() if number < 2**31 else None


def rows_of(import_id: int) -> Sequence[Any]:
    """All rows as plain tuples, in the order of the file."""
    table = RosterRow.__table__.c
    statement = select(*table).where(table.import_id == import_id).order_by(table.number)
    return database.session.execute(statement).all()


def as_understood(row: Any) -> Understood:
    """A stored row as it was understood from its cells, without what matching said about it."""
    problems = [problem_from(kept) for kept in row.problems if not kept["code"].startswith("row.")]
    return Understood(row.number, dict(row.values), problems, row.raw)


def settled_rows(import_id: int) -> dict[int, Settled]:
    """What was said about rows, by number."""
    statement = select(RosterRow.number, RosterRow.decision, RosterRow.chosen_id).where(
        RosterRow.import_id == import_id, RosterRow.decision != RowDecision.AUTO
    )
    return {
        number: Settled(decision, chosen) for number, decision, chosen in database.session.execute(statement)
    }


def _keep(begun: RosterImport, draft: Draft) -> None:
    """Write the rows anew, in one insert, and what there is to say about the whole."""
    database.session.execute(delete(RosterRow).where(RosterRow.import_id == begun.id))
    rows = [
        {"import_id": begun.id}
        | row_values(row, draft.verdicts[row.number], present=row.number in draft.present)
        for row in draft.rows
    ]
    if rows:
        database.session.execute(insert(RosterRow), rows)
    begun.head_row = draft.head_row
    begun.mapping = {"columns": [column.as_json() for column in draft.columns]}
    begun.outcome = {"counts": draft.counts(), "notes": [problem.as_json() for problem in draft.notes]}
    database.session.flush()


def _settle_again(import_id: int, settled: Mapping[int, Settled], draft: Draft) -> None:
    for number, said in settled.items():
        verdict = draft.verdicts.get(number)
        if verdict is None or verdict.outcome is not RowOutcome.CONFLICT:
            continue
        if said.decision is RowDecision.EXISTING and said.chosen_id not in verdict.candidates:
            continue
        database.session.execute(
            update(RosterRow)
            .where(RosterRow.import_id == import_id, RosterRow.number == number)
            .values(decision=said.decision, chosen_id=said.chosen_id)
        )


def _count_unsettled(begun: RosterImport) -> None:
    open_rows = select(func.count()).where(
        RosterRow.import_id == begun.id,
        RosterRow.outcome == RowOutcome.CONFLICT,
        RosterRow.decision == RowDecision.AUTO,
    )
    counts = begun.outcome["counts"] | {"unsettled": database.session.scalar(open_rows)}
    begun.outcome = begun.outcome | {"counts": counts}
