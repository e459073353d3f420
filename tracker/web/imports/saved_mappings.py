"""Mappings that are kept to be used again: the list, as files, renamed and deleted.

Their names are parameters of the addresses, no parts of the paths: there may be any sign in a name,
and servers and browsers fold slashes and dots of paths away, which would lead to another mapping.
"""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from tracker.domain.audit import Author
from tracker.exchange.mapping import (
    MappingUnreadable,
    SavedMapping,
    add_mapping,
    decode_mapping,
    delete_mapping,
    find_mapping,
    list_mappings,
    read_mapping,
    rename_mapping,
)
from tracker.web.admin.answers import go_to, refusals_shown, show_form
from tracker.web.imports.blueprint import IMPORTING, blueprint
from tracker.web.imports.forms import MappingFileForm, RenameForm
from tracker.web.shared import access
from tracker.web.shared.clock import now
from tracker.web.shared.forms import BaseForm
from tracker.web.shared.identity import current_person
from tracker.web.shared.unit_of_work import reading, writing

LARGEST = 200_000
"""Bytes of a mapping's file: far more than any has."""


@blueprint.route("/mappings", methods=["GET", "POST"])
@access.roles(*IMPORTING)
def show_mappings() -> ResponseReturnValue:
    """All saved mappings; one that somebody shared is added to them."""
    form = MappingFileForm()
    if form.validate_on_submit():
        with refusals_shown(form):
            name = add_mapping(
                writing(),
                form.mapping_name.data or "",
                read_mapping(_read(form)),
                person_id=current_person().id,
                now=now(),
            )
            return go_to("imports.show_mappings", f"The mapping “{name}” is saved.")
    return show_form("imports/mappings.html", form, mappings=list_mappings(reading()))


def _read(form: MappingFileForm) -> str:
    content: bytes = form.mapping.data.read(LARGEST + 1)
    # What it is comes first: of a picture, nobody wants to hear that it is too long.
    text = decode_mapping(content, whole=len(content) <= LARGEST)
    if len(content) > LARGEST:
        raise MappingUnreadable("Choose the file of a mapping: this one is far too long")
    return text


def _sign() -> Author:
    return Author(person_id=current_person().id, at=now())


def _find_named() -> SavedMapping:
    return find_mapping(reading(), request.args.get("name", ""))


@blueprint.get("/mappings/mapping.toml")
@access.roles(*IMPORTING)
def save_mapping() -> ResponseReturnValue:
    """A saved mapping as a file, to be shared."""
    found = _find_named()
    response = Response(found.content, mimetype="application/toml")
    response.headers.set("Content-Disposition", "attachment", filename=f"{found.name}.toml")
    return response


@blueprint.route("/mappings/change", methods=["GET", "POST"])
@access.roles(*IMPORTING)
def change_mapping() -> ResponseReturnValue:
    """Rename a mapping, or go on to delete it."""
    found = _find_named()
    form = RenameForm(mapping_name=found.name)
    if form.validate_on_submit():
        with refusals_shown(form):
            kept = rename_mapping(writing(), found.name, form.mapping_name.data or "", _sign())
            return go_to("imports.show_mappings", f"The mapping is called “{kept}” now.")
    return show_form("imports/mapping.html", form, mapping=found)


@blueprint.route("/mappings/delete", methods=["GET", "POST"])
@access.roles(*IMPORTING)
def forget_mapping() -> ResponseReturnValue:
    """Delete a mapping, once it was asked whether; imports keep what they were read with."""
    found = _find_named()
    form = BaseForm()
    if form.validate_on_submit():
        delete_mapping(writing(), found.name, _sign())
        return go_to("imports.show_mappings", f"The mapping “{found.name}” is deleted.")
    return show_form("imports/forget_mapping.html", form, mapping=found)
