"""What keeps a machine from being made ready, said so that a person can put it right."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


class CannotInstall(Exception):
    """The message says what is missing and what to do."""


def run(
    command: Sequence[str | Path],
    *,
    advice: str,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> None:
    """Run a command and let the person see what it says.

    Raises:
        CannotInstall: with `advice`, if the command fails or does not exist.
    """
    try:
        done = subprocess.run([str(part) for part in command], cwd=cwd, env=env, check=False)
    except OSError as error:
        raise CannotInstall(f"{command[0]} could not be started ({error.strerror}). {advice}") from error
    if done.returncode != 0:
        raise CannotInstall(
            f"`{Path(command[0]).name} {command[1]} {command[2]}` failed, see above. {advice}"
        )
