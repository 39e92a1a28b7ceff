"""Tổ 1 with An and Bảo, Tổ 2 with Cúc, and Duy who is in no group, all learners of K1."""

from types import SimpleNamespace

import pytest

from lms import database
from lms.classes.models import Enrolment, StudyGroup
from lms.reflections import handing, own, writing
from tests.lms import cast as casting
from tests.lms.cast import NOW
from tests.lms.reflections import making
from tests.lms.scenes import scene

NAMES = {"bao": "Phan Quốc Bảo", "cuc": "Mai Thị Cúc", "duy": "Lý Văn Duy"}


@pytest.fixture
def room(cast, groups):
    """The two groups, the task of groups and the people by name."""
    one, two, task, people = groups
    cast.people |= {person.username: person for person in people}
    return SimpleNamespace(one=one, two=two, task=task, cast=cast)


@scene
def groups(cast):
    """The two, their task, and the people who are not of the cast."""
    one, two = (StudyGroup(study_class_id=cast.k1.id, name=f"Tổ {number}") for number in (1, 2))
    database.session.add_all([one, two])
    database.session.flush()
    for login, name in NAMES.items():
        person = casting.make_person(login, name, cast.unit1)
        casting.enrol(person, cast.k1)
        cast.people[login] = person
    database.session.flush()
    for person, group in ((cast.an, one), (cast.bao, one), (cast.cuc, two)):
        join(person, group)
    task = making.make_task(cast.k1, cast.chi, by_group=True, appeal_days=7)
    return one, two, task, [cast.people[login] for login in NAMES]


def join(person, group):
    """Into this group, or with None into none."""
    enrolment = database.session.query(Enrolment).filter_by(person_id=person.id).one()
    enrolment.group_id = group.id if group else None
    database.session.flush()


def write(task, person, text, base=0, slot=1, now=NOW, tab=None):
    """What one member's page sends."""
    reflection = handing.begin(task, person, now)
    form = {"tab": tab or f"tab-{person.username}", f"text-{slot}": text, f"base-{slot}": str(base)}
    return reflection, writing.save_form(reflection, form, now, person.id)


def hand_in(reflection, by, named, now=NOW):
    people = [person.id for person in named]
    window = own.window_of(reflection)
    return handing.hand_in(reflection, window, honour=True, now=now, by=by, named=people)


@pytest.fixture
def handed(room):
    """The script of Tổ 1 with An and Bảo."""
    reflection, _done = write(room.task, room.cast.an, making.TEXT)
    made = hand_in(reflection, room.cast.an, [room.cast.an, room.cast.bao])
    database.session.commit()
    return made
