"""The policy as people read it: rendered from the very table that the program goes by."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext as _

from lms.people.forms import ROLE_NAMES
from lms.permissions import MATRIX, OWNER_ONLY, Permission, Role

THINGS = {
    "person": _("People"),
    "grant": _("Roles that people hold"),
    "unit": _("Units"),
    "document": _("Official documents"),
    "programme": _("Programmes"),
    "conference": _("Conferences"),
    "class": _("Classes"),
    "roster": _("Lists of learners"),
    "material": _("Materials"),
    "lesson": _("Lessons"),
    "collection": _("Own notebook"),
    "library": _("Self-study library"),
    "attendance": _("Attendance"),
    "question": _("Questions"),
    "council": _("Review councils"),
    "quiz": _("Tests"),
    "attempt": _("Attempts at tests"),
    "practice": _("Self-study"),
    "reflection": _("Reflections"),
    "proposal": _("Proposals"),
    "result": _("Results"),
    "notice": _("Notices"),
    "audit": _("History of changes"),
    "system": _("State of the system"),
}
ACTIONS = {
    "see": _("see"),
    "edit": _("make and change"),
    "reset-password": _("give a new first password"),
    "import": _("import"),
    "run": _("run and correct"),
    "approve": _("approve and return"),
    "appraise": _("appraise and decide"),
    "criteria": _("keep the criteria of appraisal"),
    "give": _("give to classes"),
    "follow": _("see how far learners are"),
    "keep": _("keep and read"),
    "publish": _("publish and withdraw"),
    "share": _("say who may use their own; administrators also what the bank or a unit holds"),
    "watch": _("watch while it runs"),
    "judge": _("approve corrections and decide about re-marks, as a second person"),
    "take": _("take"),
    "edit-task": _("set the task"),
    "mark": _("mark and release"),
    "allocate": _("share the scripts out among the markers"),
    "submit": _("be asked to hand in"),
    "write": _("write"),
    "remind": _("remind"),
    "send": _("send"),
    "read": _("read"),
    "collect": _("collect and send to a unit"),
    "answer": _("consider and answer"),
}
ROLES = tuple(Role)


@dataclass(frozen=True)
class Rule:
    """One thing that can be done: to what, by whom. `own`: only by the person whose it is."""

    thing: LazyString
    action: LazyString
    roles: tuple[LazyString, ...]
    own: bool


def rules() -> Iterator[Rule]:
    """Every permission there is, in the order of the table."""
    for permission in Permission:
        thing, action = permission.value.split(":")
        held = MATRIX.get(permission, frozenset())
        names = tuple(ROLE_NAMES[role] for role in ROLES if role in held)
        yield Rule(THINGS[thing], ACTIONS[action], names, permission in OWNER_ONLY)
