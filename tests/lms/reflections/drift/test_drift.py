"""Means by order of marking and by marker: exact parts, greyed where there are too few, opened to their scripts."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import given, strategies as st

from lms import database
from lms.permissions import Role
from lms.reflections.drift import rules
from lms.reflections.drift.rules import Given
from tests.lms.cast import NOW, appoint
from tests.lms.reflections import making
from tests.lms.scenes import scene


def marks(marker, values, start=0):
    return [
        Given(
            marker, f"M{marker}", f"s{marker}-{place}", place, Decimal(value), NOW + timedelta(minutes=place)
        )
        for place, value in enumerate(values, start)
    ]


@given(st.lists(st.integers(0, 10), min_size=10, max_size=90))
def test_ten_parts_hold_every_script_once_in_order(values):
    parts = rules.tenths(marks(1, values))
    assert [one for part in parts for one in part.given] == marks(1, values)
    sizes = [len(part.given) for part in parts]
    assert len(sizes) == 10
    assert max(sizes) - min(sizes) <= 1


def test_first_and_last_are_compared_and_all_together_by_everybodys_place():
    everything, first, second = rules.lines(marks(1, [8] * 2 + [6] * 16 + [5] * 2) + marks(2, [10] + [6] * 9))
    assert first.first_to_last == Decimal(-3)
    assert (second.mean, everything.tenths[0].mean) == (Decimal("6.40"), Decimal("8.67"))


def test_fewer_than_ten_scripts_have_no_parts_and_do_not_move_those_of_all():
    everything, most, few = rules.lines(marks(1, [7] * 10) + marks(2, [1] * 9))
    assert few.tenths == []
    assert not few.enough
    assert [part.mean for part in everything.tenths] == [Decimal(7)] * 10
    assert most.enough
    assert rules.lines([]) == []


@scene
def task(cast):
    """Twelve scripts, ten of them marked by Chi, one by Dung."""
    task = making.make_task(cast.k1, cast.chi)
    making.hand_in(task, cast.an)
    making.hand_in_by_others(cast, task, 11)
    appoint(cast.dung, Role.LECTURER, class_id=cast.k1.id)
    scripts = making.submissions(task)
    for place, script in enumerate(scripts[:11]):
        mark = making.mark(script, cast.dung if place == 10 else cast.chi, level=2 if place < 5 else 1)
        mark.marked_at = NOW + timedelta(minutes=place)
    database.session.commit()
    return task


def test_the_page_shows_parts_greys_few_and_opens_to_scripts(cast, as_user, task):
    path = f"/reflection-tasks/{task.id}/marking-order"
    page = as_user("chi").get(path).text
    assert "Dưới 10 bài: quá ít để so sánh." in page
    assert "−3,00" in page or "-3,00" in page
    assert page.count("lines__plot") == 2, "all together and Chi"
    rows = as_user("chi").get(f"{path}/scripts?marker={cast.chi.id}&tenth=1").text
    assert "10,00" in rows
    assert as_user("chi").get(f"{path}/scripts?marker={cast.dung.id}&tenth=1").status_code == 404
    assert as_user("chi").get(f"{path}/scripts?marker={cast.dung.id}").status_code == 200
    assert "Học Viên" not in page + rows


def test_it_costs_the_same_with_more_scripts(cast, as_user, task, count_queries):
    def counted():
        as_user("chi").get(f"/reflection-tasks/{task.id}/marking-order")
        with count_queries() as statements:
            as_user("chi").get(f"/reflection-tasks/{task.id}/marking-order")
        return len(statements)

    few = counted()
    making.hand_in_by_others(cast, task, 10, first=20)
    for script in making.submissions(task):
        making.mark(script, cast.chi)
    database.session.commit()
    assert counted() == few
