"""The order of a marker: the same at every visit, another for everybody else, and the same in the database."""

from fractions import Fraction
from itertools import pairwise

from sqlalchemy import BigInteger, cast as sql_cast, literal, select

from lms import database
from lms.marking.ordering import PRIME, Order

NUMBERS = range(100, 2600)


def test_the_same_marker_meets_the_same_order_and_another_marker_another():
    mine, again, theirs = (Order.of("seed", marker) for marker in (1, 1, 2))
    ordered = sorted(NUMBERS, key=mine.place)
    backwards = list(reversed(NUMBERS))
    assert ordered == sorted(backwards, key=again.place)
    assert ordered != sorted(NUMBERS, key=theirs.place)


def test_no_two_scripts_share_a_place():
    assert len({Order.of("seed", 7).place(number) for number in NUMBERS}) == len(NUMBERS)


def test_a_place_tells_nothing_of_the_number():
    """As many pairs of neighbours rise as fall, and the first half of the order holds low and high numbers alike."""
    for marker in range(1, 6):
        ordered = sorted(NUMBERS, key=Order.of("seed", marker).place)
        rising = sum(one < next_one for one, next_one in pairwise(ordered))
        low = sum(number < 1350 for number in ordered[:1250])
        assert Fraction(45, 100) < Fraction(rising, len(ordered)) < Fraction(55, 100)
        assert Fraction(45, 100) < Fraction(low, 1250) < Fraction(55, 100)


def test_the_database_computes_the_same_place(cast, context):
    order = Order.of("0123456789abcdef", 2**31 - 2)
    for number in (0, 1, 100, 999, 99_999, 999_999):
        asked = select(order.place(as_stored(number)))
        assert database.session.scalar(asked) == order.place(number) < PRIME


def as_stored(number):
    return sql_cast(literal(number), BigInteger)
