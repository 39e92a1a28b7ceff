"""Two people at the same moment, really committed: the database settles it, never read-then-write."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from lms import database
from lms.accounts.models import Person
from lms.questions import importing, intake, review, service
from lms.questions.checklist.criteria import ALL_MET
from lms.questions.importing import Confirmed
from lms.questions.models import Question, QuestionImport, QuestionVersion, VersionState
from lms.questions.service import Placement, Saved
from tests.lms import cast as casting
from tests.lms.cast import NOW
from tests.lms.questions.samples import choice, stored

FILE = "\n".join(
    f"Câu {n}: Câu hỏi số {n}?\nA. một {n}\nB. hai {n}\nĐáp án: A\n" for n in range(1, 21)
).encode()


@pytest.fixture
def committed(own_engine: Engine) -> casting.Cast:
    """The cast in a database of its own, where transactions of several threads meet."""
    database.bind(own_engine, join_transaction_mode="conditional_savepoint")
    with database.transaction():
        return casting.make_cast()


def at_once(app: Flask, *actions: Callable[[], Any]) -> list[Any]:
    """What each action returned or raised, all let go at the same moment, each in its own transaction."""
    gate, results = threading.Barrier(len(actions)), []

    def run(action: Callable[[], Any]) -> None:
        gate.wait()
        try:
            with app.app_context(), database.transaction():
                result = action()
            results.append(result)
        finally:
            database.session.remove()

    threads = [threading.Thread(target=run, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def person(person_id: int) -> Person:
    return database.session.get_one(Person, person_id)


def test_an_edit_and_an_approval_at_once_never_publish_what_nobody_read(
    app: Flask, committed: casting.Cast
) -> None:
    chi, hanh = committed.chi.id, committed.hanh.id
    for turn in range(4):
        with database.transaction():
            question_id = stored(person(chi), NOW, choice(f"Câu {turn}?")).id
            seen = database.session.get_one(Question, question_id).latest.id
            review.submit(person(chi), [seen], NOW)
        edit = lambda key=question_id, turn=turn: service.save(  # noqa: E731
            person(hanh), database.session.get_one(Question, key), choice(f"Sửa {turn}?"), Placement(), 1, NOW
        )
        approve = lambda key=seen: review.publish(person(hanh), [key], ALL_MET, NOW).done  # noqa: E731
        outcomes = at_once(app, edit, approve)
        assert Saved.NEW_VERSION in outcomes
        versions = database.session.scalars(
            select(QuestionVersion).where(QuestionVersion.question_id == question_id)
        ).all()
        in_use = [one for one in versions if one.state is VersionState.PUBLISHED]
        assert [one.id for one in in_use] in ([], [seen])
        assert all(one.approved_by_id != one.created_by_id for one in in_use)
        database.session.remove()


def test_two_approvals_at_once_are_one(app: Flask, committed: casting.Cast) -> None:
    chi, approvers = committed.chi.id, [committed.hanh.id, committed.minh.id]
    with database.transaction():
        seen = stored(person(chi), NOW).latest.id
        review.submit(person(chi), [seen], NOW)
    approve = [lambda who=who: review.publish(person(who), [seen], ALL_MET, NOW).done for who in approvers]
    assert sorted(at_once(app, *approve)) == [[], [seen]]


def test_two_edits_at_once_keep_one_and_tell_the_other(app: Flask, committed: casting.Cast) -> None:
    writers = [committed.chi.id, committed.dung.id]
    with database.transaction():
        question_id = stored(person(writers[0]), NOW).id
    edits = [
        lambda who=who: service.save(
            person(who),
            database.session.get_one(Question, question_id),
            choice(f"{who}?"),
            Placement(),
            1,
            NOW,
        )
        for who in writers
    ]
    assert sorted(at_once(app, *edits)) == [Saved.CONFLICT, Saved.NEW_VERSION]


def test_the_same_file_confirmed_twice_at_once_is_stored_once(app: Flask, committed: casting.Cast) -> None:
    chi, dung = committed.chi.id, committed.dung.id
    reading = intake.understand(FILE, "a.txt")
    with app.app_context(), database.transaction():
        first, second = (intake.begin(person(who), reading, None, NOW).id for who in (chi, dung))
    confirm = lambda who, key: importing.confirm(  # noqa: E731
        person(who), database.session.get_one(QuestionImport, key), False, NOW
    )
    outcomes = at_once(
        app, *[lambda w=w, k=k: confirm(w, k) for w, k in ((chi, first), (chi, first), (dung, second))]
    )
    assert database.session.query(Question).count() == 20
    assert outcomes.count(None) == 1
    assert sum(one.stored for one in outcomes if isinstance(one, Confirmed)) == 20
