"""The network between learners and Sen does what networks do: each edit has its effect once, a portal saves nothing."""

import itertools
import time
from collections.abc import Callable

import pytest

from tests.faults import exam, ledger
from tests.faults.standing.place import Standing
from tests.scale import scaled
from tests.servers.wire import Mode, Wire, stretched

SECONDS, AT_LEAST = 90, 5
EACH_FOR = scaled(3, least=1)
FAULTS = tuple(mode for mode in Mode if mode is not Mode.WHOLE)


@pytest.mark.timeout(1200)
def test_answers_arrive_once_through_a_network_that_loses_delays_and_replaces_replies(
    standing: Standing, report: Callable[[str], None]
) -> None:
    sitting, sen = standing.networked, standing.sen
    with stretched(sen.host, sen.port) as wire:
        met: list[Mode] = []
        sitting.sit(f"http://127.0.0.1:{wire.port}", lambda: _spoil(wire, met))
    assert set(met) == set(FAULTS)
    assert set(exam.kinds(sitting.turned_away)) == {"200"}, "only the portal's page came instead of a receipt"
    report(sitting.nothing_was_lost(faults=len(met), portal_pages=len(sitting.turned_away)))
    assert ledger.integrity() == []


def _spoil(wire: Wire, met: list[Mode]) -> None:
    """One fault after the other, with a moment of peace between, each at least once."""
    goes_on = exam.last(SECONDS, AT_LEAST)
    for mode in itertools.cycle(FAULTS):
        if len(met) >= len(FAULTS) and not goes_on():
            break
        wire.mode = mode
        met.append(mode)
        time.sleep(EACH_FOR)
        wire.mode = Mode.WHOLE
        time.sleep(EACH_FOR / 2)
