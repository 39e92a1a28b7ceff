"""The criteria of a review and what they allow. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Criterion(StrEnum):
    """In the order in which a reviewer goes through them."""

    KEY = "key"
    CHOICES = "choices"
    HINT = "hint"
    CLEAR = "clear"
    SOURCE = "source"
    LEVEL = "level"
    TAUGHT = "taught"


@dataclass(frozen=True)
class Finding:
    """What a reviewer found of one criterion."""

    met: bool
    remark: str = ""


Checklist = Mapping[Criterion, Finding]
ALL_MET: Checklist = {one: Finding(met=True) for one in Criterion}
# What only some types have: choices that are wrong, and a key that others could betray. All else holds for every type.
_OFFERING = frozenset({"single_choice", "multiple_choice", "matching"})
_BETRAYING = _OFFERING | {"true_false", "statements", "ordering", "cloze"}
_OF_SOME = {Criterion.CHOICES: _OFFERING, Criterion.HINT: _BETRAYING}


def criteria_of(kind: str) -> list[Criterion]:
    """The criteria that a question of this type can meet."""
    return [one for one in Criterion if kind in _OF_SOME.get(one, {kind})]


def open_points(kind: str, found: Checklist) -> list[Criterion]:
    """What is not met, or was not looked at."""
    return [one for one in criteria_of(kind) if one not in found or not found[one].met]


def unmet(kind: str, found: Checklist) -> list[Criterion]:
    """What was looked at and is not met."""
    return [one for one in criteria_of(kind) if one in found and not found[one].met]


def may_approve(kind: str, found: Checklist, reason: str) -> bool:
    """Every criterion is met, or the reviewer says why the question is used nevertheless."""
    return bool(reason) or not open_points(kind, found)


def may_return(kind: str, found: Checklist, reason: str) -> bool:
    """Its writer must learn what is to be changed: from a criterion that is not met, or in words."""
    return bool(reason) or bool(unmet(kind, found))
