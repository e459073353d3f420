"""Exports: day values, reports and registers as files that say what they hold."""

from tracker.exchange.exporting.audiences import Audience
from tracker.exchange.exporting.blank_rows import Blank, make_blank
from tracker.exchange.exporting.making import ExportMaker
from tracker.exchange.exporting.requests import (
    Content,
    ExportRequest,
    Format,
    Rows,
    check_request,
)
from tracker.exchange.exporting.sending import name_export, name_file, send_blank, send_export
from tracker.exchange.exporting.tables import Column, Export, Statement

__all__ = [
    "Audience",
    "Blank",
    "Column",
    "Content",
    "Export",
    "ExportMaker",
    "ExportRequest",
    "Format",
    "Rows",
    "Statement",
    "check_request",
    "make_blank",
    "name_export",
    "name_file",
    "send_blank",
    "send_export",
]
