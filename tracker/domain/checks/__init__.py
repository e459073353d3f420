"""Checks at entry: what cannot be true is refused, what is unlikely is asked about once."""

from tracker.domain.checks.context import EntryContext, LastKnown
from tracker.domain.checks.hard import check_hard
from tracker.domain.checks.reckoning import reckon_present
from tracker.domain.checks.soft import check_soft

__all__ = ["EntryContext", "LastKnown", "check_hard", "check_soft", "reckon_present"]
