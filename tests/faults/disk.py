"""A disk of a few megabytes that can be filled up and freed again: a file system in memory, mounted for the test.

Where nobody may mount, the processes may write no file beyond its present size, which is all of a full disk that can
be had there.
"""

import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

BALLAST = "ballast"
MEGABYTE = 1024 * 1024


@dataclass
class Disk:
    """`folder` lies on it; `own` is false where it is not a disk of its own but files that may not grow."""

    folder: Path
    own: bool

    def fill(self, pids: list[int]) -> None:
        """Not a byte more: neither a new file nor a longer one."""
        if self.own:
            with suppress(OSError), (self.folder / BALLAST).open("wb", buffering=0) as ballast:
                while ballast.write(bytes(MEGABYTE // 16)):
                    pass
            return
        for pid in pids:
            _limit(pid, 0)

    def free(self, pids: list[int]) -> None:
        """Room again, as when somebody has tidied up."""
        if self.own:
            (self.folder / BALLAST).unlink()
            return
        for pid in pids:
            _limit(pid, resource.RLIM_INFINITY)


@contextmanager
def small(folder: Path, megabytes: int) -> Iterator[Disk]:
    """A disk at `folder`, gone at the end with all that is on it."""
    folder.mkdir(parents=True)
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "sen-test", str(folder)]
    mounts = shutil.which("mount") is not None
    own = mounts and subprocess.run(words, check=False, capture_output=True).returncode == 0
    try:
        yield Disk(folder, own)
    finally:
        if own:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _limit(pid: int, size: int) -> None:
    with suppress(psutil.NoSuchProcess):
        psutil.Process(pid).rlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
