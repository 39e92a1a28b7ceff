"""Whom each row means: nobody yet, somebody known, or a person has to say. Pure.

By citizen number, member code and phone first; else by name and birth, helped by unit and by who is in the class.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lms.classes.models import RowDecision, RowOutcome
from lms.classes.roster.cells import folded
from lms.classes.roster.people import Known, birth_fits, same_birth, same_name, spoken
from lms.classes.roster.problems import Problem, note, warning
from lms.classes.roster.understanding import Understood

IDENTIFIERS = ("citizen_id", "member_code", "phone")
LASTING = ("citizen_id", "member_code")
CHANGEABLE = (
    *("full_name", "birth_date", "birth_year", "sex", "position", "phone", "email"),
    *("citizen_id", "card_no", "member_code", "unit_id"),
)


@dataclass
class Verdict:
    """What becomes of a row; `changes` are {field: [what the register says, what the file says]}."""

    outcome: RowOutcome
    person: Known | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)
    candidates: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def signature(self) -> tuple[str, int | None, tuple[tuple[str, Any], ...]]:
        """What must not differ between what was shown and what is done."""
        changes = tuple((name, new) for name, (_old, new) in sorted(self.changes.items()))
        return self.outcome.value, self.person.id if self.person else None, changes


@dataclass(frozen=True)
class Settled:
    """What a person said about a row."""

    decision: RowDecision = RowDecision.AUTO
    chosen_id: int | None = None


class People:
    """The people who may be meant, found by identifier and by name."""

    def __init__(self, people: Iterable[Known]) -> None:
        self.by_id: dict[int, Known] = {}
        self.holders: dict[tuple[str, str], Known] = {}
        self.named: dict[str, list[Known]] = defaultdict(list)
        for one in people:
            self.by_id[one.id] = one
            self.named[folded(one.full_name)].append(one)
            for name in IDENTIFIERS:
                if value := getattr(one, name):
                    self.holders[name, value] = one

    def held(self, row: Understood) -> list[Known]:
        """Who holds the identifiers of the row, each once."""
        found = [self.holders.get((name, row.values.get(name, ""))) for name in IDENTIFIERS]
        return list({one.id: one for one in found if one}.values())


def judge(
    rows: Sequence[Understood], people: People, settled: Mapping[int, Settled] | None = None
) -> dict[int, Verdict]:
    """A verdict for every row, by its number."""
    settled = settled or {}
    twins = _twins(rows)
    verdicts: dict[int, Verdict] = {}
    meant: dict[int, int] = {}
    for row in rows:
        verdict = _verdict(row, people, twins.get(row.number))
        decided = settled.get(row.number, Settled())
        if verdict.outcome is RowOutcome.CONFLICT and decided.decision is not RowDecision.AUTO:
            verdict = _as_decided(row, verdict, decided, people)
        if verdict.person and verdict.outcome in (RowOutcome.MATCHED, RowOutcome.CHANGED):
            first = meant.setdefault(verdict.person.id, row.number)
            if first != row.number:
                problem = warning("row.same_person", row=first)
                verdict = Verdict(RowOutcome.CONFLICT, verdict.person, {}, [verdict.person.id], [problem])
        verdicts[row.number] = verdict
    return verdicts


def _verdict(row: Understood, people: People, twin: Problem | None) -> Verdict:
    if not row.usable:
        return Verdict(RowOutcome.ERROR)
    holders = people.held(row)
    if twin is not None:
        return _conflict(twin, holders)
    if len(holders) > 1:
        return _conflict(warning("row.several_people"), holders)
    return _by_identifier(row, holders[0]) if holders else _by_name(row, people)


def _by_identifier(row: Understood, person: Known) -> Verdict:
    """The one who holds an identifier is meant, unless name, birth or another lasting number says otherwise."""
    if not same_name(row, person) and not same_birth(row, person):
        return _conflict(warning("row.other_name", name=person.full_name), [person])
    if _other_number(row, person):
        return _conflict(warning("row.other_number"), [person])
    lasting = any(row.values.get(name) and row.values[name] == getattr(person, name) for name in LASTING)
    if not lasting and not birth_fits(row, person):
        return _conflict(warning("row.other_birth"), [person])
    return _found(row, person)


def _by_name(row: Understood, people: People) -> Verdict:
    called = [one for one in people.named.get(folded(row.values["full_name"]), []) if one.visible]
    born = [one for one in called if same_birth(row, one)]
    likely = born or [one for one in called if birth_fits(row, one) and _near(row, one)]
    likely = [one for one in likely if _near(row, one)] or likely if len(likely) > 1 else likely
    if len(likely) > 1:
        return _conflict(warning("row.several_named"), likely)
    if likely:
        return _the_one(row, likely[0])
    perhaps = [
        one for one in called if row.values.get("birth_year") and birth_fits(row, one) and one.birth_year
    ]
    return _conflict(warning("row.perhaps"), perhaps) if perhaps else Verdict(RowOutcome.NEW)


def _the_one(row: Understood, person: Known) -> Verdict:
    if _other_number(row, person):
        return _conflict(warning("row.same_name_other_number"), [person])
    written = row.values["full_name"]
    if (
        not written.isascii()
        and spoken(written) != spoken(person.full_name)
        and not person.full_name.isascii()
    ):
        return _conflict(warning("row.other_marks", name=person.full_name), [person])
    return _found(row, person)


def _found(row: Understood, person: Known, without: Iterable[str] = ()) -> Verdict:
    changes = {name: change for name, change in changes_to(row, person).items() if name not in set(without)}
    if changes and not person.editable:
        return Verdict(RowOutcome.MATCHED, person, problems=[note("row.not_yours")])
    return Verdict(RowOutcome.CHANGED if changes else RowOutcome.MATCHED, person, changes)


def changes_to(row: Understood, person: Known) -> dict[str, list[Any]]:
    """What the file says otherwise; what it leaves empty changes nothing."""
    found: dict[str, list[Any]] = {}
    for name in CHANGEABLE:
        new, old = row.values.get(name), getattr(person, name)
        if new in (None, "") or new == old or _says_the_same(name, old, new):
            continue
        if name == "birth_year" and person.birth_date and "birth_date" not in found:
            continue
        found[name] = [old, new]
    return found


def _says_the_same(name: str, old: Any, new: Any) -> bool:
    if name == "full_name":
        return spoken(old) == spoken(new) or (new.isascii() and folded(old) == folded(new))
    return name == "position" and folded(old or "") == folded(new)


def _as_decided(row: Understood, verdict: Verdict, settled: Settled, people: People) -> Verdict:
    """The row as a person settled it; identifiers that are somebody else's stay with them."""
    if settled.decision is RowDecision.SKIP:
        return verdict
    person = people.by_id.get(settled.chosen_id or 0)
    if settled.decision is RowDecision.EXISTING and person is None:
        return verdict
    foreign = [
        name
        for name in IDENTIFIERS
        if (holder := people.holders.get((name, row.values.get(name, "")))) and holder is not person
    ]
    if settled.decision is RowDecision.EXISTING and person is not None:
        return _found(row, person, foreign)
    row.values = {name: value for name, value in row.values.items() if name not in foreign}
    dropped = [note("row.identifier_stays").within(name) for name in foreign]
    return Verdict(RowOutcome.NEW, candidates=verdict.candidates, problems=dropped)


def _twins(rows: Sequence[Understood]) -> dict[int, Problem]:
    """Rows that repeat another of the file, or share a number with one."""
    first: dict[tuple[str, ...], Understood] = {}
    found: dict[int, Problem] = {}
    for row in rows:
        if not row.usable:
            continue
        for key in _keys(row):
            other = first.setdefault(key, row)
            if other is row or row.number in found:
                continue
            same = spoken(other.values["full_name"]) == spoken(row.values["full_name"])
            found[row.number] = warning("row.repeats" if same else "row.shares_number", row=other.number)
            if not same:
                found.setdefault(other.number, warning("row.shares_number", row=row.number))
    return found


def _keys(row: Understood) -> list[tuple[str, ...]]:
    """By what two rows are seen to mean the same person."""
    keys: list[tuple[str, ...]] = [(name, row.values[name]) for name in IDENTIFIERS if row.values.get(name)]
    name, birth = (
        spoken(row.values["full_name"]),
        row.values.get("birth_date") or row.values.get("birth_year"),
    )
    numbers = any(row.values.get(identifier) for identifier in LASTING)
    if birth and not numbers:
        keys.append(("birth", name, str(birth)))
    elif not birth and not keys:
        keys.append(("name", name, row.values.get("unit", ""), row.values.get("position", "")))
    return keys


def _conflict(problem: Problem, people: Sequence[Known]) -> Verdict:
    person = people[0] if len(people) == 1 else None
    return Verdict(RowOutcome.CONFLICT, person, {}, [one.id for one in people[:10]], [problem])


def _other_number(row: Understood, person: Known) -> bool:
    """A lasting number that contradicts; nine digits give way to twelve."""
    for name in LASTING:
        mine, theirs = row.values.get(name), getattr(person, name)
        older = name == "citizen_id" and {len(mine or ""), len(theirs or "")} == {9, 12}
        if mine and theirs and mine != theirs and not older:
            return True
    return False


def _near(row: Understood, person: Known) -> bool:
    """In the class already, or of the unit that the row names."""
    return person.in_class or (person.unit_id is not None and person.unit_id == row.values.get("unit_id"))
