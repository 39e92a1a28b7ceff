"""The part about re-marks on a learner's page, and what a script is called while it is decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from lms.marking.models import Mark
from lms.reflections.appeals import queries, rules, service
from lms.reflections.appeals.forms import AppealForm
from lms.reflections.appeals.models import WHOLE, ReflectionAppeal
from lms.reflections.appeals.rules import Refused
from lms.reflections.models import ReflectionTask, Submission


@dataclass(frozen=True)
class Own:
    """What was asked, and whether and until when more can be; `titles` names criteria by their place."""

    appeals: Sequence[ReflectionAppeal]
    until: datetime | None
    over: bool
    titles: dict[int, str]
    form: AppealForm


def own(
    task: ReflectionTask,
    submission: Submission,
    mark: Mark | None,
    now: datetime,
    form: AppealForm | None = None,
) -> Own | None:
    """None while there is no mark to ask about, or where none can be asked for."""
    if mark is None or not task.appeal_days:
        return None
    found = queries.own(submission.id)
    until = rules.until(task.appeal_days, service.shown_at(mark), now)
    form = form or AppealForm(formdata=None)
    titles = titles_of(mark)
    taken = {appeal.criterion for appeal in found if appeal.withdrawn_at is None}
    form.offer([(place, title) for place, title in titles.items() if place not in taken])
    ends = None if isinstance(until, Refused) else until
    return Own(found, ends, until is Refused.OVER, titles, form)


def titles_of(mark: Mark) -> dict[int, str]:
    """Criteria by their place; 0 is the whole."""
    listed = enumerate(mark.version.criteria, 1)
    return {WHOLE: _("The whole reflection"), **{place: criterion.title for place, criterion in listed}}


def called(appeal: ReflectionAppeal) -> str:
    """The gate: a number while it is open and the task is marked without names, else the name."""
    reflection = appeal.submission.reflection
    if reflection.task.blind and appeal.is_open:
        return _("Script %(number)s", number=reflection.script_no)
    return reflection.writer
