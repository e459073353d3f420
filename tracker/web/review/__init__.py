"""Pages of the reviewers: the queue, a report under review, submissions in conflict."""

from tracker.web.review import conflicts, queue, report
from tracker.web.review.blueprint import blueprint

__all__ = ["blueprint", "conflicts", "queue", "report"]
