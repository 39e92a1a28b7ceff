"""QR codes as one SVG path. Pure. The mask is fixed: searching the best of eight costs most of the time."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError

QUIET_ZONE = 4
MASK = 3
# Coarse first: 25 modules, then 29 with more or less correction, then whatever a long address needs.
SHAPES = [
    (2, ERROR_CORRECT_M),
    (3, ERROR_CORRECT_M),
    (3, ERROR_CORRECT_L),
    (4, ERROR_CORRECT_L),
    (6, ERROR_CORRECT_L),
    (10, ERROR_CORRECT_L),
]


@dataclass(frozen=True)
class Drawing:
    """`path` in units of one module, quiet zone included in `size`."""

    path: str
    size: int

    @property
    def modules(self) -> int:
        return self.size - 2 * QUIET_ZONE


@lru_cache(maxsize=64)
def draw(text: str) -> Drawing:
    """The code of `text`; upper-case letters, digits and `$%*+-./:` take the least room."""
    code = _encode(text)
    return Drawing("".join(_runs(code.modules)), len(code.modules) + 2 * QUIET_ZONE)


def _encode(text: str) -> Any:
    for version, correction in SHAPES:
        code = QRCode(version, correction, border=0, mask_pattern=MASK)
        code.add_data(text, optimize=0)
        try:
            code.make(fit=False)
        except DataOverflowError:
            continue
        return code
    raise ValueError("too long for a code that can be read from afar")


def _runs(modules: list[list[bool | None]]) -> list[str]:
    """One rectangle for every run of dark modules in a row."""
    runs = []
    for y, row in enumerate(modules):
        x = 0
        while x < len(row):
            width = next((n for n in range(len(row) - x) if not row[x + n]), len(row) - x)
            if width:
                runs.append(f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h{width}v1h-{width}z")
            x += max(width, 1)
    return runs
