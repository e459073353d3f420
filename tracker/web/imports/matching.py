"""The third step: places and sources of the file that have to be chosen."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.exchange.importing import MappingUnfit, Plan, plan_import
from tracker.exchange.mapping import load_gazetteer
from tracker.registry.sources import list_sources
from tracker.web.admin.answers import show_form
from tracker.web.imports.blueprint import IMPORTING, blueprint
from tracker.web.imports.drafts import Draft, load_draft
from tracker.web.imports.place_form import MOST_SHOWN, make_form, read_form
from tracker.web.imports.unfinished import Step, go_on
from tracker.web.shared import access
from tracker.web.shared.clock import now
from tracker.web.shared.unit_of_work import reading


@blueprint.route("/drafts/<token>/places", methods=["GET", "POST"])
@access.roles(*IMPORTING)
def match(token: str) -> ResponseReturnValue:
    """Ask for what was not found in the registers; where all was, go on."""
    draft = load_draft(token)
    plan = plan_draft(draft)
    if plan is None:
        return redirect(url_for("imports.choose_columns", token=token), code=303)
    if request.method == "GET" and not (plan.open_places or plan.open_sources):
        return redirect(url_for("imports.preview", token=token), code=303)
    form = make_form(plan, load_gazetteer(reading()), list_sources(reading()))
    if form.validate_on_submit():
        draft.file.save(read_form(form, plan))
        return go_on(draft.file, Step.PREVIEW)
    return show_form(
        "imports/places.html",
        form,
        draft=draft,
        plan=plan,
        places=[field for field in form if field.name.startswith("place_")],
        sources=[field for field in form if field.name.startswith("source_")],
        more=max(0, len(plan.open_places) - MOST_SHOWN),
    )


def plan_draft(draft: Draft) -> Plan | None:
    """What an import would do; None where its mapping does not fit yet."""
    try:
        return plan_import(reading(), draft.survey, draft.mapping, now=now())
    except MappingUnfit:
        return None
