"""How a page lies in its photo: turned by quarters, then cut out at four corners and laid flat. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import dist, isfinite
from typing import Any

Point = tuple[float, float]
WHOLE: tuple[Point, ...] = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
LEAST_AREA = 0.01


@dataclass(frozen=True)
class Shape:
    """`turn` quarters clockwise; then the corners from the top left on, as shares of the turned picture."""

    turn: int = 0
    corners: tuple[Point, ...] = WHOLE

    @property
    def is_whole(self) -> bool:
        return self.corners == WHOLE

    def packed(self) -> list[float]:
        """As it is kept: the turn, then x and y of each corner."""
        return [self.turn, *(value for corner in self.corners for value in corner)]


def shape_of(turn: int, numbers: Sequence[float]) -> Shape | None:
    """The shape in these numbers, x and y of each corner; None if they enclose no page."""
    if turn not in range(4) or len(numbers) != 8 or not all(isfinite(n) and 0 <= n <= 1 for n in numbers):
        return None
    corners = tuple(zip(numbers[::2], numbers[1::2], strict=True))
    return Shape(turn, corners) if _is_convex(corners) and _area(corners) >= LEAST_AREA else None


def unpacked(kept: Sequence[Any]) -> Shape:
    """A shape that was kept; nothing kept is the whole picture."""
    return shape_of(int(kept[0]), [float(number) for number in kept[1:]]) or Shape() if kept else Shape()


def size_of(shape: Shape, width: int, height: int) -> tuple[int, int]:
    """Width and height of the page that is cut out of a turned picture: its longer sides."""
    top, right, bottom, left = (
        dist(_scaled(one, width, height), _scaled(other, width, height))
        for one, other in _sides(shape.corners)
    )
    return max(1, round(max(top, bottom))), max(1, round(max(left, right)))


def coefficients(shape: Shape, picture: tuple[int, int], page: tuple[int, int]) -> tuple[float, ...]:
    """What lays the corners flat: eight numbers that lead each dot of the page to its place in the picture."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = (_scaled(corner, *picture) for corner in shape.corners)
    sum_x, sum_y = x0 - x1 + x2 - x3, y0 - y1 + y2 - y3
    dx1, dx2, dy1, dy2 = x1 - x2, x3 - x2, y1 - y2, y3 - y2
    base = dx1 * dy2 - dx2 * dy1
    g, h = (sum_x * dy2 - dx2 * sum_y) / base, (dx1 * sum_y - sum_x * dy1) / base
    width, height = page
    across = (x1 - x0 + g * x1) / width, (x3 - x0 + h * x3) / height, x0
    down = (y1 - y0 + g * y1) / width, (y3 - y0 + h * y3) / height, y0
    return (*across, *down, g / width, h / height)


def _scaled(corner: Point, width: int, height: int) -> Point:
    return corner[0] * width, corner[1] * height


def _sides(corners: Sequence[Point]) -> list[tuple[Point, Point]]:
    return [(corners[place], corners[(place + 1) % 4]) for place in range(4)]


def _is_convex(corners: Sequence[Point]) -> bool:
    """Clockwise as seen, without a dent: then no three corners lie in one line either."""
    return all(
        (x1 - x0) * (y2 - y1) - (y1 - y0) * (x2 - x1) > 0
        for (x0, y0), (x1, y1), (x2, y2) in (
            (corners[place], corners[(place + 1) % 4], corners[(place + 2) % 4]) for place in range(4)
        )
    )


def _area(corners: Sequence[Point]) -> float:
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in _sides(corners))) / 2
