"""The mail queue: sent by the worker, tried again later and later, given up after a day."""

import smtplib
import ssl
from datetime import datetime, timedelta
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from flask import current_app
from sqlalchemy import select

from lms import database
from lms.jobs.queue import every, task
from lms.notices.models import Mail, MailState, Notice
from lms.web import clock

BATCH = 50
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720)]
SECONDS = 20


@task
def send_due() -> None:
    """Send what is due; what fails waits for its next turn."""
    deliver(clock.now())


@every(60)
def retry() -> None:
    if current_app.config["SEN"].mail_url:
        deliver(clock.now())


def deliver(now: datetime) -> None:
    waiting = (
        select(Mail, Notice)
        .join(Notice, Notice.id == Mail.notice_id)
        .where(Mail.state == MailState.WAITING, Mail.due_at <= now)
        .order_by(Mail.due_at)
        .limit(BATCH)
        .with_for_update(of=Mail, skip_locked=True)
    )
    rows = database.session.execute(waiting).all()
    if rows:
        _send_all([(row.Mail, row.Notice) for row in rows], now)


def _send_all(rows: list[tuple[Mail, Notice]], now: datetime) -> None:
    try:
        with _connection() as server:
            for mail, notice in rows:
                _send_one(server, mail, notice, now)
    except (OSError, smtplib.SMTPException):
        for mail, _notice in rows:
            if mail.state is MailState.WAITING:
                postpone(mail, now)


def _send_one(server: smtplib.SMTP, mail: Mail, notice: Notice, now: datetime) -> None:
    try:
        server.send_message(message_for(mail, notice))
    except smtplib.SMTPRecipientsRefused:
        postpone(mail, now)
        return
    mail.state, mail.sent_at = MailState.SENT, now


def postpone(mail: Mail, now: datetime) -> None:
    """Wait longer each time; after the last wait nobody is asked again."""
    if mail.tries >= len(WAITS):
        mail.state = MailState.GIVEN_UP
        return
    mail.due_at = now + WAITS[mail.tries]
    mail.tries += 1


def message_for(mail: Mail, notice: Notice) -> EmailMessage:
    """Plain text; a line break in a title cannot become a header."""
    config = current_app.config["SEN"]
    message = EmailMessage()
    message["Subject"] = " ".join(notice.title.split())
    message["From"] = config.mail_from
    message["To"] = mail.address
    link = f"\n\n{config.public_url.rstrip('/')}{notice.path}" if notice.path and config.public_url else ""
    message.set_content(f"{notice.body}{link}\n\n{config.centre_name}\n")
    return message


def _connection() -> smtplib.SMTP:
    """As SEN_MAIL_URL says: smtp://user:password@host:587 (STARTTLS), smtps://…, or smtp+plain://…."""
    parts = urlsplit(current_app.config["SEN"].mail_url)
    host, port = parts.hostname or "localhost", parts.port
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, port or 465, timeout=SECONDS, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(host, port or 587, timeout=SECONDS)
        if parts.scheme == "smtp":
            server.starttls(context=ssl.create_default_context())
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server
