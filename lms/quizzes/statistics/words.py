"""Figures in words: facts about questions, names of steps and standings, and what is not defined."""

from collections.abc import Sequence
from math import floor

from flask_babel import gettext as _

from lms.quizzes.models import Quiz
from lms.quizzes.rules import Counting
from lms.quizzes.statistics.facts import Fact, Kind
from lms.quizzes.statistics.sat import Standing
from lms.quizzes.statistics.spread import Band
from lms.quizzes.statistics.thirds import Third
from lms.web.filters import as_number, as_percent

NO_BREAK = "\u00a0"


def figure(value: float | None, digits: int = 2) -> str:
    """With a decimal comma; what is not defined says so and is never nothing or zero."""
    return _("not defined") if value is None else as_number(value, digits)


def share(part: float, whole: float) -> str:
    return as_percent(part, whole, 1) if whole else _("not defined")


def duration(seconds: float | None) -> str:
    """Rounded to seconds: `45 s`, `1 min 20 s`."""
    if seconds is None:
        return _("not measured")
    minutes, rest = divmod(floor(seconds + 0.5), 60)
    told = (
        _("%(minutes)s min %(seconds)s s", minutes=as_number(minutes), seconds=rest)
        if minutes
        else _("%(seconds)s s", seconds=rest)
    )
    return told.replace(" ", NO_BREAK)


def thirds() -> list[tuple[Third, str]]:
    """The thirds of a class by mark, the best first."""
    return [(one, third(one)) for one in Third]


def third_heads() -> list[tuple[str, str]]:
    return [(name, "number") for _third, name in thirds()]


def third(value: Third | None) -> str:
    if value is None:
        return "–"
    return {
        Third.UPPER: _("Best third"),
        Third.MIDDLE: _("Middle third"),
        Third.LOWER: _("Last third"),
    }[value]


def fact(found: Fact) -> str:
    """One sentence; letters are those of the first paper that has the question."""
    values = {
        "sign": found.sign,
        "share": as_percent(found.share, 1),
        "key": found.key,
        "key_share": as_percent(found.key_share, 1),
        "value": as_number(found.share, 2),
    }
    return str(
        {
            Kind.MORE_THAN_KEY: _("%(share)s chose %(sign)s, the key is %(key)s (%(key_share)s)."),
            Kind.NOBODY: _("Nobody chose %(sign)s."),
            Kind.BACKWARDS: _("Who did well elsewhere was right less often here (%(value)s)."),
            Kind.BLANK: _("%(share)s left it blank."),
            Kind.EVERYBODY_RIGHT: _("Everybody was right."),
            Kind.NOBODY_RIGHT: _("Nobody was right."),
        }[found.kind]
        % values
    )


def band(step: Band) -> str:
    """`7 – 8`: from 7 on, below 8; the last step ends with the highest mark."""
    return f"{as_number(step.low)} – {as_number(step.high)}"


def band_exactly(step: Band) -> str:
    low, high = as_number(step.low), as_number(step.high)
    if step.last:
        return _("from %(low)s to %(high)s", low=low, high=high)
    return _("from %(low)s to below %(high)s", low=low, high=high)


def minutes(low: int, high: int) -> str:
    return _("%(low)s to below %(high)s minutes", low=low, high=high)


def standing(value: Standing) -> str:
    return {
        Standing.MARKED: _("has a mark"),
        Standing.WAITING: _("waits to be marked"),
        Standing.WORKING: _("at work"),
        Standing.NOT_TAKEN: _("not taken"),
    }[value]


def counted(quiz: Quiz) -> str:
    """Which attempts are in the figures."""
    rule = {
        Counting.BEST: _("Of several attempts the best counts."),
        Counting.LAST: _("Of several attempts the last counts."),
        Counting.FIRST: _("Of several attempts the first counts."),
        Counting.AVERAGE: _(
            "Of several attempts the average counts; questions and times are those of all attempts."
        ),
    }[quiz.counting]
    rest = _(
        "Closed attempts of learners who are in the class now. Marks are in the figures once nothing in them waits "
        "for a person; figures of questions are of all answers that are marked."
    )
    return f"{rule} {rest}"


def places(found: Sequence[tuple[str, int]]) -> str:
    """Where a question stands: `101: 4 · 102: 7`."""
    return " · ".join(f"{code}: {number}" for code, number in found)
