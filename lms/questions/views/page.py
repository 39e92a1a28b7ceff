"""The page of one question, which several views show: as it stands, or with what a reviewer has filled in so far."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from flask import abort, render_template, request
from flask_login import current_user

from lms.documents.rules import NO_LONGER
from lms.permissions import Permission
from lms.questions import openings, review, usage
from lms.questions.checklist.rows import findings_of
from lms.questions.checklist.sheet import Sheet
from lms.questions.councils.queries import covering
from lms.questions.intake import as_json
from lms.questions.labels import part_words
from lms.questions.models import Question, QuestionVersion, VersionState
from lms.questions.outline import differences, outline
from lms.questions.remarks.forms import RemarkForm
from lms.questions.remarks.parts import STEM, Part, parts_of
from lms.questions.remarks.queries import remarks_on
from lms.questions.sharing.viewers import viewer
from lms.questions.situations.citations import SHELF
from lms.questions.situations.queries import standing
from lms.questions.sources.queries import sources_of, telling_outdated
from lms.questions.tagging.rows import objectives_among, tags_of
from lms.web import clock
from lms.web.authorised import can


def question_page(question: Question, number: int | None = None, **typed: Any) -> str:
    """A version of the question, the newest unless its number is given.

    `typed` is what somebody filled in and sent without success: `sheet` and why it was `lacking`, the `remark_form`, or
    the id of the remark that is `unanswered`.
    """
    wanted = question.latest_number if number is None else number
    version = next((one for one in question.versions if one.number == wanted), None) or abort(404)
    asked, sources, day = version.asked, sources_of(question.id), clock.today()
    lines = outline(asked)
    parts = parts_of(asked, lines)
    return render_template(
        "questions/show.html",
        question=question,
        version=version,
        asked=replace(asked, tags=tags_of(question.id)),
        objective=objectives_among([question.id]).get(question.id),
        lines=lines,
        problems=[as_json(problem) for problem in asked.problems()],
        changes=_changes(question, version),
        findings=findings_of([one.id for one in question.versions]),
        uses=usage.uses_of(question.id),
        openings=openings.history(question.id),
        **_beside(question, day),
        sources=sources,
        outdated=any(one.document.validity(day) in NO_LONGER for one in sources),
        today=day,
        remarks=remarks_on(question.id),
        part_names={part.key: part_words(part) for part in parts},
        **_for_the_review(question, parts) | {"sheet": Sheet(), "lacking": None, "unanswered": None} | typed,
    )


def _beside(question: Question, day: date) -> dict[str, Any]:
    """The set that it belongs to with what the case rests on, and others that ask the same, as far as they are seen."""
    found = standing(question, viewer())
    return {
        "standing": found,
        "case_sources": SHELF.of(found.situation) if found else (),
        "case_outdated": question.id in telling_outdated([question.id], day),
        "twins": usage.twins_of(question, viewer()),
    }


def _for_the_review(question: Question, parts: Sequence[Part]) -> dict[str, Any]:
    """Whether this person wrote the question, whether they `may` judge its newest version, and by which councils it is.

    `judging` is otherwise why not: it is their `own`, another `council` does, or there is nothing for them to judge.
    """
    wrote = current_user.id in review.writers_of([question.id])[question.id]
    blank = RemarkForm(parts, None, data={"part": request.args.get("part", STEM)})
    judging = _judging(question, wrote)
    waits = question.latest.state is VersionState.SUBMITTED
    councils = covering(question.topic_id, clock.today()) if waits else ()
    return {"wrote": wrote, "judging": judging, "councils": councils, "remark_form": blank}


def _judging(question: Question, wrote: bool) -> str:
    if question.latest.state is not VersionState.SUBMITTED or not can(Permission.QUESTION_APPROVE):
        return ""
    if wrote:
        return "own"
    return "may" if review.may_review(viewer(), question.id) else "council"


def _changes(question: Question, version: QuestionVersion) -> Any:
    """What is different from the version before, if there is one."""
    before = next((one for one in question.versions if one.number == version.number - 1), None)
    return differences(before.asked, version.asked) if before else None
