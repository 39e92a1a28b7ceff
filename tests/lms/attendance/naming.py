"""Saying who scanned: the page that asks, and what is typed there."""

from typing import Any

from sqlalchemy import select

from lms import database
from lms.audit.models import Observation
from tests.lms.attendance.hall import address

PIN = "482915"


def observed(kind: str) -> list[dict[str, Any]]:
    return [row.facts for row in database.session.scalars(select(Observation)) if row.kind == kind]


def scanned(client, checkpoint):
    answer = client.get(address(checkpoint))
    assert answer.location == "/check-ins/person"
    client.csrf = None
    return client


def name(client, login: str, secret: str, **more: str):
    return client.post("/check-ins/person", data={"login": login, "password": secret, **more})
