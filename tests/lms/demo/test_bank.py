"""The bank: enough of every kind, well formed, nobody approving themselves; and answers that are right or wrong."""

from collections import Counter
from random import Random

import pytest
from sqlalchemy import select

from lms.database import session
from lms.demo import bank
from lms.demo.answers import answer
from lms.questions.models import QuestionVersion, VersionState
from question_bank.question import TYPES, Level, Question
from tests.lms.demo.conftest import Made

ALL = [asked for part in [*bank.AWARENESS, *bank.NEW_MEMBERS] for asked in part]


@pytest.mark.parametrize("asked", ALL, ids=[f"{number}-{asked.type}" for number, asked in enumerate(ALL)])
def test_a_question_is_usable_explained_and_its_key_earns_the_full_mark(asked: Question) -> None:
    assert not asked.problems()
    assert asked.explanation
    right = asked.correct_response()
    assert asked.type == "essay" or asked.grade(asked.parse(right)).fraction == 1


def test_there_are_questions_of_every_type_and_level() -> None:
    assert len(ALL) >= 120
    assert {asked.type for asked in ALL} == set(TYPES)
    assert {asked.level for asked in ALL} == set(Level)
    assert len({asked.text for asked in ALL}) == len(ALL)


def test_who_does_not_know_answers_wrong_and_who_knows_right() -> None:
    rng = Random(3)
    asked = [one for one in ALL if one.type not in {"essay", "statements"}]
    assert all(one.grade(answer(one, 1, rng)).fraction == 1 for one in asked)
    assert all((one.grade(answer(one, 0, rng)).fraction or 0) < 1 for one in asked)


def test_most_are_published_by_somebody_else_some_wait_some_came_back(demo: Made) -> None:
    versions = session.scalars(select(QuestionVersion)).all()
    states = Counter(version.state for version in versions)
    assert states[VersionState.PUBLISHED] > 100
    assert (
        min(states[state] for state in (VersionState.DRAFT, VersionState.SUBMITTED, VersionState.RETURNED))
        > 0
    )
    published = [version for version in versions if version.state is VersionState.PUBLISHED]
    assert all(version.approved_by_id not in {None, version.created_by_id} for version in published)
    assert all(version.asked.source for version in versions)
