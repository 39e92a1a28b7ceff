"""The figures of each item, as Moodle's quiz statistics define them where it has a definition.

Sources: T. Hunt and others, "Quiz statistics calculations", Moodle developer documentation, for facility, standard
deviation, random-guess score, intended and effective weight, discrimination index and discriminative efficiency.
S. Henrysson, "Correction of item-total correlations in item analysis", Psychometrika 28 (1963) 211–218, for the
corrected point-biserial. T. L. Kelley, "The selection of upper and lower groups for the validation of test items",
Journal of Educational Psychology 30 (1939) 17–24, for upper less lower 27 per cent.

x is the mark of a person in an item, m the most that the item can earn, T the total of the person, X = T − x the rest;
V and C are the variance and covariance of a sample (divided by n − 1), over the people who were asked the item:

    facility                    x̄ / m
    sd                          √V(x), in marks
    discrimination_index        C(x, X) / √(V(x) V(X))
    discriminative_efficiency   C(x, X) / the same covariance with x and X each sorted
    intended_weight             m / Σ m
    effective_weight            √C(x, T) / Σ √C(x, T); not defined where the covariance is negative
    random_guess_score          the mean share that the options earn

Moodle prints these times 100; here all are shares of 1. Its discrimination index is the correlation with the rest, so
that it equals the corrected point-biserial; `upper_lower` is what other books call the discrimination index.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from question_bank.statistics import figures
from question_bank.statistics.choosing import Key, Options, asked_options, guess, is_blank, option_statistics
from question_bank.statistics.scores import Column, Marks, Scores, correlation, products, read_scores, squares

COLUMNS = (
    "n",
    "max_mark",
    "mean",
    "facility",
    "sd",
    "point_biserial",
    "discrimination_index",
    "discriminative_efficiency",
    "upper_lower",
    "random_guess_score",
    "intended_weight",
    "effective_weight",
    "alpha_if_removed",
    "blanks",
    "median_time",
    "distractors",
)


def item_statistics(
    scores: pd.DataFrame,
    *,
    choices: pd.DataFrame | None = None,
    key: Key | None = None,
    max_marks: Marks | None = None,
    options: Options | None = None,
    times: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row for each item, with the columns of COLUMNS; NaN where a figure is not defined or cannot be known.

    `scores` holds marks (NaN: not asked), and `max_marks` or `scores.attrs["max_marks"]` what the items are worth.
    `choices` says which options were chosen (a name, or several; NaN or "" for none) and gives blanks, random-guess
    scores and distractors, `key` which are right, `options` which were offered (without it: those that were chosen or
    are right). `times` are seconds. `distractors` lists, for each option, what `option_statistics` says of it.

    Raises:
        ValueError: for a table that is not one of marks.
    """
    table = read_scores(scores, max_marks)
    rows = [_figures(table, place) for place in range(len(table.items))]
    found = pd.DataFrame(rows, index=scores.columns, columns=list(COLUMNS))
    found["intended_weight"] = table.highest / table.highest.sum()
    found["effective_weight"] = _effective_weights(table)
    found["alpha_if_removed"] = _alphas(table)
    found["n"] = table.asked.sum(axis=0)
    found["distractors"] = [[] for _ in table.items]
    if choices is not None:
        _add_choices(found, table, choices, key, options)
    if times is not None:
        found["median_time"] = times.median().reindex(scores.columns)
    return found


def _figures(table: Scores, place: int) -> dict[str, float]:
    asked = table.asked[:, place]
    own, total = table.values[asked, place], table.totals[asked]
    rest = total - own
    count, most = len(own), table.highest[place]
    mean = float(own.mean()) if count else np.nan
    index = correlation(own, rest)
    upper_lower = figures.discrimination(list(own / most), list(total))
    return {
        "max_mark": most,
        "mean": mean,
        "facility": mean / most,
        "sd": float(np.sqrt(squares(own) / (count - 1))) if count > 1 else np.nan,
        "point_biserial": index,
        "discrimination_index": index,
        "discriminative_efficiency": _efficiency(own, rest),
        "upper_lower": np.nan if upper_lower is None else upper_lower,
    }


def _efficiency(own: Column, rest: Column) -> float:
    """The covariance with the rest beside the greatest that these marks could have."""
    if len(own) < 2 or not squares(own) or not squares(rest):
        return np.nan
    return products(own, rest) / products(np.sort(own), np.sort(rest))


def _effective_weights(table: Scores) -> Column:
    totals, asked = table.totals, table.asked
    shared = np.full(len(table.items), np.nan)
    for place in range(len(table.items)):
        among = asked[:, place]
        own, total = table.values[among, place], totals[among]
        if len(own) > 1:
            shared[place] = products(own, total) / (len(own) - 1) if squares(own) else 0.0
    roots = np.sqrt(np.where(shared >= 0, shared, np.nan))
    whole = np.nansum(roots)
    return roots / whole if whole > 0 else np.full(len(roots), np.nan)


def _alphas(table: Scores) -> list[float]:
    """Cronbach's alpha of the test without each item, of those who were asked everything."""
    complete = table.values[table.asked.all(axis=1)]
    found = [
        figures.alpha(np.delete(complete, place, axis=1).T.tolist()) for place in range(len(table.items))
    ]
    return [np.nan if one is None else one for one in found]


def _add_choices(
    found: pd.DataFrame,
    table: Scores,
    choices: pd.DataFrame,
    key: Key | None,
    options: Options | None,
) -> None:
    """Blanks, random-guess scores and distractors of the items that have choices."""
    scores = pd.DataFrame(table.values, index=choices.index, columns=table.items)
    by_option = option_statistics(choices, scores=scores, key=key, options=options)
    for place, item in enumerate(table.items):
        if item not in choices.columns:
            continue
        asked = table.asked[:, place]
        found.loc[item, "blanks"] = int(choices[item][asked].map(is_blank).sum())
        found.loc[item, "random_guess_score"] = guess(asked_options(choices, item, key, options), item, key)
        rows: Any = (
            by_option.loc[[item]].droplevel(0).reset_index().to_dict("records")
            if (item in by_option.index.get_level_values(0))
            else []
        )
        found.at[item, "distractors"] = rows
