"""The file of a new material: one that arrived in pieces before, or a small one that came with the form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_login import current_user

from lms import database
from lms.classes.models import StudyClass
from lms.files.uploads import parts, queries, service
from lms.files.uploads.models import IncomingFile
from lms.files.uploads.parts import Busy, Settled
from lms.files.uploads.rules import Refusal
from lms.lessons.forms import MaterialForm
from lms.lessons.uploads import sentences
from lms.lessons.uploads.limits import limits, purpose_of, wanted


@dataclass(frozen=True)
class OnItsWay:
    """An upload that is not finished, and how far it is."""

    upload: IncomingFile
    arrived: int


def unfinished(study_class: StudyClass) -> Sequence[OnItsWay]:
    """What this person began to send for this class."""
    found = queries.unfinished(current_user.id, purpose_of(study_class))
    return [OnItsWay(one, parts.length(one.public_id)) for one in found]


def arrived(form: MaterialForm, study_class: StudyClass) -> IncomingFile | None:
    """The upload that the form names, if it is this person's own for this class."""
    named = form.upload.data or ""
    return queries.own(named, current_user.id, purpose_of(study_class)) if named else None


def source_of(form: MaterialForm, study_class: StudyClass, now: datetime) -> IncomingFile | None:
    """The upload whose bytes lie in their place now; None with a sentence at the field where they do not.

    Call it outside of a transaction.
    """
    if form.arrived is not None:
        return _settled(form, form.arrived)
    sent = form.file.data
    size = sent.stream.seek(0, 2)
    sent.stream.seek(0)
    taken = service.take_whole(sent.stream, wanted(study_class, sent.filename, size, ""), limits(), now)
    if isinstance(taken, Refusal):
        form.file.errors = [sentences.of_refusal(taken, size, limits())]
        return None
    return taken


def _settled(form: MaterialForm, upload: IncomingFile) -> IncomingFile | None:
    try:
        settled = service.settle(upload, form.sha256.data or "")
    except Busy:
        form.file.errors = [_("The last piece is still arriving. Send the form again in a moment.")]
        return None
    if settled is Settled.DONE:
        return upload
    if settled is Settled.DIFFERENT:
        with database.transaction():
            service.give_up(upload)
        form.arrived, form.upload.data = None, ""
    form.file.errors = [sentences.of_settled(settled)]
    return None
