"""Which options were chosen, by how many, and by whom: the figures of distractors."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from question_bank.statistics.scores import correlation, read_scores

Key: TypeAlias = "Mapping[Any, Any] | pd.Series[Any]"
Options: TypeAlias = "Mapping[Any, Collection[Any]] | pd.Series[Any]"
COLUMNS = ["count", "share", "right", "point_biserial", "mean_rest"]


def option_statistics(
    choices: pd.DataFrame,
    *,
    scores: pd.DataFrame | None = None,
    key: Key | None = None,
    options: Options | None = None,
) -> pd.DataFrame:
    """One row for each (item, option): how many chose it, their share of those asked, and how they did elsewhere.

    `point_biserial` is the correlation of choosing it with the rest of the test (the total without this item);
    `mean_rest` the mean rest of those who chose it. A good distractor has a negative one, a key a positive one. Without
    `scores` they are made from `key`; without either, the two are NaN. `right` is None without a key.
    """
    marks = scores if scores is not None else scored(choices, key) if key is not None else None
    table = read_scores(marks.reindex(columns=choices.columns)) if marks is not None else None
    totals = np.nansum(read_scores(marks).values, axis=1) if marks is not None else None
    rows, index = [], []
    for place, item in enumerate(choices.columns):
        chosen = [chosen_of(cell) for cell in choices[item]]
        asked = table.asked[:, place] if table is not None else np.ones(len(chosen), dtype=bool)
        rest = (
            totals - np.nan_to_num(table.values[:, place])
            if table is not None and totals is not None
            else None
        )
        for option in asked_options(choices, item, key, options):
            picked = np.array([option in one for one in chosen], dtype=bool)[asked]
            rows.append(_figures(picked, None if rest is None else rest[asked]))
            rows[-1]["right"] = None if key is None else option in chosen_of(key.get(item))
            index.append((item, option))
    names = pd.MultiIndex.from_tuples(index, names=["item", "option"])
    return pd.DataFrame(rows, index=names, columns=COLUMNS)


def scored(choices: pd.DataFrame, key: Key) -> pd.DataFrame:
    """1 where exactly what the key says was chosen, else 0; NaN for items that the key does not name."""
    return pd.DataFrame(
        {
            item: [
                float(chosen_of(cell) == chosen_of(key.get(item))) if chosen_of(key.get(item)) else np.nan
                for cell in choices[item]
            ]
            for item in choices.columns
        },
        index=choices.index,
        columns=choices.columns,
        dtype=float,
    )


def asked_options(
    choices: pd.DataFrame, item: Any, key: Key | None = None, options: Options | None = None
) -> list[Any]:
    """The options of an item in their order: those offered and, besides, those that were chosen or are right."""
    offered = list(options.get(item, ())) if options is not None else []
    seen = {name for cell in choices[item] for name in chosen_of(cell)}
    right = chosen_of(key.get(item)) if key is not None else frozenset()
    return offered + sorted((seen | right) - set(offered), key=str)


def guess(offered: Collection[Any], item: Any, key: Key | None) -> float:
    """What choosing one option by chance earns on average; NaN unless exactly one of them is right."""
    right = chosen_of(key.get(item)) if key is not None else frozenset()
    return 1 / len(offered) if len(right) == 1 and len(offered) > 1 else np.nan


def chosen_of(cell: Any) -> frozenset[Any]:
    """The options that a cell names: one, several, or none."""
    if isinstance(cell, list | tuple | set | frozenset):
        return frozenset(cell)
    return frozenset() if is_blank(cell) else frozenset([cell.strip() if isinstance(cell, str) else cell])


def is_blank(cell: Any) -> bool:
    """Whether a cell names no option."""
    if isinstance(cell, list | tuple | set | frozenset):
        return not cell
    return not cell.strip() if isinstance(cell, str) else bool(pd.isna(cell))


def _figures(
    picked: np.ndarray[Any, np.dtype[np.bool_]], rest: np.ndarray[Any, np.dtype[np.float64]] | None
) -> dict[str, Any]:
    count = int(picked.sum())
    known = rest is not None and count > 0
    return {
        "count": count,
        "share": count / len(picked) if len(picked) else np.nan,
        "point_biserial": correlation(picked.astype(float), rest) if rest is not None else np.nan,
        "mean_rest": float(rest[picked].mean()) if known and rest is not None else np.nan,
    }
