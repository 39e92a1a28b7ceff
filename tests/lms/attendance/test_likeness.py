"""Whether a name at the door may be somebody known: it says what agrees and decides nothing."""

from datetime import date

import pytest

from lms.accounts.names import search_key
from lms.attendance.guests.likeness import Agrees, Facts, agreeing, ranked

BORN = date(1980, 5, 19)


def facts(name, phone=None, born=None):
    return Facts(search_key(name), phone, born)


@pytest.mark.parametrize(
    "one, other, found",
    [
        (facts("Nguyễn Văn An"), facts("NGUYEN VAN AN"), (Agrees.NAME,)),
        (facts("Đỗ Thị Đào"), facts("do thi dao"), (Agrees.NAME,)),
        (facts("Trần Long"), facts("Trần Nguyễn Hoàng Long"), (Agrees.LIKE_NAME,)),
        (facts("Trần Hoàng Long"), facts("Trần Nguyễn Long"), ()),
        (facts("Nguyễn Văn An"), facts("Lê Thị Bình"), ()),
        (facts("An"), facts("Nguyễn Văn An"), ()),
        (facts("Nguyễn Văn An", "0912345678"), facts("Anh An", "0912345678"), (Agrees.PHONE,)),
        (facts("Nguyễn Văn An", None), facts("Lê Thị Bình", None), ()),
        (facts("Nguyễn Văn An", None, BORN), facts("Nguyễn Văn An", None, BORN), (Agrees.NAME, Agrees.BIRTH)),
        (facts("Nguyễn Văn An", None, BORN), facts("Lê Thị Bình", None, BORN), ()),
    ],
)
def test_what_two_people_have_in_common(one, other, found) -> None:
    assert agreeing(one, other) == found
    assert agreeing(other, one) == found


def test_the_likeliest_comes_first_and_strangers_not_at_all() -> None:
    wanted = facts("Nguyễn Văn An", "0912345678", BORN)
    name, phone, both = (
        facts("Nguyễn Văn An"),
        facts("Bác An", "0912345678"),
        facts("Nguyễn Văn An", "0912345678"),
    )
    found = ranked(wanted, [facts("Lê Thị Bình"), name, phone, both])
    assert [person for person, _agrees in found] == [both, phone, name]
