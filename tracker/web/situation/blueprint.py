"""The blueprint of the situation report."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("situation", __name__)
