"""Personal codes: random, on badges, tags and one's own phone, and replaced when they are lost."""

import zxingcpp

from lms import database
from lms.attendance import codes
from lms.attendance.models import PersonalCode
from lms.audit.models import AuditEntry
from lms.classes.models import Enrolment, StudyGroup
from lms.web import clock, qr
from tests.lms import cast as casting
from tests.lms.attendance.door import codes_of
from tests.lms.attendance.hall import fill, rows
from tests.lms.web.test_qr import picture

# What Telex and VNI act on: vowels, and D and W, which become Đ and Ư.
CHANGED_BY_KEYBOARDS = set("AEIOUYDW")


def test_codes_have_80_random_bits_and_nothing_that_a_vietnamese_keyboard_changes() -> None:
    made = {codes.new_code() for _try in range(1000)}
    assert len(made) == 1000
    assert len(set(codes.ALPHABET)) ** codes.LENGTH > 2**80
    assert not set("".join(made)) & CHANGED_BY_KEYBOARDS


def test_codes_are_kept_and_read_back_from_ones_own_page(cast, as_user) -> None:
    an = as_user("an")
    assert 'class="qr' not in an.get("/my-code").text
    for _again in range(2):
        an.post("/my-code")
    [held] = rows(PersonalCode)
    assert (held.person_id, len(held.code)) == (cast.an.id, codes.LENGTH)
    drawing = qr.draw(held.code)
    assert drawing.modules == 25
    assert drawing.path in an.get("/my-code").text
    assert zxingcpp.read_barcodes(picture(drawing))[0].text == held.code


def test_whoever_loses_the_code_gets_another_and_the_old_one_ends(cast, as_user) -> None:
    an, old = as_user("an"), codes_of([cast.an])[cast.an.id]
    an.post("/my-code/replacement")
    [ended, held] = rows(PersonalCode)
    assert (ended.code, ended.ended_at is not None, held.ended_at) == (old, True, None)
    assert qr.draw(held.code).path in an.get("/my-code").text
    assert "personal-code.replaced" in [row.action for row in rows(AuditEntry)]


def test_badges_are_made_for_all_who_have_none(cast, as_user) -> None:
    em, kept = as_user("em"), codes_of([cast.an])[cast.an.id]
    assert em.get(f"/classes/{cast.k1.id}/badges").text.count("<path d=") >= 1
    em.post(f"/classes/{cast.k1.id}/badges")
    page = em.get(f"/classes/{cast.k1.id}/badges").text
    assert page.count('<svg class="badges__code"') == 2
    assert qr.draw(kept).path in page


def test_badges_stand_ten_on_a_page_and_name_tags_show_no_code(cast, as_user) -> None:
    people = fill(cast, 23)
    codes_of(people)
    page = as_user("em").get(f"/classes/{cast.k1.id}/badges").text
    assert page.count('<ul class="badges">') == 3
    tags = as_user("em").get(f"/classes/{cast.k1.id}/badges?kind=tags").text
    assert "badges__one--tags" in tags
    assert '<svg class="badges__code"' not in tags


def test_badges_of_one_group_or_of_one_person(cast, as_user) -> None:
    people = fill(cast, 3)
    group = StudyGroup(study_class_id=cast.k1.id, name="Tổ 1")
    database.session.add(group)
    database.session.flush()
    database.session.query(Enrolment).filter_by(person_id=people[0].id).one().group_id = group.id
    database.session.commit()
    em, url = as_user("em"), f"/classes/{cast.k1.id}/badges"
    assert em.get(f"{url}?group={group.id}").text.count('<li class="badges__one') == 1
    alone = em.get(f"{url}?person={cast.an.id}").text
    assert alone.count('<li class="badges__one') == 1
    assert f"{url}/{cast.an.id}/replacement" in alone


def test_only_badges_of_the_own_class_are_replaced(cast, as_user) -> None:
    codes_of([cast.binh])
    assert as_user("em").post(f"/classes/{cast.k1.id}/badges/{cast.binh.id}/replacement").status_code == 404
    assert [row.ended_at for row in rows(PersonalCode)] == [None]


def test_a_sheet_of_badges_costs_the_same_statements_for_many_as_for_few(
    cast, as_user, count_queries
) -> None:
    em, url = as_user("em"), f"/classes/{cast.k1.id}/badges"
    counts = []
    for more in (1, 20):
        codes_of(fill_named(cast, more))
        with count_queries() as queries:
            em.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def fill_named(cast, count):
    people = [casting.make_person(f"b{count}-{n}", f"Trần Văn Thẻ {n}", cast.unit1) for n in range(count)]
    for person in people:
        casting.enrol(person, cast.k1)
    database.session.commit()
    return people


def test_a_code_is_issued_once_even_by_two_at_the_same_time(cast) -> None:
    for _again in range(2):
        codes.issue([cast.an.id], clock.now())
    assert len(rows(PersonalCode)) == 1
