"""The third step: places and sources of the file that have to be chosen."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from tracker.exchange.mapping import load_gazetteer, say_place
from tracker.registry.sources import list_sources
from tracker.web.admin.answers import show_form
from tracker.web.imports.blueprint import IMPORTING, blueprint
from tracker.web.imports.foreseeing import foresee
from tracker.web.imports.outlooks import Outlook
from tracker.web.imports.place_form import (
    LISTED,
    asks_about_places,
    list_rows,
    make_form,
    read_form,
)
from tracker.web.imports.unfinished import Step, go_on
from tracker.web.shared import access
from tracker.web.shared.identity import current_person
from tracker.web.shared.kept_files import find_file
from tracker.web.shared.unit_of_work import reading


@blueprint.route("/drafts/<token>/places", methods=["GET", "POST"])
@access.roles(*IMPORTING)
def match(token: str) -> ResponseReturnValue:
    """Ask for what was not found in the registers; where all was, go on, unless sent back."""
    file = find_file(token, current_person().id)
    outlook, mapping = foresee(file), file.mapping
    if not isinstance(outlook, Outlook):
        return outlook
    if mapping is None or (
        request.method == "GET" and not outlook.is_open and not request.args.get("again")
    ):
        return go_on(file, Step.PREVIEW)
    gazetteer = load_gazetteer(reading())
    form = make_form(outlook, mapping, gazetteer, list_sources(reading()))
    if form.validate_on_submit():
        file.save(read_form(form, outlook, mapping))
        return go_on(file, Step.PREVIEW)
    rows = list_rows(form, outlook)
    return show_form(
        "imports/places.html",
        form,
        file=file,
        outlook=outlook,
        rows=rows,
        sources=[field for field in form if field.name.startswith("source_")],
        more=len(outlook.open_places) - len(rows),
        asks_about_places=asks_about_places(outlook, mapping),
        listed=LISTED,
        paths=[say_place(place) for place in gazetteer.by_id.values()] if rows else [],
    )
