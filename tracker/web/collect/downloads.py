"""What an app downloads: the list of forms, the form, and the lists of units and sources."""

from __future__ import annotations

from flask import Response, request, url_for

from tracker.domain.errors import NotFound
from tracker.exchange.openrosa import (
    FORM_ID,
    SOURCES_FILE,
    UNITS_FILE,
    CollectForm,
    MediaFile,
    make_form,
    write_form_list,
    write_manifest,
    write_sources,
    write_units,
)
from tracker.exchange.openrosa.documents import hash_file
from tracker.registry.tokens import Bearer
from tracker.web.collect.answering import answer_xml
from tracker.web.collect.blueprint import blueprint
from tracker.web.collect.collectors import list_offered_sources, list_places, require_collector
from tracker.web.shared import access
from tracker.web.shared.operation import require_operation

DESCRIPTION = "The daily counts of a district or shelter: displaced people, places, casualties."


@blueprint.get("/formList")
@access.secret_address
def list_forms(token: str) -> Response:
    """The one form that there is; apps compare its hash with that of the form they have."""
    require_collector(token)
    form = load_form()
    described = {
        "formID": FORM_ID,
        "name": form.title,
        "version": form.version,
        "hash": form.hash,
        "downloadUrl": url_for("collect.read_form", token=token, _external=True),
        "manifestUrl": url_for("collect.read_manifest", token=token, _external=True),
    }
    if request.args.get("verbose") == "true":
        described["descriptionText"] = DESCRIPTION
    is_wanted = request.args.get("formID", FORM_ID) == FORM_ID
    return answer_xml(write_form_list([described] if is_wanted else []))


@blueprint.get("/daily-report.xml")
@access.secret_address
def read_form(token: str) -> Response:
    """The form itself, the same for everybody."""
    require_collector(token)
    return answer_xml(load_form().xml)


@blueprint.get("/manifest")
@access.secret_address
def read_manifest(token: str) -> Response:
    """The lists beside the form: where units or sources change, only their hashes do."""
    files = [
        MediaFile(
            name=name,
            hash=hash_file(content),
            url=url_for("collect.read_media", token=token, name=name, _external=True),
        )
        for name, content in make_files(require_collector(token)).items()
    ]
    return answer_xml(write_manifest(files))


@blueprint.get("/media/<name>")
@access.secret_address
def read_media(token: str, name: str) -> Response:
    """One of the lists."""
    found = make_files(require_collector(token)).get(name)
    if found is None:
        raise NotFound("file", name)
    return Response(found, mimetype="text/csv")


def load_form() -> CollectForm:
    """The form of the operation."""
    operation = require_operation()
    return make_form(operation.name, operation.clock.start, operation.household_size)


def make_files(bearer: Bearer) -> dict[str, bytes]:
    """The lists by the name of their file."""
    require_operation()
    return {
        UNITS_FILE: write_units(list_places(bearer)),
        SOURCES_FILE: write_sources(list_offered_sources(bearer.person)),
    }
