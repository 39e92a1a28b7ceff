"""Drawing marks to be looked at, saying what one thinks of them, deciding about what was proposed."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select

from lms import database
from lms.accounts.models import Person
from lms.audit import service as audit
from lms.marking import queries as marking
from lms.marking.models import Mark, SubjectKind
from lms.marking.origins.models import Kind
from lms.marking.origins.service import append_mark
from lms.marking.rules import Score
from lms.marking.service import Subject
from lms.reflections.double.rules import sample
from lms.reflections.handed_in import current
from lms.reflections.models import ReflectionTask, Submission
from lms.reflections.moderation import queries
from lms.reflections.moderation.models import Moderation, Outcome, View
from lms.web.errors import LmsError

KIND = SubjectKind.SUBMISSION


def draw(task: ReflectionTask, percent: int, moderator: Person, now: datetime) -> int:
    """Draw so many of a hundred marks of each marker, by lot; how many are new. Drawing alike again adds nothing."""
    known = set(
        database.session.scalars(select(Moderation.mark_id).where(Moderation.moderator_id == moderator.id))
    )
    rows = []
    for marker_id, found in queries.drawable(task, moderator.id).items():
        numbers = sample(f"{task.order_seed}:{moderator.id}:{marker_id}", [one for one, _m in found], percent)
        rows += [
            {
                "submission_id": mark.subject_id,
                "mark_id": mark.id,
                "moderator_id": moderator.id,
                "drawn_at": now,
                "levels": {},
                "words": "",
                "reply": "",
            }
            for number, mark in found
            if number in numbers and mark.id not in known
        ]
    if rows:
        database.session.execute(insert(Moderation), rows)
        facts = {"percent": percent, "marks": len(rows)}
        audit.record(moderator, "moderation.drawn", task, now, new=facts, class_id=task.study_class_id)
    return len(rows)


def put_back(task: ReflectionTask, moderator: Person, now: datetime) -> None:
    """What one drew and did not look at is not one's to look at any more."""
    of_task = current([task.id]).with_only_columns(Submission.id)
    database.session.execute(
        delete(Moderation).where(
            *(Moderation.moderator_id == moderator.id, Moderation.looked_at.is_(None)),
            Moderation.submission_id.in_(of_task),
        )
    )
    audit.record(moderator, "moderation.put-back", task, now, class_id=task.study_class_id)


def look(found: Moderation, levels: Mapping[int, int], words: str, now: datetime) -> Moderation:
    """Agree, or propose other levels; said once."""
    _hold(found)
    if found.looked_at is not None:
        raise LmsError(_("You have said what you think of this mark already. Nothing was changed."))
    chosen = _changes(found.mark, levels)
    found.looked_at, found.words = now, words
    found.view = View.PROPOSES if chosen else View.AGREES
    found.levels = {str(criterion_id): level_id for criterion_id, level_id in chosen.items()}
    _record(found.moderator, "moderation.looked", found, now)
    return found


def decide(found: Moderation, outcome: Outcome, reply: str, actor: Person, now: datetime) -> Moderation:
    """Somebody else than who proposes decides. Accepted, the mark is appended; learners see it at the next release."""
    _hold(found)
    if actor.id == found.moderator_id:
        raise LmsError(_("You made this proposal, so somebody else decides."), 403)
    if not found.waits_to_be_decided:
        raise LmsError(_("This is decided already. Nothing was changed."))
    if outcome is Outcome.ACCEPTED:
        found.new_mark_id = _append(found, actor, now).id
    found.outcome, found.reply, found.decided_at, found.decided_by_id = outcome, reply, now, actor.id
    _record(actor, "moderation.decided", found, now)
    return found


def proposed(found: Moderation) -> list[Score]:
    """The mark as it would be."""
    return _scores(found.mark, {int(key): level for key, level in found.levels.items()})


def _append(found: Moderation, actor: Person, now: datetime) -> Mark:
    standing = marking.latest_mark(KIND, found.submission_id)
    if standing is None or standing.id != found.mark_id:
        raise LmsError(_("The script was marked anew since this was proposed. Decline it, and look again."))
    subject = Subject(KIND, found.submission_id, found.submission.reflection.task.study_class_id)
    return append_mark(
        subject,
        standing.version,
        proposed(found),
        standing.remark,
        kind=Kind.MODERATED,
        marker_id=standing.marker_id,
        actor=actor,
        now=now,
    )


def _changes(mark: Mark, levels: Mapping[int, int]) -> dict[int, int]:
    """Of what was chosen, levels that the criterion has and that are not given already."""
    known = {criterion.id: {level.id for level in criterion.levels} for criterion in mark.version.criteria}
    given = {score.criterion_id: score.level_id for score in mark.scores}
    return {
        criterion_id: level_id
        for criterion_id, level_id in levels.items()
        if level_id in known.get(criterion_id, ()) and given.get(criterion_id) != level_id
    }


def _scores(mark: Mark, levels: Mapping[int, int]) -> list[Score]:
    points = {level.id: level.points for criterion in mark.version.criteria for level in criterion.levels}
    return [
        Score(one.criterion_id, levels[one.criterion_id], points[levels[one.criterion_id]], one.comment)
        if one.criterion_id in levels
        else Score(one.criterion_id, one.level_id, one.points, one.comment)
        for one in mark.scores
    ]


def _hold(found: Moderation) -> None:
    database.session.execute(
        select(Submission.id).where(Submission.id == found.submission_id).with_for_update()
    )
    database.session.refresh(found, with_for_update={"of": Moderation})


def _record(actor: Person, action: str, found: Moderation, now: datetime) -> None:
    facts = {"mark_id": found.mark_id, "view": found.view, "levels": found.levels, "outcome": found.outcome}
    class_id = found.submission.reflection.task.study_class_id
    audit.record(actor, action, found, now, new=facts, reason=found.reply or found.words, class_id=class_id)
