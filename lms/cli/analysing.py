"""What `lms questions analyse` says of a file of results."""

from dataclasses import asdict
from math import isnan
from typing import Any

import pandas as pd

from question_bank.statistics.items import item_statistics
from question_bank.statistics.response_theory import rasch, two_parameter
from question_bank.statistics.sheets import read_sheet
from question_bank.statistics.whole import test_statistics

MODELS = {"rasch": rasch, "2pl": two_parameter}
SHOWN = ("n", "facility", "sd", "point_biserial", "discriminative_efficiency", "effective_weight")


def told(data: bytes, model: str | None) -> dict[str, Any]:
    """The figures as plain values, null where they are not defined. ValueError if there are no results in it."""
    sheet = read_sheet(data)
    items = item_statistics(sheet.scores, choices=sheet.choices, key=sheet.key)
    found = {"test": asdict(test_statistics(sheet.scores)), "items": _records(items)}
    if model:
        fit = MODELS[model](sheet.scores)
        found["model"] = {
            "name": model,
            "log_likelihood": fit.log_likelihood,
            "converged": fit.converged,
            "items": _records(fit.items),
        }
    return _defined(found)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    rows = table.astype(object).to_dict("records")
    return [{"item": str(name), **row} for name, row in zip(table.index, rows, strict=True)]  # type: ignore[dict-item]


def _defined(value: Any) -> Any:
    """Plain values for JSON, what is not defined as null."""
    if isinstance(value, dict):
        return {str(name): _defined(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_defined(part) for part in value]
    if hasattr(value, "item"):
        value = value.item()
    return None if isinstance(value, float) and isnan(value) else value


def lines(told: dict[str, Any]) -> list[str]:
    """The same as lines with tabs, for reading."""
    test = [f"{name}\t{_short(value)}" for name, value in told["test"].items()]
    head = "\t".join(("item", *SHOWN))
    items = ["\t".join([one["item"], *(_short(one[name]) for name in SHOWN)]) for one in told["items"]]
    fitted = [
        "\t".join([one["item"], *(_short(value) for name, value in one.items() if name != "item")])
        for one in told.get("model", {}).get("items", [])
    ]
    named = ["", "item\tdifficulty\tse\tdiscrimination\tse", *fitted] if fitted else []
    return [*test, "", head, *items, *named]


def _short(value: Any) -> str:
    """Four places; what is not defined as a dash."""
    return "–" if value is None else f"{value:.4f}" if isinstance(value, float) else str(value)
