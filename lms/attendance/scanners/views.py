"""The organiser's page about scanners: devices of a session, and scans that a person has to decide about."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.attendance.blueprint import routes
from lms.attendance.models import ScannerRead
from lms.attendance.queries import book_of_session
from lms.attendance.scanners import app_views, conflicts, devices
from lms.attendance.scanners.models import ScannerDevice
from lms.classes.models import ClassSession
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised

__all__ = ["app_views"]


@routes.get("/sessions/<int:class_session_id>/scanners")
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def scanners(class_session: ClassSession) -> str:
    return render_template(
        "attendance/scanners/index.html",
        class_session=class_session,
        devices=devices.of_session(class_session.id),
        conflicts=conflicts.open_of(class_session.id, book_of_session(class_session.id)),
        settled=conflicts.settled_of(class_session.id),
        now=clock.now(),
    )


@routes.post("/scanners/<int:scanner_device_id>/revocation")
@authorised(ScannerDevice, Permission.ATTENDANCE_RUN)
def revoke_scanner(scanner_device: ScannerDevice) -> Any:
    devices.revoke(scanner_device, current_user.person, clock.now())
    flash(
        _("%(name)s is taken out: nothing it sends from now on is accepted.", name=scanner_device.name),
        "success",
    )
    return _back(scanner_device.class_session_id)


@routes.post("/scanner-reads/<int:scanner_read_id>/acceptance")
@authorised(ScannerRead, Permission.ATTENDANCE_RUN)
def take_scan(scanner_read: ScannerRead) -> Any:
    conflicts.take(scanner_read, current_user.person, clock.now())
    return _back(scanner_read.checkpoint.class_session_id)


@routes.post("/scanner-reads/<int:scanner_read_id>/dismissal")
@authorised(ScannerRead, Permission.ATTENDANCE_RUN)
def dismiss_scan(scanner_read: ScannerRead) -> Any:
    conflicts.dismiss(scanner_read, current_user.person, clock.now())
    return _back(scanner_read.checkpoint.class_session_id)


def _back(class_session_id: int) -> Any:
    return redirect(url_for(".scanners", class_session_id=class_session_id))
