"""`python -m tests.benchmarks.works`: written works compared with each other, alone in its process for its memory."""

import json
import sys
from pathlib import Path
from random import Random
from time import process_time

from question_bank.similarity import Corpus
from tests.question_bank.essays import OFFICIAL, copied, essay, revised

WORKS, SENTENCES = 5000, 105  # about 1,500 words each
COPIES = 50  # and as many light revisions


def main() -> dict[str, float]:
    """Processor seconds for all, for one that comes later, and megabytes at the most."""
    chance = Random(1)
    works = [essay(chance, SENTENCES) for _ in range(WORKS - 2 * COPIES)]
    works += [copied(one, chance) for one in works[:COPIES]]
    works += [revised(one, chance) for one in works[COPIES : 2 * COPIES]]
    late = revised(works[1000], chance)
    start = process_time()
    corpus = Corpus({str(number): work for number, work in enumerate(works)}, known=[OFFICIAL])
    found = corpus.matches()
    compared = process_time() - start
    pairs = {(int(match.a), int(match.b)) for match in found}
    named = sum((number, WORKS - 2 * COPIES + number) in pairs for number in range(2 * COPIES))
    start = process_time()
    near = corpus.near(late)
    one = process_time() - start
    if near[0].b != "1000" or named != 2 * COPIES:
        raise AssertionError(f"{named} of {2 * COPIES} pairs found, the late one near {near[0].b}")
    status = Path("/proc/self/status").read_text("utf-8")
    peak = next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))
    return {"compared": compared, "one": one, "megabytes": peak, "matches": len(found)}


if __name__ == "__main__":
    print(json.dumps(main()))
    sys.exit(0)
