"""Printing: the papers with their answer sheets, and the key of each. Who opened them before the exam is noted."""

from flask import Blueprint, abort, render_template, request

from lms.audit.service import observe
from lms.permissions import Permission
from lms.quizzes.models import Quiz
from lms.quizzes.on_paper import printing
from lms.web.authorised import authorised

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
    lines = [(paper.code, printing.key_lines(paper)) for paper in papers]
    return render_template("quiz_papers/key.html", quiz=quiz, study_class=quiz.study_class, keys=lines)
