"""An operation to record in, and short ways to say what is sent."""

from tests.histories import make_operation
from tests.standing import stands

operation = stands(make_operation)
"""A session with the small operation of `tests.histories`."""
