"""The page that compares what was known at two moments."""

from tracker.web.comparing.views import blueprint

__all__ = ["blueprint"]
