"""The corrections feed: which published totals changed, as a page, as a file and as a feed."""

from tracker.web.corrections.blueprint import blueprint
from tracker.web.corrections.views import read_feed, save_corrections, show_corrections

__all__ = ["blueprint", "read_feed", "save_corrections", "show_corrections"]
