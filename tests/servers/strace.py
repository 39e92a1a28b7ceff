"""What processes ask of the system, in the order in which they do: strace, around the processes that it starts.

Started around them, not attached to them, since that is allowed everywhere.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SYNCS = "fsync,fdatasync"
SENDS = "write,writev,sendto,sendmsg"
LINE = re.compile(r"^(?P<pid>\d+) +(?P<at>\d+\.\d+) (?P<what>.*)$")


class NoStrace(Exception):
    """The message says how to get it."""


@dataclass(frozen=True)
class Call:
    """One call as strace prints it, at a moment in seconds since 1970."""

    at: float
    text: str


def around(output: Path, *, detached: bool = False) -> tuple[str, ...]:
    """The words before a command; `detached` lets the command itself end while what it started is still looked at."""
    if shutil.which("strace") is None:
        raise NoStrace("strace is missing: python -m lms.install --tests, as root, or your package manager")
    how = ("-D",) if detached else ()
    # -y names files, -s is how much of what is sent can be read, seccomp spares the calls that nobody asked for.
    seen = ("-e", f"trace={SYNCS},{SENDS}", "-e", "signal=none", "--seccomp-bpf")
    return ("strace", *how, "-f", "-q", "-ttt", "-y", "-s", "600", *seen, "-o", str(output))


def calls(*outputs: Path) -> list[Call]:
    """All calls that came back, in order; one that was interrupted by another's line is put together again."""
    found = [call for output in outputs for call in _read(output)]
    return sorted(found, key=lambda call: call.at)


def _read(output: Path) -> Iterator[Call]:
    begun: dict[str, str] = {}
    for line in output.read_text("utf-8", errors="replace").splitlines():
        match = LINE.match(line)
        if match is None:
            continue
        pid, at, text = match["pid"], float(match["at"]), match["what"]
        if text.endswith("<unfinished ...>"):
            begun[pid] = text.removesuffix("<unfinished ...>")
            if not text.startswith(
                ("fsync", "fdatasync")
            ):  # sent when it was called, synced when it came back
                yield Call(at, text)
        elif text.startswith("<... "):
            if begun.get(pid, "").startswith(("fsync", "fdatasync")):
                yield Call(at, begun.pop(pid) + text)
        else:
            yield Call(at, text)
