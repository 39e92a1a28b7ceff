"""Remember what was installed from what, so that a second `make install` takes no time."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

FOLDER = "sen-stamps"


def fingerprint(inputs: Iterable[Path], *words: str) -> str:
    """One line that changes as soon as one of the input files, its name or one of the words changes."""
    digest = hashlib.sha256("\0".join(words).encode())
    for path in sorted(inputs):
        digest.update(path.name.encode())
        digest.update(path.read_bytes() if path.is_file() else b"-")
    return digest.hexdigest()


class Stamps:
    """One small file per finished step, kept inside the environment, so that both disappear together."""

    def __init__(self, environment: Path) -> None:
        self.folder = environment / FOLDER

    def holds(self, step: str, mark: str) -> bool:
        stamp = self.folder / step
        return stamp.is_file() and stamp.read_text("utf-8") == mark

    def set(self, step: str, mark: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / step).write_text(mark, "utf-8")
