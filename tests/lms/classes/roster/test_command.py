"""`lms roster import`: the same list from the command line, on a database of its own."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from lms import columns, database
from lms.accounts.models import Person
from lms.cli import commands
from lms.cli.installation import Refused
from tests.lms.cast import make_cast
from tests.lms.classes.roster.files import HEADS, people, xlsx


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder of an installation with the cast in it."""
    engine = database.create_engine(f"sqlite:///{tmp_path / 'sen.sqlite'}")
    columns.Base.metadata.create_all(engine)
    database.bind(engine)
    with database.transaction():
        make_cast()
    database.session.remove()
    engine.dispose()
    return tmp_path


def run(data: Path, rows: list[list[Any]], *options: str) -> Any:
    file = data / "ds.xlsx"
    file.write_bytes(xlsx(rows, HEADS))
    address = f"sqlite:///{data / 'sen.sqlite'}"
    command = [
        "roster",
        "import",
        str(file),
        "--database",
        address,
        "--data",
        str(data),
        "--class",
        "k1",
        *options,
    ]
    answer = CliRunner().invoke(commands, command)
    database.session.remove()
    database.engine().dispose()
    return answer


def test_a_list_is_taken_and_told_as_json(data: Path):
    told = json.loads(run(data, people(2), "--json").output)
    assert told["counts"] == {"added": 2, "enrolled": 2, "changed": 0, "left_out": 0}


def test_a_dry_run_says_everything_and_does_nothing(data: Path):
    rows = people(2)
    rows[1][2] = "31/02/1981"
    told = json.loads(run(data, rows, "--json", "--dry-run").output)
    assert (told["counts"]["new"], told["counts"]["error"]) == (1, 1)
    assert told["problems"] == [{"row": 3, "text": "There is no such day: 31/02/1981."}]
    names = database.session.scalars(select(Person.full_name)).all()
    database.session.remove()
    database.engine().dispose()
    assert "Trần Thị Aa" not in names


def test_a_faulty_row_holds_up_all_unless_only_good_ones_are_wanted(data: Path):
    rows = people(2)
    rows[1][2] = "31/02/1981"
    assert isinstance(run(data, rows).exception, Refused)
    assert "added\t1" in run(data, rows, "--good").output


def test_a_class_that_does_not_exist_is_refused(data: Path):
    answer = run(data, people(1), "--class", "K99")
    assert str(answer.exception) == "There is no class with the code K99."
