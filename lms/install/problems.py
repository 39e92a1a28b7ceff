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
    chatty: bool = False,
) -> None:
    """Run a command and let the person see what it says; of a chatty one only when it fails.

    Raises:
        CannotInstall: with `advice`, if the command fails or does not exist.
    """
    words = [str(part) for part in command]
    output = subprocess.PIPE if chatty else None
    try:
        done = subprocess.run(
            words, cwd=cwd, env=env, stdout=output, stderr=subprocess.STDOUT if chatty else None, check=False
        )
    except OSError as error:
        raise CannotInstall(f"{words[0]} could not be started ({error.strerror}). {advice}") from error
    if done.returncode != 0:
        said = (done.stdout or b"").decode(errors="replace")[-4000:]
        raise CannotInstall(f"{said}`{' '.join([Path(words[0]).name, *words[1:3]])}` failed. {advice}")
