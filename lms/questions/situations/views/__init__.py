"""Importing this package registers every page of sets on `routes`."""

import lms.questions.situations.views.membership
import lms.questions.situations.views.sets  # noqa: F401
from lms.documents import citing
from lms.questions.situations import gate
from lms.questions.situations.citing import CASES
from lms.questions.situations.routes import routes

__all__ = ["gate", "routes"]

citing.add(CASES)
