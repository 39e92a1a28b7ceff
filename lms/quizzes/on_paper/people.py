"""Whom the beginning of a keyed line means, among those on the list of the class."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.accounts.names import search_key
from lms.classes.models import Enrolment, EnrolmentState, StudyGroup
from lms.organisations.models import OrgUnit


@dataclass(frozen=True)
class Listed:
    """A learner with the number that stands before the name on every list of the class."""

    number: int
    person_id: int
    full_name: str
    search_key: str
    member_code: str
    unit: str
    group: str


def listed(study_class_id: int) -> list[Listed]:
    """Everybody enrolled, in the order of lists; one statement."""
    statement = (
        select(
            Person.id, Person.full_name, Person.search_key, Person.member_code, OrgUnit.name, StudyGroup.name
        )
        .select_from(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(OrgUnit, OrgUnit.id == Enrolment.unit_id)
        .outerjoin(StudyGroup, StudyGroup.id == Enrolment.group_id)
        .where(Enrolment.study_class_id == study_class_id, Enrolment.state == EnrolmentState.ENROLLED)
        .order_by(Person.sort_key, Person.id)
    )
    rows = database.session.execute(statement)
    return [Listed(number, row[0], *(value or "" for value in row[1:])) for number, row in enumerate(rows, 1)]


def meant(who: str, learners: Sequence[Listed]) -> list[Listed]:
    """Those whom `who` can mean: one if it is clear. A number on the list, a member code, else words of the name."""
    typed = unicodedata.normalize("NFC", who).strip().strip(".").casefold()
    if not typed:
        return []
    numbered = [one for one in learners if str(one.number) == typed]
    coded = [one for one in learners if one.member_code.casefold() == typed]
    exact = list(dict.fromkeys(numbered + coded))
    return exact or _narrowed(typed, _named(search_key(typed), learners))


def _named(words: str, learners: Sequence[Listed]) -> list[Listed]:
    """By every word of the name, marks or not."""
    wanted = words.split()
    return [one for one in learners if wanted and all(word in one.search_key.split() for word in wanted)] or [
        one for one in learners if wanted and all(word in one.search_key for word in wanted)
    ]


def _narrowed(typed: str, found: list[Listed]) -> list[Listed]:
    """Of several the one whose whole name it is; if marks were typed, the one who has it with just these."""
    whole = [one for one in found if one.full_name.casefold() == typed]
    bare = [one for one in found if one.search_key == search_key(typed)]
    has_marks = typed != search_key(typed)
    marked = [one for one in found if has_marks and f" {typed} " in f" {one.full_name.casefold()} "]
    return next((some for some in (whole, bare, marked) if len(some) == 1), found)
