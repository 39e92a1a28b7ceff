"""Printing: the papers with their answer sheets, and the key of each. Who opened them before the exam is noted."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from lms import database
from lms.audit.service import observe
from lms.permissions import Permission
from lms.quizzes.corrections.queries import changes_of
from lms.quizzes.corrections.rules import Changes
from lms.quizzes.models import Quiz
from lms.quizzes.on_paper import printing
from lms.quizzes.on_paper.printed import making
from lms.quizzes.on_paper.printed.notes import key_notes
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.downloads import XLSX, send

routes = Blueprint("quiz_papers", __name__)


@routes.get("/quizzes/<int:quiz_id>/papers")
@authorised(Quiz, Permission.QUIZ_WATCH)
def index(quiz: Quiz) -> str:
    """What can be printed, and the way to keying in."""
    return render_template(
        "quiz_papers/index.html", quiz=quiz, study_class=quiz.study_class, codes=printing.codes(quiz)
    )


@routes.get("/quizzes/<int:quiz_id>/papers/print")
@authorised(Quiz, Permission.QUIZ_WATCH)
def show(quiz: Quiz) -> str:
    code = request.args.get("code", "")
    papers = printing.papers(quiz, code) or abort(404)
    observe(
        "papers.opened", quiz_id=quiz.id, class_id=quiz.study_class_id, codes=[paper.code for paper in papers]
    )
    return render_template("quiz_papers/show.html", quiz=quiz, study_class=quiz.study_class, papers=papers)


@routes.get("/quizzes/<int:quiz_id>/papers/key")
@authorised(Quiz, Permission.QUIZ_EDIT)
def key(quiz: Quiz) -> str:
    papers = printing.papers(quiz) or abort(404)
    observe("keys.opened", quiz_id=quiz.id, class_id=quiz.study_class_id)
    changes = _changes(quiz)
    keys = {paper.code: printing.key_lines(paper, changes) for paper in papers}
    return render_template(
        "quiz_papers/key.html",
        quiz=quiz,
        study_class=quiz.study_class,
        keys=keys,
        notes=key_notes(keys, clock.now()),
    )


@routes.get("/quizzes/<int:quiz_id>/papers/papers.<any(docx, pdf, zip):kind>")
@authorised(Quiz, Permission.QUIZ_WATCH)
def download(quiz: Quiz, kind: str) -> Any:
    """One mã đề or all as a file to print; a .zip holds each mã đề by itself."""
    code = request.args.get("code", "")
    papers = printing.papers(quiz, code) or abort(404)
    observe(
        "papers.opened", quiz_id=quiz.id, class_id=quiz.study_class_id, codes=[paper.code for paper in papers]
    )
    now = clock.now()
    try:
        made = making.bundle(quiz, papers, now) if kind == "zip" else making.papers(quiz, papers, kind, now)
    except making.Busy:
        return _busy(quiz)
    name = _("papers of %(title)s", title=f"{quiz.title} {code}".strip())
    return send(made, f"{name}.{kind}", _TYPES[kind])


@routes.get("/quizzes/<int:quiz_id>/papers/key.<any(docx, pdf, xlsx):kind>")
@authorised(Quiz, Permission.QUIZ_EDIT)
def download_key(quiz: Quiz, kind: str) -> Any:
    """The key of all papers, question by mã đề."""
    papers = printing.papers(quiz) or abort(404)
    observe("keys.opened", quiz_id=quiz.id, class_id=quiz.study_class_id)
    try:
        made = making.key(quiz, papers, _changes(quiz), kind, clock.now())
    except making.Busy:
        return _busy(quiz)
    return send(made, f"{_('keys of %(title)s', title=quiz.title)}.{kind}", _TYPES[kind])


def _changes(quiz: Quiz) -> Changes:
    return changes_of(database.session.connection(), quiz.id)


_TYPES = {"docx": making.DOCX, "pdf": making.PDF, "zip": making.ZIP, "xlsx": XLSX}


def _busy(quiz: Quiz) -> Any:
    flash(
        _("Papers are being made for somebody else at this moment. Please try again in a minute."), "warning"
    )
    return redirect(url_for(".index", quiz_id=quiz.id))
