"""The blueprint of the corrections feed."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("corrections", __name__)
