"""The blueprint of the addresses for phones; apps add the last part themselves."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("collect", __name__, url_prefix="/collect/<token>")
