"""From bytes to tables of cells: text, workbooks, JSON, and archives with one of them."""

from tracker.exchange.reading.limits import FileUnreadable, Limits
from tracker.exchange.reading.opening import open_file
from tracker.exchange.reading.tables import Book, Cell, Merge, Row, Table, name_column
from tracker.exchange.reading.unread_cells import AN_ERROR, NOT_CALCULATED
from tracker.exchange.reading.weights import weigh_file

__all__ = [
    "AN_ERROR",
    "NOT_CALCULATED",
    "Book",
    "Cell",
    "FileUnreadable",
    "Limits",
    "Merge",
    "Row",
    "Table",
    "name_column",
    "open_file",
    "weigh_file",
]
