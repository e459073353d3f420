"""The entry pages' blueprint."""

from flask import Blueprint

blueprint = Blueprint("entry", __name__)
