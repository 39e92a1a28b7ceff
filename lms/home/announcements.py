"""Tell a class something: into every inbox, and as a text to paste into its Zalo group."""

import hashlib
from datetime import datetime
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext, ngettext
from flask_login import current_user
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from lms.audit.service import record
from lms.classes import tabs
from lms.classes.models import ClassSession, SessionState, StudyClass
from lms.classes.queries import enrolled_ids, sessions_of
from lms.notices import service as notices
from lms.notices.service import Message
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.filters import as_date, as_time
from lms.web.forms import BaseForm

routes = Blueprint("announcements", __name__)
tabs.add(tabs.Tab(70, lazy_gettext("Notices"), "announcements.new", Permission.NOTICE_SEND))


class AnnouncementForm(BaseForm):
    title = StringField(
        lazy_gettext("Title"),
        [DataRequired(lazy_gettext("Say in a few words what it is about.")), Length(max=200)],
    )
    body = TextAreaField(
        lazy_gettext("Text"),
        [DataRequired(lazy_gettext("Write what the class should know.")), Length(max=4000)],
    )


@routes.get("/classes/<int:study_class_id>/announcements")
@authorised(StudyClass, Permission.NOTICE_SEND)
def new(study_class: StudyClass) -> str:
    return _page(study_class, AnnouncementForm())


@routes.post("/classes/<int:study_class_id>/announcements")
@authorised(StudyClass, Permission.NOTICE_SEND)
def create(study_class: StudyClass) -> Any:
    """The same text sent twice on one day reaches nobody twice."""
    form, now = AnnouncementForm(), clock.now()
    if not form.validate():
        return _page(study_class, form), 422
    fingerprint = hashlib.sha256(f"{form.title.data}\n{form.body.data}".encode()).hexdigest()
    message = Message(
        key=f"class:{study_class.id}:{now:%Y-%m-%d}:{fingerprint[:16]}",
        title=form.title.data,
        body=form.body.data,
        path=_where(study_class),
        class_id=study_class.id,
    )
    told = notices.send(enrolled_ids(study_class.id), message, now)
    record(
        current_user.person, "notice.sent", study_class, now, new={"title": form.title.data, "people": told}
    )
    flash(
        ngettext("%(num)s learner has it in the inbox.", "%(num)s learners have it in the inbox.", told),
        "success",
    )
    return redirect(url_for(".new", study_class_id=study_class.id))


def next_session_text(study_class: StudyClass, now: datetime) -> str:
    """What to write into the class's Zalo group about the next session; empty when none is to come."""
    coming = [
        one for one in sessions_of(study_class) if one.state is SessionState.PLANNED and one.starts_at > now
    ]
    if not coming:
        return ""
    session = min(coming, key=lambda one: one.starts_at)
    address = current_app.config["SEN"].public_url or request.host_url
    return "\n".join(
        filter(
            None,
            [
                study_class.title,
                _("Session %(number)s: %(title)s", number=session.number, title=session.title),
                _("Time: %(start)s – %(end)s, %(day)s", **_times(session)),
                _("Place: %(room)s", room=session.room or study_class.place)
                if session.room or study_class.place
                else "",
                _("Please scan the QR code at the door before and after the session."),
                address,
            ],
        )
    )


def _where(study_class: StudyClass) -> str:
    """The page that the message leads to: the class's, unless learners do not see it yet."""
    if study_class.scope.in_preparation:
        return url_for("home.show")
    return url_for("home.study_class", study_class_id=study_class.id)


def _times(session: ClassSession) -> dict[str, str]:
    return {
        "start": as_time(session.starts_at),
        "end": as_time(session.ends_at),
        "day": as_date(session.starts_at),
    }


def _page(study_class: StudyClass, form: AnnouncementForm) -> str:
    text = next_session_text(study_class, clock.now())
    return render_template("announcements/new.html", study_class=study_class, form=form, zalo=text)
