"""The marking queue of a quiz: by question, then one script after another."""

from decimal import Decimal
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, ngettext
from flask_login import current_user

from lms.audit.service import observe
from lms.permissions import Permission
from lms.quizzes.appeals import queries as appeals
from lms.quizzes.marking import TooMany
from lms.quizzes.models import Quiz
from lms.quizzes.queue import desk, queries, rules, service
from lms.quizzes.queue.forms import JudgementForm
from lms.quizzes.queue.rules import Script
from lms.quizzes.queue.service import Done, Judgement
from lms.quizzes.sheets import Item, Sheet
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("quiz_queue", __name__)
_QUESTION = "/quizzes/<int:quiz_id>/marking/<int:version_id>"


@routes.get("/quizzes/<int:quiz_id>/marking")
@authorised(Quiz, Permission.QUIZ_MARK)
def index(quiz: Quiz) -> str:
    piles, open_appeals = queries.piles(quiz.id), appeals.open_count(quiz.id)
    return render_template("quiz_queue/index.html", quiz=quiz, piles=piles, open_appeals=open_appeals)


@routes.get(_QUESTION)
@authorised(Quiz, Permission.QUIZ_MARK)
def question(quiz: Quiz, version_id: int) -> str:
    """All scripts of one question, for whoever wants to look back."""
    place = _place(quiz, version_id)
    listed = desk.scripts(quiz, place[1], current_user.person)
    model = desk.model(quiz, *place)
    return render_template("quiz_queue/question.html", quiz=quiz, model=model, scripts=listed)


@routes.get(f"{_QUESTION}/next")
@authorised(Quiz, Permission.QUIZ_MARK)
def begin(quiz: Quiz, version_id: int) -> Any:
    """The first script that somebody should look at."""
    listed = desk.scripts(quiz, _place(quiz, version_id)[1], current_user.person)
    return _to(quiz, version_id, rules.open_after(listed, ""))


@routes.get(f"{_QUESTION}/<key>")
@authorised(Quiz, Permission.QUIZ_MARK)
def show(quiz: Quiz, version_id: int, key: str) -> str:
    """Opening a learner's text is noted."""
    place = _place(quiz, version_id)
    listed, script = _script(quiz, place[1], key)
    observe(
        "answer.opened", attempt_ids=[one.attempt_id for one in script.answers], class_id=quiz.study_class_id
    )
    return _page(quiz, place, listed, script, JudgementForm(formdata=None))


@routes.post(f"{_QUESTION}/<key>/marks")
@authorised(Quiz, Permission.QUIZ_MARK)
def create(quiz: Quiz, version_id: int, key: str) -> Any:
    """Mark the script and go on; a mark given meanwhile by somebody else is shown beside one's own."""
    place, form = _place(quiz, version_id), JudgementForm()
    listed, script = _script(quiz, place[1], key)
    seen = rules.read_seen(form.seen.data or "")
    wanted = _as_before(quiz, place, seen) if request.form.get("like") else None
    if wanted is None and not form.validate():
        return _page(quiz, place, listed, script, form), HTTPStatus.UNPROCESSABLE_ENTITY
    wanted = wanted or Judgement(form.points.data or Decimal(0), form.comment.data or "", seen)
    done = service.mark(current_user.person, quiz, place, script, wanted, clock.now())
    if isinstance(done, TooMany):
        form.points.errors = [_("At most %(worth)s points for this question.", worth=done.worth)]
        return _page(quiz, place, listed, script, form), HTTPStatus.UNPROCESSABLE_ENTITY
    if done.conflicts:
        return _conflict(quiz, place, key, wanted, done), HTTPStatus.CONFLICT
    _say(done)
    return _to(quiz, version_id, rules.open_after(listed, key), marked=key)


@routes.post(f"{_QUESTION}/<key>/undo")
@authorised(Quiz, Permission.QUIZ_MARK)
def undo(quiz: Quiz, version_id: int, key: str) -> Any:
    """Take one's own mark back: what stood before stands again, as a new mark."""
    _listed, script = _script(quiz, _place(quiz, version_id)[1], key)
    seen = rules.read_seen(request.form.get("seen", "")) or {one.mark_id for one in script.answers}
    done = service.undo(current_user.person, quiz, script, seen, clock.now())
    if done.marked:
        flash(_("Taken back. What stood before stands again; both are in the history."), "success")
    else:
        flash(_("Nothing was taken back: the mark that counts now is not yours. Look again."), "warning")
    return redirect(url_for(".show", quiz_id=quiz.id, version_id=version_id, key=key))


def _place(quiz: Quiz, version_id: int) -> tuple[Sheet, Item]:
    return desk.place_of(quiz, version_id) or abort(404)


def _script(quiz: Quiz, item: Item, key: str) -> tuple[list[Script], Script]:
    listed = desk.scripts(quiz, item, current_user.person)
    found = next((script for script in listed if script.key == key), None)
    return listed, found or abort(404)


def _page(
    quiz: Quiz, place: tuple[Sheet, Item], listed: list[Script], script: Script, form: JudgementForm
) -> str:
    page = desk.desk(quiz, place, listed, script, current_user.person)
    undoable = next((one for one in listed if one.key == request.args.get("marked")), None)
    points = rules.quick_points(page.model.full)
    return render_template("quiz_queue/show.html", page=page, form=form, points=points, undoable=undoable)


def _conflict(quiz: Quiz, place: tuple[Sheet, Item], key: str, wanted: Judgement, done: Done) -> str:
    """As it stands now: what others gave meanwhile, and what one wanted to give oneself."""
    listed, script = _script(quiz, place[1], key)
    page = desk.desk(quiz, place, listed, script, current_user.person)
    return render_template(
        "quiz_queue/conflict.html",
        page=page,
        wanted=wanted,
        done=done,
        standing=desk.standing(quiz, place, script),
        following=rules.open_after(listed, key),
    )


def _as_before(quiz: Quiz, place: tuple[Sheet, Item], seen: set[int]) -> Judgement | None:
    """The same as one decided last about this question; None if there was nothing yet."""
    last = desk.last_of(quiz, place, current_user.person)
    return Judgement(last.points, last.comment, seen) if last else None


def _say(done: Done) -> None:
    if done.marked > 1:
        flash(ngettext("%(num)s same answer marked.", "%(num)s same answers marked.", done.marked), "success")


def _to(quiz: Quiz, version_id: int, script: Script | None, marked: str = "") -> Any:
    """To the next script; to the list of questions when none is left."""
    if script is None:
        flash(_("Every answer to this question is marked."), "success")
        return redirect(url_for(".index", quiz_id=quiz.id))
    where: dict[str, Any] = {"quiz_id": quiz.id, "version_id": version_id, "key": script.key}
    return redirect(url_for(".show", **where, marked=marked or None))
