"""What a reader or a check has to tell a person: a code, its parameters, and where it is.

The sentences are English message ids with named parameters; the web translates `sentence` and fills in `params`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem weighs: an error keeps the question out, a question mark asks, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Problem:
    """One thing a person should know; `place` is text such as "line 12" for the format at hand."""

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    place: str = ""
    severity: Severity = Severity.WARNING

    @property
    def sentence(self) -> str:
        """The English message id, parameters not filled in."""
        return SENTENCES[self.code]

    @property
    def message(self) -> str:
        """The English sentence, filled in."""
        return self.sentence % self.params

    def at(self, place: str) -> Problem:
        """The same problem with its place, unless it already has one."""
        return self if self.place else replace(self, place=place)


def error(code: str, place: str = "", **params: str | int) -> Problem:
    """A problem that keeps the question from being used."""
    return Problem(code, params, place, Severity.ERROR)


def warning(code: str, place: str = "", **params: str | int) -> Problem:
    """A problem that a person should look at."""
    return Problem(code, params, place, Severity.WARNING)


def note(code: str, place: str = "", **params: str | int) -> Problem:
    """Something left out or changed without harm."""
    return Problem(code, params, place, Severity.NOTE)


SENTENCES: dict[str, str] = {
    # the question itself
    "question.no_text": "The question has no text.",
    "question.no_key": "No right answer is given.",
    "question.several_keys": "Several right answers are given, but only one may be chosen.",
    "question.few_options": "The question needs at least two options.",
    "question.empty_option": "Option %(option)s is empty.",
    "question.same_option": "Options %(first)s and %(second)s are the same.",
    "question.no_full_mark": "No choice of options gives the full mark.",
    "question.no_accepted": "No accepted answer is given.",
    "question.statement_unkeyed": "Statement %(option)s is marked neither true nor false.",
    "question.few_pairs": "Matching needs at least two pairs.",
    "question.few_items": "Ordering needs at least two items.",
    "question.no_gaps": "The text has no gap to fill in.",
    "question.gap_missing": "Gap %(gap)s is not found in the text.",
    "question.gap_unknown": "The text names gap %(gap)s, which has no answer.",
}
