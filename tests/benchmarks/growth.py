"""The same work with ten times the data: two servers that take turns, one with what a province has kept."""

import statistics
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import load
from tests.benchmarks.load import Connection, Measured, Step
from tests.benchmarks.scenarios import SCENARIOS, Scenario
from tests.servers import live
from tests.servers.live import Sen
from tests.servers.scene import Scene

NAMES = ("save", "start", "page", "checkin")
GROWING = [scenario for scenario in SCENARIOS if scenario.name in NAMES]
ROUNDS = 5
MORE = 9  # times as many people, attempts, answers and check-ins as there are without
KEEPS = 1 / 1.5  # of the rate with little data


@dataclass(frozen=True)
class Grown:
    """The rates with little and with much data, each the median of its rounds, and all latencies with much."""

    name: str
    before: float
    after: float
    measured: Measured

    @property
    def ratio(self) -> float:
        return self.after / self.before

    @property
    def met(self) -> bool:
        return not self.measured.errors and self.ratio >= KEEPS


def compare(
    scenario: Scenario, scenes: list[tuple[Scene, str, Path]], count: int, warm: Callable[[Sen, Scene], None]
) -> Grown:
    """`scenes`: the one with little data and the one with much, each with its database and a folder."""
    rates: tuple[list[float], list[float]] = ([], [])
    measured = Measured()
    with ExitStack() as stack:
        servers = [stack.enter_context(live.running(url, data, workers=2)) for _scene, url, data in scenes]
        for sen, (made, _url, _data) in zip(servers, scenes, strict=True):
            warm(sen, made)
        steps = [scenario.sen(made) for made, _url, _data in scenes]
        for turn in range(ROUNDS):
            for place, (sen, step) in enumerate(zip(servers, steps, strict=True)):
                found = load.run(_from(step, turn * (count // ROUNDS)), count // ROUNDS, sen.port)
                rates[place].append(found.rate)
                if place:
                    measured.latencies += found.latencies
                measured.errors += found.errors
    before, after = (statistics.median(found) for found in rates)
    return Grown(scenario.name, before, after, measured)


def _from(step: Step, first: int) -> Step:
    async def later(connection: Connection, number: int) -> bool:
        return await step(connection, first + number)

    return later
