"""The process that compares gives the same as the library here, and its end is noticed."""

import pytest

from lms.similarity import apart
from lms.similarity.apart import Stopped
from lms.similarity.comparing import Session
from tests.lms.similarity.making import FIRST, OFFICIAL, SECOND, SHARED, THIRD

MESSAGES = [
    ["known", OFFICIAL],
    ["fresh", 1, f"{FIRST} {SHARED} {OFFICIAL}"],
    ["fresh", 2, f"{SHARED} {SECOND}"],
]


def told(comparer):
    for message in MESSAGES:
        comparer.tell(message)
    return [*comparer.ask(["compare"]), *comparer.ask(["text", 9, f"{THIRD} {FIRST}"])]


def plain(answers):
    """As they come through a pipe."""
    return [
        [list(map(list, part)) if isinstance(part, list) else part for part in answer] for answer in answers
    ]


def test_a_process_of_its_own_finds_the_same():
    with apart.here() as here, apart.apart() as there:
        found = plain(told(here))
        assert plain(told(there)) == found
    assert [answer[:3] for answer in found if answer[0] == "match"] == [["match", 1, 2], ["match", 9, 1]]
    assert [answer for answer in found if answer[0] == "near"] == [["near"]]


def test_what_was_kept_of_a_script_is_enough_to_find_that_it_is_near():
    with apart.here() as here:
        prints = {answer[1]: answer[4] for answer in told(here) if answer[0] == "script"}
    with apart.here() as again:
        again.tell(["known", OFFICIAL])
        again.tell(["fresh", 5, f"{THIRD} {SHARED}"])
        for number, kept in prints.items():
            again.tell(["kept", number, kept])
        [near] = [answer for answer in again.ask(["compare"]) if answer[0] == "near"]
        assert near == ["near", 1, 2]


def test_a_process_that_ends_too_early_is_noticed():
    with apart.apart(seconds=0) as there:
        there.process.wait()
        with pytest.raises(Stopped):
            told(there)


def test_a_message_that_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="no such message"):
        list(Session().take(["fresh", "not a number", ""]))
