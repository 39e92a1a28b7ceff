"""Two marks of one script side by side: what each of two people changed since they both looked. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum

from lms.marking.criteria import Criterion


class Take(StrEnum):
    """Whose words and level go into the mark."""

    THEIRS = "theirs"
    MINE = "mine"
    BOTH = "both"


@dataclass(frozen=True)
class Side:
    """What one of the two has for a criterion, or for the comment on the whole (which has no level)."""

    level: str = ""
    points: Decimal | None = None
    comment: str = ""


@dataclass(frozen=True)
class Row:
    """One line of the comparison; `name` is that of the field, `before` what both saw."""

    name: str
    title: str
    before: Side
    theirs: Side
    mine: Side

    @property
    def they_changed(self) -> bool:
        return self.theirs != self.before

    @property
    def i_changed(self) -> bool:
        return self.mine != self.before

    @property
    def differs(self) -> bool:
        return self.theirs != self.mine

    @property
    def clash(self) -> bool:
        """Both changed it, and not alike: only a person can say which."""
        return self.differs and self.they_changed and self.i_changed

    @property
    def suggested(self) -> Take:
        """Who alone changed something is followed; in a clash, and of nothing, one's own."""
        return Take.THEIRS if self.they_changed and not self.i_changed else Take.MINE


REMARK = "remark"


def rows(
    criteria: Sequence[Criterion],
    remark_title: str,
    before: Mapping[str, str],
    theirs: Mapping[str, str],
    mine: Mapping[str, str],
) -> list[Row]:
    """Criterion by criterion, then the comment on the whole; the three are what a form of the rubric holds."""
    found = [
        Row(
            str(criterion.id),
            criterion.title,
            *(_side(criterion, values) for values in (before, theirs, mine)),
        )
        for criterion in criteria
    ]
    remarks = (Side(comment=values.get(REMARK, "")) for values in (before, theirs, mine))
    return [*found, Row(REMARK, remark_title, *remarks)]


def merged(
    rows: Sequence[Row], takes: Mapping[str, str], theirs: Mapping[str, str], mine: Mapping[str, str]
) -> dict[str, str]:
    """The values of the form that follow from what was chosen for each line."""
    values: dict[str, str] = {}
    for row in rows:
        take = takes.get(row.name, row.suggested)
        comment, level = (REMARK, "") if row.name == REMARK else (f"comment-{row.name}", f"level-{row.name}")
        one = theirs if take == Take.THEIRS else mine
        values[comment] = _both(row) if take == Take.BOTH else one.get(comment, "")
        if level:
            values[level] = one.get(level, "")
    return values


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """The words of both texts in turn: `same`, `gone` or `new`."""
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    made: list[tuple[str, str]] = []
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            made.append(("same", "".join(new[begin:stop])))
            continue
        made += [("gone", "".join(old[start:end]))] if end > start else []
        made += [("new", "".join(new[begin:stop]))] if stop > begin else []
    return made


def _side(criterion: Criterion, values: Mapping[str, str]) -> Side:
    chosen = values.get(f"level-{criterion.id}", "")
    comment = values.get(f"comment-{criterion.id}", "")
    for level in criterion.levels:
        if str(level.id) == chosen:
            return Side(level.label, level.points, comment)
    return Side(comment=comment)


def _both(row: Row) -> str:
    return " ".join(text for text in dict.fromkeys((row.theirs.comment, row.mine.comment)) if text)
