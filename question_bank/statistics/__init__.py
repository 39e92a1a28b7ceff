"""Which questions are bad, and how far a test can be trusted: figures of classical and of item response theory.

`figures` holds those of one column of numbers, with None for "not defined", and needs nothing but Python. All else
takes tables (people as rows, items as columns) and says NaN for "not defined", never 0; it is loaded when it is asked
for, since pandas is slow to load and a server seldom needs it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from question_bank.statistics.figures import (
    Summary,
    alpha,
    deviation,
    difficulty,
    discrimination,
    mean,
    median,
    point_biserial,
    summary,
)

if TYPE_CHECKING:
    from question_bank.statistics.choosing import option_statistics, scored
    from question_bank.statistics.items import item_statistics
    from question_bank.statistics.response_theory import ItemResponseModel, rasch, two_parameter
    from question_bank.statistics.whole import TestStatistics, test_statistics

LATER = {
    "item_statistics": "items",
    "option_statistics": "choosing",
    "scored": "choosing",
    "test_statistics": "whole",
    "TestStatistics": "whole",
    "ItemResponseModel": "response_theory",
    "rasch": "response_theory",
    "two_parameter": "response_theory",
}

__all__ = [
    "ItemResponseModel",
    "Summary",
    "TestStatistics",
    "alpha",
    "deviation",
    "difficulty",
    "discrimination",
    "item_statistics",
    "mean",
    "median",
    "option_statistics",
    "point_biserial",
    "rasch",
    "scored",
    "summary",
    "test_statistics",
    "two_parameter",
]


def __getattr__(name: str) -> Any:
    """What stands in LATER, loaded the first time it is named."""
    if name not in LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{LATER[name]}"), name)
