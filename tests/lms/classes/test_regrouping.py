"""What becomes of what groups have begun, worked out before anybody is moved."""

import pytest

from lms.classes.regrouping import Becomes, Begun, becomes

pytestmark = pytest.mark.one_database
GROUPS = [(7, "Tổ 1"), (9, "Tổ 2")]
MEMBERS = {7: {1, 2, 3}, 9: {4, 5}}


@pytest.mark.parametrize(
    "begun, parts, outcome",
    [
        (Begun(7, "Bài"), [[1, 4], [2, 3, 5]], Becomes("Tổ 1", "Bài", stay=1, join=1, leave=2)),
        (Begun(9, "Bài"), [[1, 2, 3], [4, 5]], Becomes("Tổ 2", "Bài", stay=2, join=0, leave=0)),
        # It came back for revision: whom it names keep it, whatever group they come into.
        (Begun(7, "Bài", named=frozenset({1, 2})), [[4], [1, 2, 3, 5]], Becomes("Tổ 1", "Bài", 2, 1, 1)),
        # One group too many: only who wrote in it can still open it.
        (
            Begun(9, "Bài", writers=frozenset({4})),
            [[1, 2, 3, 4, 5]],
            Becomes("Tổ 2", "Bài", 1, 0, 1, dissolved=True),
        ),
        # More groups than before: those that were there keep their places.
        (Begun(9, "Bài"), [[1], [2, 4], [3], [5]], Becomes("Tổ 2", "Bài", 1, 1, 1)),
    ],
)
def test_a_draft_follows_its_group_and_not_its_people(begun, parts, outcome):
    assert becomes([begun], GROUPS, MEMBERS, parts) == [outcome]
