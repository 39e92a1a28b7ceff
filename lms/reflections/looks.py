"""How the lines of a text that came from Word look, and where its pictures and tables stand between them. Pure.

The text itself stays plain, a line a paragraph, so that comments find their words and passages are compared; looks are
kept beside it, one for each line, each picture and each empty cell of a table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, Generic, TypeVar

S = TypeVar("S")
PICTURE = "picture"


@dataclass(frozen=True)
class Look:
    """`kind` as `question_bank.formats.word.blocks` names it; `picture` counts from 1; `cell` is table, row, column,
    span."""

    kind: str
    level: int = 0
    picture: int = 0
    cell: tuple[int, int, int, int] | None = None
    empty: bool = False

    @property
    def has_words(self) -> bool:
        return not self.empty and not self.picture

    def packed(self) -> list[Any]:
        return [self.kind, self.level, self.picture, list(self.cell) if self.cell else None, self.empty]


@dataclass(frozen=True)
class Piece(Generic[S]):
    """A line with its words, or a picture."""

    kind: str
    words: S | None = None
    level: int = 0
    picture: int = 0


@dataclass(frozen=True)
class Square(Generic[S]):
    """One cell of a table."""

    span: int
    pieces: list[Piece[S]]


@dataclass(frozen=True)
class Grid(Generic[S]):
    """A table, row by row."""

    rows: list[list[Square[S]]]
    kind: str = field(default="table", init=False)


def unpacked(kept: Sequence[Any]) -> Look:
    kind, level, picture, cell, empty = kept
    return Look(kind, level, picture, tuple(cell) if cell else None, empty)


def moved(looks: Iterable[Look], by: int) -> tuple[Look, ...]:
    """The same with their pictures counted on from others."""
    return tuple(replace(look, picture=look.picture + by) if look.picture else look for look in looks)


def arranged(looks: Iterable[Look], lines: Iterable[S]) -> list[Piece[S] | Grid[S]]:
    """The lines as they look, with pictures and tables between them."""
    left = iter(lines)
    told = [(look, _piece(look, left)) for look in looks]
    made: list[Piece[S] | Grid[S]] = []
    for table, group in groupby(told, key=lambda one: one[0].cell[0] if one[0].cell else None):
        found = list(group)
        made += [piece for _look, piece in found] if table is None else [_grid(found)]
    return made


def _piece(look: Look, left: Any) -> Piece[Any]:
    words = next(left, None) if look.has_words else None
    return Piece(look.kind, words, look.level, look.picture)


def _grid(found: list[tuple[Look, Piece[S]]]) -> Grid[S]:
    rows = []
    for _row, cells in groupby(found, key=lambda one: one[0].cell[1] if one[0].cell else 0):
        squares = []
        for (_column, span), inside in groupby(
            cells, key=lambda one: one[0].cell[2:] if one[0].cell else (0, 1)
        ):
            squares.append(Square(span, [piece for look, piece in inside if not look.empty]))
        rows.append(squares)
    return Grid(rows)
