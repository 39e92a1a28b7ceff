"""Print what a Makefile offers: `python -m lms.install.help Makefile`."""

import re
import sys
from pathlib import Path

TARGET = re.compile(r"^(?P<name>[a-z]+):.*?##\s*(?P<what>.+)$", re.MULTILINE)


def lines(makefile: str) -> list[str]:
    """One line per target that says what it does."""
    return [f"make {match['name']:<9}{match['what']}" for match in TARGET.finditer(makefile)]


if __name__ == "__main__":
    print("\n".join(lines(Path(sys.argv[1]).read_text("utf-8"))))
