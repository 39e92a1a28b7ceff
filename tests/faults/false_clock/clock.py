"""A wall clock that can be set while a server runs, for that server alone.

Each of its processes loads `sitecustomize` of this folder before anything else. Only the wall clock is false: what is
measured by the monotonic clock is not. (Debian's libfaketime cannot do that under Python 3.11: `time.sleep` fails.)
"""

import os
from collections.abc import Mapping
from pathlib import Path

from tests.faults.false_clock.sitecustomize import VARIABLE
from tests.servers.live import ROOT


class FalseClock:
    """`settings` are the variables with which the server is to be started; `step` holds at once."""

    def __init__(self, file: Path, apart: float = 0) -> None:
        """`apart`: seconds by which this clock is always wrong."""
        self.file = file
        self.apart = apart
        file.parent.mkdir(parents=True, exist_ok=True)
        self.step(0)

    @property
    def settings(self) -> Mapping[str, str]:
        folders = (Path(__file__).parent, ROOT)
        return {"PYTHONPATH": os.pathsep.join(map(str, folders)), VARIABLE: str(self.file)}

    def step(self, seconds: float) -> None:
        """Now wrong by so many seconds more."""
        fresh = self.file.with_suffix(".new")
        fresh.write_text(str(seconds + self.apart), "ascii")
        fresh.replace(self.file)
