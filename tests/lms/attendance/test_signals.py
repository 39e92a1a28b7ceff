"""What stands out, by itself: facts, thresholds, and what must not be taken for anything."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from lms.attendance.trust.fingerprints import device_of, is_inside, network_of
from lms.attendance.trust.models import TraceKind
from lms.attendance.trust.signals import Arrival, Kind, Seen, Signal, Thresholds, signals_of
from lms.attendance.windows import Phase

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
USUAL = Thresholds()


def scan(person: int, device: str = "", network: str = "hall", phase: Phase = Phase.BEFORE) -> Seen:
    return Seen(TraceKind.SCAN, phase, NOW, person, device or f"own-{person}", network)


def found(
    seen: list[Seen], arrivals: list[Arrival] | None = None, thresholds: Thresholds = USUAL
) -> list[Signal]:
    return signals_of(seen, arrivals or [], thresholds)


def test_an_ordinary_hall_gives_no_signal() -> None:
    arrivals = [Arrival(Phase.BEFORE, NOW + number * SECOND) for number in range(250)]
    assert found([scan(number) for number in range(250)], arrivals) == []


def test_one_telephone_for_three_people_is_shown_with_those_people() -> None:
    seen = [scan(1, "a"), scan(2, "a"), scan(3, "a"), scan(4, "b"), scan(5, "b")]
    [signal] = found(seen)
    assert (signal.kind, signal.people, signal.count) == (Kind.DEVICE, (1, 2, 3), 3)


def test_the_same_person_twice_on_one_telephone_is_one_person() -> None:
    assert found([scan(1, "a"), scan(1, "a"), scan(2, "a")]) == []


def test_start_and_end_are_looked_at_apart() -> None:
    assert found([scan(1, "a"), scan(2, "a"), scan(3, "a", phase=Phase.AFTER)]) == []


def test_how_many_is_what_the_programme_says() -> None:
    assert len(found([scan(1, "a"), scan(2, "a")], thresholds=Thresholds(device_people=2))) == 1


def test_a_signal_that_grows_is_another_one() -> None:
    three = [scan(number, "a") for number in (1, 2, 3)]
    [before], [after] = found(three), found([*three, scan(4, "a")])
    assert before.key != after.key


def expired(age: int, person: int | None = None, device: str = "x") -> Seen:
    return Seen(TraceKind.EXPIRED, Phase.BEFORE, NOW, person, device, "", age)


def test_a_code_opened_a_moment_too_late_is_a_slow_camera() -> None:
    assert found([expired(16), expired(59)]) == []


def test_a_code_opened_long_after_it_was_shown_is_told_with_the_owner_of_the_telephone() -> None:
    [signal] = found([expired(90, device="a"), expired(1500), scan(7, "a")])
    assert (signal.kind, signal.count, signal.people) == (Kind.EXPIRED, 2, (7,))
    assert signal.figures == {"least": 90, "most": 1500}


@pytest.mark.parametrize("count, shown", [(120, False), (121, True)])
def test_more_check_ins_in_ten_seconds_than_usual_are_shown(count: int, shown: bool) -> None:
    arrivals = [Arrival(Phase.BEFORE, NOW + number * SECOND / 100) for number in range(count)]
    assert [signal.kind for signal in found([], arrivals)] == [Kind.RATE] * shown


def test_ten_seconds_are_ten_seconds() -> None:
    few = Thresholds(scans_in_ten_seconds=5)
    spread = [Arrival(Phase.BEFORE, NOW + 2 * number * SECOND) for number in range(60)]
    assert found([], spread, few) == []
    crowded = [Arrival(Phase.BEFORE, NOW + number * SECOND) for number in range(6)]
    assert [signal.count for signal in found([], crowded, few)] == [6]


def test_a_scanner_reads_no_faster_than_people_walk() -> None:
    pile = [Arrival(Phase.BEFORE, NOW + number * SECOND / 2, by_id=9) for number in range(13)]
    [signal] = found([], pile)
    assert (signal.kind, signal.people, signal.count) == (Kind.SCANNER, (9,), 13)
    two_doors = [
        Arrival(Phase.BEFORE, NOW + number * SECOND / 2, by_id=number % 2 + 1) for number in range(13)
    ]
    assert found([], two_doors) == []


def test_who_comes_over_another_network_than_the_hall_is_flagged_and_no_more() -> None:
    hall = [scan(number) for number in range(20)]
    [signal] = found([*hall, scan(77, network="far")])
    assert (signal.kind, signal.people, signal.figures) == (Kind.NETWORK, (77,), {"everybody": 21})


def test_where_everybody_has_a_mobile_network_of_their_own_nothing_is_usual() -> None:
    assert found([scan(number, network=f"n{number // 2}") for number in range(60)]) == []
    assert found([scan(1), scan(2), scan(3, network="far")]) == []


def test_only_who_said_outside_last_is_shown() -> None:
    def said(person: int, inside: bool, second: int) -> Seen:
        return Seen(TraceKind.PLACE, Phase.BEFORE, NOW + second * SECOND, person, inside=inside)

    [signal] = found([said(1, False, 0), said(2, False, 0), said(2, True, 9), said(3, True, 0)])
    assert (signal.kind, signal.people) == (Kind.PLACE, (1,))


def test_an_address_is_kept_coarse_and_a_telephone_by_a_random_number_only() -> None:
    key = "k" * 40
    assert (
        network_of("203.0.113.5", key) == network_of("203.0.113.250", key) != network_of("203.0.114.5", key)
    )
    assert network_of("::ffff:203.0.113.9", key) == network_of("203.0.113.5", key)
    assert network_of("2001:db8:1:2::1", key) == network_of("2001:db8:1:ffff::9", key)
    assert network_of("2001:db8:2::1", key) != network_of("2001:db8:1::1", key)
    assert network_of("", key) == network_of("unknown", key) == ""
    assert device_of("a", key) != device_of("a", "another") != device_of("b", "another")


HALL = Decimal("21.0285"), Decimal("105.8542")


@pytest.mark.parametrize(
    "place, accuracy, inside",
    [
        ((21.0285, 105.8542), 5, True),
        ((21.0300, 105.8542), 5, True),
        ((21.0310, 105.8542), 5, False),
        ((21.0310, 105.8542), 100, True),
        ((21.0510, 105.8542), 1e9, False),
        ((21.0310, 105.8542), -500, False),
    ],
)
def test_an_imprecise_telephone_has_the_benefit_of_the_doubt_up_to_a_point(
    place: tuple[float, float], accuracy: float, inside: bool
) -> None:
    assert is_inside(HALL, 200, place, accuracy) is inside
