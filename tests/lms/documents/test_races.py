"""Several people at the same moment, really committed: one document, and no circle."""

from datetime import date
from typing import Any

from flask import Flask

from lms import database
from lms.documents import service
from lms.documents.models import Document
from lms.documents.service import Replacing
from tests.lms import cast as casting
from tests.lms.cast import NOW
from tests.lms.documents.samples import details, document
from tests.lms.questions.test_races import at_once, committed as committed, person


def test_two_who_enter_the_same_document_at_once_make_one_and_the_other_is_told(
    app: Flask, committed: casting.Cast
) -> None:
    people = [committed.chi.id, committed.em.id]
    for turn in range(4):
        number = f"{turn + 1}-NQ/TU"
        enter: list[Any] = [
            lambda who=who, number=number: service.enter(details(number), person(who), NOW) is not None
            for who in people
        ]
        assert sorted(at_once(app, *enter)) == [False, True]
    assert database.session.query(Document).count() == 4


def test_three_replacements_at_once_never_close_a_circle(app: Flask, committed: casting.Cast) -> None:
    em = committed.em.id
    for turn in range(4):
        with database.transaction():
            ids = [document(committed, f"{turn}{one}-NQ/TU").id for one in (1, 2, 3)]
        pairs = list(zip(ids, [*ids[1:], ids[0]], strict=True))
        acts = [lambda pair=pair: replace(em, *pair) for pair in pairs]
        assert sorted(at_once(app, *acts)) == [Replacing.CIRCLE, Replacing.DONE, Replacing.DONE]
        database.session.remove()


def replace(actor_id: int, old: int, new: int) -> Replacing:
    one, other = (database.session.get_one(Document, key) for key in (old, new))
    return service.replace(one, other, date(2026, 1, 1), person(actor_id), NOW)
