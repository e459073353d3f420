"""What a map is asked to show: the measure and the day, in the address."""

from __future__ import annotations

from wtforms import HiddenField

from tracker.charts.series.map import MapMeasure
from tracker.web.dashboard.day_forms import DayForm


class MapForm(DayForm):
    """The measure and the day; by default occupancy today."""

    measure = HiddenField(default=MapMeasure.OCCUPANCY.value)

    @property
    def chosen_measure(self) -> MapMeasure:
        """The measure asked for; what makes no sense is occupancy."""
        known = {measure.value: measure for measure in MapMeasure}
        return known.get(str(self.measure.data), MapMeasure.OCCUPANCY)
