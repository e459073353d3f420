"""The entry pages' blueprint, and the ids in its addresses."""

from flask import Blueprint

blueprint = Blueprint("entry", __name__)

LARGEST_ID = 2**63 - 1
"""Addresses with a larger number name nothing; no database takes them as an id."""

PLACE = f"/units/<int(max={LARGEST_ID}):place_id>"
REPORT = f"/reports/<int(max={LARGEST_ID}):report_id>"
