"""My units: what a coordinator reports for, and where each stands today."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.registry.people import Role
from tracker.web.entry.routes import blueprint
from tracker.web.entry.unit_cards import list_claim_areas, load_cards
from tracker.web.shared import access, clock
from tracker.web.shared.identity import current_person
from tracker.web.shared.operation import require_operation
from tracker.web.shared.unit_of_work import reading


@blueprint.get("/units")
@access.roles(Role.COORDINATOR)
def list_units() -> ResponseReturnValue:
    """All units of the person with today's state."""
    person, operation, now = current_person(), require_operation(), clock.now()
    cards = load_cards(reading(), person, operation.clock, now)
    return render_template(
        "entry/units.html",
        cards=cards,
        areas=list_claim_areas(reading(), person, operation.clock.day_of(now)),
        today=operation.clock.day_of(now),
        has_source=person.source_id is not None,
    )
