"""Forms on the page of a source: which of its reports to list, and its grade."""

from __future__ import annotations

from wtforms import TextAreaField
from wtforms.validators import DataRequired, InputRequired

from tracker.domain.selection import Grade
from tracker.recording.statements import Fate, Wanted
from tracker.web.shared import messages
from tracker.web.shared.choices import ChoiceField, RadiosField
from tracker.web.shared.forms import BaseForm, DayField


class StatementsForm(BaseForm):
    """Which of a source's reports to list, in the address."""

    class Meta:
        csrf = False  # it only reads

    first = DayField("From", name="from", noun="the first day")
    last = DayField("To", name="to", noun="the last day")
    fate = ChoiceField(
        "State",
        noun="a state from the list",
        default="",
        choices={"": "All", **{fate.value: fate.value.capitalize() for fate in Fate}},
    )

    @property
    def wanted(self) -> Wanted:
        """What was asked for; all reports when the address makes no sense."""
        if not self.validate():
            return Wanted()
        fate = Fate(self.fate.data) if self.fate.data else None
        return Wanted(first=self.first.data, last=self.last.data, fate=fate)

    @property
    def address(self) -> dict[str, str]:
        """What stands for it in an address."""
        wanted = self.wanted
        given = {"from": wanted.first, "to": wanted.last, "fate": wanted.fate}
        return {name: str(value) for name, value in given.items() if value}


class GradeForm(BaseForm):
    """Another grade for a source."""

    grade = RadiosField(
        "Reliability from now on",
        noun="how reliable the source is",
        choices={grade.value: f"{grade.value}: {grade.words}" for grade in Grade},
        validators=[InputRequired(messages.select("how reliable the source is"))],
    )
    reason = TextAreaField(
        "Reason",
        description="Reports keep the grade of their recording, and what a reviewer preferred "
        "stays preferred.",
        validators=[DataRequired(messages.enter("the reason for the new grade"))],
        render_kw={"rows": 3},
    )
