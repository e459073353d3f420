"""The situation report of a day: as a page, as PDF, and its numbers as CSV."""

from tracker.web.situation.blueprint import blueprint
from tracker.web.situation.views import save_numbers, save_pdf, show_newest, show_report

__all__ = ["blueprint", "save_numbers", "save_pdf", "show_newest", "show_report"]
