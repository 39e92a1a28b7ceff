"""A list sent to a class, and what became of it."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from sqlalchemy import func, select

from lms import database
from lms.accounts.models import Person
from lms.attendance.models import Checkpoint  # noqa: F401 - its tables refer to people too
from lms.classes.models import RosterImport
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.classes.roster.files import HEADS, csv, xlsx


def send(client: TestClient, cast: Cast, data: bytes, name: str = "ds.xlsx") -> Any:
    return client.post(
        f"/classes/{cast.k1.id}/roster-imports",
        data={"file": (BytesIO(data), name)},
        content_type="multipart/form-data",
    )


def sent(
    client: TestClient,
    cast: Cast,
    rows: Sequence[Sequence[Any]],
    heads: Sequence[str] = HEADS,
    *,
    workbook: bool = False,
) -> str:
    """The address of the page of a list that was sent: as text, which is quick to read, or as a workbook."""
    file = (xlsx(rows, heads), "ds.xlsx") if workbook else (csv([heads, *rows]), "ds.csv")
    answer = send(client, cast, *file)
    assert answer.status_code == 302, answer.text
    return str(answer.headers["Location"]).removesuffix("/columns")


def imported(address: str) -> RosterImport:
    return database.session.get_one(RosterImport, int(address.rsplit("/", 1)[1]))


def take(client: TestClient, address: str, which: str = "all") -> dict[str, Any]:
    assert client.post(f"{address}/application", data={"which": which}).status_code == 302
    return dict(imported(address).outcome.get("applied", {}))


def counts(address: str) -> dict[str, int]:
    return {name: count for name, count in imported(address).outcome["counts"].items() if count}


def named(name: str) -> Person:
    return database.session.scalars(select(Person).where(Person.full_name == name)).one()


def how_many(model: Any) -> int:
    return database.session.scalar(select(func.count()).select_from(model)) or 0
