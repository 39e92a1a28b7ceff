"""Signing in and out, one's own password, and how pages look."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    session as cookie,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user

from lms import database
from lms.accounts import device, hashing, passwords, service, signed_in as signed_in_as
from lms.accounts.forms import PasswordForm, SignInForm
from lms.accounts.models import Person
from lms.accounts.tries import COME_AGAIN, Refusal
from lms.audit.service import observe
from lms.web import clock, page
from lms.web.authorised import owns_transaction, public, signed_in
from lms.web.crowd import always_answered
from lms.web.gaps import Gapped
from lms.web.security import safe_next

routes = Blueprint("accounts", __name__)
_gapped = Gapped()


@routes.get("/sign-in")
@public
def sign_in() -> Any:
    if current_user.is_authenticated:
        return redirect(safe_next(request.args.get("next"), url_for("home.show")))
    return _sign_in_page()


@routes.post("/sign-in")
@public
@owns_transaction
def start_sign_in() -> Any:
    form = SignInForm()
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form), 422
    found = service.verify(form.login.data or "", form.password.data or "", request.remote_addr or "")
    if isinstance(found, Refusal):
        return _refused(form, found)
    open_session(found, remembered=form.remember.data)
    return redirect(safe_next(request.args.get("next"), url_for("home.show")))


@routes.get("/sign-in/room")
@public
@always_answered
def room() -> Response:
    """For the page of signing in, which waits a moment where many do so at once, instead of losing what was typed."""
    return jsonify(enters=hashing.has_room(), again_in=int(COME_AGAIN))


@routes.post("/sign-out")
@public
def sign_out() -> Response:
    if current_user.is_authenticated:
        service.end(current_user.token, clock.now())
        logout_user()
    cookie.clear()
    return device.forget(make_response(redirect(url_for(".sign_in"))))


@routes.get("/account")
@signed_in
def show() -> str:
    return render_template("accounts/show.html")


@routes.get("/password")
@signed_in
def edit_password() -> str:
    return render_template("accounts/edit_password.html", form=PasswordForm())


@routes.post("/password")
@signed_in
@owns_transaction
def update_password() -> Any:
    form, person = PasswordForm(), current_user.person
    try:
        accepted = form.validate() and _acceptable(form, person)
    except hashing.Busy:
        busy = Refusal.BUSY
        form.form_errors.append(said(busy))
        return render_template("accounts/edit_password.html", form=form), busy.status, busy.headers
    if not accepted:
        return render_template("accounts/edit_password.html", form=form), 422
    new_hash = passwords.hashed(form.password.data or "")
    with database.transaction():
        token = service.change_password(person, new_hash, clock.now())
    _keep(person, token, remembered=False)
    flash(_("The password is changed. Other devices have been signed out."), "success")
    return redirect(url_for("home.show"))


def _sign_in_page() -> str | bytes:
    """Drawn once for a look: a hall opens it within a minute. What was said to somebody before is drawn for them."""
    config = current_app.config["SEN"]
    told = (request.full_path, config.centre_name, config.help_phone, page.secure_context())
    if cookie.get("_flashes"):
        return render_template("accounts/sign_in.html", form=SignInForm())
    return _gapped.page(told, {}, lambda _gaps: render_template("accounts/sign_in.html", form=SignInForm()))


def open_session(person: Person, *, remembered: bool) -> None:
    """Start a signed-in session in this browser; of what the cookie held, only a check-in claim is kept."""
    with database.transaction():
        token = service.start(
            person,
            clock.now(),
            remembered=remembered,
            address=request.remote_addr or "",
            device=request.user_agent.string,
        )
    _keep(person, token, remembered)


def _keep(person: Person, token: str, remembered: bool) -> None:
    claim = cookie.get("claim")
    cookie.clear()
    if claim:
        cookie["claim"] = claim
    cookie.permanent = remembered or not person.is_staff
    login_user(signed_in_as.of(person, token))


def said(refusal: Refusal) -> str:
    """What somebody who was not let in is told."""
    texts = {
        Refusal.WRONG: _("The name or the password is not right. Please check both and try again."),
        Refusal.TOO_MANY: _("Too many tries. Wait ten minutes, or ask the organiser for a new password."),
        Refusal.BUSY: _(
            "Many people are signing in at this moment. Please press the button again in a few seconds."
        ),
    }
    return texts[refusal]


def _refused(form: SignInForm, refusal: Refusal) -> Any:
    observe("sign-in.refused", why=refusal.value)
    form.form_errors.append(said(refusal))
    return render_template("accounts/sign_in.html", form=form), refusal.status, refusal.headers


def _acceptable(form: PasswordForm, person: Person) -> bool:
    """Facts about the new password: the present one is right, the new one is not weak."""
    right, _upgraded = passwords.verify(form.present.data or "", person.password_hash)
    if not right:
        form.present.errors = [_("The present password is not right.")]
    weak = passwords.is_weak(form.password.data or "", person.phone, person.username, person.member_code)
    if weak:
        form.password.errors = [_("Too easy to guess. Use at least 8 letters or digits, not a phone number.")]
    return right and not weak
