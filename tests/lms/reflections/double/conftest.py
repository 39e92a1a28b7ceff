"""A task of K1 marked by two: Chi and Dung, with Em as a third; An and others have handed in."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from lms import database
from lms.permissions import Role
from lms.reflections.double import queries, service
from lms.reflections.double.models import DoubleMarking
from lms.reflections.double.rules import Third
from lms.reflections.double.service import Plan
from lms.reflections.models import ReflectionTask, Submission
from tests.lms.cast import NOW, Cast, appoint
from tests.lms.reflections import making
from tests.lms.scenes import scene


@dataclass
class Twice:
    """The task, An's script, and shorthands for what people do."""

    cast: Cast
    task: ReflectionTask
    script: Submission

    @property
    def setting(self) -> DoubleMarking:
        return database.session.get_one(DoubleMarking, self.task.id)

    @property
    def path(self) -> str:
        return f"/reflection-tasks/{self.task.id}/double-marking"

    def form(self, *levels: int) -> dict[str, str]:
        """Levels of the two criteria (1, 3.5 or 5 points each)."""
        version = self.task.rubric.current
        chosen = zip(version.criteria, levels, strict=True)
        fields = {f"level-{criterion.id}": str(criterion.levels[level].id) for criterion, level in chosen}
        return {**fields, "version": str(version.id), "base": "0"}

    def readers(self, script: Submission | None = None) -> list[str]:
        names = {person.id: name for name, person in self.cast.people.items()}
        return [names[reading.marker_id] for reading in queries.readings_of((script or self.script).id)]


def plan(**changes) -> Plan:
    known = {"percent": 100, "near": None, "within": Decimal(1), "one_band": True, "third": Third.NEARER}
    return Plan(**{**known, **changes})


@pytest.fixture
def twice(cast, shared_out):
    return Twice(cast, *shared_out)


@scene
def shared_out(cast):
    """The task and An's script."""
    task, script = making.played(cast)
    appoint(cast.dung, Role.LECTURER, class_id=cast.k1.id)
    service.decide(task, plan(), cast.chi, NOW)
    service.share_out(task, cast.chi, NOW)
    appoint(cast.em, Role.LECTURER, class_id=cast.k1.id)
    return task, script
