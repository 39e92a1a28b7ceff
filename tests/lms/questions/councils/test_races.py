"""Several people at the same moment, really committed: one council of a name, and no change half of another."""

from typing import Any

from flask import Flask
from sqlalchemy import select

from lms import database
from lms.questions.councils import service
from lms.questions.councils.models import ReviewCouncil
from lms.questions.councils.service import Details
from tests.lms import cast as casting
from tests.lms.cast import NOW
from tests.lms.questions.test_races import at_once, committed as committed, person


def test_two_who_set_up_the_same_council_at_once_make_one(app: Flask, committed: casting.Cast) -> None:
    people = [committed.em.id, committed.khanh.id]
    details = Details(committed.unit1.id, "Hội đồng lý luận", frozenset(), frozenset())
    found: list[Any] = [
        lambda who=who: service.found(person(who), details, NOW) is not None for who in people
    ]
    assert sorted(at_once(app, *found)) == [False, True]
    assert database.session.query(ReviewCouncil).count() == 1


def test_two_changes_at_once_leave_one_of_them_whole(app: Flask, committed: casting.Cast) -> None:
    em, unit = committed.em.id, committed.unit1.id
    members = [committed.hanh.id, committed.minh.id, committed.chi.id]
    lineages = [topic.lineage for topic in committed.programme.topics]
    wanted = [
        Details(unit, "Hội đồng", frozenset(members[:2]), frozenset(lineages[:2])),
        Details(unit, "Hội đồng", frozenset(members[1:]), frozenset(lineages[1:])),
    ]
    with database.transaction():
        made = service.found(person(em), Details(unit, "Hội đồng", frozenset(), frozenset()), NOW)
    assert made is not None

    def change(details: Details) -> bool:
        council = database.session.scalars(select(ReviewCouncil)).one()
        return service.change(person(em), council, details, NOW)

    for _turn in range(4):
        assert at_once(app, *[lambda one=one: change(one) for one in wanted]) == [True, True]
        database.session.remove()
        assert service.details_of(database.session.scalars(select(ReviewCouncil)).one()) in wanted
