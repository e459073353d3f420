"""The page of the operation's settings, which also sets the operation up."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask.typing import ResponseReturnValue

from tracker.domain.audit import Act
from tracker.domain.days import Limits
from tracker.registry.keeping import OPERATION, keep_change
from tracker.registry.operation import (
    Operation,
    change_operation,
    create_operation,
    list_time_zones,
)
from tracker.registry.people import Role
from tracker.web.admin.answers import go_to, refusals_shown, show_form
from tracker.web.admin.blueprint import blueprint
from tracker.web.admin.settings_forms import SettingsForm
from tracker.web.admin.signing import sign_now
from tracker.web.shared import access
from tracker.web.shared.operation import current_operation
from tracker.web.shared.unit_of_work import writing


@blueprint.route("/settings", methods=["GET", "POST"])
@access.roles(Role.ADMINISTRATOR)
def change_settings() -> ResponseReturnValue:
    """Set the operation up, later change its settings."""
    operation = current_operation()
    form = SettingsForm(data=fill_in(operation))
    if form.validate_on_submit():
        with refusals_shown(form):
            if operation is None:
                with keep_change(writing(), Act.OPERATION_SET_UP, sign_now()) as added:
                    create_operation(writing(), **form.values)
                    added.id = OPERATION
                return go_to("admin.list_areas", "The operation is set up. Add its areas next.")
            with keep_change(writing(), Act.SETTINGS_CHANGED, by := sign_now(), OPERATION):
                change_operation(writing(), **form.values, by=by)
            return go_to("admin.change_settings", "The settings are changed.")
    return show_form("admin/settings.html", form, zones=sorted(list_time_zones()))


def fill_in(operation: Operation | None) -> dict[str, Any]:
    """What the form holds at first; the usual values before there is an operation."""
    if operation is None:
        usual = {"time_zone": "UTC", "deadline_hour": 10, "household_size": 2.5}
        return {**usual, **asdict(Limits())}
    return {
        "name": operation.name,
        "start_day": operation.clock.start,
        "time_zone": operation.clock.time_zone,
        "deadline_hour": operation.clock.deadline_hour,
        "household_size": operation.household_size,
        **asdict(operation.clock.limits),
    }
