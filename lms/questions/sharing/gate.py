"""Where a route or a page holds one question, it is asked of its holding and shares too, besides the policy."""

from typing import Any

from lms.permissions import Permission
from lms.questions.models import Question, QuestionVersion
from lms.questions.remarks.models import ReviewRemark
from lms.questions.sharing.models import QuestionShare
from lms.questions.sharing.queries import allows, may_be_shared_by
from lms.questions.sharing.rules import Right
from lms.questions.sharing.viewers import viewer
from lms.web.authorised import narrow

NEEDED = {Permission.QUESTION_EDIT: Right.EDIT, Permission.PRACTICE_EDIT: Right.USE}


def may(question: Question, permission: Permission) -> bool:
    """Whether whoever sent this request may do that with the question; what needs no more, needs to see it."""
    if permission is Permission.QUESTION_SHARE:
        return may_be_shared_by(question, viewer())
    return question.holding is None or allows(question, viewer(), NEEDED.get(permission, Right.SEE))


def _of_its_question(thing: Any, permission: Permission) -> bool:
    return may(thing.question, permission)


def _of_its_version(remark: ReviewRemark, permission: Permission) -> bool:
    return may(remark.version.question, permission)


narrow(Question, may)
narrow(QuestionVersion, _of_its_question)
narrow(QuestionShare, _of_its_question)
narrow(ReviewRemark, _of_its_version)
