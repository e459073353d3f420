"""What a map is asked to show: the measure and the day, in the address."""

from __future__ import annotations

from datetime import date

from flask import request
from wtforms import HiddenField
from wtforms.validators import ValidationError

from tracker.charts.series.map import MapMeasure
from tracker.web.shared.forms import BaseForm, DayField


class MapForm(BaseForm):
    """The measure and the day; by default occupancy today."""

    class Meta:
        csrf = False  # it only reads

    day = DayField("Day", noun="the day")
    measure = HiddenField(default=MapMeasure.OCCUPANCY.value)

    def __init__(self, *, earliest: date, today: date, is_past: bool = False) -> None:
        self.earliest = earliest
        self.today = today
        super().__init__(formdata=request.args)
        if is_past:
            self.day.end_by(today)

    def validate_day(self, field: DayField) -> None:
        """Refuse days that have not come, and those before the operation."""
        if field.data is not None and not self.earliest <= field.data <= self.today:
            raise ValidationError("Enter a day of the operation that is not in the future")

    @property
    def chosen_measure(self) -> MapMeasure:
        """The measure asked for; what makes no sense is occupancy."""
        known = {measure.value: measure for measure in MapMeasure}
        return known.get(str(self.measure.data), MapMeasure.OCCUPANCY)

    @property
    def chosen_day(self) -> date:
        """The day asked for; today where it was left blank or makes no sense."""
        is_good = self.validate()
        return (self.day.data if is_good else None) or self.today
