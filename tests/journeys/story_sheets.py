"""The two sheets that the committee wants, read back and compared with what the database holds."""

from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from playwright.sync_api import Page
from sqlalchemy import select

from lms.accounts.models import Person
from lms.attendance.models import AttendanceCorrection, CheckIn, Checkpoint
from lms.attendance.windows import Mark, Phase
from lms.classes.models import Enrolment
from tests.journeys.story_world import World, vi

SIGNS = {Mark.PRESENT: "x", Mark.LATE: "M"}
PHASES = (Phase.BEFORE, Phase.AFTER)
Table = list[dict[str, Any]]


def attendance_sheet(office: Page, world: World) -> Table:
    """Downloaded by the organiser from the page of the class."""
    return _download(office, f"{world.address}/classes/{world.class_id}/attendance", "attendance.xlsx")


def result_sheet(office: Page, world: World) -> Table:
    return _download(office, f"{world.address}/classes/{world.class_id}/results", "results.xlsx")


def signs_in_the_database(world: World) -> dict[str, list[str]]:
    """For everybody on the list the signs of the start and the end of the first session."""
    people = {row.id: row.full_name for row in world.rows(_people())}
    signs = {name: ["", ""] for name in people.values()}
    for row in world.rows(select(CheckIn.person_id, Checkpoint.phase).join(Checkpoint)):
        signs[people[row.person_id]][PHASES.index(row.phase)] = "x"
    corrected = select(AttendanceCorrection.person_id, AttendanceCorrection.new, Checkpoint.phase).join(
        Checkpoint
    )
    for row in world.rows(corrected):
        signs[people[row.person_id]][PHASES.index(row.phase)] = SIGNS[row.new]
    return signs


def signs_on_the_sheet(sheet: Table) -> dict[str, list[str]]:
    columns = [vi("S%(number)s start", number=1), vi("S%(number)s end", number=1)]
    return {line[vi("Full name")]: [line[column] or "" for column in columns] for line in sheet}


def line_of(sheet: Table, name: str) -> dict[str, Any]:
    [line] = [line for line in sheet if line[vi("Full name")] == name]
    return line


def order_in_the_database(world: World) -> list[str]:
    return [row.full_name for row in world.rows(_people())]


def number(value: Any) -> Decimal:
    """A cell that must be a number, not a text that looks like one."""
    assert isinstance(value, int | float)
    return Decimal(str(value))


def _people() -> Any:
    statement = select(Person.id, Person.full_name).join(Enrolment, Enrolment.person_id == Person.id)
    return statement.order_by(Person.sort_key)


def _download(office: Page, address: str, ending: str) -> Table:
    office.goto(address)
    with office.expect_download() as download:
        office.locator(f"a[href$='{ending}']").click()
    sheet = load_workbook(BytesIO(download.value.path().read_bytes())).worksheets[0]
    lines: list[list[Any]] = [[cell.value for cell in line] for line in sheet.iter_rows()]
    head = next(place for place, line in enumerate(lines) if line[0] == vi("No."))
    rows = [line for line in lines[head + 1 :] if isinstance(line[0], int)]
    return [dict(zip(lines[head], row, strict=True)) for row in rows]
