"""The Python environment in .venv: made once, filled from the locked and hashed requirements."""

import os
import sys
from pathlib import Path

from lms.install.problems import CannotInstall, run

OLDEST = (3, 11)
RETRY = "Nothing is lost: check the network and run the same command again."


class Environment:
    """A virtual environment inside the checkout. With `wheels`, a folder of packages, nothing is downloaded."""

    def __init__(self, root: Path, wheels: Path | None = None) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.source = [] if wheels is None else ["--no-index", "--find-links", str(wheels)]

    @property
    def python(self) -> Path:
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def make(self) -> None:
        """Make the environment, unless it is there."""
        if sys.version_info < OLDEST:
            raise CannotInstall(
                f"Sen needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}."
            )
        if self.python.exists():
            return
        advice = "On Debian and Ubuntu: apt-get install python3-venv. Then delete the folder .venv and run this again."
        run([sys.executable, "-m", "venv", self.folder], advice=advice)

    def install(self, *requirements: Path) -> None:
        """Install exactly what the lock files name; a package with another content is refused."""
        files = [part for path in requirements for part in ("-r", str(path))]
        self._pip("--require-hashes", "--only-binary", ":all:", *files)

    def install_checkout(self) -> None:
        """Make `lms` a command of the environment; the code stays where it is."""
        self._pip("--no-deps", "--no-index", "--no-build-isolation", "--editable", str(self.root))

    def run(self, *arguments: str, advice: str = RETRY) -> None:
        run([self.python, *arguments], advice=advice, cwd=self.root)

    def _pip(self, *arguments: str) -> None:
        quiet = ["-qq", "--disable-pip-version-check", "--no-input", "--root-user-action", "ignore"]
        self.run("-m", "pip", "install", *quiet, *self.source, *arguments)
