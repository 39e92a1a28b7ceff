"""`python -m tests.benchmarks [name]`: every scenario on both databases, a table, and build/bench.json."""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Protocol

import psutil

from lms import config, database
from lms.accounts import passwords
from lms.cli.database import upgrade_database
from tests.benchmarks import (
    crowds,
    documents,
    door,
    floor,
    grid,
    growth,
    library,
    load,
    media,
    statements,
    workbench,
)
from tests.benchmarks.crowds import CROWDS, Bound, Crowd
from tests.benchmarks.load import Measured
from tests.benchmarks.scenarios import SCENARIOS, Scenario
from tests.lms.cast import PASSWORD
from tests.servers import live, scene
from tests.servers.live import ROOT, SETTINGS, Sen
from tests.servers.postgres import Postgres
from tests.servers.scene import Scene

BACKENDS = ("sqlite", "postgresql")
GROWTH = "growth"
STARTED = 500
SHARE = float(os.environ.get("SEN_BENCH_SHARE", "1"))


class Bounded(Protocol):
    """A line that knows whether it kept its bound."""

    @property
    def met(self) -> bool: ...


@dataclass
class Line:
    """One line of build/bench.json. Rates per second, times in milliseconds.

    `cpu_ms` is what Sen's own processes used for one; `stolen` the share of the machine's time that it was not given.
    """

    name: str
    database: str
    value: float
    unit: str
    floor: float | None
    ratio: float | None
    p50_ms: float
    p95_ms: float
    p99_ms: float
    errors: int
    statements: int | None
    cpu_ms: float
    stolen: float
    met_by: str = ""


ALONE: dict[str, Callable[[Path], Sequence[Bounded]]] = {
    "door": door.main,
    "documents": documents.main,
    "grid": grid.main,
    "media": media.main,
    "workbench": workbench.main,
}


def main() -> int:
    every: list[Scenario | Crowd] = [*SCENARIOS, *CROWDS]
    wanted = [one for one in every if not sys.argv[1:] or one.name in sys.argv[1:]]
    for name, run in ALONE.items():
        if name in sys.argv[1:]:
            return _alone(run)
    if "library" in sys.argv[1:]:
        return 0 if all(line.met for line in library.main()) else 1
    if not wanted and GROWTH not in sys.argv[1:]:
        known = [*(one.name for one in every), GROWTH, *ALONE, "library"]
        print(f"There is no benchmark of this name. There are: {', '.join(known)}")
        return 2
    with tempfile.TemporaryDirectory(prefix="bench-", dir=_build()) as name:
        Path(name).chmod(0o755)
        server = Postgres(Path(name) / "postgres", durable=True)
        try:
            lines = [line for kind in BACKENDS for line in on(kind, wanted, Path(name), server)]
            if not wanted or not sys.argv[1:]:
                lines += [line for kind in BACKENDS for line in _growth(kind, Path(name), server)]
        finally:
            server.stop()
    (ROOT / "build" / "bench.json").write_text(
        json.dumps([asdict(line) for line in lines], indent=1), "utf-8"
    )
    return 0 if all(line.met_by for line in lines) else 1


def _alone(benchmark: Callable[[Path], Sequence[Bounded]]) -> int:
    """One that makes its own databases and prints its own lines."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir=_build()) as name:
        Path(name).chmod(0o755)
        return 0 if all(line.met for line in benchmark(Path(name))) else 1


def on(kind: str, wanted: list[Scenario | Crowd], folder: Path, server: Postgres) -> list[Line]:
    """All scenarios and crowds on one kind of database, each on a database and servers of its own."""
    if kind == "postgresql":
        server.start()
    lines = []
    for scenario in wanted:
        url = _database(kind, f"{scenario.name}", folder, server)
        data = folder / f"{kind}-{scenario.name}"
        made = _scene(url, data, scenario)
        if isinstance(scenario, Crowd):
            found = _crowd(kind, scenario, made, url, data)
        else:
            floor_url = _database(kind, f"{scenario.name}_floor", folder, server)
            found = [_measure(kind, scenario, made, url, data, floor_url)]
        for line in found:
            show(line)
        lines += found
    return lines


def _growth(kind: str, folder: Path, server: Postgres) -> list[Line]:
    """How the rates stand up to ten times the data."""
    if kind == "postgresql":
        server.start()
    lines = []
    for scenario in growth.GROWING:
        count = max(50, int(scenario.count * SHARE))
        scenes = []
        for before in (0, growth.MORE * max(STARTED, count)):
            name = f"{scenario.name}_{before}"
            url, data = _database(kind, name, folder, server), folder / f"{kind}-{name}"
            scenes.append((_scene(url, data, scenario, before), url, data))
            database.engine().dispose()
        grown = growth.compare(scenario, scenes, count, _warm)
        line = _line(kind, f"{scenario.name}.{GROWTH}", grown.measured, None, None)
        line = replace(
            line, value=round(grown.after, 1), floor=round(grown.before, 1), ratio=round(grown.ratio, 3)
        )
        lines.append(replace(line, met_by=GROWTH if grown.met else ""))
        show(lines[-1])
    return lines


def _crowd(kind: str, crowd: Crowd, made: Scene, url: str, data: Path) -> list[Line]:
    """One line for each thing that the crowd does."""
    database.engine().dispose()
    with live.running(url, data, workers=crowd.workers) as sen:
        _warm(sen, made)
        used = Used(sen)
        found = crowds.run(crowd.acts(made, _people(crowd), crowd.seconds * min(1, 4 * SHARE)), sen.port)
        cpu_ms, stolen = used.since_then(sum(len(one.latencies) for one in found.values()) or 1)
    lines = []
    for act, measured in found.items():
        line = _line(kind, f"{crowd.name}.{act}", measured, None, None)
        met = not measured.errors and _keeps(measured, crowd.bounds[act], found)
        met &= crowd.within is None or measured.seconds <= crowd.within
        lines.append(replace(line, cpu_ms=cpu_ms, stolen=stolen, met_by="bound" if met else ""))
    return lines


def _keeps(measured: Measured, bound: Bound, found: dict[str, Measured]) -> bool:
    limits = [(95, bound.p95), (99, bound.p99)]
    if bound.twice:
        limits.append((95, 2 * found[bound.twice].percentile(95)))
    return all(limit is None or measured.percentile(percent) < limit for percent, limit in limits)


def _people(crowd: Crowd) -> int:
    return max(20, int(crowd.people * SHARE))


def _measure(kind: str, scenario: Scenario, made: Scene, url: str, data: Path, floor_url: str) -> Line:
    count = max(20, int(scenario.count * SHARE))
    counts = statements.count(made)
    page = made.app.test_client(use_cookies=False).get(
        f"/attempts/{made.learners[0].attempt}", headers={"Cookie": made.learners[0].cookie}
    )
    database.engine().dispose()
    with live.running(url, data, workers=2) as sen:
        _warm(sen, made)
        used = Used(sen)
        measured = load.run(scenario.sen(made), count, sen.port)
        cpu_ms, stolen = used.since_then(count)
    bare = _floor(scenario, made, page.data, count, data, floor_url)
    line = _line(kind, scenario.name, measured, bare, counts.get(scenario.name))
    return replace(line, cpu_ms=cpu_ms, stolen=stolen, met_by=_met_by(kind, scenario, measured, line.ratio))


class Used:
    """Processor time from now on. A machine that shares its cores may be given less of them than it has."""

    def __init__(self, sen: Sen) -> None:
        self.processes = [psutil.Process(pid) for pid in sen.worker_pids()]
        self.own, self.all = self._own(), psutil.cpu_times()

    def since_then(self, count: int) -> tuple[float, float]:
        """Milliseconds of Sen's processes for each of `count`, and the share of the machine's time that was stolen."""
        now = psutil.cpu_times()
        passed = sum(now) - sum(self.all)
        stolen = getattr(now, "steal", 0.0) - getattr(self.all, "steal", 0.0)
        return round((self._own() - self.own) * 1000 / count, 2), round(stolen / passed if passed else 0.0, 2)

    def _own(self) -> float:
        return sum(sum(process.cpu_times()[:2]) for process in self.processes)


def _floor(scenario: Scenario, made: Scene, page: bytes, count: int, data: Path, url: str) -> Measured | None:
    if scenario.floor is None:
        return None
    with floor.running(url, page, passwords.hashed(PASSWORD), STARTED, data) as port:
        return load.run(scenario.floor(made), count, port)


def _line(kind: str, name: str, measured: Measured, bare: Measured | None, sent: int | None) -> Line:
    ratio = measured.rate / bare.rate if bare and bare.rate else None
    return Line(
        name=name,
        database=kind,
        value=round(measured.rate, 1),
        unit="per_s",
        floor=round(bare.rate, 1) if bare else None,
        ratio=round(ratio, 3) if ratio else None,
        p50_ms=round(measured.percentile(50), 1),
        p95_ms=round(measured.percentile(95), 1),
        p99_ms=round(measured.percentile(99), 1),
        errors=measured.errors,
        statements=sent,
        cpu_ms=0.0,
        stolen=0.0,
    )


def _met_by(kind: str, scenario: Scenario, measured: Measured, ratio: float | None) -> str:
    met = ["rate"] if measured.rate >= scenario.must[kind] else []
    if ratio is not None and scenario.ratio is not None and ratio >= scenario.ratio:
        met.append("ratio")
    return "" if measured.errors else " and ".join(met)


def _scene(url: str, data: Path, scenario: Scenario | Crowd, before: int = 0) -> Scene:
    data.mkdir(parents=True)
    key = SETTINGS["SEN_SECRET_KEY"]
    upgrade_database(config.from_environment({}, database_url=url, data_dir=data, secret_key=key))
    if isinstance(scenario, Crowd):
        learners = STARTED + 3 * _people(scenario)
    else:
        count = max(20, int(scenario.count * SHARE))
        learners = STARTED + (count if scenario.name in {"start", "checkin", "signin", "journey"} else 0) + 20
    return scene.make(url, data, learners, started=STARTED, before=before)


def _warm(sen: Sen, made: Scene) -> None:
    """Each process reads the papers and opens its connections before the clock runs; they do not start together."""
    started = made.learners[:STARTED]

    async def step(connection: load.Connection, number: int) -> bool:
        learner = started[number]
        answer = await connection.send("GET", f"/attempts/{learner.attempt}", {"Cookie": learner.cookie})
        return answer.status == 200

    for _round in range(10):
        before = [_worked(pid) for pid in sen.worker_pids()]
        load.run(step, 300, sen.port)
        after = [_worked(pid) for pid in sen.worker_pids()]
        if len(before) == len(after) and min(map(float.__sub__, after, before)) > 0.1:
            return
    raise TimeoutError("not every process took its share of the first requests")


def _worked(pid: int) -> float:
    """Seconds of processor time so far."""
    return sum(psutil.Process(pid).cpu_times()[:2])


def _database(kind: str, name: str, folder: Path, server: Postgres) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder / f'{name}.sqlite'}"
    return server.create_database(name)


def _build() -> Path:
    (ROOT / "build").mkdir(exist_ok=True)
    return ROOT / "build"


def show(line: Line) -> None:
    """One line a scenario, as soon as it is known."""
    bare = f"floor {line.floor:7.1f}  ratio {line.ratio:5.2f}" if line.floor and line.ratio else " " * 27
    print(
        f"{line.database:11} {line.name:13} {line.value:8.1f}/s  {bare}  p50 {line.p50_ms:7.1f}  p95 {line.p95_ms:7.1f}"
        f"  p99 {line.p99_ms:7.1f} ms  cpu {line.cpu_ms:5.2f} ms  stolen {line.stolen:4.0%}  errors {line.errors}"
        f"  statements {line.statements}"
        f"  {'met by ' + line.met_by if line.met_by else 'NOT MET'}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
