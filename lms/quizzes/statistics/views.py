"""Pages of figures; each opens down to the people whom it counts."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext as _
from flask_login import current_user

from lms.audit.service import observe
from lms.permissions import Permission
from lms.questions.models import Question
from lms.quizzes.models import Quiz
from lms.quizzes.statistics import answers, report, sheet, words, years as history
from lms.quizzes.statistics.choosing import Chooser, choose
from lms.quizzes.statistics.facts import facts
from lms.quizzes.statistics.items import Item, answer_of
from lms.quizzes.statistics.sat import Sat, sat
from lms.quizzes.statistics.verdict_words import told
from lms.web import clock
from lms.web.authorised import authorised, can
from lms.web.downloads import send
from lms.web.pagination import Page
from question_bank.statistics.verdicts import FEW

routes = Blueprint("quiz_statistics", __name__)
BLANK = "-"
A_HALL = 300


@routes.get("/quizzes/<int:quiz_id>/statistics")
@authorised(Quiz, Permission.QUIZ_SEE)
def show(quiz: Quiz) -> str:
    return render_template(
        "quiz_statistics/show.html",
        quiz=quiz,
        study_class=quiz.study_class,
        report=report.report(quiz),
        words=words,
    )


@routes.get("/quizzes/<int:quiz_id>/statistics/questions")
@authorised(Quiz, Permission.QUIZ_SEE)
def questions(quiz: Quiz) -> str:
    """Figures for all staff; texts, options and keys for those who may see what was answered."""
    found = sat(quiz)
    asked = report.questions(found)
    return render_template(
        "quiz_statistics/questions.html",
        quiz=quiz,
        study_class=quiz.study_class,
        asked=asked,
        reached=report.by_objective(asked.items),
        attempts=len(found.counted),
        words=words,
        told=told,
        few=FEW,
        opens=can(Permission.ATTEMPT_SEE, quiz),
    )


@routes.get("/quizzes/<int:quiz_id>/statistics.xlsx")
@authorised(Quiz, Permission.QUIZ_SEE)
def download(quiz: Quiz) -> Response:
    observe("quiz_statistics.downloaded", quiz_id=quiz.id, class_id=quiz.study_class_id)
    whole = report.report(quiz)
    asked = report.questions(whole.sat)
    body = sheet.workbook_of(whole, asked, with_key=can(Permission.ATTEMPT_SEE, quiz), now=clock.now())
    return send(body, _("Statistics %(title)s.xlsx", title=quiz.title))


@routes.get("/quizzes/<int:quiz_id>/statistics/learners")
@authorised(Quiz, Permission.QUIZ_SEE)
def learners(quiz: Quiz) -> str:
    found = sat(quiz)
    title, chosen = choose(found, request.args)
    return render_template(
        "quiz_statistics/learners.html",
        quiz=quiz,
        study_class=quiz.study_class,
        sat=found,
        title=title,
        page=_page_of(chosen),
        words=words,
        opens=can(Permission.ATTEMPT_SEE, quiz),
    )


@routes.get("/quizzes/<int:quiz_id>/statistics/questions/<int:version_id>")
@authorised(Quiz, Permission.ATTEMPT_SEE)
def question(quiz: Quiz, version_id: int) -> str:
    found = sat(quiz)
    item = next(
        (one for one in report.questions(found).items if one.version_id == version_id), None
    ) or abort(404)
    answer = request.args.get("answer", "")
    people = _choosers(found, item)
    return render_template(
        "quiz_statistics/question.html",
        quiz=quiz,
        study_class=quiz.study_class,
        item=item,
        answer=answer,
        page=_page_of([one for one in people if answer in ("", *one.answers)]),
        signs={one.key: one.sign or one.words for one in item.answers},
        words=words,
        facts=facts(item),
        told=told(item),
        few=FEW,
    )


@routes.get("/questions/<int:question_id>/years")
@authorised(Question, Permission.QUESTION_SEE)
def years(question: Question) -> str:
    """How a question fared in every test of the classes that the viewer may see."""
    return render_template(
        "quiz_statistics/years.html",
        question=question,
        versions=history.years(question, current_user.grants),
        words=words,
        told=told,
        few=FEW,
    )


def _page_of(listed: Sequence[Any]) -> Page:
    """A whole hall on one page, to be printed and searched; more than that in parts."""
    asked = max(1, request.args.get("page", 1, type=int))
    number = min(asked, max(1, -(-len(listed) // A_HALL)))
    return Page(listed[(number - 1) * A_HALL : number * A_HALL], number, len(listed), A_HALL)


def _choosers(found: Sat, item: Item) -> list[Chooser]:
    """Everybody who was asked the question, with what they answered."""
    codes = {code for code, _number in item.places}
    given = answers.given(found, item.version_id)
    return [
        Chooser(learner, answer_of(item.asked.question, given.get(taken.id)) or [BLANK], taken.id)
        for learner in found.learners
        for taken in learner.counted
        if taken.code in codes
    ]
