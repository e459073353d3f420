"""Pages of the register of sources."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.domain.audit import Act
from tracker.registry import sources as register
from tracker.registry.keeping import keep_change
from tracker.registry.people import Role
from tracker.web.admin.answers import go_to, refusals_shown, show_form
from tracker.web.admin.blueprint import blueprint
from tracker.web.admin.signing import sign_now
from tracker.web.admin.source_forms import SourceDetailsForm, SourceForm
from tracker.web.shared import access
from tracker.web.shared.unit_of_work import reading, writing


@blueprint.get("/sources")
@access.roles(Role.ADMINISTRATOR)
def list_sources() -> ResponseReturnValue:
    """All sources with their grades."""
    sources = register.list_sources(reading(), include_retired=True)
    return render_template("admin/sources/list.html", sources=sources)


@blueprint.route("/sources/new", methods=["GET", "POST"])
@access.roles(Role.ADMINISTRATOR)
def add_source() -> ResponseReturnValue:
    """Register a source."""
    form = SourceForm()
    if form.validate_on_submit():
        with refusals_shown(form):
            with keep_change(writing(), Act.SOURCE_ADDED, sign_now()) as added:
                added.id = source_id = register.add_source(writing(), **form.values)
            name = register.load_source(writing(), source_id).name
            return go_to("admin.list_sources", f"{name} is added.")
    return show_form("admin/sources/add.html", form)


@blueprint.route("/sources/<id:source_id>/edit", methods=["GET", "POST"])
@access.roles(Role.ADMINISTRATOR)
def change_source(source_id: int) -> ResponseReturnValue:
    """Change what is known of a source."""
    source = register.load_source(reading(), source_id)
    form = SourceDetailsForm(obj=source)
    if form.validate_on_submit():
        with refusals_shown(form):
            with keep_change(writing(), Act.SOURCE_CHANGED, sign_now(), source_id):
                register.change_source(writing(), source_id, **form.values)
            name = register.load_source(writing(), source_id).name
            return go_to("admin.list_sources", f"{name} is changed.")
    return show_form("admin/sources/change.html", form, source=source)


@blueprint.post("/sources/<id:source_id>/retire")
@access.roles(Role.ADMINISTRATOR)
def retire_source(source_id: int) -> ResponseReturnValue:
    """Take a source off the lists to choose from."""
    source = register.load_source(reading(), source_id)
    with keep_change(writing(), Act.SOURCE_RETIRED, sign_now(), source_id):
        register.retire_source(writing(), source_id)
    message = f"{source.name} can no longer be chosen. Its reports stand."
    return go_to("admin.list_sources", message)


@blueprint.post("/sources/<id:source_id>/restore")
@access.roles(Role.ADMINISTRATOR)
def restore_source(source_id: int) -> ResponseReturnValue:
    """Put a retired source back on the lists."""
    source = register.load_source(reading(), source_id)
    with keep_change(writing(), Act.SOURCE_RESTORED, sign_now(), source_id):
        register.restore_source(writing(), source_id)
    return go_to("admin.list_sources", f"{source.name} can be chosen again.")
