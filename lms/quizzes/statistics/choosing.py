"""The rows behind a figure: every figure of the page names those whom it counts. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from lms.quizzes.statistics import spread, words
from lms.quizzes.statistics.items import Item, Row
from lms.quizzes.statistics.offered import answer_of
from lms.quizzes.statistics.sat import Learner, Sat, Standing
from lms.web.filters import as_number

BLANK = "-"
Chosen = tuple[str, list[Learner]]


def choose(sat: Sat, wanted: Mapping[str, str]) -> Chosen:
    """Words for those who are wanted, and they themselves; everybody where nothing sensible is asked."""
    for name, find in _FINDERS.items():
        value = wanted.get(name, "")
        found = find(sat, value) if value else None
        if found is not None:
            return found
    return _("Everybody enrolled"), list(sat.learners)


def _by_standing(sat: Sat, value: str) -> Chosen | None:
    if value in ("passed", "failed"):
        mark = as_number(sat.quiz.pass_mark)
        name = (
            _("Passed, from %(mark)s on", mark=mark)
            if value == "passed"
            else _("Not passed, below %(mark)s", mark=mark)
        )
        return name, [one for one in sat.marked if sat.passed(one) is (value == "passed")]
    if value not in set(Standing):
        return None
    return words.standing(Standing(value)).capitalize(), sat.standing(Standing(value))


def _by_band(sat: Sat, value: str) -> Chosen | None:
    step = next((one for one in spread.bands(sat) if str(one.place) == value), None)
    if step is None:
        return None
    return _("Mark %(step)s", step=words.band_exactly(step)), [
        one for one in sat.marked if one.mark is not None and step.holds(one.mark)
    ]


def _by_unit(sat: Sat, value: str) -> Chosen | None:
    found = [one for one in sat.learners if str(one.unit_id) == value]
    return (found[0].unit or _("No unit"), found) if found else None


def _by_group(sat: Sat, value: str) -> Chosen | None:
    found = [one for one in sat.learners if str(one.group_id) == value]
    return (found[0].group or _("No group"), found) if found else None


def _by_paper(sat: Sat, value: str) -> Chosen | None:
    found = [one for one in sat.learners if any(taken.code == value for taken in one.counted)]
    return (_("Paper %(code)s", code=value), found) if found else None


def _by_minutes(sat: Sat, value: str) -> Chosen | None:
    step = spread.minute_step(spread.minutes(sat))
    if not value.isdecimal() or len(value) > len("99999") or int(value) % step:
        return None
    low, high = int(value), int(value) + step
    return words.minutes(low, high), [
        one
        for one in sat.learners
        if any(taken.minutes is not None and low <= taken.minutes < high for taken in one.counted)
    ]


_FINDERS = {
    "show": _by_standing,
    "band": _by_band,
    "unit": _by_unit,
    "group": _by_group,
    "paper": _by_paper,
    "minutes": _by_minutes,
}


@dataclass(frozen=True)
class Chooser:
    """One attempt behind the figures of a question: what was answered (`-` stands for nothing), what that earned beside
    the rest, and the seconds it took. None: not wholly marked yet; not measured.
    """

    learner: Learner
    answers: Sequence[str]
    attempt_id: int
    number: int
    row: Row | None = None
    seconds: float | None = None

    def is_wanted(self, answer: str, third: str) -> bool:
        """Whether it is behind this answer and in this third; empty asks for all."""
        return answer in ("", *self.answers) and third in ("", self.row.third if self.row else None)


def choosers(found: Sat, item: Item, given: Mapping[int, Any]) -> list[Chooser]:
    """Everybody who was asked the question; `given` are the stored answers by attempt."""
    numbers = dict(item.places)
    return [
        Chooser(
            learner,
            answer_of(item.asked.question, given.get(taken.id)) or [BLANK],
            taken.id,
            numbers[taken.code],
            item.rows.get(taken.id),
            item.seconds.get(taken.id),
        )
        for learner in found.learners
        for taken in learner.counted
        if taken.code in numbers
    ]
