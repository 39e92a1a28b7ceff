"""Whose name may be read, and what proposals add up to."""

import pytest

from lms.proposals.rules import Asked, Original, Place, by_unit, in_alphabet, may_name
from lms.reflections.models import ProposalLevel


def original(number: int, content: str = "Trang bị máy quét", **values: object) -> Original:
    known = {
        "id": number,
        "reflection_id": number,
        "task_id": 1,
        "level": ProposalLevel.UNIT,
        "content": content,
        "addressee": "",
        "sort_key": content.lower(),
    }
    return Original(**{**known, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "staff, blind, rule, named",
    [
        (True, False, False, True),
        (True, True, False, False),
        (True, True, True, False),
        (False, False, False, False),
        (False, False, True, True),
        (False, True, True, False),
    ],
)
def test_names_are_for_the_staff_of_the_class_and_others_only_by_its_rule_but_never_for_a_blind_marker(
    staff: bool, blind: bool, rule: bool, named: bool
):
    assert may_name(of_class_staff=staff, marks_blind=blind, named_by_rule=rule) is named


def test_a_list_is_in_the_order_of_its_words_so_that_it_tells_of_nobody():
    listed = in_alphabet([original(1, "b"), original(2, "a"), original(3, "b")])
    assert [one.id for one in listed] == [2, 1, 3]


@pytest.mark.parametrize(
    "asked, ids",
    [
        (Asked(), [1, 2, 3]),
        (Asked(level=ProposalLevel.LOCALITY), [2]),
        (Asked(unit_id=7), [1]),
        (Asked(unit_id=0), [2, 3]),
        (Asked(sent=True), [3]),
        (Asked(sent=False), [1, 2]),
        (Asked(text="máy quét"), [1, 3]),
        (Asked(task_id=2), []),
    ],
)
def test_a_list_is_narrowed_down_by_what_is_asked_and_nothing_else(asked: Asked, ids: list[int]):
    found = [
        original(1, unit_id=7),
        original(2, "sách", level=ProposalLevel.LOCALITY),
        original(3, place=Place(1, 1)),
    ]
    assert [one.id for one in found if asked.fits(one)] == ids


def test_units_are_counted_level_by_level_and_their_lines_add_up_to_all():
    found = [
        original(1, unit_id=7, unit="Xã Hòa Bình"),
        original(2, unit_id=7, unit="Xã Hòa Bình", level=ProposalLevel.PERSON),
        original(3),
    ]
    lines = by_unit(found)
    assert [(line.id, line.total) for line in lines] == [(7, 2), (0, 1)]
    assert lines[0].by_level[ProposalLevel.PERSON] == 1
    assert sum(line.total for line in lines) == len(found)
