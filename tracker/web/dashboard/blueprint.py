"""The blueprint of the officials' pages."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("dashboard", __name__)

LARGEST_ID = 2**63 - 1
"""Addresses with a larger number name nothing; no database takes them as an id."""

PLACE = f"/places/<int(max={LARGEST_ID}):place_id>"
