"""The reviewers' blueprint."""

from flask import Blueprint

blueprint = Blueprint("review", __name__, url_prefix="/review")
