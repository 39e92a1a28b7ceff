"""The administrator's tool. Every command answers `--help`, fails with one clear line, and exits non-zero then."""

import gc
import sys
from importlib import import_module

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from lms.cli.installation import Refused
from lms.config import BadConfig

# In which module of this package each command is.
COMMANDS = {
    "serve": "serve",
    "worker": "background",
    "demo": "demo",
    "db": "database",
    "user": "users",
    "unit": "units",
    "roster": "roster",
    "questions": "questions",
    "backup": "backup",
    "restore": "backup",
    "doctor": "doctor",
    "fsck": "fsck",
}


class Commands(click.Group):
    """Loads a command when it is asked for: a short one need not wait for all of Sen."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        gc.disable()  # nothing of what is loaded is garbage, and looking for some takes a sixth of the time
        command: click.Command = getattr(import_module(f"lms.cli.{COMMANDS[cmd_name]}"), cmd_name)
        gc.enable()
        return command


@click.group(cls=Commands)
@click.version_option(package_name="sen-lms")
def commands() -> None:
    """Sen: classes in political theory, from the roster to the certificate."""


def main() -> None:
    """Entry point: what goes wrong in the ordinary course is one line, not a trace."""
    try:
        commands(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (BadConfig, Refused) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except (OperationalError, ProgrammingError) as error:
        said = str(error.orig).partition("\n")[0]
        click.echo(f"{_hint(said)} Nothing was done. The database says: {said}", err=True)
        sys.exit(1)


def _hint(said: str) -> str:
    """Tables or columns that are missing: the command was given another database, a new one, or an older one."""
    missing = any(words in said for words in ("no such table", "no such column", "does not exist"))
    if missing:
        return "Is this the right database? If it is new, or Sen was updated: lms db upgrade."
    return "The database does not answer."
