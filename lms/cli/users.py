"""`lms user`: accounts from the command line, first of all the administrator's."""

import json
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from lms import database
from lms.accounts import passwords, service
from lms.accounts.models import Person
from lms.cli.installation import Refused, application, config_for, stores
from lms.permissions import Role
from lms.web import clock


@click.group()
def user() -> None:
    """Accounts."""


@user.command("add")
@stores
@click.argument("username")
@click.option("--name", required=True, help="Full name.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option(
    "--password", help="First password; without it one is made and printed. To be changed at first sign-in."
)
def add(
    database_url: str | None, data_dir: Path | None, username: str, name: str, role: str, password: str | None
) -> None:
    """Add a person with a role for the whole centre."""
    with application(config_for(database_url, data_dir)).app_context():
        if service.find_by_login(username):
            raise Refused(f"There is an account called {username} already.")
        secret = password or passwords.slip_password()
        if passwords.is_weak(secret, username):
            raise Refused("That password is too easy to guess. Use at least 8 letters or digits.")
        new_hash = passwords.hashed(secret)
        with database.transaction():
            person = Person(
                username=service.login_key(username),
                full_name=name,
                password_hash=new_hash,
                must_change_password=True,
                created_at=clock.now(),
            )
            database.session.add(person)
            database.session.flush()
            service.grant(person.id, Role(role), clock.now())
        click.echo(f"{person.username}: {'password as given' if password else secret}")


@user.command("list")
@stores
@click.option("--json", "as_json", is_flag=True)
def show(database_url: str | None, data_dir: Path | None, as_json: bool) -> None:
    """List the accounts that hold more than a learner's role."""
    with application(config_for(database_url, data_dir)).app_context():
        people = database.session.scalars(
            select(Person).options(selectinload(Person.grants)).order_by(Person.sort_key)
        ).all()
        rows: list[dict[str, Any]] = [
            {
                "username": person.username,
                "name": person.full_name,
                "state": person.state.value,
                "roles": roles(person),
            }
            for person in people
            if person.is_staff
        ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['username'] or '–'}\t{row['name']}\t{row['state']}\t{', '.join(row['roles'])}")


@user.command("reset-password")
@stores
@click.argument("login")
def reset_password(database_url: str | None, data_dir: Path | None, login: str) -> None:
    """Give a new first password and sign the person out everywhere."""
    with application(config_for(database_url, data_dir)).app_context():
        person = service.find_by_login(login)
        if person is None:
            raise Refused(f"There is no account called {login}.")
        secret = passwords.slip_password()
        new_hash = passwords.hashed(secret)
        with database.transaction():
            service.reset_password(None, person, new_hash, clock.now())
        click.echo(f"{login}: {secret}")


def roles(person: Person) -> list[str]:
    return sorted({grant.role.value for grant in person.grants})
