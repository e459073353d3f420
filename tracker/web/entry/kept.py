"""Forms sent by somebody whose account was signed out meanwhile: what was typed is kept."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from tracker.domain.errors import NotAllowed
from tracker.web.entry.routes import blueprint
from tracker.web.shared.errors import show_refusal
from tracker.web.shared.identity import find_current_person
from tracker.web.shared.send_again import show_forgery


@blueprint.errorhandler(NotAllowed)
def keep_typed(refusal: NotAllowed) -> ResponseReturnValue:
    """Offer the form to be sent again; other refusals are shown as everywhere."""
    # A new password ends sessions elsewhere, but leaves them their token: this is no forgery.
    if request.method == "POST" and find_current_person() is None:
        return show_forgery(CSRFError())
    return show_refusal(refusal)
