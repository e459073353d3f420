"""The two moments to compare, in the address."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import request
from wtforms.validators import ValidationError

from tracker.domain.days import OperationClock
from tracker.web.shared.forms import BaseForm
from tracker.web.shared.lookback import check_moment
from tracker.web.shared.moments import MomentField

ONE_DAY = timedelta(days=1)


class MomentsForm(BaseForm):
    """An earlier moment, by default a day before the later one, which is by default now."""

    class Meta:
        csrf = False  # it only reads

    earlier = MomentField("Earlier moment", noun="the earlier moment")
    later = MomentField(
        "Later moment", noun="the later moment", description="Leave it blank to compare with now."
    )

    def __init__(self, clock: OperationClock, now: datetime) -> None:
        self.clock = clock
        self.now = now
        super().__init__(formdata=request.args)

    def validate_earlier(self, field: MomentField) -> None:
        """Refuse moments that have not come, and those before the operation."""
        check_moment(field.data, self.clock, self.now)
        if field.data is not None and field.data >= (self.later.data or self.now):
            raise ValidationError("Enter an earlier moment that lies before the later one")

    def validate_later(self, field: MomentField) -> None:
        """Refuse moments that have not come, and those before the operation."""
        check_moment(field.data, self.clock, self.now)

    def choose(self) -> tuple[datetime, datetime] | None:
        """Both moments; None where they make no sense, or the operation began only today."""
        if not self.validate():
            return None
        later = self.later.data or self.now
        earlier = self.earlier.data or (later - ONE_DAY).replace(second=0, microsecond=0)
        if self.clock.day_of(earlier) < self.clock.start:
            return None
        self.earlier.data = earlier
        return earlier, later
