"""`lms unit`: the first unit of an installation; all others are added on the page of the unit above them."""

from pathlib import Path

import click

from lms import database
from lms.cli.installation import Refused, application, config_for, stores
from lms.organisations import service
from lms.organisations.models import OrgUnit, UnitKind
from lms.web import clock

KINDS = {
    "province": ("Đảng bộ tỉnh", "Provincial committee", False),
    "training_centre": ("Trung tâm chính trị", "Training centre", False),
    "base_committee": ("Đảng bộ cơ sở", "Base committee", True),
    "base_cell": ("Chi bộ cơ sở", "Base cell", True),
    "section_committee": ("Đảng bộ bộ phận", "Sectional committee", False),
    "sub_cell": ("Chi bộ trực thuộc", "Subordinate cell", False),
}


@click.group()
def unit() -> None:
    """The unit tree."""


@unit.command("add")
@stores
@click.argument("name")
@click.option("--kind", type=click.Choice(sorted(KINDS)), default="province", show_default=True)
@click.option("--under", type=int, help="Number of the unit above; without it the unit stands on top.")
def add(database_url: str | None, data_dir: Path | None, name: str, kind: str, under: int | None) -> None:
    """Add a unit, and the usual kinds of unit where there are none yet."""
    with application(config_for(database_url, data_dir)).app_context(), database.transaction() as session:
        if not session.query(UnitKind).count():
            session.add_all(_kinds())
            session.flush()
        parent = session.get(OrgUnit, under) if under else None
        if under and parent is None:
            raise Refused(f"There is no unit number {under}.")
        made = service.found(name=name, kind_code=kind, parent=parent, on=clock.now().date())
        click.echo(f"{made.id}: {made.name}")


def _kinds() -> list[UnitKind]:
    return [
        UnitKind(code=code, label=label, label_en=english, is_grassroots=base, position=place)
        for place, (code, (label, english, base)) in enumerate(KINDS.items())
    ]
