"""The board in words: what stands in each row, for the page and for its refreshing alike.

A board of 500 is written every few seconds, so that what is the same for all is translated once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from lms.quizzes.proctoring.board import Seat
from lms.quizzes.proctoring.labels import SINCE, STATES, TONES
from lms.quizzes.proctoring.rules import State
from lms.web.filters import as_clock, as_duration, as_number, as_time


@dataclass(frozen=True, slots=True)
class Row:
    """One learner; all but `id` and `attempt` (0: none) is text as it is shown."""

    id: int
    attempt: int
    state: str
    tone: str
    said: str
    done: str
    saved: str
    unsaved: str
    ends: str
    open: str
    noticed: str
    mark: str
    waiting: str


def rows(seats: Iterable[Seat], question_count: int) -> list[Row]:
    """The rows of the board in the order of the seats."""
    words = _Words()
    return [_row(seat, question_count, words) for seat in seats]


class _Words:
    """Every text that is filled in, translated once."""

    def __init__(self) -> None:
        fill = {name: f"{{{name}}}" for name in ("time", "count", "number", "left")}
        self.states = {state: str(STATES[state]) for state in State}
        self.since = {state: str(text) % fill for state, text in SINCE.items()}
        self.left = _("%(left)s left", **fill)
        self.unsaved = _("%(count)s not saved", **fill)
        self.slot = _("question %(number)s", **fill)
        self.browsers = _("%(count)s devices", **fill)
        self.hidden = _("page not in front")
        self.left_page = _("left %(count)s×", **fill)
        self.to_mark = _("%(count)s to mark", **fill)


def _row(seat: Seat, question_count: int, words: _Words) -> Row:
    state = seat.standing.state
    at_work = seat.attempt is not None and seat.attempt.closed_at is None
    return Row(
        id=seat.person.id,
        attempt=seat.attempt.id if seat.attempt else 0,
        state=state.value,
        tone=TONES[state],
        said=_said(seat, words),
        done=f"{seat.answered} / {question_count}" if seat.attempt else "",
        saved=as_clock(seat.saved_at),
        unsaved=words.unsaved.replace("{count}", str(seat.unsaved)) if at_work and seat.unsaved else "",
        ends=_ends(seat.attempt, words),
        open=_open(seat, words) if at_work else "",
        noticed=_noticed(seat, words, at_work=at_work),
        mark=as_number(seat.mark, 2),
        waiting=words.to_mark.replace("{count}", str(seat.waiting)) if seat.waiting else "",
    )


def _said(seat: Seat, words: _Words) -> str:
    text = words.since.get(seat.standing.state)
    if text is None or seat.standing.since is None:
        return words.states[seat.standing.state]
    return text.replace("{time}", as_time(seat.standing.since))


def _ends(attempt: Any, words: _Words) -> str:
    """While time stands still there is no end to name, only what is left."""
    if attempt is None:
        return ""
    if attempt.paused_at is not None and attempt.closed_at is None:
        return words.left.replace("{left}", as_duration(attempt.ends_at - attempt.paused_at))
    return as_time(attempt.ends_at)


def _open(seat: Seat, words: _Words) -> str:
    """Which question is in front, and in how many browsers the attempt was seen if in more than one."""
    slot = words.slot.replace("{number}", str(seat.slot)) if seat.slot else ""
    several = words.browsers.replace("{count}", str(seat.browsers)) if seat.browsers > 1 else ""
    return " · ".join(filter(None, (slot, several)))


def _noticed(seat: Seat, words: _Words, *, at_work: bool) -> str:
    """What the learner's browser reported, which may be wrong."""
    times = words.left_page.replace("{count}", str(seat.left)) if seat.left else ""
    return " · ".join(filter(None, (words.hidden if at_work and seat.hidden else "", times)))
