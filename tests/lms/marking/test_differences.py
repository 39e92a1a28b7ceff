"""Two marks side by side: who changed what, what is suggested, and what one mark out of both holds."""

from decimal import Decimal

from lms.marking.differences import Take, changes, merged, rows
from tests.lms.marking.plain import Criterion, Level

LEVELS = tuple(Level(number, f"Mức {number}", Decimal(number)) for number in (1, 2, 3))
CRITERIA = [Criterion(number, f"Tiêu chí {number}", LEVELS) for number in (1, 2, 3, 4)]
BEFORE = {f"level-{number}": "1" for number in (1, 2, 3, 4)}


def compared(theirs, mine):
    return rows(CRITERIA, "Cả bài", BEFORE, BEFORE | theirs, BEFORE | mine)


def test_it_says_who_changed_what():
    found = compared(
        {"level-1": "2", "level-3": "2", "level-4": "3"}, {"level-2": "3", "level-3": "3", "level-4": "3"}
    )
    assert [(row.they_changed, row.i_changed, row.clash) for row in found] == [
        (True, False, False),
        (False, True, False),
        (True, True, True),
        (True, True, False),
        (False, False, False),
    ]
    assert [row.suggested for row in found] == [Take.THEIRS, Take.MINE, Take.MINE, Take.MINE, Take.MINE]
    assert found[0].theirs.level == "Mức 2"


def test_one_mark_out_of_both_loses_neither_change():
    theirs = BEFORE | {"level-1": "2", "comment-1": "Thiếu nguồn.", "remark": "Khá."}
    mine = BEFORE | {"level-2": "3", "comment-1": "Nêu mốc.", "remark": "Tốt."}
    found = rows(CRITERIA, "Cả bài", BEFORE, theirs, mine)
    values = merged(found, {"1": "theirs", "remark": "both"}, theirs, mine)
    assert (values["level-1"], values["comment-1"]) == ("2", "Thiếu nguồn.")
    assert (values["level-2"], values["level-3"]) == ("3", "1")
    assert values["remark"] == "Khá. Tốt."
    assert merged(found, {"1": "both"}, theirs, mine)["comment-1"] == "Thiếu nguồn. Nêu mốc."


def test_the_same_words_of_both_stand_once():
    found = rows(CRITERIA, "Cả bài", BEFORE, BEFORE | {"remark": "Tốt."}, BEFORE | {"remark": "Tốt."})
    assert merged(found, {"remark": "both"}, {"remark": "Tốt."}, {"remark": "Tốt."})["remark"] == "Tốt."


def test_changed_words_are_shown_within_what_stayed():
    assert changes("Cần nêu mốc", "Cần nêu rõ mốc") == [("same", "Cần nêu "), ("new", "rõ "), ("same", "mốc")]
    assert changes("", "Mới") == [("new", "Mới")]
    assert changes("Cũ", "") == [("gone", "Cũ")]
