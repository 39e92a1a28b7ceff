"""Who may do what: the whole policy on one page. Pure; the help page renders MATRIX.

A grant is a role held somewhere: everywhere, in one class, or in a unit and all below it. Every model tells its
own `scope`; `allowed` compares the two. What only its owner may touch stands in OWNER_ONLY and is asked of the
model's `belongs_to(person_id)`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    LEARNER = "learner"
    LECTURER = "lecturer"
    ORGANISER = "organiser"
    UNIT_OFFICER = "unit_officer"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    INSPECTOR = "inspector"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """Named `what:action`; the comment beside each row of MATRIX is what the help page says."""

    PERSON_SEE = "person:see"
    PERSON_EDIT = "person:edit"
    PASSWORD_RESET = "person:reset-password"  # noqa: S105 - a permission's name
    GRANT_EDIT = "grant:edit"
    UNIT_SEE = "unit:see"
    UNIT_EDIT = "unit:edit"
    DOCUMENT_SEE = "document:see"
    DOCUMENT_EDIT = "document:edit"
    PROGRAMME_SEE = "programme:see"
    PROGRAMME_EDIT = "programme:edit"
    PROGRAMME_APPRAISE = "programme:appraise"
    CONFERENCE_SEE = "conference:see"
    CONFERENCE_EDIT = "conference:edit"
    CONFERENCE_REMIND = "conference:remind"
    CLASS_SEE = "class:see"
    CLASS_EDIT = "class:edit"
    ROSTER_SEE = "roster:see"
    ROSTER_IMPORT = "roster:import"
    MATERIAL_EDIT = "material:edit"
    LESSON_SEE = "lesson:see"
    LESSON_EDIT = "lesson:edit"
    LESSON_APPRAISE = "lesson:appraise"
    LESSON_CRITERIA = "lesson:criteria"
    LESSON_GIVE = "lesson:give"
    LESSON_READ = "lesson:read"
    LESSON_FOLLOW = "lesson:follow"
    COLLECTION_KEEP = "collection:keep"
    LIBRARY_PUBLISH = "library:publish"
    ATTENDANCE_SEE = "attendance:see"
    ATTENDANCE_RUN = "attendance:run"
    QUESTION_SEE = "question:see"
    QUESTION_EDIT = "question:edit"
    QUESTION_APPROVE = "question:approve"
    QUESTION_SHARE = "question:share"
    COUNCIL_SEE = "council:see"
    COUNCIL_EDIT = "council:edit"
    QUIZ_SEE = "quiz:see"
    QUIZ_EDIT = "quiz:edit"
    QUIZ_WATCH = "quiz:watch"
    QUIZ_MARK = "quiz:mark"
    QUIZ_JUDGE = "quiz:judge"
    ATTEMPT_SEE = "attempt:see"
    QUIZ_TAKE = "quiz:take"
    ATTEMPT_TAKE = "attempt:take"
    PRACTICE_TAKE = "practice:take"
    PRACTICE_EDIT = "practice:edit"
    PRACTICE_SEE = "practice:see"
    REFLECTION_EDIT_TASK = "reflection:edit-task"
    REFLECTION_SEE = "reflection:see"
    REFLECTION_MARK = "reflection:mark"
    REFLECTION_ALLOCATE = "reflection:allocate"
    REFLECTION_SUBMIT = "reflection:submit"
    REFLECTION_WRITE = "reflection:write"
    PROPOSAL_READ = "proposal:read"
    PROPOSAL_COLLECT = "proposal:collect"
    PROPOSAL_SEE = "proposal:see"
    PROPOSAL_ANSWER = "proposal:answer"
    RESULT_SEE = "result:see"
    NOTICE_SEND = "notice:send"
    NOTICE_READ = "notice:read"
    AUDIT_SEE = "audit:see"
    SYSTEM_SEE = "system:see"


_P, _R = Permission, Role
_STAFF = {_R.LECTURER, _R.ORGANISER, _R.APPROVER, _R.INSPECTOR, _R.ADMINISTRATOR}

MATRIX: dict[Permission, frozenset[Role]] = {
    _P.PERSON_SEE: frozenset({_R.ORGANISER, _R.UNIT_OFFICER, _R.INSPECTOR, _R.ADMINISTRATOR}),
    _P.PERSON_EDIT: frozenset({_R.ORGANISER, _R.ADMINISTRATOR}),
    _P.PASSWORD_RESET: frozenset({_R.ORGANISER, _R.ADMINISTRATOR}),
    _P.GRANT_EDIT: frozenset({_R.ADMINISTRATOR}),
    _P.UNIT_SEE: frozenset({_R.ORGANISER, _R.UNIT_OFFICER, _R.APPROVER, _R.INSPECTOR, _R.ADMINISTRATOR}),
    _P.UNIT_EDIT: frozenset({_R.ADMINISTRATOR}),
    # The register of official documents: who writes questions or runs classes also enters what they cite.
    _P.DOCUMENT_SEE: frozenset(_STAFF | {_R.REVIEWER}),
    _P.DOCUMENT_EDIT: frozenset({_R.LECTURER, _R.ORGANISER, _R.ADMINISTRATOR}),
    _P.PROGRAMME_SEE: frozenset(_STAFF | {_R.REVIEWER}),
    _P.PROGRAMME_EDIT: frozenset({_R.ORGANISER, _R.ADMINISTRATOR}),
    # Never what they wrote a part of; where councils have its topics, only their members.
    _P.PROGRAMME_APPRAISE: frozenset({_R.REVIEWER}),
    _P.CONFERENCE_SEE: frozenset(
        {_R.ORGANISER, _R.UNIT_OFFICER, _R.APPROVER, _R.INSPECTOR, _R.ADMINISTRATOR}
    ),
    _P.CONFERENCE_EDIT: frozenset({_R.ORGANISER, _R.UNIT_OFFICER, _R.ADMINISTRATOR}),
    _P.CONFERENCE_REMIND: frozenset({_R.ORGANISER, _R.ADMINISTRATOR}),
    _P.CLASS_SEE: frozenset(_STAFF | {_R.LEARNER}),
    _P.CLASS_EDIT: frozenset({_R.ORGANISER, _R.ADMINISTRATOR}),
    _P.ROSTER_SEE: frozenset(_STAFF),
    _P.ROSTER_IMPORT: frozenset({_R.ORGANISER, _R.ADMINISTRATOR}),
    _P.MATERIAL_EDIT: frozenset({_R.LECTURER, _R.ORGANISER, _R.ADMINISTRATOR}),
    _P.LESSON_SEE: frozenset(_STAFF | {_R.REVIEWER}),
    _P.LESSON_EDIT: frozenset({_R.LECTURER}),
    # Never what they wrote a part of; where a council has the topic, only its members.
    _P.LESSON_APPRAISE: frozenset({_R.REVIEWER}),
    # Members of a council for their own; who appoints councils for all.
    _P.LESSON_CRITERIA: frozenset({_R.REVIEWER, _R.ORGANISER, _R.ADMINISTRATOR}),
    # Only a version that was approved.
    _P.LESSON_GIVE: frozenset({_R.LECTURER, _R.ORGANISER}),
    # Place, notes and bookmarks are the reader's alone.
    _P.LESSON_READ: frozenset({_R.LEARNER}),
    # How far each learner is; never what they noted.
    _P.LESSON_FOLLOW: frozenset({_R.LECTURER, _R.ORGANISER}),
    # What leaves the classes, also for who has no account: approved lessons, files, links. Who holds it for a unit
    # publishes what is of that unit, and files and links of their own.
    _P.LIBRARY_PUBLISH: frozenset({_R.ORGANISER, _R.ADMINISTRATOR}),
    _P.ATTENDANCE_SEE: frozenset(_STAFF),
    _P.ATTENDANCE_RUN: frozenset({_R.ORGANISER, _R.ADMINISTRATOR}),
    _P.QUESTION_SEE: frozenset({_R.LECTURER, _R.REVIEWER, _R.ADMINISTRATOR}),
    _P.QUESTION_EDIT: frozenset({_R.LECTURER}),
    _P.QUESTION_APPROVE: frozenset({_R.REVIEWER}),
    # Of their own questions; administrators also of what the bank or a unit holds, never of what others keep private.
    _P.QUESTION_SHARE: frozenset({_R.LECTURER, _R.ADMINISTRATOR}),
    # Who sits on which council is no secret among staff; the offices that appoint also change it.
    _P.COUNCIL_SEE: frozenset(_STAFF | {_R.REVIEWER}),
    _P.COUNCIL_EDIT: frozenset({_R.ORGANISER, _R.ADMINISTRATOR}),
    _P.QUIZ_SEE: frozenset(_STAFF),
    _P.QUIZ_EDIT: frozenset({_R.LECTURER}),
    _P.QUIZ_WATCH: frozenset({_R.LECTURER, _R.ORGANISER}),
    _P.QUIZ_MARK: frozenset({_R.LECTURER}),
    # The second person: approves corrections, decides about re-marks; never what they made or marked themselves.
    _P.QUIZ_JUDGE: frozenset({_R.LECTURER, _R.APPROVER}),
    _P.ATTEMPT_SEE: frozenset({_R.LECTURER, _R.INSPECTOR}),
    _P.QUIZ_TAKE: frozenset({_R.LEARNER}),
    _P.PRACTICE_TAKE: frozenset({_R.LEARNER}),
    _P.PRACTICE_EDIT: frozenset({_R.LECTURER}),
    # Totals only: what a person practises is theirs alone.
    _P.PRACTICE_SEE: frozenset({_R.LECTURER}),
    _P.REFLECTION_EDIT_TASK: frozenset({_R.LECTURER}),
    _P.REFLECTION_SEE: frozenset({_R.LECTURER}),
    _P.REFLECTION_MARK: frozenset({_R.LECTURER}),
    # Numbers of scripts only: who runs the class shares them out without learning whose they are.
    _P.REFLECTION_ALLOCATE: frozenset({_R.LECTURER, _R.ORGANISER}),
    _P.REFLECTION_SUBMIT: frozenset({_R.LEARNER}),
    # In their own class: what learners propose. Names stand beside it for who does not mark without names.
    _P.PROPOSAL_READ: frozenset({_R.LECTURER, _R.ORGANISER}),
    _P.PROPOSAL_COLLECT: frozenset({_R.ORGANISER}),
    # What was sent to their own unit and those below; without names, unless the task said so before it was written.
    _P.PROPOSAL_SEE: frozenset({_R.ORGANISER, _R.UNIT_OFFICER, _R.APPROVER, _R.INSPECTOR}),
    _P.PROPOSAL_ANSWER: frozenset({_R.ORGANISER, _R.UNIT_OFFICER}),
    _P.RESULT_SEE: frozenset(_STAFF),
    _P.NOTICE_SEND: frozenset({_R.LECTURER, _R.ORGANISER}),
    _P.AUDIT_SEE: frozenset({_R.INSPECTOR, _R.ADMINISTRATOR}),
    _P.SYSTEM_SEE: frozenset({_R.ADMINISTRATOR}),
}

OWNER_ONLY = frozenset({_P.ATTEMPT_TAKE, _P.REFLECTION_WRITE, _P.NOTICE_READ, _P.COLLECTION_KEEP})


@dataclass(frozen=True)
class Scope:
    """Where a thing lies: in a class (or none), and under these units, root first. `shared` = the whole centre's.

    What lies in a class that is still being prepared is there for staff only.
    """

    class_id: int | None = None
    unit_ids: tuple[int, ...] = ()
    shared: bool = False
    in_preparation: bool = False


SHARED = Scope(shared=True)


class GrantLike(Protocol):
    role: Role
    class_id: int | None
    unit_id: int | None


def covers(grant: GrantLike, scope: Scope) -> bool:
    """Whether the grant reaches the scope. A grant with neither class nor unit reaches everything."""
    if scope.in_preparation and grant.role is Role.LEARNER:
        return False
    if scope.shared or (grant.class_id is None and grant.unit_id is None):
        return True
    if grant.class_id is not None:
        return grant.class_id == scope.class_id
    return grant.unit_id in scope.unit_ids


def allowed(grants: Iterable[GrantLike], permission: Permission, scope: Scope = SHARED) -> bool:
    """Whether any of the grants gives the permission there; without a scope, whether it is held anywhere at all."""
    roles = MATRIX.get(permission, frozenset())
    return any(grant.role in roles and covers(grant, scope) for grant in grants)
