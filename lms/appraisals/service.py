"""Filling in a sheet and replying to it; what either said before is given back for the history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from lms.accounts.models import Person
from lms.appraisals.columns import SheetColumns
from lms.appraisals.criteria.rules import Line
from lms.appraisals.sheets import Conclusion, Judged, stored

S = TypeVar("S", bound=SheetColumns)


@dataclass(frozen=True)
class Opinion:
    """What somebody hands in: each criterion, the conclusion, a word on the whole."""

    judged: Mapping[str, Judged]
    conclusion: Conclusion
    comment: str = ""


def fill_in(
    sheet: SheetColumns, opinion: Opinion, lines: Iterable[Line], now: datetime
) -> dict[str, Any] | None:
    """The sheet says this from now on."""
    old = _told(sheet) if sheet.at else None
    sheet.marks, sheet.at = stored(opinion.judged, lines), now
    sheet.conclusion, sheet.comment = opinion.conclusion, opinion.comment
    return old


def reply(person: Person, sheet: SheetColumns, text: str, now: datetime) -> dict[str, Any] | None:
    """Those who wrote the thing say this to the sheet."""
    old = {"reply": sheet.reply} if sheet.reply else None
    sheet.reply, sheet.replied_at, sheet.replied_by_id = text, now, person.id
    return old


def resting_on(sheets: Iterable[S]) -> Mapping[str, int]:
    """The columns of an approval that name its two sheets: each person once, the first come first."""
    by_person: dict[int, S] = {}
    for sheet in sheets:
        by_person.setdefault(sheet.appraiser_id, sheet)
    first, second = list(by_person.values())[:2]
    return {
        "first_id": first.id,
        "first_by_id": first.appraiser_id,
        "second_id": second.id,
        "second_by_id": second.appraiser_id,
    }


def _told(sheet: SheetColumns) -> dict[str, Any]:
    return {"marks": sheet.marks, "conclusion": sheet.conclusion.value, "comment": sheet.comment}
