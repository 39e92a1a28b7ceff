"""What the parts of the demo share while it is being made."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from lms.accounts.models import Person
from lms.classes.models import StudyClass
from lms.demo.texts import Written
from lms.demo.units import Tree
from lms.permissions import Role
from lms.programmes.models import Programme
from lms.web.clock import ZONE, local


@dataclass
class Scene:
    """`staff` holds the eight accounts by role, the learner among them; `learners` are all other learners."""

    now: datetime
    rng: Random
    tree: Tree
    staff: dict[Role, Person]
    lecturers: list[Person] = field(default_factory=list)
    learners: list[Person] = field(default_factory=list)
    awareness: Programme = None  # type: ignore[assignment]
    new_members: Programme = None  # type: ignore[assignment]
    running: StudyClass = None  # type: ignore[assignment]
    finished: StudyClass = None  # type: ignore[assignment]
    planned: list[StudyClass] = field(default_factory=list)
    written: dict[int, list[Written]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return local(self.now).date()

    @property
    def organiser(self) -> Person:
        return self.staff[Role.ORGANISER]

    @property
    def lecturer(self) -> Person:
        return self.staff[Role.LECTURER]

    @property
    def learner(self) -> Person:
        return self.staff[Role.LEARNER]

    def at(self, days: int, hour: int, minute: int = 0) -> datetime:
        """A moment so many days from today, by the clock on the wall."""
        return moment(self.today + timedelta(days=days), hour, minute)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE)
