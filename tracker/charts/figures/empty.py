"""The figure of a period in which there is nothing to draw."""

from __future__ import annotations

from typing import Any

from tracker.charts.appearance import Appearance
from tracker.charts.figures.layout import lay_out_base
from tracker.charts.figures.notes import place_empty_note


def draw_nothing(appearance: Appearance) -> dict[str, Any]:
    """A frame that says so."""
    hidden = {"visible": False, "fixedrange": True}
    layout = lay_out_base(appearance) | {"xaxis": hidden, "yaxis": hidden}
    note = place_empty_note(appearance, height=0.5, has_claims=False)
    return {"data": [], "layout": layout | {"annotations": [note]}}
