"""The officials' places and reports."""

from tests.web.dashboard.conftest import _noon, official, register, report, sources

__all__ = ["_noon", "official", "register", "report", "sources"]
