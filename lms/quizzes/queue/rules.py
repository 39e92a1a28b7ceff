"""How answers are put together for marking: which wait, which are the same, what they are called. Pure."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lms.marking.rules import in_order_for
from question_bank.wildcards import comparable

SAME_UP_TO = 200  # letters; longer texts are read one by one, however alike they look
STEPS = tuple(map(Decimal, ("0.25", "0.5", "1", "2", "5", "10")))
MOST_STEPS = 11


@dataclass(frozen=True)
class Answer:
    """One answer with the mark that counts now. `text` is None where it is too long to be compared."""

    attempt_id: int
    code: str
    slot: int
    text: str | None
    mark_id: int
    share: Fraction | None
    by_id: int | None
    comment: str
    name: str = ""

    @property
    def waits(self) -> bool:
        return self.share is None

    @property
    def to_look_at(self) -> bool:
        """Whether somebody should: it waits, or the machine alone said that it earns nothing."""
        return self.waits or (self.by_id is None and self.share == 0)


@dataclass(frozen=True)
class Script:
    """One answer, or several that say the same: one decision marks all of them. `key` names it in addresses."""

    key: str
    answers: tuple[Answer, ...]

    @property
    def first(self) -> Answer:
        return self.answers[0]

    @property
    def open(self) -> bool:
        return any(answer.to_look_at for answer in self.answers)

    @property
    def number(self) -> str:
        return number(self.first.code)

    @property
    def seen(self) -> str:
        """The marks that whoever looks at this has seen."""
        return ",".join(str(answer.mark_id) for answer in self.answers)


def scripts(version_id: int, marker_id: int, answers: Iterable[Answer]) -> list[Script]:
    """Same answers put together, in an order of this marker's own: random to the eye, the same at every visit."""
    alike: dict[str, list[Answer]] = {}
    for answer in answers:
        same = None if answer.text is None else normal(answer.text)
        key = _digest(f"{version_id}:{same}") if same else _digest(f"{version_id}::{answer.code}")
        alike.setdefault(key, []).append(answer)
    ordered = in_order_for(f"quiz-question:{version_id}", marker_id, alike)
    return [Script(key, tuple(sorted(alike[key], key=lambda one: one.mark_id))) for key in ordered]


def normal(text: str) -> str:
    """The text as it is compared with others; empty if it is too long for that."""
    if len(text) > SAME_UP_TO:
        return ""
    return comparable(text, ignore_case=True, ignore_marks=False).strip(" .,;:!?")


def number(code: str) -> str:
    """What a script is called while nobody is to know whose it is: eight digits out of a random code."""
    digits = f"{int(_digest(f'number:{code}'), 16) % 10**8:08}"
    return f"{digits[:4]} {digits[4:]}"


def open_after(listed: Sequence[Script], key: str) -> Script | None:
    """The next script to look at, from here on and round again."""
    keys = [script.key for script in listed]
    at = keys.index(key) + 1 if key in keys else 0
    turned = [*listed[at:], *listed[:at]]
    return next((script for script in turned if script.open and script.key != key), None)


def around(listed: Sequence[Script], key: str) -> tuple[Script | None, Script | None]:
    """The scripts before and after this one."""
    at = [script.key for script in listed].index(key)
    return (listed[at - 1] if at else None), (listed[at + 1] if at + 1 < len(listed) else None)


def quick_points(full: Decimal) -> list[Decimal]:
    """A few marks between nothing and all, to be given with one touch."""
    step = next((step for step in STEPS if full / step < MOST_STEPS), STEPS[-1])
    count = int(full / step)
    return [*(step * place for place in range(count + 1) if step * place < full), full]


def read_seen(text: str) -> set[int]:
    """The ids that a form sends back; what is none is left out."""
    return {int(part) for part in text.split(",")[:5000] if part.isdecimal() and len(part) < 10}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
