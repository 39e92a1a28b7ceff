"""A module for `lms.bounded`: does in its own process what the file it is given tells it to."""

import os
import time
from pathlib import Path

from lms.bounded import serve

MEMORY = 400 << 20


def main(source: Path) -> dict[str, object]:
    match source.read_text("utf-8"):
        case "eat":
            bytearray(MEMORY)
        case "sleep":
            time.sleep(60)
        case "die":
            os.abort()
    return {"name": source.name, "letters": "Lý luận"}


if __name__ == "__main__":
    serve(main, MEMORY)
