"""Pages of figures; each opens down to the people whom it counts."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext as _
from flask_login import current_user

from lms import database
from lms.audit.service import observe
from lms.permissions import Permission
from lms.questions.models import Question, QuestionVersion
from lms.quizzes.models import Quiz
from lms.quizzes.statistics import answers, report, sheet, words, years as history
from lms.quizzes.statistics.choosing import choose, choosers
from lms.quizzes.statistics.facts import facts
from lms.quizzes.statistics.sat import sat
from lms.quizzes.statistics.verdict_words import in_words, told
from lms.web import clock
from lms.web.authorised import authorised, can
from lms.web.downloads import send
from lms.web.pagination import Page
from question_bank.statistics.verdicts import FEW

routes = Blueprint("quiz_statistics", __name__)
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
    answer, third = (request.args.get(name, "") for name in ("answer", "third"))
    people = choosers(found, item, answers.given(found, item.version_id))
    return render_template(
        "quiz_statistics/question.html",
        quiz=quiz,
        study_class=quiz.study_class,
        item=item,
        answer=answer,
        third=third,
        thirds=Counter(one.row.third for one in people if one.row and one.is_wanted(answer, "")),
        page=_page_of([one for one in people if one.is_wanted(answer, third)]),
        signs={one.key: one.sign or one.words for one in item.answers},
        words=words,
        facts=facts(item),
        told=told(item),
        few=FEW,
        version=database.session.get(QuestionVersion, version_id),
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
        in_words=in_words,
        few=FEW,
    )


def _page_of(listed: Sequence[Any]) -> Page:
    """A whole hall on one page, to be printed and searched; more than that in parts."""
    asked = max(1, request.args.get("page", 1, type=int))
    number = min(asked, max(1, -(-len(listed) // A_HALL)))
    return Page(listed[(number - 1) * A_HALL : number * A_HALL], number, len(listed), A_HALL)
