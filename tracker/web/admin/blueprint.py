"""The blueprint of the administrators' pages, with the tabs above them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for

from tracker.web.shared.navigation import Link

blueprint = Blueprint("admin", __name__, url_prefix="/admin")

REGISTERS = (
    ("Areas", "admin.list_areas"),
    ("Shelters", "admin.list_shelters"),
    ("Sources", "admin.list_sources"),
    ("People", "admin.list_people"),
    ("Settings", "admin.change_settings"),
)


@blueprint.context_processor
def describe_registers() -> dict[str, Any]:
    """The tabs above every page of the administration."""
    return {"registers": tuple(_make_tab(label, endpoint) for label, endpoint in REGISTERS)}


def _make_tab(label: str, endpoint: str) -> Link:
    url = url_for(endpoint)
    return Link(label=label, url=url, current=(request.path + "/").startswith(url + "/"))
