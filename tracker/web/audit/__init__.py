"""The page of the audit trail, for administrators and reviewers."""

from tracker.web.audit.views import blueprint

__all__ = ["blueprint"]
