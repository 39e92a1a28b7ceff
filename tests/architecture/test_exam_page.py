"""The sitting page loads what it needs at once, and stays small enough for a hall on 3G."""

import gzip
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
LARGEST_SCRIPTS = 20 * 1024


def imported(entry: Path) -> set[Path]:
    """A module with all that it imports, directly or not."""
    found: set[Path] = set()
    waiting = [entry.resolve()]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            names = re.findall(r'from "(\.[^"]+)"', module.read_text("utf-8"))
            waiting += [(module.parent / name).resolve() for name in names]
    return found


def test_every_module_of_the_sitting_page_is_asked_for_at_once() -> None:
    template = (ROOT / "templates/quizzes/sit.html").read_text("utf-8")
    asked_for = {(STATIC / name).resolve() for name in re.findall(r"'((?:js|vendor)/[^']+\.js)'", template)}
    assert asked_for == imported(STATIC / "js/exam/sit.js")


def test_the_scripts_of_the_sitting_page_are_small() -> None:
    sizes = [len(gzip.compress(module.read_bytes(), 9)) for module in imported(STATIC / "js/exam/sit.js")]
    assert sum(sizes) < LARGEST_SCRIPTS
