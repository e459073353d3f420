"""A person's access tokens: made, shown once, listed and revoked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import InUse, InvalidField
from tracker.registry.people import Person
from tracker.registry.places import load_places
from tracker.registry.tokens import AccessToken, TokenUse, add_token, list_tokens, revoke_token
from tracker.web.accounts.forms import TokenForm
from tracker.web.accounts.keeping import keep_token_made, keep_token_revoked
from tracker.web.accounts.views import blueprint
from tracker.web.admin.assignments import AssignmentGroup, list_assignable
from tracker.web.shared import access
from tracker.web.shared.clock import now
from tracker.web.shared.identity import current_person
from tracker.web.shared.pages import render_again
from tracker.web.shared.seeing import find_seen_ids
from tracker.web.shared.unit_of_work import reading, writing

USE = TokenUse.API


@blueprint.route("/tokens", methods=["GET", "POST"])
@access.signed_in
def list_access_tokens() -> ResponseReturnValue:
    """The person's access tokens, and a form for a new one."""
    person = current_person()
    groups = list_choices(person)
    form = TokenForm(groups)
    if form.validate_on_submit():
        draft = form.draft(USE)
        try:
            token = add_token(writing(), person.id, draft, now=now())
        except InvalidField as refusal:
            form.show_refusals(refusal)
        except InUse as refusal:
            form.form_errors.append(refusal.message)
        else:
            keep_token_made(person, draft)
            # The only page that shows a token answers the form itself: nothing else keeps it.
            return render_template("accounts/token.html", token=token, draft=draft)
    page = describe_page(person, form, groups)
    if form.is_submitted():
        return render_again("accounts/tokens.html", **page)
    return render_template("accounts/tokens.html", **page)


@blueprint.post("/tokens/<id:token_id>/revoke")
@access.signed_in
def revoke_access_token(token_id: int) -> ResponseReturnValue:
    """End a token: programs that have it get nothing any more."""
    person = current_person()
    name = revoke_token(writing(), person.id, USE, token_id, now=now())
    keep_token_revoked(person, USE, name)
    flash(f"The token “{name}” is revoked.", "success")
    return redirect(url_for("accounts.list_access_tokens"), code=303)


def list_choices(person: Person) -> tuple[AssignmentGroup, ...]:
    """The places to which a token can be narrowed: those that the person may see."""
    return keep_reached(list_assignable(reading()), find_seen_ids(reading(), person))


def keep_reached(
    groups: tuple[AssignmentGroup, ...], reached: set[int] | None
) -> tuple[AssignmentGroup, ...]:
    """Groups with only the places that are reached (None: all), and those groups that have some."""
    if reached is not None:
        groups = tuple(
            replace(group, options=tuple(o for o in group.options if o.place_id in reached))
            for group in groups
        )
    return tuple(group for group in groups if group.options)


def name_reach(tokens: Iterable[AccessToken]) -> dict[int, str]:
    """The places that each token is narrowed to, in words; blank for those that are not."""
    tokens = tuple(tokens)
    places = load_places(reading(), {place_id for token in tokens for place_id in token.areas})
    names = {place.id: place.full_name for place in places}
    return {token.id: "; ".join(names[place_id] for place_id in token.areas) for token in tokens}


def describe_page(
    person: Person, form: TokenForm, groups: tuple[AssignmentGroup, ...]
) -> dict[str, Any]:
    """What stands on the page."""
    tokens = list_tokens(reading(), person.id, USE)
    return {"form": form, "groups": groups, "tokens": tokens, "reach_of": name_reach(tokens)}
