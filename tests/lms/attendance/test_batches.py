"""What a batch is, and when its scans were."""

from datetime import UTC, datetime

import pytest

from lms.attendance.scanners.batches import MOST_SCANS, Read, Reckoning, read_batch

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SECONDS = NOW.timestamp()


def batch(*scans, anchored_at=SECONDS - 3600, sent_at=SECONDS):
    return {"scans": list(scans), "anchored_at": anchored_at, "sent_at": sent_at}


def scan(**values):
    return {"nonce": "nonce-001", "code": "BCFGH", "phase": "before", "at": SECONDS - 60, **values}


def reads_of(sent) -> list[Read]:
    found = read_batch(sent, NOW)
    assert found is not None
    return found


def test_a_clock_that_kept_time_needs_no_correction() -> None:
    [read] = reads_of(batch(scan()))
    assert (read.scanned_at, read.reported_at) == (read.reported_at, read.scanned_at)
    assert read.scanned_at.timestamp() == SECONDS - 60


@pytest.mark.parametrize("ahead", [3600.0, -3600.0, 7.0])
def test_what_the_device_is_wrong_by_is_shared_out_over_the_time_it_was_alone(ahead) -> None:
    anchored, sent = SECONDS - 10_000, SECONDS + ahead
    reckoning = Reckoning(anchored, sent, SECONDS)
    assert reckoning.corrected(anchored) == anchored
    assert reckoning.corrected(sent) == SECONDS
    middle = (anchored + sent) / 2
    assert reckoning.corrected(middle) == pytest.approx((anchored + SECONDS) / 2)


def test_a_scan_is_never_later_than_its_arrival() -> None:
    [read] = reads_of(batch(scan(at=SECONDS + 86_400)))
    assert read.scanned_at == NOW


def test_what_was_scanned_before_the_device_was_prepared_is_left_as_it_was_said() -> None:
    assert Reckoning(SECONDS, SECONDS + 50, SECONDS).corrected(SECONDS - 500) == SECONDS - 500


def test_a_batch_is_read_in_the_order_of_the_scans() -> None:
    reads = reads_of(batch(scan(nonce="nonce-late"), scan(nonce="nonce-early", at=SECONDS - 90)))
    assert [read.nonce for read in reads] == ["nonce-early", "nonce-late"]


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        {},
        {"scans": {}},
        batch(1),
        batch(scan(nonce="x")),
        batch(scan(nonce="x" * 65)),
        batch(scan(nonce="nonce-\x00\x00")),
        batch(scan(nonce="nonce-số-một")),
        batch(scan(code=5)),
        batch(scan(code="A" * 201)),
        batch(scan(phase="during")),
        batch(scan(phase=["before"])),
        batch(scan(at="now")),
        batch(scan(at=True)),
        batch(scan(at=1e300)),
        batch(scan(at=float("nan"))),
        batch(scan(at=-1)),
        batch(scan(), sent_at=None),
        batch(scan(), anchored_at="x"),
        batch(*[scan(nonce=f"nonce-{number:03}") for number in range(MOST_SCANS + 1)]),
    ],
)
def test_what_is_not_a_batch_is_none_at_all(sent) -> None:
    assert read_batch(sent, NOW) is None
