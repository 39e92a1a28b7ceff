"""The table of scores that all figures are made of: people as rows, items as columns, NaN where nothing was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

Marks: TypeAlias = "Mapping[Any, float] | pd.Series[float]"
Column: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.float64]]"
Table: TypeAlias = "np.ndarray[tuple[int, int], np.dtype[np.float64]]"
ATTRIBUTE = "max_marks"
ROUNDING = 1e-12


@dataclass(frozen=True)
class Scores:
    """`values` are marks, people × items; `highest` is the most that each item can earn."""

    items: list[Any]
    values: Table
    highest: Column

    @property
    def asked(self) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
        return ~np.isnan(self.values)

    @property
    def totals(self) -> Column:
        """What each person earned of what they were asked."""
        return np.nansum(self.values, axis=1)


def read_scores(scores: pd.DataFrame, max_marks: Marks | None = None) -> Scores:
    """The table as numbers, with the greatest mark of each item.

    `max_marks` or, without it, `scores.attrs["max_marks"]` give it by item; an item that neither names is worth 1, or
    the greatest mark seen if that is more.

    Raises:
        ValueError: for a cell that is no finite number, or a greatest mark that is not more than 0.
    """
    values = _numbers(scores)
    given = max_marks if max_marks is not None else scores.attrs.get(ATTRIBUTE, {})
    seen = np.max(np.nan_to_num(values, nan=1.0), axis=0, initial=1.0)
    highest = np.array(
        [float(given.get(item, most)) for item, most in zip(scores.columns, seen, strict=True)]
    )
    for item, most in zip(scores.columns, highest, strict=True):
        if not most > 0:
            raise ValueError(f"item {item!r}: the greatest mark must be more than 0")
    return Scores(list(scores.columns), values, highest)


def squares(values: Column) -> float:
    """The sum of the squared distances from the mean; 0 where there is no more than rounding leaves."""
    found = products(values, values)
    return 0.0 if found <= ROUNDING * max(1.0, float(values @ values)) else found


def products(one: Column, other: Column) -> float:
    """The sum of the products of the distances from the means."""
    return float((one - one.mean()) @ (other - other.mean())) if len(one) else 0.0


def correlation(one: Column, other: Column) -> float:
    """Pearson's r; NaN without variance on either side."""
    if len(one) < 2:
        return np.nan
    whole = squares(one) * squares(other)
    return float(np.clip(products(one, other) / np.sqrt(whole), -1, 1)) if whole > 0 else np.nan


def _numbers(scores: pd.DataFrame) -> Table:
    columns = [_column(item, scores.iloc[:, place]) for place, item in enumerate(scores.columns)]
    return np.column_stack(columns) if columns else np.empty((len(scores), 0))


def _column(item: Any, cells: pd.Series[Any]) -> Column:
    try:
        found = pd.to_numeric(cells).to_numpy(dtype=float, na_value=np.nan)
    except (TypeError, ValueError) as wrong:
        raise ValueError(f"item {item!r}: {wrong}") from wrong
    if np.isinf(found).any():
        raise ValueError(f"item {item!r}: a mark must be a finite number")
    return found
