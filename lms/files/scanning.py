"""The virus check of the place where Sen runs, if it has one: a command that gets a file and says by its exit code."""

import shlex
import subprocess
import tempfile
from pathlib import Path

from flask import current_app

SECONDS = 60


def is_clean(body: bytes) -> bool:
    """Whether SEN_SCAN_COMMAND has nothing against these bytes. Without a command everything is clean; a check that
    cannot be made finds nothing clean."""
    command = shlex.split(current_app.config["SEN"].scan_command)
    if not command:
        return True
    with tempfile.TemporaryDirectory(prefix="sen-scan-") as folder:
        path = Path(folder) / "upload"
        path.write_bytes(body)
        try:
            done = subprocess.run([*command, str(path)], capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 - set by the administrator
        except (OSError, subprocess.TimeoutExpired):
            current_app.logger.exception("the virus check could not be made")
            return False
    return done.returncode == 0
