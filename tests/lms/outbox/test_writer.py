"""One writer for many who wait: merged where it can be, alone where one row is bad, and never more than it can hold."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from lms import database
from lms.outbox.rules import Edit, Outcome
from lms.outbox.store import Save
from lms.outbox.writer import Writer
from lms.quizzes.models import Response, ResponseEdit
from lms.quizzes.saving import Attempts
from lms.web import clock
from lms.web.errors import LmsError
from tests.lms.cast import enrol, make_cast, make_person
from tests.lms.quizzes.samples import choice, make_attempt, make_quiz


@pytest.fixture
def attempt_ids(own_engine):
    """Twenty attempts, really committed, in a database of its own."""
    database.bind(own_engine, join_transaction_mode="conditional_savepoint")
    with database.transaction():
        cast = make_cast()
        quiz = make_quiz(cast, [choice(1), choice(2)])
        people = [make_person(f"hv{number}", f"Học viên {number}") for number in range(20)]
        for person in people:
            enrol(person, cast.k1)
        return [make_attempt(quiz, person.id, clock.now() - timedelta(minutes=1)).id for person in people]


def save(attempt_id, seq=1, value="A", tab="tab", base=0):
    edits = tuple(Edit(slot, seq, base, value, 10) for slot in (1, 2))
    return Save(attempt_id, tab, edits, clock.now())


class BadFor(Attempts):
    """Attempts of which one cannot be written to."""

    def __init__(self, bad_id):
        self.bad_id = bad_id

    def lock(self, connection, owner_ids):
        if self.bad_id in owner_ids:
            raise OperationalError("select", {}, Exception("a bad row"))
        return super().lock(connection, owner_ids)


def all_at_once(writer, saves):
    """What each save came to, sent by a thread of its own."""
    gate, results = threading.Barrier(len(saves)), {}

    def send(number, one):
        gate.wait()
        try:
            results[number] = writer.save(one)
        except OperationalError as error:
            results[number] = error

    threads = [threading.Thread(target=send, args=pair) for pair in enumerate(saves)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [results[number] for number in range(len(saves))]


@pytest.mark.parametrize("at_once", [1, 64])
def test_saves_of_many_are_all_stored_and_each_gets_its_own_answer(attempt_ids, at_once):
    results = all_at_once(
        Writer(Attempts(), at_once=at_once), [save(one, value=f"V{one}") for one in attempt_ids]
    )
    for attempt_id, done in zip(attempt_ids, results, strict=True):
        assert done.save.owner_id == attempt_id
        assert [made.outcome for made in done.decisions] == [Outcome.STORED] * 2
    stored = {(row.attempt_id, row.slot): row.value for row in database.session.query(Response)}
    assert stored == {(one, slot): f"V{one}" for one in attempt_ids for slot in (1, 2)}


def test_saves_of_one_learner_from_many_tabs_at_once_leave_one_version_after_the_other(attempt_ids):
    one = attempt_ids[0]
    saves = [save(one, value=f"V{number}", tab=f"tab-{number}") for number in range(12)]
    results = all_at_once(Writer(Attempts()), saves)
    outcomes = Counter(done.decisions[0].outcome for done in results)
    assert outcomes == {Outcome.STORED: 1, Outcome.CONFLICT: 11}
    assert database.session.query(ResponseEdit).count() == 24


def test_the_same_save_many_times_at_once_is_stored_once_and_answered_alike(attempt_ids):
    one = save(attempt_ids[0])
    results = all_at_once(Writer(Attempts()), [one] * 12)
    assert {done.decisions[0].version for done in results} == {1}
    assert database.session.query(ResponseEdit).count() == 2


def test_a_bad_row_costs_nobody_else_their_save(attempt_ids):
    bad, *good = attempt_ids
    results = all_at_once(Writer(BadFor(bad)), [save(one) for one in attempt_ids])
    assert isinstance(results[0], OperationalError)
    assert all(done.decisions[0].outcome is Outcome.STORED for done in results[1:])
    assert {row.attempt_id for row in database.session.query(Response)} == set(good)


def test_two_writers_as_in_two_processes_lose_nothing(attempt_ids):
    writers = [Writer(Attempts()), Writer(Attempts())]
    gate, failed = threading.Barrier(2), []

    def work(writer, tab):
        gate.wait()
        for seq in range(1, 11):
            for attempt_id in attempt_ids[:3]:
                done = writer.save(save(attempt_id, seq, f"{tab}{seq}", tab, base=10_000))
                failed.extend(made for made in done.decisions if made.outcome is not Outcome.STORED)

    threads = [
        threading.Thread(target=work, args=(writer, f"t{place}")) for place, writer in enumerate(writers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert {row.version for row in database.session.query(Response)} == {20}
    assert database.session.query(ResponseEdit).count() == 120


def test_beyond_what_can_wait_the_browser_is_asked_to_come_again(attempt_ids):
    with pytest.raises(LmsError) as refused:
        Writer(Attempts(), waiting_at_most=0).save(save(attempt_ids[0]))
    assert refused.value.status == 503
    assert database.session.query(ResponseEdit).count() == 0


class Slow(Attempts):
    """Whose database keeps the first save until it is let go."""

    def __init__(self):
        self.begun, self.goes_on = threading.Event(), threading.Event()

    def lock(self, connection, owner_ids):
        self.begun.set()
        self.goes_on.wait()
        return super().lock(connection, owner_ids)


def test_who_waited_too_long_is_asked_to_come_again_and_not_written(attempt_ids):
    slow = Slow()
    writer = Writer(slow, patience=0.05)
    first = threading.Thread(target=writer.save, args=(save(attempt_ids[0]),))
    first.start()
    slow.begun.wait()
    with pytest.raises(LmsError) as refused:
        writer.save(save(attempt_ids[1]))
    slow.goes_on.set()
    first.join()
    assert refused.value.status == 503
    assert {row.attempt_id for row in database.session.query(ResponseEdit)} == {attempt_ids[0]}
    done = Writer(Attempts()).save(save(attempt_ids[1]))
    assert {made.outcome for made in done.decisions} == {Outcome.STORED}
