"""Programs that only a few tests need: strace looks at what reaches the disk, nginx stands before two servers.

Where they cannot be installed those tests fail and say so; all others run.
"""

import shutil
import sys

from lms.install import debian
from lms.install.problems import CannotInstall

# program → Debian's package
NEEDED = {"strace": "strace", "nginx": "nginx-light"}
# Where Debian keeps what is meant for administrators, also for those who are none.
ELSEWHERE = "/usr/sbin:/usr/local/sbin"


def missing() -> list[str]:
    """The packages whose programs are not here."""
    return [
        package
        for program, package in NEEDED.items()
        if not (shutil.which(program) or shutil.which(program, path=ELSEWHERE))
    ]


def ensure() -> bool:
    """Install what is missing; False, and a word to the person, where that is not possible."""
    packages = missing()
    if not packages:
        return True
    names = " and ".join(packages)
    try:
        debian.install(
            packages,
            missing=f"{names} was not found",
            by_hand=f"As root, on Debian: apt-get install {' '.join(packages)}",
        )
    except CannotInstall as problem:
        print(
            f"\n{problem}\nThe tests that need {names} will fail; everything else is tested.", file=sys.stderr
        )
        return False
    return True
