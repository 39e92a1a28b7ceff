"""A real Chromium for the browser tests: the machine's own, or Debian's."""

import os
import shutil
from pathlib import Path

from lms.install import debian
from lms.install.problems import CannotInstall

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
    debian.install((SHELL, FOR_PLAYWRIGHT), missing="No Chromium was found", by_hand=BY_HAND)
    installed = find()
    if installed is None:
        raise CannotInstall(f"Chromium was installed but cannot be found. {BY_HAND}")
    return installed
