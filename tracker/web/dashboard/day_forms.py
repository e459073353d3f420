"""A day of the operation in the address of a page."""

from __future__ import annotations

from datetime import date

from flask import request
from wtforms.validators import ValidationError

from tracker.web.shared.forms import BaseForm, DayField


class DayForm(BaseForm):
    """The day that a page shows, up to `today`: that of the moment where the page looks back."""

    class Meta:
        csrf = False  # it only reads

    day = DayField("Day", noun="the day")

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
    def chosen_day(self) -> date:
        """The day asked for; today where it was left blank or makes no sense."""
        is_good = self.validate()
        return (self.day.data if is_good else None) or self.today
