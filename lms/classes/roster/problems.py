"""What the reading of a roster has to tell a person: a code, its parameters, how much it weighs. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """An error keeps the row out, a warning asks to be looked at, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Problem:
    """One thing a person should know; `field` says in which cell."""

    code: str
    severity: Severity
    params: Mapping[str, str | int] = field(default_factory=dict)
    field: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "severity": self.severity.value,
            "params": dict(self.params),
            "field": self.field,
        }

    def within(self, field: str) -> "Problem":
        """The same problem, about this field."""
        return Problem(self.code, self.severity, self.params, field)


def error(code: str, **params: str | int) -> Problem:
    return Problem(code, Severity.ERROR, params)


def warning(code: str, **params: str | int) -> Problem:
    return Problem(code, Severity.WARNING, params)


def note(code: str, **params: str | int) -> Problem:
    return Problem(code, Severity.NOTE, params)
