"""A list that was taken is taken back, with all that it did and no more."""

from collections.abc import Callable

from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.attendance.models import Checkpoint  # noqa: F401 - its tables refer to people too
from lms.audit.models import AuditEntry
from lms.classes.models import Enrolment, EnrolmentState
from lms.permissions import Role
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast, appoint, make_person
from tests.lms.classes.roster.files import people
from tests.lms.classes.roster.sending import how_many, imported, named, sent, take

AsUser = Callable[[str], TestClient]


def test_taking_back_undoes_all_of_it_and_the_history_tells(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    known = make_person("sau", "Trần Thị Aa", cast.unit2, phone="0999999999", citizen_id="038081000000")
    before = how_many(Person)
    address = sent(organiser, cast, people(3))
    take(organiser, address)
    organiser.post(f"{address}/undo")
    assert (how_many(Person), named("Trần Thị Aa").phone) == (before, "0999999999")
    assert imported(address).outcome["undone"] == {"withdrawn": 3, "removed": 2, "restored": 1, "kept": 0}
    left = database.session.scalars(select(Enrolment).where(Enrolment.person_id == known.id)).one()
    assert left.state is EnrolmentState.WITHDRAWN
    assert known.grants == []
    actions = database.session.scalars(
        select(AuditEntry.action).where(AuditEntry.subject == "RosterImport")
    ).all()
    assert actions == ["roster.read", "roster.applied", "roster.undone"]
    assert organiser.post(f"{address}/undo").status_code == 409


def test_taking_back_keeps_who_was_used_since_and_what_was_corrected_since(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    make_person("sau", "Trần Thị Aa", cast.unit2, phone="0999999999", citizen_id="038081000000")
    address = sent(organiser, cast, people(3))
    take(organiser, address)
    appoint(named("Trần Thị Ba"), Role.LEARNER, class_id=cast.k2.id)
    named("Trần Thị Aa").phone = "0988888888"
    database.session.commit()
    organiser.post(f"{address}/undo")
    assert imported(address).outcome["undone"] == {"withdrawn": 3, "removed": 1, "restored": 1, "kept": 2}
    assert named("Trần Thị Aa").phone == "0988888888"
    assert [grant.class_id for grant in named("Trần Thị Ba").grants] == [cast.k2.id]


def test_who_had_left_the_class_is_in_it_again_and_after_undoing_out_for_the_former_reason(
    cast: Cast, as_user: AsUser
):
    organiser = as_user("em")
    gone = make_person("sau", "Trần Thị Aa", cast.unit1, citizen_id="038081000000")
    enrolment = Enrolment(
        study_class_id=cast.k1.id,
        person_id=gone.id,
        enrolled_at=NOW,
        left_at=NOW,
        state="withdrawn",
        note="đi công tác",
    )
    database.session.add(enrolment)
    database.session.commit()
    address = sent(organiser, cast, people(1))
    take(organiser, address)
    assert enrolment.state is EnrolmentState.ENROLLED
    organiser.post(f"{address}/undo")
    assert (enrolment.state, enrolment.left_at, enrolment.note) == (
        EnrolmentState.WITHDRAWN,
        NOW,
        "đi công tác",
    )
