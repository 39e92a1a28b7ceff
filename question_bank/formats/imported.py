"""What a reader gives back: questions with what they were read from, and all that a person should know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from question_bank.problems import Place, Problem, Severity, error
from question_bank.question import Question

MOST_QUESTIONS = 20_000


@dataclass(frozen=True)
class ImportedQuestion:
    """A question as it was understood, beside the original; `files` are pictures that its texts name."""

    question: Question
    place: Place
    source_text: str = ""
    problems: tuple[Problem, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def usable(self) -> bool:
        """Whether nothing keeps it from being stored as it is."""
        return all(problem.severity is not Severity.ERROR for problem in self.problems)


@dataclass(frozen=True)
class Imported:
    """All that one file gave; `problems` are those that belong to no question."""

    questions: list[ImportedQuestion] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    format: str = ""

    def all_problems(self) -> list[Problem]:
        """Those of the file and those of each question."""
        return [*self.problems, *(problem for one in self.questions for problem in one.problems)]


def imported(question: Question, place: Place, source_text: str, problems: list[Problem]) -> ImportedQuestion:
    """A question with the problems of its reading and its own, each with its place."""
    found = [problem.at(place) for problem in problems + question.problems()]
    return ImportedQuestion(question, place, source_text, tuple(found))


def too_many() -> Problem:
    """Why a file with more questions than any lecturer has is not read."""
    return error("file.too_many_questions", limit=MOST_QUESTIONS)
