"""A coordinator's phone codes: made, shown once as a code to scan, listed and revoked."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from tracker.domain.errors import InUse, InvalidField
from tracker.exchange.openrosa import draw_code, write_settings
from tracker.registry.people import Person, Role, covered_place_ids
from tracker.registry.tokens import TokenUse, add_token, list_tokens, revoke_token
from tracker.web.accounts.forms import PhoneForm
from tracker.web.accounts.keeping import keep_token_made, keep_token_revoked
from tracker.web.accounts.tokens import keep_reached, name_reach
from tracker.web.accounts.views import blueprint
from tracker.web.admin.assignments import AssignmentGroup, list_assignable
from tracker.web.shared import access
from tracker.web.shared.clock import now
from tracker.web.shared.identity import current_person
from tracker.web.shared.operation import require_operation
from tracker.web.shared.pages import render_again
from tracker.web.shared.unit_of_work import reading, writing

USE = TokenUse.COLLECT
LAST_PART = "/formList"
"""Apps put this, and the other addresses, behind the address that they are given."""


@blueprint.route("/phones", methods=["GET", "POST"])
@access.roles(Role.COORDINATOR)
def list_phone_codes() -> ResponseReturnValue:
    """The person's phone codes, and a form for a new one."""
    person = current_person()
    groups = list_own_places(person)
    form = PhoneForm(groups)
    if form.validate_on_submit():
        draft = form.draft
        try:
            token = add_token(writing(), person.id, draft, now=now())
        except InvalidField as refusal:
            form.show_refusals(refusal)
        except InUse as refusal:
            form.form_errors.append(refusal.message)
        else:
            keep_token_made(person, draft)
            return show_code(token)
    page = describe_phones(person, form, groups)
    if form.is_submitted():
        return render_again("accounts/phones.html", **page)
    return render_template("accounts/phones.html", **page)


@blueprint.post("/phones/<id:token_id>/revoke")
@access.roles(Role.COORDINATOR)
def revoke_phone_code(token_id: int) -> ResponseReturnValue:
    """End a phone code: the phone gets nothing any more, and nothing is taken from it."""
    person = current_person()
    name = revoke_token(writing(), person.id, USE, token_id, now=now())
    keep_token_revoked(person, USE, name)
    flash(f"The phone code “{name}” is revoked.", "success")
    return redirect(url_for("accounts.list_phone_codes"), code=303)


def list_own_places(person: Person) -> tuple[AssignmentGroup, ...]:
    """The places to which a phone can be narrowed: those that the person reports for."""
    return keep_reached(list_assignable(reading()), covered_place_ids(reading(), person))


def describe_phones(
    person: Person, form: PhoneForm, groups: tuple[AssignmentGroup, ...]
) -> dict[str, Any]:
    """What stands on the page."""
    tokens = list_tokens(reading(), person.id, USE)
    return {"form": form, "groups": groups, "tokens": tokens, "reach_of": name_reach(tokens)}


def show_code(token: str) -> ResponseReturnValue:
    """The only page that shows a code; it answers the form itself, for nothing else keeps it."""
    form_list = url_for("collect.list_forms", token=token, _external=True)
    address = form_list.removesuffix(LAST_PART)
    settings = write_settings(server_url=address, project=require_operation().name)
    drawn = draw_code(settings)
    # Drawn by segno out of letters and digits: nothing that anybody typed is in it.
    code = Markup(drawn)  # noqa: S704
    return render_template("accounts/phone_code.html", address=address, code=code)
