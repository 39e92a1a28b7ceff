"""Where a route or a page holds a set, it is asked of its questions too, besides the policy."""

from lms.permissions import Permission
from lms.questions.sharing.viewers import viewer
from lms.questions.situations.models import Situation
from lms.questions.situations.queries import is_seen, may_be_changed
from lms.web.authorised import narrow


def may(situation: Situation, permission: Permission) -> bool:
    """Whether whoever sent this request may do that with the set."""
    if permission is Permission.QUESTION_EDIT:
        return may_be_changed(situation, viewer())
    return is_seen(situation, viewer())


narrow(Situation, may)
