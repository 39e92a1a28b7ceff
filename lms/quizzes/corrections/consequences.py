"""What follows from other marks beyond the test; features above tell it, as the result sheet of a class does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from lms.classes.models import StudyClass

if TYPE_CHECKING:
    from lms.quizzes.corrections.models import QuizCorrection


@dataclass(frozen=True)
class Turn:
    """One learner whose standing in the class would be another; both in words."""

    person_id: int
    full_name: str
    before: str
    after: str


@dataclass(frozen=True)
class Consequences:
    """`turns` are those who would be classified otherwise; `finals` final marks would change. `issued`: the results of
    the class have been made known, so that its sheet would have to be renewed.
    """

    turns: tuple[Turn, ...] = ()
    finals: int = 0
    issued: bool = False


# Of a class, if these attempts had these points.
Reader = Callable[[StudyClass, Mapping[int, Decimal], datetime], Consequences]
NONE = Consequences()
_readers: list[Reader] = []
# Told of a correction that counts from now on and changed results that were known.
Teller = Callable[["QuizCorrection", datetime], None]
_tellers: list[Teller] = []


def read_by(reader: Reader) -> None:
    """Called at import of a feature above that knows what follows."""
    if reader not in _readers:
        _readers.append(reader)


def following(study_class: StudyClass, points: Mapping[int, Decimal], now: datetime) -> Consequences:
    """What would follow; nothing where no mark changes."""
    found = [reader(study_class, points, now) for reader in _readers] if points else []
    return Consequences(
        tuple(turn for one in found for turn in one.turns),
        sum(one.finals for one in found),
        any(one.issued for one in found),
    )


def told_by(teller: Teller) -> None:
    """Called at import of a feature above that has people to tell."""
    if teller not in _tellers:
        _tellers.append(teller)


def tell(correction: "QuizCorrection", now: datetime) -> None:
    """Have those told whose papers no longer hold; nobody where no result that was known has changed."""
    for teller in _tellers if correction.effect.get("renewed") else ():
        teller(correction, now)
