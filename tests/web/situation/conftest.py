"""The officials' places and reports."""

from tests.web.dashboard.conftest import _noon, official, register, registered, report, sources
from tests.web.dashboard.test_maps import bounded, reported

__all__ = [
    "_noon",
    "bounded",
    "official",
    "register",
    "registered",
    "report",
    "reported",
    "sources",
]
