"""What counts as a change of a programme, and how each is told."""

from typing import Any

import pytest

from lms.programmes.approval.rules import (
    Change,
    Origin,
    Standing,
    What,
    depths,
    differences,
    digest,
    standing,
)


def topic(name: str, **facts: Any) -> dict[str, Any]:
    row = {
        "lineage": name,
        "title": f"Bài {name}",
        "kind": "lesson",
        "periods": 5,
        "sessions": 1,
        "below": None,
    }
    return row | facts


def content(*topics: dict[str, Any], **facts: Any) -> dict[str, Any]:
    whole = {"code": "NT", "version": 1, "title": "Nhận thức", "basis": "", "documents": []}
    return whole | {"topics": list(topics or (topic("a"), topic("b"), topic("c")))} | facts


def document(number: int, words: str, clause: str = "") -> dict[str, Any]:
    return {"id": number, "clause": clause, "words": words}


BASE = content()


@pytest.mark.parametrize(
    "new, told",
    [
        (content(title="Nhận thức về Đảng"), [Change(What.TITLE, "", "Nhận thức", "Nhận thức về Đảng")]),
        (content(basis="61-HD"), [Change(What.BASIS, "", "", "61-HD")]),
        (content(topic("a"), topic("b")), [Change(What.LEFT_OUT, "Bài c")]),
        (
            content(topic("a"), topic("d", periods=10), topic("b"), topic("c")),
            [Change(What.ADDED, "Bài d", "", 10)],
        ),
        (
            content(topic("a"), topic("b", title="Bài hai", periods=10, sessions=2), topic("c")),
            [
                Change(What.RENAMED, "Bài hai", "Bài b", "Bài hai"),
                Change(What.PERIODS, "Bài hai", 5, 10),
                Change(What.SESSIONS, "Bài hai", 1, 2),
            ],
        ),
        (
            content(topic("a"), topic("b", kind="visit"), topic("c")),
            [Change(What.KIND, "Bài b", "lesson", "visit")],
        ),
        (content(topic("c"), topic("a"), topic("b")), [Change(What.MOVED, "Bài c", 3, 1)]),
        (content(topic("a"), topic("b", below="a"), topic("c")), [Change(What.BELOW, "Bài b", "", "Bài a")]),
        (content(documents=[document(7, "17-CT/TU")]), [Change(What.CITED, "17-CT/TU")]),
    ],
)
def test_each_change_is_told_once_and_changes_the_digest(new: dict[str, Any], told: list[Change]):
    assert differences(BASE, new) == told
    assert digest(new) != digest(BASE)


def test_a_document_that_is_no_longer_cited_is_told():
    old = content(documents=[document(7, "17-CT/TU"), document(8, "05-NQ/TU", "mục II")])
    new = content(documents=[document(8, "05-NQ/TU", "mục II")])
    assert differences(old, new) == [Change(What.CITED_NO_MORE, "17-CT/TU")]


def test_other_words_in_the_register_another_version_or_order_of_documents_change_nothing():
    one = content(documents=[document(7, "17-CT/TU"), document(8, "05-NQ/TU")])
    other = content(documents=[document(8, "05-NQ/TU năm 2024"), document(7, "17-CT/TU")], version=2)
    assert digest(one) == digest(other)
    assert differences(one, other) == []


@pytest.mark.parametrize(
    "origin, same, expected",
    [
        (None, False, Standing.NEVER),
        (Origin.BEFORE, True, Standing.BEFORE),
        (Origin.BEFORE, False, Standing.ALTERED),
        (Origin.APPRAISED, True, Standing.APPROVED),
        (Origin.APPRAISED, False, Standing.CHANGED),
    ],
)
def test_only_what_stands_as_it_was_holds(origin: Origin | None, same: bool, expected: Standing):
    assert standing(origin, same) is expected
    assert expected.holds is same


def test_topics_stand_as_deep_as_those_above_them_and_one():
    assert depths([topic("a"), topic("b", below="a"), topic("c", below="b"), topic("d")]) == [0, 1, 2, 0]
