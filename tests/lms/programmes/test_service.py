"""Programmes: stored as written, changed in place until a class follows them, then issued anew."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from lms import database
from lms.lessons.models import Material
from lms.programmes import queries, service
from lms.programmes.data import BandData, ProgrammeData, TopicData, data_of
from lms.programmes.models import Programme, TopicKind
from lms.programmes.presets import AWARENESS, NEW_MEMBERS, PRESETS
from tests.lms.cast import Cast

pytestmark = pytest.mark.usefixtures("context")
SHORT = ProgrammeData(
    code="A", title="Chuyên đề năm", topics=(TopicData("Một"), TopicData("Hai"), TopicData("Ba"))
)


def again(programme: Programme) -> ProgrammeData:
    """The programme as the database has it."""
    database.session.flush()
    database.session.expire_all()
    return data_of(programme)


def test_the_awareness_programme_has_nine_rows_fifty_periods_ten_sessions():
    topics = AWARENESS.topics
    assert (len(topics), sum(one.periods for one in topics), sum(one.sessions for one in topics)) == (
        9,
        50,
        10,
    )
    assert AWARENESS.certificate_months == 60


def test_the_programme_for_new_members_has_ten_topics():
    assert len(NEW_MEMBERS.topics) == 10
    assert NEW_MEMBERS.certificate_months is None


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_what_is_stored_is_what_was_written(cast: Cast, now: datetime, preset: ProgrammeData):
    stored = again(service.create(preset, cast.em, now))
    assert replace(stored, topics=tuple(replace(one, id=None) for one in stored.topics)) == preset


def test_rows_that_stay_keep_their_identity_when_moved_renamed_and_joined_by_others(
    cast: Cast, now: datetime
):
    programme = service.create(SHORT, cast.em, now)
    one, two, three = again(programme).topics
    wanted = (three, TopicData("Mới", TopicKind.VISIT, 10, 2), replace(one, title="Một, sửa"))
    changed = service.update(programme, replace(SHORT, topics=wanted), cast.em, now)
    assert changed is programme
    found = again(programme).topics
    assert [topic.title for topic in found] == ["Ba", "Mới", "Một, sửa"]
    assert (found[0].id, found[2].id) == (three.id, one.id)
    assert two.id not in {topic.id for topic in found}


def test_bands_are_replaced_as_a_whole(cast: Cast, now: datetime):
    programme = service.create(replace(SHORT, bands=(BandData("Giỏi", Decimal(8)),)), cast.em, now)
    bands = (BandData("Giỏi", Decimal("8.25")), BandData("Đạt", Decimal(5)))
    service.update(programme, replace(SHORT, bands=bands), cast.em, now)
    assert again(programme).bands == bands


def test_a_programme_that_classes_follow_is_issued_anew_and_theirs_stays(cast: Cast, now: datetime):
    before = again(cast.programme)
    changed = replace(
        before, title="Bản mới", topics=before.topics[:1], attendance_percent=90, late_after_minutes=10
    )
    issued = service.update(cast.programme, changed, cast.em, now)
    assert (issued.code, issued.version, issued.title) == ("NT", 2, "Bản mới")
    assert (issued.attendance_percent, issued.late_after_minutes) == (90, 10)
    assert again(cast.programme) == before
    assert [one.id for one in queries.current()] == [issued.id]
    assert [one.version for one in queries.versions(issued)] == [2, 1]


def test_a_topic_under_which_something_stands_is_not_taken_away(cast: Cast, now: datetime):
    programme = service.create(SHORT, cast.em, now)
    one, two, three = again(programme).topics
    database.session.add(
        Material(
            study_class_id=cast.k1.id,
            topic_id=two.id,
            title="Đề cương",
            url="https://x.example",
            added_at=now,
        )
    )
    database.session.flush()
    assert [lost.id for lost in service.lost_topics(programme, replace(SHORT, topics=(one, three)))] == [
        two.id
    ]
    assert service.lost_topics(programme, replace(SHORT, topics=(two,))) == []


def test_codes_are_told_apart_without_regard_to_capitals(cast: Cast):
    assert queries.code_is_taken("nt")
    assert not queries.code_is_taken("NT2")


def test_a_topic_that_goes_on_is_the_same_topic_in_every_version(cast: Cast, now: datetime):
    before = again(cast.programme)
    first, second, _third = before.topics
    wanted = (second, TopicData("Mới"), replace(first, title="Đổi tên"))
    issued = service.update(cast.programme, replace(before, topics=wanted), cast.em, now)
    database.session.expire_all()
    old, new = ([topic.lineage for topic in one.topics] for one in (cast.programme, issued))
    assert [new[0], new[2]] == [old[1], old[0]]
    assert new[1] not in old
    ids = database.session.scalars(queries.below_topic_ids(first.id or 0))
    assert set(ids) == {first.id, issued.topics[2].id}


def test_topics_of_another_programme_are_never_the_same(cast: Cast, now: datetime):
    stolen = replace(SHORT, topics=tuple(again(cast.programme).topics))
    made = service.create(stolen, cast.em, now)
    again(made)
    assert {topic.lineage for topic in made.topics}.isdisjoint(t.lineage for t in cast.programme.topics)
