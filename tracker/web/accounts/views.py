"""Pages of signing in, signing out and changing one's password."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security import login_user, logout_user

from tracker.registry.new_passwords import renew_hash, set_password
from tracker.registry.passwords import is_outdated, verify_password
from tracker.registry.people import Credentials, find_by_email
from tracker.web.accounts.forms import ChangePasswordForm, SignInForm
from tracker.web.accounts.keeping import (
    keep_failure,
    keep_new_password,
    keep_signed_in,
    keep_signed_out,
)
from tracker.web.accounts.tries import count_try, forget_tries
from tracker.web.shared import access
from tracker.web.shared.clock import now
from tracker.web.shared.identity import Account, current_person, find_current_person
from tracker.web.shared.navigation import find_home
from tracker.web.shared.pages import render_again
from tracker.web.shared.unit_of_work import reading, writing

WRONG = "Enter the e-mail address and password of your account: these do not belong together"
CHANGED = (
    "Your password is changed. Other devices are signed out, and feed addresses, access tokens and "
    "phone codes stopped working."
)

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@access.public
def sign_in() -> ResponseReturnValue:
    """Sign in, then go where the person wanted to go."""
    person = find_current_person()
    if person is not None:
        return redirect(find_home(person), code=303)
    form = SignInForm()
    if request.method == "GET":
        return render_template("accounts/sign_in.html", form=form)
    if form.validate():
        credentials = _check_credentials(form.email.data or "", form.password.data or "")
        if credentials is not None:
            _start_session(credentials)
            keep_signed_in(credentials)
            return redirect(_find_wanted() or find_home(credentials.person), code=303)
        form.form_errors.append(WRONG)
        page = render_again("accounts/sign_in.html", form=form)
        keep_failure(form.email.data or "")
        return page
    return render_again("accounts/sign_in.html", form=form)


@blueprint.post("/sign-out")
@access.public
def sign_out() -> ResponseReturnValue:
    """End the session; also where it had ended by itself."""
    person = find_current_person()
    if person is not None:
        keep_signed_out(person)
    logout_user()
    session.clear()
    flash("You are signed out.", "success")
    return redirect(url_for("accounts.sign_in"), code=303)


@blueprint.route("/change-password", methods=["GET", "POST"])
@access.signed_in
def change_password() -> ResponseReturnValue:
    """Change one's own password; this signs out all other devices and ends all tokens."""
    person, form = current_person(), ChangePasswordForm()
    if request.method == "GET":
        return render_template("accounts/change_password.html", form=form)
    if form.validate():
        if _check_credentials(person.email, form.password.data or "") is not None:
            password = form.new_password.data or ""
            _start_session(set_password(writing(), person.id, password, now=now()))
            keep_new_password(person)
            flash(CHANGED, "success")
            return redirect(find_home(person), code=303)
        form.password.errors = ["Enter your current password: this is another one"]
        page = render_again("accounts/change_password.html", form=form)
        keep_failure(person.email)
        return page
    return render_again("accounts/change_password.html", form=form)


def _check_credentials(email: str, password: str) -> Credentials | None:
    """The account, when the password is right and it may be used; counts the try."""
    count_try(email)
    found = find_by_email(reading(), email)
    # Unknown and closed accounts take as long and answer the same: nobody learns which exist.
    usable = found is not None and found.person.active
    password_hash = found.password_hash if found is not None and usable else None
    if not verify_password(password, password_hash) or found is None or password_hash is None:
        return None
    forget_tries(email)
    if is_outdated(password_hash):
        renew_hash(writing(), found.person.id, password)
    return found


def _start_session(credentials: Credentials) -> None:
    session.clear()
    session.permanent = True
    login_user(Account(credentials), remember=False, authn_via=["password"])


def _find_wanted() -> str | None:
    """The page that asked to sign in, if it is one of ours."""
    wanted = request.args.get("next", "")
    parts = urlsplit(wanted)
    # Browsers read a backslash as a slash, so that "/\host" would lead away.
    is_ours = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted
    return wanted if is_ours and not parts.netloc and not parts.scheme else None
