"""The entry pages' blueprint, and the ids in its addresses."""

from flask import Blueprint

from tracker.web.shared.ids import LARGEST_REPORT_ID

blueprint = Blueprint("entry", __name__)

PLACE = "/units/<id:place_id>"
REPORT = f"/reports/<id(max={LARGEST_REPORT_ID}):report_id>"
