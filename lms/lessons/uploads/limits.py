"""What a file for the materials of a class counts as, and how much there may be."""

from flask import current_app
from flask_login import current_user

from lms.classes.models import StudyClass
from lms.files.uploads.rules import Limits
from lms.files.uploads.service import Wanted


def limits() -> Limits:
    """As this installation has it."""
    config = current_app.config["SEN"]
    return Limits(config.largest_file, config.quota_person, config.quota_unit)


def purpose_of(study_class: StudyClass) -> str:
    return f"materials/{study_class.id}"


def wanted(study_class: StudyClass, name: str, size: int, mark: str) -> Wanted:
    """A file for the materials of this class, brought by who asks."""
    return Wanted(current_user.id, study_class.unit_id, purpose_of(study_class), name, size, mark)
