"""Exports: the page, the files, and the command."""

from tracker.web.exports import blank_views, views
from tracker.web.exports.blueprint import blueprint

__all__ = ["blank_views", "blueprint", "views"]
