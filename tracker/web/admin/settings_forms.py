"""The form of the operation's settings."""

from __future__ import annotations

from typing import Any

from wtforms import StringField
from wtforms.validators import DataRequired, InputRequired

from tracker.domain.days import Limits, OperationClock
from tracker.web.admin.fields import MeasureField
from tracker.web.shared import messages
from tracker.web.shared.forms import BaseForm, DayField, NumberField


class SettingsForm(BaseForm):
    """What the operation is called, and how it reckons with time."""

    name = StringField(
        "Name of the operation",
        validators=[DataRequired(messages.enter("the name of the operation"))],
    )
    start_day = DayField(
        "First day",
        noun="the first day",
        description="Nothing can be reported about days before it.",
        validators=[InputRequired(messages.enter("the first day"))],
    )
    time_zone = StringField(
        "Time zone",
        description="Days begin and end by it. Type a city, such as Europe/Kyiv.",
        validators=[DataRequired(messages.enter("the time zone"))],
        render_kw={"list": "time-zones", "autocomplete": "off"},
    )
    deadline_hour = NumberField(
        "Deadline",
        noun="the hour",
        description="The hour of the next day until which a day's report is on time: 10 is ten in "
        "the morning, 34 the same hour one day later.",
        validators=[InputRequired(messages.enter("the hour"))],
    )
    stale_after = NumberField(
        "Days until a count is stale",
        noun="the number of days",
        description="A count that nobody renewed is carried forward; then it is marked.",
        validators=[InputRequired(messages.enter("the number of days"))],
    )
    disagreement_share = NumberField(
        "Per cent from which sources disagree",
        noun="the share",
        description="Rival reports of a day are marked in charts when they are further apart than "
        "this share of the higher number.",
        validators=[InputRequired(messages.enter("the share"))],
    )
    household_size = MeasureField(
        "People in a household",
        noun="the size of a household",
        example="2.5",
        description="Used where only households were counted; both numbers are kept.",
        validators=[InputRequired(messages.enter("the size of a household"))],
    )

    @property
    def values(self) -> dict[str, Any]:
        """What the register keeps."""
        limits: dict[str, Any] = {
            "stale_after": self.stale_after.data,
            "disagreement_share": self.disagreement_share.data,
        }
        clock: dict[str, Any] = {
            "start": self.start_day.data,
            "time_zone": (self.time_zone.data or "").strip(),
            "deadline_hour": self.deadline_hour.data,
            "limits": Limits(**limits),
        }
        return {
            "name": self.name.data or "",
            "clock": OperationClock(**clock),
            "household_size": self.household_size.data,
        }
