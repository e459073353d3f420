"""What counts of a unit on a day, in words."""

from __future__ import annotations

from tracker.charts.wording import phrase_bounds
from tracker.domain.counts import Form
from tracker.recording.causes import Said

_FORMS = {Form.LEVEL: "", Form.NEW: " new", Form.TOTAL: " so far"}


def say_counting(said: Said | None) -> str:
    """The number with the span of all that was said: `45`, `3 (1 to 9) new`."""
    if said is None:
        return "not reported"
    bounds = said.same.widen(said.other) if said.other else said.same
    return phrase_bounds(said.value, bounds.low, bounds.high) + _FORMS[said.form]
