"""A roster between file and register: rows understood and judged, ready to be stored or shown. Changes nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lms.accounts.models import Person
from lms.classes.models import RowDecision, RowOutcome, StudyClass
from lms.classes.roster import columns as meanings, register
from lms.classes.roster.cells import Line
from lms.classes.roster.columns import Column, Field
from lms.classes.roster.head import Layout, layout
from lms.classes.roster.matching import People, Settled, Verdict, judge
from lms.classes.roster.problems import Problem, error, note, warning
from lms.classes.roster.reader import Sheet
from lms.classes.roster.understanding import Understood, understand
from lms.classes.roster.units import KnownUnit

UNREAD = {Field.NOTHING, Field.PRIVATE, Field.ORDINAL}
NAMED_UNITS = 20


@dataclass(frozen=True)
class Correction:
    """What a person says about a sheet: in which row the heads stand (0: in none), and what the columns mean."""

    head_row: int
    fields: list[Field]


@dataclass
class Draft:
    """All that is known about a roster before anything is done with it."""

    columns: list[Column]
    head_row: int = 0
    rows: list[Understood] = field(default_factory=list)
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)
    present: set[int] = field(default_factory=set)

    def counts(self, settled: Mapping[int, Settled] | None = None) -> dict[str, int]:
        """How many rows there are of each outcome, and how many of them are in the class already."""
        counted = Counter(verdict.outcome.value for verdict in self.verdicts.values())
        unsettled = sum(
            verdict.outcome is RowOutcome.CONFLICT
            and (settled or {}).get(number, Settled()).decision is RowDecision.AUTO
            for number, verdict in self.verdicts.items()
        )
        numbers = {outcome.value: counted[outcome.value] for outcome in RowOutcome}
        return numbers | {"rows": len(self.rows), "present": len(self.present), "unsettled": unsettled}


def draft_of(
    sheet: Sheet,
    actor: Person | None,
    study_class: StudyClass,
    today: date,
    corrected: Correction | None = None,
) -> Draft:
    """Understand and judge a sheet, with what a person corrected."""
    found = layout(sheet.lines, corrected.head_row if corrected else None)
    columns = meanings.chosen(found.columns, corrected.fields) if corrected else found.columns
    draft = Draft(columns, found.head_row, notes=[*sheet.notes, *_remarks(found, columns)])
    if not meanings.names_people(columns):
        draft.notes.append(error("sheet.no_names"))
        return draft
    draft.rows = understood(found, columns, today)
    assess(draft, actor, study_class)
    return draft


def understood(found: Layout, columns: Sequence[Column], today: date) -> list[Understood]:
    """Every row of people; a heading that names a unit stands for the rows below it."""
    wanted = [(place, column.meaning) for place, column in enumerate(columns) if column.meaning not in UNREAD]
    own_unit = any(meaning is Field.UNIT for _place, meaning in wanted)
    rows = []
    for line in found.rows:
        cells = {meaning: line.cells[place] for place, meaning in wanted if place < len(line.cells)}
        if section := found.sections.get(line.number, ""):
            cells.setdefault(Field.UNIT_ABOVE if own_unit else Field.UNIT, section)
        rows.append(understand(line.number, cells, today))
    return rows


def assess(
    draft: Draft, actor: Person | None, study_class: StudyClass, settled: Mapping[int, Settled] | None = None
) -> People:
    """Find units and people for all rows; fills in verdicts and who is in the class."""
    _find_units(draft, study_class)
    people = register.people_for(draft.rows, study_class, actor.grants if actor else None)
    draft.verdicts = judge(draft.rows, people, settled)
    draft.present = {
        number
        for number, verdict in draft.verdicts.items()
        if verdict.person and verdict.person.in_class and verdict.outcome is not RowOutcome.CONFLICT
    }
    return people


def _find_units(draft: Draft, study_class: StudyClass) -> None:
    """Replace what rows call their unit by the unit, and say which names nobody knows."""
    if not any(row.values.get("unit") or row.values.get("unit_above") for row in draft.rows):
        return
    units = register.units_for(study_class)
    unknown: Counter[str] = Counter()
    for row in draft.rows:
        row.problems = [problem for problem in row.problems if not problem.code.startswith("unit.")]
        name, above = row.values.get("unit", ""), row.values.get("unit_above", "")
        if not name and not above:
            continue
        unit = units.find(name or above, above if name else "")
        if isinstance(unit, KnownUnit):
            row.values["unit_id"] = unit.id
        else:
            row.values.pop("unit_id", None)
            row.tell(Field.UNIT, unit)
            unknown[name or above] += 1
    draft.notes = [problem for problem in draft.notes if problem.code != "sheet.units"]
    if unknown:
        names = "; ".join(f"{name[:60]} ({count})" for name, count in unknown.most_common(NAMED_UNITS))
        draft.notes.append(warning("sheet.units", count=len(unknown), names=names))


def _remarks(found: Layout, columns: Sequence[Column]) -> list[Problem]:
    remarks = []
    private = [column.head for column in columns if column.meaning is Field.PRIVATE]
    if private:
        remarks.append(note("sheet.private", names=", ".join(private)[:300]))
    if found.passed_over:
        remarks.append(
            note("sheet.passed_over", count=len(found.passed_over), text=_beginning(found.passed_over))
        )
    if found.head_row == 0:
        remarks.append(warning("sheet.no_head"))
    return remarks


def _beginning(lines: Sequence[Line]) -> str:
    return "; ".join(" ".join(line.texts)[:60] for line in lines[:3])


def row_values(row: Understood, verdict: Verdict, *, present: bool) -> dict[str, Any]:
    """The columns of RosterRow."""
    return {
        "number": row.number,
        "outcome": verdict.outcome,
        "in_class": present,
        "raw": row.raw,
        "values": row.values,
        "problems": [problem.as_json() for problem in (*row.problems, *verdict.problems)],
        "changes": verdict.changes,
        "candidates": verdict.candidates,
        "person_id": verdict.person.id if verdict.person else None,
    }
