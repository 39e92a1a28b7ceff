"""How the other script may be called, and whether it may be read, by whoever looks. The one gate for identity here.

Of an earlier class that one does not mark only the passages show which stand in the script that one marks. While
marking is blind that goes for every earlier work: one that names its writer tells who wrote the same words again.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from lms.permissions import GrantLike, Permission, allowed
from lms.reflections import gate
from lms.reflections.models import ReflectionTask, Submission
from lms.similarity.models import Kin


@dataclass(frozen=True)
class Other:
    """The other script as it may be called: by number, and by name and class where they may be known."""

    kin: Kin
    year: int
    number: int | None = None
    name: str = ""
    class_title: str = ""

    @property
    def readable(self) -> bool:
        """Whether the whole text may be shown, not only what both have."""
        return self.number is not None


@dataclass(frozen=True)
class Gate:
    """Opened for one task and one person."""

    task: ReflectionTask
    blind: bool
    grants: tuple[GrantLike, ...]
    others_blind: frozenset[int]

    def name(self, submission: Submission) -> str:
        """The name on a script of this task, or nothing."""
        return gate.name_on(submission, blind=self.blind)

    def other(self, submission: Submission, kin: Kin) -> Other:
        """What may be told of the other script."""
        reflection, year = submission.reflection, submission.handed_in_at.year
        if kin is Kin.SAME_TASK:
            return Other(kin, year, reflection.script_no, self.name(submission))
        if self.blind or not self._sees(reflection.task):
            return Other(kin, year)
        name = gate.name_on(submission, blind=reflection.task_id in self.others_blind)
        return Other(kin, year, reflection.script_no, name, reflection.task.study_class.title)

    def _sees(self, task: ReflectionTask) -> bool:
        return allowed(self.grants, Permission.REFLECTION_MARK, task.scope)


def opened(task: ReflectionTask, grants: Iterable[GrantLike], others: Iterable[Submission] = ()) -> Gate:
    """The gate of a task; `others` are scripts of other tasks that it will be asked about."""
    tasks = {submission.reflection.task_id: submission.reflection.task for submission in others}
    blind = gate.blind_ids([task, *tasks.values()])
    return Gate(task, task.id in blind, tuple(grants), frozenset(blind))
