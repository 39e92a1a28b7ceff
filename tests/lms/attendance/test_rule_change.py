"""Other rules for running classes: seen first, stored with a reason, and never for what is closed."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from lms import database
from lms.attendance import queries
from lms.attendance.regulation.models import ClassRules
from lms.attendance.windows import Phase
from lms.audit.models import AuditEntry
from lms.classes.models import ClassState
from lms.programmes.models import CheckIns, Programme
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.attendance.hall import HOURS, address, came, checkpoint_of, session_of

DAY = timedelta(days=1)
RULES = {
    "attendance_percent": "80",
    "attendance_basis": "periods",
    "check_ins_needed": "both",
    "minimum_minutes": "",
    "early_leave_minutes": "",
    "early_leave_counts": "y",
    "excused_as": "missed",
}


@pytest.fixture
def held(cast):
    """Both sessions of K1 and K2 are over. An (K1) and Bình (K2) came to both and never checked out; another did."""
    for study_class, learner in ((cast.k1, cast.an), (cast.k2, cast.binh)):
        helper = casting.make_person(f"x{study_class.id}", "Phạm Văn Xuân", cast.unit1)
        casting.enrol(helper, study_class)
        for number in (1, 2):
            session = session_of(study_class, number)
            session.starts_at = clock.now() - (4 - number) * DAY
            session.ends_at = session.starts_at + HOURS
            database.session.commit()
            before, after = checkpoint_of(session), checkpoint_of(session, Phase.AFTER)
            for person in (learner, helper):
                came(before, person, session.starts_at)
            came(after, helper, session.ends_at)
    return cast


def url(cast) -> str:
    return f"/programmes/{cast.programme.id}/attendance-rules"


def seen(page: str) -> str:
    found = re.search(r'name="seen"[^>]*value="([^"]*)"', page)
    assert found, page
    return found[1]


def preview(client: Any, cast: Any, **changes: str) -> str:
    answer = client.get(f"{url(cast)}/preview", query_string=RULES | changes)
    assert answer.status_code == 200
    return str(answer.text)


def save(
    client: Any, cast: Any, classes: list[int], reason: str = "Quy chế lớp học mới", **changes: str
) -> Any:
    page = preview(client, cast, **changes)
    data = {**RULES, **changes, "classes": classes, "reason": reason, "seen": seen(page)}
    return client.post(url(cast), data=data)


def attended(study_class, person) -> int:
    database.session.expire_all()
    return queries.attendance_of(study_class.id)[person.id].attended


def test_looking_shows_who_gains_and_stores_nothing(held, as_user) -> None:
    page = preview(as_user("em"), held, check_ins_needed="either")
    assert "Nguyễn Văn An" in page
    assert "Lê Thị Bình" in page
    assert "0 / 8" in page
    assert "10 / 8" in page
    assert attended(held.k1, held.an) == 0
    assert held.programme.check_ins_needed is CheckIns.BOTH


def test_looking_shows_who_loses(held, as_user) -> None:
    page = preview(
        as_user("em"), held, attendance_percent="100", minimum_minutes="240", early_leave_minutes="0"
    )
    assert "Phạm Văn Xuân" not in page
    a_minute_late = session_of(held.k1)
    a_minute_late.starts_at -= timedelta(minutes=1)
    database.session.commit()
    page = preview(as_user("em"), held, minimum_minutes="241")
    assert "Phạm Văn Xuân" in page


def test_saving_changes_the_chosen_classes_and_the_others_keep_theirs(held, as_user) -> None:
    answer = save(as_user("em"), held, [held.k1.id], check_ins_needed="either")
    assert answer.status_code == 302
    assert (attended(held.k1, held.an), attended(held.k2, held.binh)) == (10, 0)
    assert [kept.study_class_id for kept in rows_of_kept()] == [held.k2.id]
    assert database.session.get_one(Programme, held.programme.id).check_ins_needed is CheckIns.EITHER


def test_a_class_that_kept_older_rules_can_follow_later(held, as_user) -> None:
    em = as_user("em")
    save(em, held, [held.k1.id], check_ins_needed="either")
    save(em, held, [held.k1.id, held.k2.id], check_ins_needed="either")
    assert attended(held.k2, held.binh) == 10
    assert rows_of_kept() == []


def test_a_closed_class_stays_as_it_was_signed(held, as_user) -> None:
    held.k1.state = ClassState.CLOSED
    database.session.commit()
    page = preview(as_user("em"), held, check_ins_needed="either")
    assert "Nguyễn Văn An" not in page
    save(as_user("em"), held, [held.k1.id, held.k2.id], check_ins_needed="either")
    assert (attended(held.k1, held.an), attended(held.k2, held.binh)) == (0, 10)


def test_who_decided_what_and_why_is_in_the_history(held, as_user) -> None:
    save(as_user("em"), held, [held.k1.id], check_ins_needed="either")
    actions = {
        entry.action: entry
        for entry in database.session.scalars(
            select(AuditEntry).where(AuditEntry.action.contains("attendance-rules"))
        )
    }
    whole: Any = actions["programme.attendance-rules-changed"]
    assert (whole.actor_id, whole.reason) == (held.em.id, "Quy chế lớp học mới")
    assert (whole.old["check_ins_needed"], whole.new["check_ins_needed"]) == ("both", "either")
    one: Any = actions["class.attendance-rules-changed"]
    assert (one.class_id, one.new["gained"], one.new["lost"]) == (held.k1.id, [held.an.id], [])


def test_without_a_reason_nothing_is_stored_and_the_preview_is_shown_again(held, as_user) -> None:
    answer = save(as_user("em"), held, [held.k1.id], reason="", check_ins_needed="either")
    assert answer.status_code == 422
    assert "Nguyễn Văn An" in answer.text
    assert attended(held.k1, held.an) == 0


def test_what_was_not_looked_at_is_not_saved(held, as_user) -> None:
    em = as_user("em")
    data = {**RULES, "check_ins_needed": "either", "classes": held.k1.id, "reason": "x"}
    assert em.post(url(held), data=data).status_code == 409
    other = seen(preview(em, held, attendance_percent="70"))
    assert em.post(url(held), data=data | {"seen": other}).status_code == 409
    assert attended(held.k1, held.an) == 0


def test_figures_that_changed_since_the_look_are_looked_at_again(held, as_user) -> None:
    em = as_user("em")
    page = preview(em, held, check_ins_needed="either")
    came(checkpoint_of(session_of(held.k1), Phase.AFTER), held.an, session_of(held.k1).ends_at)
    data = {**RULES, "check_ins_needed": "either", "classes": held.k1.id, "reason": "x", "seen": seen(page)}
    assert em.post(url(held), data=data).status_code == 409
    assert held.programme.check_ins_needed is CheckIns.BOTH


@pytest.mark.parametrize(
    "changes",
    [
        {"attendance_percent": "101"},
        {"minimum_minutes": "0"},
        {"minimum_minutes": "60", "check_ins_needed": "either"},
        {"excused_as": "?"},
    ],
)
def test_rules_that_make_no_sense_are_sent_back(held, as_user, changes) -> None:
    em = as_user("em")
    assert em.get(f"{url(held)}/preview", query_string=RULES | changes).status_code == 422
    assert em.post(url(held), data={**RULES, **changes, "reason": "x"}).status_code == 422


def test_what_a_class_keeps_counts_at_the_door_too(held, as_user) -> None:
    """K2 keeps “both”, so the page after a check-in still says that the end is to come."""
    save(as_user("em"), held, [held.k1.id], check_ins_needed="either")
    session = session_of(held.k2, 2)
    session.starts_at, session.ends_at = clock.now() + timedelta(minutes=5), clock.now() + HOURS
    database.session.commit()
    binh = as_user("binh")
    binh.get(address(checkpoint_of(session)))
    page = binh.post("/check-ins").text
    assert "cuối buổi" in page


def test_the_preview_takes_as_many_queries_for_two_classes_as_for_five(held, as_user, count_queries) -> None:
    em = as_user("em")
    with count_queries() as few:
        preview(em, held, check_ins_needed="either")
    for number in range(3):
        more = casting.make_class(f"K{number + 5}", held.unit1, held.programme)
        casting.enrol(casting.make_person(f"n{number}", "Lý Văn Nam", held.unit1), more)
    database.session.commit()
    with count_queries() as many:
        preview(em, held, check_ins_needed="either")
    assert len(many) == len(few) <= 16, many


def rows_of_kept() -> list[ClassRules]:
    database.session.expire_all()
    return list(database.session.scalars(select(ClassRules)))
