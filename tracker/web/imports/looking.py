"""Imports that were recorded: the list, and the page of each."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.exchange.importing import (
    find_covered,
    find_registered,
    list_imported,
    list_imports,
    list_refused,
    load_import,
)
from tracker.web.imports.blueprint import IMPORTING, blueprint
from tracker.web.imports.previewing import send_csv
from tracker.web.imports.unfinished import list_unfinished
from tracker.web.shared import access
from tracker.web.shared.ids import read_number
from tracker.web.shared.unit_of_work import reading

ON_A_PAGE = 50
KIND_WORDS = {"original": "added", "correction": "corrected", "withdrawal": "withdrawn"}


@blueprint.get("")
@access.roles(*IMPORTING)
def list_all() -> ResponseReturnValue:
    """The latest imports."""
    return render_template(
        "imports/list.html", imports=list_imports(reading()), unfinished=list_unfinished()
    )


@blueprint.get("/<id:import_id>")
@access.roles(*IMPORTING)
def show_import(import_id: int) -> ResponseReturnValue:
    """What an import recorded and refused."""
    run = load_import(reading(), import_id)
    page = read_number(request.args.get("page", "")) or 1
    start = (page - 1) * ON_A_PAGE
    every, reports = list_imported(reading(), import_id, limit=ON_A_PAGE, offset=start)
    return render_template(
        "imports/import.html",
        run=run,
        reports=reports,
        every=every,
        page=page,
        last_page=-(-every // ON_A_PAGE),
        first=start + 1,
        refused=list(list_refused(reading(), import_id, limit=ON_A_PAGE)),
        kind_words=KIND_WORDS,
        chart_url=_find_chart(import_id),
        registered=find_registered(reading(), import_id),
    )


def _find_chart(import_id: int) -> str | None:
    """Where the numbers of an import are drawn: its place, or its area, in its days."""
    covered = find_covered(reading(), import_id)
    if covered is None:
        return None
    period: dict[str, Any] = {"from": covered.first.isoformat(), "to": covered.last.isoformat()}
    if covered.place_id is None:
        return url_for("dashboard.show_operation", **period)
    return url_for("dashboard.show_place", place_id=covered.place_id, **period)


@blueprint.get("/<id:import_id>/refused.csv")
@access.roles(*IMPORTING)
def save_refused(import_id: int) -> ResponseReturnValue:
    """The rows that were not taken in, to be corrected."""
    run = load_import(reading(), import_id)
    text = run.refused_file.write(list_refused(reading(), import_id))
    return send_csv(text, f"refused rows of import {import_id}")


@blueprint.get("/<id:import_id>/mapping.toml")
@access.roles(*IMPORTING)
def save_mapping_file(import_id: int) -> ResponseReturnValue:
    """How the file was read, to be shared."""
    run = load_import(reading(), import_id)
    response = Response(run.mapping, mimetype="application/toml")
    name = f"mapping of import {import_id}.toml"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
