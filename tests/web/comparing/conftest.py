"""The officials' places and reports, one of which was corrected."""

from tests.web.dashboard.conftest import _noon, official, register, registered, report, sources
from tests.web.dashboard.test_lookback import correct, corrected

__all__ = [
    "_noon",
    "correct",
    "corrected",
    "official",
    "register",
    "registered",
    "report",
    "sources",
]
