"""What becomes of a row that comes back: taken, nothing new, or a clash with what happened on screen meanwhile."""

import pytest

from lms.reflections.offline.fate import Bar, Fate, Stand, decide
from lms.reflections.offline.rules import Code, fingerprint

pytestmark = pytest.mark.one_database
EMPTY: dict[str, str] = {}
GOOD, FAIR = {"level-1": "11", "level-2": "21"}, {"level-1": "10", "level-2": "21"}
HALF = {"level-1": "11"}


def sent(values, base=0):
    """The code of a row that went out with these values."""
    return Code("x", 1, base, fingerprint(values))


@pytest.mark.parametrize(
    "typed, code, stand, fate",
    [
        (GOOD, sent(EMPTY), Stand(), Fate.MARK),
        (HALF, sent(EMPTY), Stand(), Fate.DRAFT),
        (FAIR, sent(GOOD, 1), Stand(1, GOOD, GOOD), Fate.MARK),
        (GOOD, sent(GOOD, 1), Stand(1, GOOD, GOOD), Fate.SAME),
        # Somebody marked meanwhile: the same, something else, and not touched here at all.
        (GOOD, sent(EMPTY), Stand(1, GOOD, GOOD), Fate.SAME),
        (GOOD, sent(EMPTY), Stand(1, FAIR, FAIR), Bar.MARKED),
        (GOOD, sent(GOOD, 1), Stand(2, FAIR, FAIR), Fate.SAME),
        (HALF, sent(EMPTY), Stand(1, FAIR, FAIR), Bar.MARKED),
        # A draft went out, came back as it was, or was gone on with here, or on screen, or on both.
        (HALF, sent(HALF), Stand(shown=HALF), Fate.SAME),
        (GOOD, sent(GOOD), Stand(shown=GOOD), Fate.MARK),
        (GOOD, sent(HALF), Stand(shown=HALF), Fate.MARK),
        (HALF, sent(HALF), Stand(shown=FAIR), Fate.SAME),
        (GOOD, sent(HALF), Stand(shown=FAIR), Bar.BEGUN),
        (GOOD, sent(EMPTY), Stand(shown=HALF), Bar.BEGUN),
        (GOOD, sent(HALF), Stand(shown=GOOD), Fate.MARK),
        (HALF, sent(EMPTY), Stand(shown=HALF), Fate.SAME),
        (GOOD, sent(EMPTY), Stand(shown={"passage-body": "Ý này"}), Bar.BEGUN),
        (FAIR, sent(GOOD, 1), Stand(1, GOOD, {**GOOD, "remark": "Rõ."}), Bar.BEGUN),
        # Nothing more can be marked.
        (GOOD, sent(EMPTY), Stand(barred=Bar.FOUND), Bar.FOUND),
        (GOOD, sent(EMPTY), Stand(1, GOOD, GOOD, Bar.FOUND), Fate.SAME),
        (HALF, sent(HALF), Stand(shown=HALF, barred=Bar.GIVEN), Fate.SAME),
        (GOOD, sent(EMPTY), Stand(1, FAIR, FAIR, Bar.RETURNED), Bar.RETURNED),
    ],
)
def test_a_row_is_taken_where_nothing_newer_stands_against_it(typed, code, stand, fate):
    assert decide(typed, code, stand, complete=len(typed) == 2) is fate
