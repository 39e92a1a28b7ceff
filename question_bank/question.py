"""What every question can do, whatever its type. One file in `types/` holds all of one type.

Texts (`text`, `explanation`, options, feedback) are a small subset of HTML; accepted answers are plain text.
A response is a JSON value in its normal form: `parse(parse(value)) == parse(value)`, and None is "not answered".
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from random import Random
from typing import Any, ClassVar, TypeAlias, TypeVar

from question_bank.markup import plain
from question_bank.problems import Problem, error

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Form: TypeAlias = Mapping[str, Sequence[str]]


class Level(StrEnum):
    """The four cognitive levels: nhận biết, thông hiểu, vận dụng, vận dụng cao."""

    RECOGNITION = "NB"
    UNDERSTANDING = "TH"
    APPLICATION = "VD"
    HIGH_APPLICATION = "VDC"


class InvalidResponse(ValueError):
    """The answer cannot be one to this question; it uses up nothing. `sentence` is a message id for `params`."""

    def __init__(self, sentence: str, **params: str | int) -> None:
        super().__init__(sentence % params)
        self.sentence = sentence
        self.params = params


@dataclass(frozen=True)
class Grade:
    """A share of the full mark between 0 and 1; None means that a person must decide."""

    fraction: Fraction | None
    feedback: str = ""


RIGHT = Grade(Fraction(1))
WRONG = Grade(Fraction(0))
UNDECIDED = Grade(None)


@dataclass(frozen=True, kw_only=True)
class Question(ABC):
    """One question without identity: what is asked, what is right, and where it comes from.

    `title` is a name for lists and `code` what its authors call it; neither is shown to learners. `case` is the
    situation that it is about; questions with the same case are a set (see `situations`) and stand together.
    """

    type: ClassVar[str]

    text: str
    title: str = ""
    code: str = ""
    explanation: str = ""
    source: str = ""
    topic: str = ""
    level: Level | None = None
    tags: tuple[str, ...] = ()
    fixed_order: bool = False
    case: str = ""

    @property
    def asked_text(self) -> str:
        """What a learner reads: the case, if there is one, and the question."""
        return f"<blockquote>{self.case}</blockquote>{self.text}" if self.case else self.text

    @property
    def read_text(self) -> str:
        """The same where it is looked back at and nothing can be filled in."""
        return self.asked_text

    def parse(self, value: Any) -> Any:
        """The response in normal form, None if blank; raises InvalidResponse for what cannot be an answer."""
        return None if self.is_blank(value) else self._parse(value)

    def grade(self, response: Any) -> Grade:
        """How good a parsed response is; nothing answered earns nothing."""
        return WRONG if response is None else self._grade(response)

    def is_blank(self, value: Any) -> bool:
        """Whether a raw value answers nothing."""
        return blank(value)

    def from_form(self, form: Form, prefix: str) -> Json:
        """The JSON value that the fields of a plain HTML form stand for: here one field called `prefix`."""
        return next((value for value in form.get(prefix, ()) if value.strip()), None)

    @abstractmethod
    def correct_response(self) -> Any:
        """A response that earns the full mark; None where there is none to give."""

    @abstractmethod
    def describe(self, response: Any) -> str:
        """A parsed response as plain text for result pages and exports; empty if not answered."""

    def shuffle(self, rng: Random) -> list[str]:
        """An order of the ids of what may be shuffled; pinned ones keep their place. Empty: nothing to shuffle."""
        return []

    def without_key(self, order: Sequence[str] = ()) -> dict[str, Any]:
        """All that a page needs to draw the question, in the given order, and nothing of the key. JSON-able."""
        return {"type": self.type, "text": self.asked_text} | self._shown(order)

    def problems(self) -> list[Problem]:
        """What keeps the question from being used in a test."""
        missing = [] if plain(self.text) or "<img" in self.text else [error("question.no_text")]
        return missing + self._problems()

    @abstractmethod
    def _parse(self, value: Any) -> Any:
        """As `parse`, for a value that is not blank."""

    @abstractmethod
    def _grade(self, response: Any) -> Grade:
        """As `grade`, for a response that is not None."""

    def _shown(self, order: Sequence[str]) -> dict[str, Any]:
        return {}

    def _problems(self) -> list[Problem]:
        return []


def typed(value: Any, longest: int) -> str:
    """A response that is a text of a bounded length."""
    if not isinstance(value, str):
        raise InvalidResponse("This answer must be a text.")
    if len(value) > longest:
        raise InvalidResponse("This answer is too long: at most %(limit)s characters.", limit=longest)
    return value.replace("\0", "")


def blank(value: Any) -> bool:
    """None, white space, and collections of nothing else."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):
        return all(blank(part) for part in value.values())
    if isinstance(value, list | tuple):
        return all(blank(part) for part in value)
    return value is None


TYPES: dict[str, type[Question]] = {}
QuestionType = TypeVar("QuestionType", bound=type[Question])


def register(question_type: QuestionType) -> QuestionType:
    """Make a type known by its name; importing `question_bank.types` registers all."""
    if TYPES.setdefault(question_type.type, question_type) is not question_type:
        raise ValueError(f"two question types called {question_type.type!r}")
    return question_type
