"""Exports: the page, the files, and the command."""

from tracker.web.exports import views
from tracker.web.exports.blueprint import blueprint

__all__ = ["blueprint", "views"]
