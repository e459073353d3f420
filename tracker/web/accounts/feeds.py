"""A person's feed addresses: made, shown once, listed and revoked."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.audit import Act
from tracker.domain.errors import InUse, InvalidField
from tracker.registry.tokens import TokenDraft, TokenUse, add_token, list_tokens, revoke_token
from tracker.web.accounts.forms import FeedForm
from tracker.web.accounts.keeping import keep_feed
from tracker.web.accounts.views import blueprint
from tracker.web.corrections.filters import read_filters
from tracker.web.shared import access
from tracker.web.shared.clock import now
from tracker.web.shared.identity import current_person
from tracker.web.shared.pages import render_again
from tracker.web.shared.unit_of_work import reading, writing


@blueprint.route("/feeds", methods=["GET", "POST"])
@access.signed_in
def list_feeds() -> ResponseReturnValue:
    """The person's feed addresses, and a form for one of the corrections that the address names."""
    person = current_person()
    filters = read_filters(reading(), person, request.args)
    form = FeedForm(data={"name": f"Corrections: {filters.place_name}"})
    page = {
        "form": form,
        "filters": filters,
        "tokens": list_tokens(reading(), person.id, TokenUse.FEED),
    }
    if request.method == "GET":
        return render_template("accounts/feeds.html", **page)
    draft = TokenDraft(use=TokenUse.FEED, name=form.name.data or "")
    try:
        token = add_token(writing(), person.id, draft, now=now())
    except InvalidField as refusal:
        form.show_refusals(refusal)
    except InUse as refusal:
        form.form_errors.append(refusal.message)
    else:
        keep_feed(Act.FEED_MADE, person, draft.name)
        return show_address(token, filters.query)
    return render_again("accounts/feeds.html", **page)


@blueprint.post("/feeds/<id:token_id>/revoke")
@access.signed_in
def revoke_feed(token_id: int) -> ResponseReturnValue:
    """End a feed address: programs that have it read nothing any more."""
    person = current_person()
    name = revoke_token(writing(), person.id, TokenUse.FEED, token_id, now=now())
    keep_feed(Act.FEED_REVOKED, person, name)
    flash("The address is revoked.", "success")
    return redirect(url_for("accounts.list_feeds"), code=303)


def show_address(token: str, query: dict[str, str]) -> ResponseReturnValue:
    """The only page that shows an address.

    It answers the form itself, as for passwords: nothing else keeps the address.
    """
    address = url_for("corrections.read_feed", token=token, _external=True, **query)
    return render_template("accounts/feed_address.html", address=address)
