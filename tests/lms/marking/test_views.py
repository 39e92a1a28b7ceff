"""Editing a rubric over HTTP: rows, a new version for every change, no nonsense."""

from decimal import Decimal

import pytest

from lms import database
from lms.marking.models import Rubric
from tests.lms.reflections import making


def rows(**changes):
    form = {"title": "Phiếu", "criteria-0-title": "Bố cục", "criteria-0-points": "2,5"}
    for place, (label, points) in enumerate([("Chưa đạt", "0,5"), ("Tốt", "2.5"), ("", ""), ("", "")]):
        form |= {f"criteria-0-levels-{place}-label": label, f"criteria-0-levels-{place}-points": points}
    return {**form, **changes}


def test_a_rubric_takes_decimal_commas_and_points(cast, as_user):
    answer = as_user("chi").post(f"/classes/{cast.k1.id}/rubrics", data=rows())
    assert answer.status_code == 302
    [criterion] = database.session.query(Rubric).one().current.criteria
    assert criterion.points == Decimal("2.5")
    assert [(level.label, level.points) for level in criterion.levels] == [
        ("Chưa đạt", Decimal("0.5")),
        ("Tốt", Decimal("2.5")),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"criteria-0-title": ""},
        {"criteria-0-points": "0"},
        {"criteria-0-points": "NaN"},
        {"criteria-0-points": "1e308"},
        {"criteria-0-points": "-1"},
        {"criteria-0-levels-1-points": "3"},
        {"criteria-0-levels-1-points": "2"},
        {"criteria-0-levels-1-label": ""},
        {"criteria-0-points": "hai"},
    ],
)
@pytest.mark.one_database
def test_a_rubric_that_does_not_add_up_is_refused(cast, as_user, change):
    assert as_user("chi").post(f"/classes/{cast.k1.id}/rubrics", data=rows(**change)).status_code == 422
    assert database.session.query(Rubric).count() == 0


def test_changing_a_rubric_makes_a_version_and_keeps_the_old_one(cast, as_user):
    rubric = making.make_rubric(cast.k1, cast.chi)
    database.session.commit()
    assert as_user("chi").post(f"/rubrics/{rubric.id}", data=rows()).status_code == 302
    database.session.expire_all()
    assert [len(version.criteria) for version in rubric.versions] == [2, 1]


def test_points_are_typed_as_text_that_no_wheel_and_no_browser_changes(cast, as_user):
    page = as_user("chi").get(f"/classes/{cast.k1.id}/rubrics/new").text
    assert 'value="3,5"' in page
    assert 'type="number"' not in page
