"""A real Chromium for the browser tests: the machine's own, or Debian's."""

import os
import shutil
from pathlib import Path

from lms.install.problems import CannotInstall, run

# The shell is the same engine without windows; it starts faster and uses a third less of the processor.
SHELL = "chromium-headless-shell"
# Playwright's own Node is linked with it, and a bare machine has it not; the whole Chromium would bring it.
FOR_PLAYWRIGHT = "libatomic1"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
BY_HAND = (
    f"Install Chromium yourself (on Debian, as root: apt-get install {SHELL} {FOR_PLAYWRIGHT}) "
    "or name it in SEN_CHROMIUM."
)


def find() -> Path | None:
    """The browser that the tests use, or nothing."""
    named = os.environ.get("SEN_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None


def ensure() -> Path:
    """Find Chromium, or install Debian's.

    Raises:
        CannotInstall: where that is not possible, with what to do.
    """
    present = find()
    if present is not None:
        return present
    if shutil.which("apt-get") is None:
        raise CannotInstall(f"No Chromium was found, and this is no Debian. {BY_HAND}")
    if os.geteuid() != 0:
        raise CannotInstall(f"No Chromium was found, and only root can install it. {BY_HAND}")
    print("Installing Chromium from Debian's packages …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-q"], advice=BY_HAND, env=quiet, chatty=True)
    run(
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", SHELL, FOR_PLAYWRIGHT],
        advice=BY_HAND,
        env=quiet,
        chatty=True,
    )
    installed = find()
    if installed is None:
        raise CannotInstall(f"Chromium was installed but cannot be found. {BY_HAND}")
    return installed
