"""The administrator's tool. Every command answers `--help`, fails with one clear line, and exits non-zero then."""

import sys

import click
from sqlalchemy.exc import OperationalError

from lms.cli.backup import backup, restore
from lms.cli.database import db
from lms.cli.demo import demo
from lms.cli.doctor import doctor, fsck
from lms.cli.installation import Refused
from lms.cli.questions import questions
from lms.cli.roster import roster
from lms.cli.serve import serve, worker
from lms.cli.units import unit
from lms.cli.users import user
from lms.config import BadConfig


@click.group()
@click.version_option(package_name="sen-lms")
def commands() -> None:
    """Sen: classes in political theory, from the roster to the certificate."""


for command in (serve, worker, demo, db, user, unit, roster, questions, backup, restore, doctor, fsck):
    commands.add_command(command)


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
    except OperationalError as error:
        said = str(error.orig).partition("\n")[0]
        click.echo(f"The database does not answer; nothing was done. It says: {said}", err=True)
        sys.exit(1)
