"""Making and changing rubrics. A change is a new version; marks already given keep theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from lms import database
from lms.accounts.models import Person
from lms.audit import service as audit
from lms.classes.models import StudyClass
from lms.marking import standard
from lms.marking.models import Criterion, Level, Rubric, RubricVersion


@dataclass(frozen=True)
class LevelPlan:
    label: str
    points: Decimal
    description: str = ""


@dataclass(frozen=True)
class CriterionPlan:
    title: str
    points: Decimal
    levels: Sequence[LevelPlan]


def create(
    study_class: StudyClass, title: str, plan: Sequence[CriterionPlan], actor: Person, now: datetime
) -> Rubric:
    rubric = Rubric(study_class_id=study_class.id, title=title, study_class=study_class)
    database.session.add(rubric)
    database.session.flush()
    _add_version(rubric, plan, actor, now)
    audit.record(actor, "rubric.created", rubric, now, new={"title": title}, class_id=study_class.id)
    return rubric


def update(rubric: Rubric, title: str, plan: Sequence[CriterionPlan], actor: Person, now: datetime) -> None:
    """Rename, and add a version if what is asked for changed."""
    old = {"title": rubric.title, "version": rubric.current.number}
    rubric.title = title
    if list(plan) != plan_of(rubric.current):
        _add_version(rubric, plan, actor, now)
    new = {"title": title, "version": rubric.current.number}
    if new != old:
        audit.record(actor, "rubric.changed", rubric, now, old=old, new=new, class_id=rubric.study_class_id)


def plan_of(version: RubricVersion) -> list[CriterionPlan]:
    """What a version asks for, as `update` takes it."""
    return [
        CriterionPlan(
            criterion.title,
            criterion.points,
            [LevelPlan(level.label, level.points, level.description) for level in criterion.levels],
        )
        for criterion in version.criteria
    ]


def standard_plan() -> list[CriterionPlan]:
    """The rubric a class starts from, in the language of the person who asks for it."""
    return [
        CriterionPlan(
            str(criterion.title),
            criterion.points,
            [
                LevelPlan(str(label), points, str(words))
                for label, (points, words) in zip(standard.LABELS, criterion.levels, strict=True)
            ],
        )
        for criterion in standard.CRITERIA
    ]


def _add_version(rubric: Rubric, plan: Sequence[CriterionPlan], actor: Person, now: datetime) -> None:
    number = len(rubric.versions) + 1
    version = RubricVersion(number=number, made_at=now, made_by_id=actor.id)
    version.criteria = [
        Criterion(
            position=place,
            title=criterion.title,
            points=criterion.points,
            levels=[
                Level(position=step, label=level.label, points=level.points, description=level.description)
                for step, level in enumerate(criterion.levels, 1)
            ],
        )
        for place, criterion in enumerate(plan, 1)
    ]
    rubric.versions.append(version)
    database.session.flush()
