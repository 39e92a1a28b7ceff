"""Going on on another device: staff show a code, the learner scans or types it there, once."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from limits import RateLimitItemPerMinute

from lms import database
from lms.accounts.views import open_session
from lms.audit.service import observe
from lms.permissions import Permission
from lms.quizzes.forms import ReasonForm
from lms.quizzes.models import Attempt
from lms.quizzes.proctoring import passes
from lms.quizzes.proctoring.forms import PassForm
from lms.quizzes.proctoring.labels import NO_PASS
from lms.quizzes.proctoring.passes import Refusal
from lms.quizzes.proctoring.views.board import again
from lms.web import clock, limits, qr
from lms.web.authorised import authorised, owns_transaction, public

routes = Blueprint("passes", __name__)

# A hall shares one address; forty bits of a code that is good for ten minutes are not found by so many tries.
TRIES = RateLimitItemPerMinute(60, 10, namespace="resume-pass")


@routes.post("/attempts/<int:attempt_id>/pass")
@authorised(Attempt, Permission.QUIZ_WATCH)
def create(attempt: Attempt) -> Any:
    """The code is shown in the answer itself, and nowhere again."""
    form = ReasonForm()
    if not form.validate():
        return again(attempt, _("Nothing was changed: say why.")), 422
    path = url_for("quizzes.show", quiz_id=attempt.quiz_id)
    code = passes.make(current_user.person, attempt, form.reason.data or "", path, clock.now())
    if isinstance(code, Refusal):
        return again(attempt, str(NO_PASS[code])), 409
    return render_template(
        "passes/create.html",
        attempt=attempt,
        code=passes.readable(code),
        until=clock.now() + passes.GOOD_FOR,
        address=url_for(".enter", _external=True),
        drawing=qr.draw(url_for(".enter_scanned", code=code, _external=True)),
    )


@routes.get("/resume")
@public
def enter() -> str:
    return render_template("passes/enter.html", form=PassForm())


@routes.get("/resume/<code>")
@public
def enter_scanned(code: str) -> str:
    """Looking uses nothing up: a preview of the link must not."""
    form = PassForm()
    form.code.data = code[:40]
    return render_template("passes/enter.html", form=form)


@routes.post("/resume")
@public
@owns_transaction
def use() -> Any:
    form = PassForm()
    if not limits.hit(TRIES, request.remote_addr or ""):
        abort(429)
    if not form.validate():
        return render_template("passes/enter.html", form=form), 422
    with database.transaction():
        attempt = passes.use(form.code.data or "", clock.now())
        person = attempt.person if attempt else None
    if attempt is None or person is None:
        observe("pass.refused")
        form.code.errors = [_("This code is not good: it may be used already, or older than ten minutes.")]
        return render_template("passes/enter.html", form=form), 422
    open_session(person, remembered=False)
    return redirect(url_for("attempts.show", attempt_public_id=attempt.public_id))
