"""How big a test is: a share at every commit, whole in `make prove`. One setting, never a skip."""

import os
from collections.abc import Sequence
from typing import TypeVar

Case = TypeVar("Case")
SHARE_AT_EVERY_COMMIT = 0.01


def scale() -> float:
    """SEN_PROVE_SCALE: the share of the full size, 1 for all of it."""
    return float(os.environ.get("SEN_PROVE_SCALE", SHARE_AT_EVERY_COMMIT))


def scaled(full: int, least: int = 1) -> int:
    """`full` in `make prove`, a share of it otherwise, and never less than `least`."""
    return max(min(least, full), round(full * scale()))


def chosen(cases: Sequence[Case], every: int) -> Sequence[Case]:
    """All cases in `make prove`, otherwise the first of every so many."""
    return cases if scale() == 1 else cases[::every]
