"""Packages of Debian that a machine lacks."""

import os
import shutil
from collections.abc import Sequence

from lms.install.problems import CannotInstall, run


def install(packages: Sequence[str], *, missing: str, by_hand: str) -> None:
    """Install the packages as root of a Debian; what the person hears begins with `missing`.

    Raises:
        CannotInstall: where that is not possible, with what to do.
    """
    if shutil.which("apt-get") is None:
        raise CannotInstall(f"{missing}, and this is no Debian. {by_hand}")
    if os.geteuid() != 0:
        raise CannotInstall(f"{missing}, and only root can install it. {by_hand}")
    print(f"Installing {' '.join(packages)} from Debian's packages …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-q"], advice=by_hand, env=quiet, chatty=True)
    words = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    run(words, advice=by_hand, env=quiet, chatty=True)
