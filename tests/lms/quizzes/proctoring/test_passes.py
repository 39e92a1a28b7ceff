"""A pass to another device: once, for ten minutes, for a learner, and everybody can see who made it."""

import re
from datetime import timedelta

import pytest

from lms import database
from lms.accounts.models import PersonState
from lms.audit.models import AuditEntry
from lms.notices.models import Notice
from lms.permissions import Role
from lms.quizzes import service
from lms.quizzes.models import Attempt
from lms.quizzes.proctoring import passes
from lms.quizzes.proctoring.models import ResumePass
from lms.quizzes.proctoring.passes import Refusal
from lms.web import clock
from tests.lms.cast import appoint
from tests.lms.quizzes.samples import make_attempt

MINUTE = timedelta(minutes=1)


@pytest.fixture
def attempt(cast, quiz):
    return make_attempt(quiz, cast.an.id)


def make(cast, attempt, now=None):
    code = passes.make(cast.em, attempt, "Máy hỏng", "/quizzes/1", now or clock.now())
    database.session.commit()
    return code


def test_staff_show_a_code_and_the_learner_goes_on_on_another_device(as_user, client, cast, attempt):
    page = as_user("em").post(f"/attempts/{attempt.id}/pass", data={"reason": "Máy hỏng"}).text
    code = re.search(r'board__code"[^>]*>([A-Z0-9]{4}-[A-Z0-9]{4})<', page)[1]
    assert "<svg" in page
    assert client.get(f"/resume/{code}").status_code == 200
    answer = client.post("/resume", data={"code": code.lower()})
    assert answer.location.endswith(f"/attempts/{attempt.public_id}")
    assert client.get(answer.location).status_code == 200
    actions = [row.action for row in database.session.query(AuditEntry).order_by(AuditEntry.id)]
    assert actions[-2:] == ["attempt.pass-made", "attempt.pass-used"]
    assert database.session.query(Notice).filter_by(person_id=cast.an.id).count() == 1


def test_it_is_good_once(context, cast, attempt):
    code = make(cast, attempt)
    assert passes.use(code, clock.now()) is attempt
    assert passes.use(code, clock.now()) is None


def test_it_is_good_for_ten_minutes(context, cast, attempt):
    now = clock.now()
    code = make(cast, attempt, now)
    assert passes.use(code, now + 10 * MINUTE) is None
    assert passes.use(code, now + 9 * MINUTE) is attempt


def test_a_new_one_ends_the_one_before(context, cast, attempt):
    now = clock.now()
    first = make(cast, attempt, now)
    second = make(cast, attempt, now + MINUTE)
    assert passes.use(first, now + 2 * MINUTE) is None
    assert passes.use(second, now + 2 * MINUTE) is attempt


def test_only_a_hash_is_kept(context, cast, attempt):
    code = make(cast, attempt)
    row = database.session.query(ResumePass).one()
    assert code not in str(vars(row))
    assert row.code_hash == passes.hashed(passes.readable(code).lower())


def test_the_old_device_hears_that_another_one_is_at_work(context, cast, attempt):
    passes.use(make(cast, attempt), clock.now())
    database.session.commit()
    assert database.session.get_one(Attempt, attempt.id).tab.startswith("pass-")


def test_there_is_none_for_what_is_over_and_it_ends_with_the_attempt(context, cast, attempt):
    code = make(cast, attempt)
    service.close(cast.em, attempt, "", clock.now())
    assert passes.use(code, clock.now()) is None
    assert passes.make(cast.em, attempt, "", "", clock.now()) is Refusal.OVER


def test_there_is_none_that_would_sign_staff_in(as_user, context, cast, attempt):
    code = make(cast, attempt)
    appoint(cast.an, Role.ADMINISTRATOR)
    database.session.commit()
    database.session.expire_all()
    assert passes.use(code, clock.now()) is None
    assert passes.make(cast.em, attempt, "", "", clock.now()) is Refusal.STAFF
    answer = as_user("em").post(f"/attempts/{attempt.id}/pass", data={"reason": "Máy hỏng"})
    assert answer.status_code == 409


def test_who_was_suspended_meanwhile_is_not_signed_in(context, cast, attempt):
    code = make(cast, attempt)
    cast.an.state = PersonState.SUSPENDED
    database.session.commit()
    assert passes.use(code, clock.now()) is None


def test_codes_cannot_be_tried_out(client, cast):
    statuses = [client.post("/resume", data={"code": f"ABCD{n:04}"}).status_code for n in range(61)]
    assert statuses == [422] * 60 + [429]
