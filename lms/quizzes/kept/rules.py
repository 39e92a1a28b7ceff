"""Between the rows of a test, which name topics of one version of a programme, and rows that fit every one. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from question_bank.question import Level

Rows = list[Any]


@dataclass(frozen=True)
class Fitted:
    """The rows for one version of the programme; `lost` questions are of topics that it does not have."""

    rows: Rows
    lost: int


def kept(rows: Sequence[Mapping[str, Any]], lineages: Mapping[int, str]) -> Rows:
    """The rows by lineage; `lineages` are those of the programme's topics by id."""
    return [
        {"lineage": lineages[row["topic_id"]]} | _without(row, "topic_id")
        for row in rows
        if row["topic_id"] in lineages
    ]


def fitted(rows: Sequence[Mapping[str, Any]], lineages: Mapping[int, str]) -> Fitted:
    """The kept rows for a programme whose topics have these lineages."""
    topic_ids = {lineage: topic_id for topic_id, lineage in lineages.items()}
    here = [
        {"topic_id": topic_ids[row["lineage"]]} | _without(row, "lineage")
        for row in rows
        if row["lineage"] in topic_ids
    ]
    return Fitted(here, questions(rows) - questions(here))


def questions(rows: Sequence[Mapping[str, Any]]) -> int:
    """How many questions the rows ask for."""
    return sum(int(row.get(level.value, 0)) for row in rows for level in Level)


def _without(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}
