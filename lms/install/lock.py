"""Renew the lock files: `python -m lms.install.lock [group …]`, in an environment with the dev requirements.

Each is locked with the hashes of every file of a version, for every platform, and without any address.
"""

import os
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements"
# In this order: a later group takes the versions of the earlier ones.
GROUPS = ("run", "install", "node", "test", "dev")
OPTIONS = (
    "--quiet",
    "--generate-hashes",
    "--strip-extras",
    "--allow-unsafe",
    "--no-config",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
)


def lock(group: str) -> None:
    """Write requirements/<group>.txt from requirements/<group>.in."""
    own_settings = {"CUSTOM_COMPILE_COMMAND": "python -m lms.install.lock", "PIP_CONFIG_FILE": os.devnull}
    environment = {
        name: value for name, value in os.environ.items() if name != "PIP_FIND_LINKS"
    } | own_settings
    command = [sys.executable, "-m", "piptools", "compile", *OPTIONS]
    files = ["--output-file", f"requirements/{group}.txt", f"requirements/{group}.in"]
    subprocess.run([*command, *files], cwd=REQUIREMENTS.parent, env=environment, check=True)


if __name__ == "__main__":
    for name in sys.argv[1:] or GROUPS:
        print(f"locking {name} …", flush=True)
        lock(name)
