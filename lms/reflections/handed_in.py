"""What was handed in: the submissions that count, their marks' absence or presence, their pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select, and_, case, exists, func, select
from sqlalchemy.orm import contains_eager, selectinload

from lms import database
from lms.marking.models import Mark, SubjectKind
from lms.reflections.models import Reflection, ReflectionState, ReflectionTask, Submission, SubmissionFile
from lms.reflections.upload_models import Upload, UploadDrawing, UploadPage, UploadText

P = TypeVar("P")


def current(task_ids: Sequence[int]) -> Select[Submission]:
    """The submission that counts of each reflection handed in for these tasks."""
    return (
        select(Submission)
        .join(
            Reflection,
            and_(
                Reflection.id == Submission.reflection_id, Reflection.submission_number == Submission.number
            ),
        )
        .where(Reflection.task_id.in_(list(task_ids)), Reflection.state == ReflectionState.HANDED_IN)
    )


def current_submissions(task: ReflectionTask) -> list[Submission]:
    """What counts of each reflection handed in, with whose it is."""
    person = contains_eager(Submission.reflection).joinedload(Reflection.person)
    return list(database.session.scalars(current([task.id]).options(person)))


def by_number(task: ReflectionTask, script_no: int) -> Submission | None:
    """The script that counts under this number."""
    return database.session.scalars(current([task.id]).where(Reflection.script_no == script_no)).one_or_none()


def current_submission_ids(task_ids: Sequence[int]) -> Select[int]:
    """Selects the ids of what counts of each reflection: the last that was handed in."""
    return current(task_ids).with_only_columns(Submission.id)


@dataclass(frozen=True)
class Counts:
    """How many scripts count, and how many of them have a mark."""

    all: int
    marked: int


def counts_of(task: ReflectionTask) -> Counts:
    """Over the whole task, whoever marks which script."""
    has_mark = exists().where(Mark.subject_kind == SubjectKind.SUBMISSION, Mark.subject_id == Submission.id)
    counted = current([task.id]).with_only_columns(func.count(), func.sum(case((has_mark, 1), else_=0)))
    total, marked = database.session.execute(counted).one()
    return Counts(total, int(marked or 0))


def submission_with_all(submission_id: int) -> Submission:
    """One submission with its files and proposals."""
    statement = (
        select(Submission)
        .where(Submission.id == submission_id)
        .options(
            selectinload(Submission.files).joinedload(SubmissionFile.upload),
            selectinload(Submission.proposals),
        )
    )
    return database.session.scalars(statement).one()


def page_of_reflection(reflection: Reflection, page_id: int) -> UploadPage | None:
    """A page of this reflection, also of a file that was taken out since."""
    statement = (
        select(UploadPage)
        .join(Upload, Upload.id == UploadPage.upload_id)
        .where(UploadPage.id == page_id, Upload.reflection_id == reflection.id)
    )
    return database.session.scalars(statement).one_or_none()


def page_of_submission(submission: Submission, number: int) -> UploadPage | None:
    """The page with this number of what was handed in, counted through all files."""
    page = _numbered(drawn_of(submission).pages, number)
    return page if isinstance(page, UploadPage) else None


def picture_of_submission(submission: Submission, number: int) -> UploadPage | None:
    """The picture with this number in its Word files, counted through all of them."""
    return _numbered(drawn_of(submission).pictures, number)


@dataclass(frozen=True)
class Undrawn:
    """A page that is not there: still being drawn, or given up. It keeps its number, so that marks on others stay."""

    given_up: bool
    width: int = 0
    height: int = 0


Page = UploadPage | Undrawn


@dataclass(frozen=True)
class Drawn:
    """What was handed in and is looked at: the pages of photos and PDFs, and the pictures of Word files."""

    pages: list[Page]
    pictures: list[UploadPage]

    @property
    def shown(self) -> list[UploadPage]:
        return [page for page in self.pages if isinstance(page, UploadPage)]

    @property
    def waits(self) -> bool:
        return any(isinstance(page, Undrawn) and not page.given_up for page in self.pages)


def drawn_of(submission: Submission) -> Drawn:
    """All that was handed in, in order."""
    of_file = SubmissionFile.upload_id
    statement = (
        select(UploadPage, UploadText.upload_id, UploadDrawing)
        .select_from(SubmissionFile)
        .outerjoin(UploadPage, UploadPage.upload_id == of_file)
        .outerjoin(UploadText, UploadText.upload_id == of_file)
        .outerjoin(UploadDrawing, UploadDrawing.upload_id == of_file)
        .where(SubmissionFile.submission_id == submission.id)
        .order_by(SubmissionFile.position, UploadPage.number)
    )
    pages: list[Page] = []
    pictures: list[UploadPage] = []
    found: Iterable[Any] = database.session.execute(statement)
    for page, of_text, asked in found:
        if page is not None:
            (pages if of_text is None else pictures).append(page)
        elif asked is not None:
            pages += [Undrawn(given_up=not asked.is_waiting)] * asked.pages
    return Drawn(pages, pictures)


def _numbered(listed: Sequence[P], number: int) -> P | None:
    return listed[number - 1] if 0 < number <= len(listed) else None
