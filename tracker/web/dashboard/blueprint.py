"""The blueprint of the officials' pages."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("dashboard", __name__)

PLACE = "/places/<id:place_id>"
