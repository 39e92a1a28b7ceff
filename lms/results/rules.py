"""Conditions, final mark and classification of one learner. Pure; the regulations come in as values.

The final mark is the mean of the parts that the programme requires (all tests together, all reflections together),
each on the 10-point scale, rounded half up to two digits. There is none before every part has its mark.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

TEN = Decimal(10)
HUNDREDTH = Decimal("0.01")


class Part(StrEnum):
    ATTENDANCE = "attendance"
    QUIZ = "quiz"
    REFLECTION = "reflection"


class Why(StrEnum):
    """How a condition stands. The words are the page's."""

    MET = "met"
    ENOUGH_STILL_POSSIBLE = "still-possible"
    IMPOSSIBLE = "impossible"
    TOO_FEW = "too-few"
    NOT_TAKEN = "not-taken"
    NOT_HANDED_IN = "not-handed-in"
    WAITING_FOR_MARK = "waiting-for-mark"
    MARK_TOO_LOW = "mark-too-low"
    EXEMPT = "exempt"


@dataclass(frozen=True)
class Regulation:
    """What the programme requires; `bands` are (label, from this mark on), highest first."""

    pass_mark: Decimal = Decimal(5)
    quiz_required: bool = True
    reflection_required: bool = True
    bands: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True)
class Attended:
    """Periods or sessions: attended so far, needed, planned; whether enough can no longer be reached."""

    attended: int
    needed: int
    planned: int
    impossible: bool
    over: bool


@dataclass(frozen=True)
class Work:
    """One test or reflection: the mark that counts, out of how many, and what is known besides."""

    title: str
    mark: Decimal | None
    out_of: Decimal
    passed: bool
    handed_in: bool
    exempt: bool = False


@dataclass(frozen=True)
class Condition:
    """One requirement; `value` and `need` are figures of the same kind, `title` names the work if it is about one."""

    part: Part
    why: Why
    value: Decimal | int | None = None
    need: Decimal | int | None = None
    title: str = ""

    @property
    def met(self) -> bool:
        return self.why in {Why.MET, Why.EXEMPT}

    @property
    def failed(self) -> bool:
        """Not merely open: as things stand it will not be met without somebody's doing."""
        return self.why in {Why.IMPOSSIBLE, Why.TOO_FEW, Why.MARK_TOO_LOW}


@dataclass(frozen=True)
class Result:
    """Everything a row of the result sheet says of one learner."""

    attended: Attended
    conditions: tuple[Condition, ...]
    quiz: Decimal | None
    reflection: Decimal | None
    final: Decimal | None
    band: str | None

    @property
    def met(self) -> bool:
        return all(condition.met for condition in self.conditions)

    @property
    def missing(self) -> tuple[Condition, ...]:
        return tuple(condition for condition in self.conditions if not condition.met)


def result(
    regulation: Regulation, attended: Attended, quizzes: Sequence[Work], reflections: Sequence[Work]
) -> Result:
    """Judge one learner."""
    conditions = [attendance(attended)]
    if regulation.quiz_required:
        conditions += [_work(Part.QUIZ, work, Why.NOT_TAKEN) for work in quizzes]
    if regulation.reflection_required:
        conditions += [_work(Part.REFLECTION, work, Why.NOT_HANDED_IN) for work in reflections]
    quiz, reflection = mean(quizzes), mean(reflections)
    counted = [quizzes] * regulation.quiz_required + [reflections] * regulation.reflection_required
    final = _final([mean(works) for works in counted if _asked(works)])
    met = all(condition.met for condition in conditions)
    label = band(regulation, final) if met else None
    return Result(attended, tuple(conditions), quiz, reflection, final, label)


def attendance(attended: Attended) -> Condition:
    """Whether enough was attended; while sessions are to come, whether it still can be."""
    if attended.attended >= attended.needed:
        why = Why.MET
    elif attended.impossible:
        why = Why.TOO_FEW if attended.over else Why.IMPOSSIBLE
    else:
        why = Why.ENOUGH_STILL_POSSIBLE
    return Condition(Part.ATTENDANCE, why, attended.attended, attended.needed)


def mean(works: Sequence[Work]) -> Decimal | None:
    """The mean of all marks on the 10-point scale; None as long as one is missing. Who is exempt has no mark there."""
    asked = _asked(works)
    marks = [work.mark * TEN / work.out_of for work in asked if work.mark is not None]
    if not asked or len(marks) < len(asked):
        return None
    return (sum(marks, Decimal(0)) / len(marks)).quantize(HUNDREDTH, ROUND_HALF_UP)


def band(regulation: Regulation, mark: Decimal | None) -> str | None:
    """The highest label whose lower end the mark reaches."""
    if mark is None:
        return None
    return next((label for label, minimum in regulation.bands if mark >= minimum), None)


def _asked(works: Sequence[Work]) -> list[Work]:
    return [work for work in works if not work.exempt]


def _final(parts: Sequence[Decimal | None]) -> Decimal | None:
    known = [part for part in parts if part is not None]
    if not parts or len(known) < len(parts):
        return None
    return (sum(known, Decimal(0)) / len(known)).quantize(HUNDREDTH, ROUND_HALF_UP)


def _work(part: Part, work: Work, nothing: Why) -> Condition:
    if work.exempt:
        why = Why.EXEMPT
    elif work.mark is None:
        why = Why.WAITING_FOR_MARK if work.handed_in else nothing
    else:
        why = Why.MET if work.passed else Why.MARK_TOO_LOW
    return Condition(part, why, work.mark, None, work.title)
